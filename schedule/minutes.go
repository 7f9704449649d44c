package schedule

import (
	"math/bits"

	"github.com/longcase/longcase/calendar"
)

// minutes is a set of minutes of the day: 1440 bits, with an index. The index
// says which of the 23 words have members, so that the next member is found in
// two steps, and how many members precede each word, so that members are counted
// without looking at them.
type minutes struct {
	words    [23]uint64 // bit m%64 of word m/64 is minute m
	nonempty uint32     // bit w: words[w] is not zero
	before   [23]uint16 // number of members in the words before each
	first    uint16     // first member, 0 if there is none
	last     uint16     // last member, 0 if there is none
	count    uint16     // number of members
}

// add adds a member, but leaves the index to the caller.
func (s *minutes) add(c calendar.Clock) { s.words[c>>6] |= 1 << (c & 63) }

// addAll adds times of day and computes the index. It reports whether they are in
// order and each once, as they mostly are.
func (s *minutes) addAll(at []calendar.Clock) (inOrder bool) {
	if hourly, ok := sameEachHour(at); ok {
		s.addHourly(hourly)
		return true
	}
	inOrder = true
	previous := calendar.Clock(-1)
	// Many times in a row lie in one word, which is written once for them.
	w, word := 0, uint64(0)
	for _, c := range at {
		inOrder = inOrder && previous < c
		previous = c
		if int(c>>6) != w {
			s.words[w] |= word
			w, word = int(c>>6), 0
		}
		word |= 1 << (c & 63)
	}
	s.words[w] |= word
	s.index()
	return inOrder
}

// sameEachHour returns the minutes of the hour, as bits, of times of day in order
// that are the same in each of the 24 hours: a cron expression for every 15 minutes
// is a list of 96. Comparing each time with the one an hour before takes half as
// long as adding it.
func sameEachHour(at []calendar.Clock) (hourly uint64, ok bool) {
	n := len(at) / 24
	if n == 0 || len(at) != 24*n {
		return 0, false
	}
	later := at[n:]
	for i, c := range at[:len(later)] {
		if later[i] != c+60 {
			return 0, false
		}
	}
	for i, c := range at[:n] { // before 01:00, since the last hour's are before 24:00
		if i > 0 && c <= at[i-1] {
			return 0, false
		}
		hourly |= 1 << c
	}
	return hourly, true
}

// addHourly adds minutes of the hour, given as bits, in every hour, and computes the
// index.
func (s *minutes) addHourly(hourly uint64) {
	for m := 0; m < calendar.MinutesPerDay; m += 60 {
		s.words[m>>6] |= hourly << (m & 63)
		s.words[m>>6+1] |= hourly >> (64 - m&63)
	}
	s.index()
}

// contains reports whether a time of day is a member.
func (s *minutes) contains(c calendar.Clock) bool { return s.words[c>>6]>>(c&63)&1 != 0 }

// clocks lists the members in order.
func (s *minutes) clocks() []calendar.Clock {
	list := make([]calendar.Clock, 0, s.count)
	for w, word := range s.words {
		for ; word != 0; word &= word - 1 {
			list = append(list, calendar.Clock(w<<6+bits.TrailingZeros64(word)))
		}
	}
	return list
}

// hour returns the members of an hour: bit n is minute n.
func (s *minutes) hour(hour int) uint64 {
	// An hour of 60 bits lies in one word of 64, or across two.
	w, shift := 60*hour>>6, 60*hour&63
	return (s.words[w]>>shift | s.words[w+1]<<(64-shift)) & (1<<60 - 1)
}

// widest returns the largest distance between two neighbouring members, also
// around midnight, or 0 if an hour has no member. Most hours are alike, and are
// looked at once.
func (s *minutes) widest() (most int) {
	if s.count < 24 { // most rules
		return 0
	}
	previous := int(s.last) - calendar.MinutesPerDay // on the day before
	seen, first, last := uint64(0), 0, 0
	for hour := range 24 {
		set := s.hour(hour)
		if set == 0 {
			return 0
		}
		if set != seen {
			most = max(most, widestIn(set))
			seen, first, last = set, bits.TrailingZeros64(set), bits.Len64(set)-1
		}
		most = max(most, 60*hour+first-previous)
		previous = 60*hour + last
	}
	return most
}

// widestIn returns the largest distance between two neighbouring members of a
// word, 0 for a single member.
func widestIn(word uint64) (most int) {
	for previous := bits.TrailingZeros64(word); word != 0; word &= word - 1 {
		m := bits.TrailingZeros64(word)
		most, previous = max(most, m-previous), m
	}
	return most
}

// index computes the index from the words.
func (s *minutes) index() {
	nonempty, count := uint32(0), uint16(0)
	for w, word := range &s.words {
		s.before[w] = count
		count += uint16(bits.OnesCount64(word))
		if word != 0 {
			nonempty |= 1 << w
		}
	}
	s.nonempty, s.count, s.first, s.last = nonempty, count, 0, 0
	if count > 0 {
		s.first, s.last = uint16(s.next(0)), uint16(s.prev(calendar.MinutesPerDay-1))
	}
}

// split returns the members that are in another set, and those that are not.
func (s *minutes) split(other *minutes) (both, rest minutes) {
	for w, word := range s.words {
		both.words[w] = word & other.words[w]
		rest.words[w] = word &^ other.words[w]
	}
	both.index()
	rest.index()
	return both, rest
}

// next returns the first member at or after minute m, 0 to 1439, or -1.
func (s *minutes) next(m int) int {
	w := m >> 6
	if word := s.words[w] >> (m & 63); word != 0 { // in the same word
		return m + bits.TrailingZeros64(word)
	}
	later := s.nonempty >> (w + 1) << (w + 1) // the words after it
	if later == 0 {
		return -1
	}
	w = bits.TrailingZeros32(later)
	return w<<6 + bits.TrailingZeros64(s.words[w])
}

// prev returns the last member at or before minute m, 0 to 1439, or -1.
func (s *minutes) prev(m int) int {
	w := m >> 6
	if word := s.words[w] << (63 - m&63); word != 0 {
		return m - bits.LeadingZeros64(word)
	}
	earlier := s.nonempty & (1<<w - 1) // the words before it
	if earlier == 0 {
		return -1
	}
	w = 31 - bits.LeadingZeros32(earlier)
	return w<<6 + 63 - bits.LeadingZeros64(s.words[w])
}

// rank returns the number of members before minute m, 0 to 1440.
func (s *minutes) rank(m int) int {
	if m >= calendar.MinutesPerDay {
		return int(s.count)
	}
	return int(s.before[m>>6]) + bits.OnesCount64(s.words[m>>6]&(1<<(m&63)-1))
}
