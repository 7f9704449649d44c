package calendar

import (
	"iter"
	"strings"
	"time"
)

// Weekdays is a set of days of the week, used as a restriction of dates: of every
// week, or of some weeks of the month, counted from its start or from its end.
// "mon,last fri" is every Monday, and the last Friday of the month. The zero
// value restricts nothing, as do all seven days.
//
// A fifth Friday is in months that have five. Days are counted from the end up to
// the fourth last.
//
// Sets are comparable, and safe for concurrent use. The union of two is a|b, and
// [Weekdays.Normal] of it is the same value for equal restrictions. A set prints
// as "mon,first wed,last fri", and the zero value as "*".
type Weekdays uint64

// A set has nine weeks of seven bits, Sunday first. In the first five, bits 0 to
// 34, a bit is the nth such day of the month, from the first to the fifth; in the
// other four, bits 35 to 62, it is the fourth last to the last. So weeks are in
// the order of the days of a month, both from its start and to its end. A day of
// every week has its bits in the first five weeks, and those only. Bit 63 stands
// for no day.
const (
	weeksFromStart = 5
	weeksFromEnd   = 4
	endBits        = 7 * weeksFromStart // the bit of the fourth last Sunday

	everySunday             = 1 | 1<<7 | 1<<14 | 1<<21 | 1<<28
	notWeekdays    Weekdays = 1 << 63
	allFourFromEnd          = (1<<28 - 1) << endBits
)

// AllWeekdays is the set of all seven days of every week.
const AllWeekdays Weekdays = 1<<endBits - 1

// WeekdaysOf returns the set of the given days of every week. A value that is no
// weekday makes the set invalid: see [Weekdays.Valid].
func WeekdaysOf(days ...time.Weekday) Weekdays {
	var set Weekdays
	for _, day := range days {
		if day < time.Sunday || day > time.Saturday {
			set |= notWeekdays
		} else {
			set |= everySunday << day
		}
	}
	return set
}

// NthWeekdays returns the set of the nth of the given days in every month: the
// first to the fifth for 1 to 5, the last to the fourth last for -1 to -4. Any
// other n, and a value that is no weekday, makes the set invalid.
func NthWeekdays(n int, days ...time.Weekday) Weekdays {
	week := n - 1
	if n < 0 {
		week = weeksFromStart + weeksFromEnd + n
	}
	valid := 1 <= n && n <= weeksFromStart || -weeksFromEnd <= n && n <= -1
	var set Weekdays
	for _, day := range days {
		if !valid || day < time.Sunday || day > time.Saturday {
			set |= notWeekdays
		} else {
			set |= 1 << (7*week + int(day))
		}
	}
	return set
}

// weekly returns the set of days of every week, given in bits 0 to 6.
func weekly(days uint8) Weekdays { return Weekdays(days&0x7f) * everySunday }

// Weekly returns the days of a set of days of every week: bit 0 is Sunday, and
// bit 6 Saturday. The zero value has all seven; ok is false for a set with days
// of some weeks only.
func (s Weekdays) Weekly() (days uint8, ok bool) {
	if s == 0 {
		return 0x7f, true
	}
	days = uint8(s & 0x7f)
	return days, s == weekly(days)
}

// Valid reports whether the set was made of days of the week alone. An invalid
// set admits its days and no others, prints the rest as "invalid", and has no
// text that can be read; a rule with it is refused.
func (s Weekdays) Valid() bool { return s&notWeekdays == 0 }

// Normal returns the set that stands for all sets that admit the same dates, but
// for the zero value and [AllWeekdays]. A day of every week is such a day alone:
// "mon,last mon" is "mon", as are the first four Mondays and the last.
func (s Weekdays) Normal() Weekdays {
	if s&allFourFromEnd == 0 { // only days from the end can be said otherwise
		return s
	}
	normal := s & notWeekdays
	for day := time.Sunday; day <= time.Saturday; day++ {
		normal |= Weekdays(normalWeeks(uint64(s)>>day)) << day
	}
	return normal
}

// normalWeeks returns the normal form of a weekday's weeks, given as those of
// Sunday. A month has four or five Sundays, so a set means no more than the
// Sundays that it admits of four and of five. Every week that changes neither is
// added, and then each that can go is dropped, those from the end first: "first",
// "2nd", "3rd", "4th" and "last" together become all five weeks from the start,
// which is a Sunday of every week.
func normalWeeks(weeks uint64) (normal uint64) {
	four, five := ofFour(weeks), ofFive(weeks)
	for _, week := range [...]int{8, 7, 6, 5, 4, 3, 2, 1, 0} { // all that add no day
		if bit := uint64(1) << (7 * week); ofFour(bit)&^four == 0 && ofFive(bit)&^five == 0 {
			normal |= bit
		}
	}
	for _, week := range [...]int{8, 7, 6, 5, 4, 3, 2, 1, 0} {
		without := normal &^ (1 << (7 * week))
		if ofFour(without) == four && ofFive(without) == five {
			normal = without
		}
	}
	return normal
}

// ofFour returns the Sundays that weeks admit in a month with four of them: bit
// 7n is the first for n = 0, and so on.
func ofFour(weeks uint64) uint64 { return (weeks | weeks>>endBits) & (everySunday &^ (1 << 28)) }

// ofFive is ofFour for a month with five of them.
func ofFive(weeks uint64) uint64 { return (weeks | weeks>>endBits<<7) & everySunday }

// Days ranges over the days of the set, Monday first, with the number of each in
// the month: 1 to 5 from the start, -1 to -4 from the end, or 0 for a day of
// every week. Of one day, those from the start come first. The zero value has
// none.
func (s Weekdays) Days() iter.Seq2[int, time.Weekday] {
	return func(yield func(int, time.Weekday) bool) {
		for i := range 7 {
			day := time.Weekday((i + 1) % 7)
			for n := range numbers(uint64(s) >> day) {
				if !yield(n, day) {
					return
				}
			}
		}
	}
}

// numbers ranges over the numbers of a Sunday in the month, as Days does.
func numbers(weeks uint64) iter.Seq[int] {
	return func(yield func(int) bool) {
		every := weeks&everySunday == everySunday
		if every && !yield(0) {
			return
		}
		for week := range weeksFromStart + weeksFromEnd {
			n := week + 1
			// Weeks 5 to 8 are the fourth last to the last.
			if week >= weeksFromStart {
				n = week - weeksFromStart - weeksFromEnd
			}
			if weeks>>(7*week)&1 != 0 && !(every && n > 0) && !yield(n) {
				return
			}
		}
	}
}

// In returns the days that the set, as a restriction, admits in a month of a
// length of 28 to 31 that starts on weekday first: bit n is day n.
func (s Weekdays) In(first time.Weekday, length int) uint32 {
	if s == 0 {
		return inMonth(length)
	}
	const fromStart = 1<<endBits - 1
	days := turn(uint64(s)&fromStart, uint(first))
	if fromEnd := uint64(s&^notWeekdays) >> endBits; fromEnd != 0 {
		// The last four weeks of a month begin with day 1 of February, or up to
		// three days later.
		later := uint(length - 28)
		days |= turn(fromEnd, (uint(first)+later)%7) << later
	}
	return uint32(days<<1) & inMonth(length)
}

// turn turns each of five weeks so that they begin with a day. Weekdays before it
// come after the others of the same week of the month: if the 1st is a Wednesday,
// the first Tuesday is the 7th.
func turn(weeks uint64, first uint) uint64 {
	stay := (uint64(1)<<(7-first) - 1) * everySunday
	return weeks>>first&stay | weeks<<(7-first)&^stay
}

// Allows reports whether the set, as a restriction, admits a day of a month of
// the given length that is on the given weekday.
func (s Weekdays) Allows(weekday time.Weekday, day, length int) bool {
	if s == 0 {
		return true
	}
	// Moved by the weekday, its bits are at the places of Sunday's, seven apart.
	sunday := uint64(s&^notWeekdays) >> uint(weekday)
	if sunday>>uint((day-1)/7*7)&1 != 0 {
		return true
	}
	weeksLeft := (length - day) / 7
	return weeksLeft < weeksFromEnd && sunday>>uint(endBits+7*(weeksFromEnd-1-weeksLeft))&1 != 0
}

// String returns the set as "mon,first wed,last fri", Monday first, or "*".
func (s Weekdays) String() string {
	if s == 0 {
		return "*"
	}
	var list []string
	for n, day := range s.Normal().Days() {
		name := weekdayNames[day]
		if n != 0 {
			name = weekText(n) + " " + name
		}
		list = append(list, name)
	}
	return joinSet(list, s.Valid())
}

// MarshalText returns the text of String. It fails for an invalid set.
func (s Weekdays) MarshalText() ([]byte, error) { return marshalSet("weekday", s, wantWeekday) }

// UnmarshalText reads a text as [ParseWeekdays] does.
func (s *Weekdays) UnmarshalText(text []byte) (err error) {
	*s, err = ParseWeekdays(string(text))
	return err
}

// ParseWeekdays reads a list of days such as "mon,wed,fri", "first sun" or
// "3rd thu,2nd last fri", in any case and order; "*" and "" are the zero value.
// The set is normal, see [Weekdays.Normal]. The error is a [*ParseError].
func ParseWeekdays(s string) (Weekdays, error) {
	set, bad, ok := parseSet(s, weekdayItem)
	if !ok {
		return 0, &ParseError{What: "weekday", Input: bad, Want: wantWeekday}
	}
	return set.Normal(), nil
}

const wantWeekday = "mon, tue, wed, thu, fri, sat or sun, alone or after " +
	"first, 2nd, 3rd, 4th, 5th, last, 2nd last, 3rd last or 4th last; or *"

// weekdayItem reads a day such as "mon" or "2nd last fri".
func weekdayItem(item string) (Weekdays, bool) {
	words := strings.Fields(item)
	if len(words) == 0 {
		return 0, false
	}
	number, name := words[:len(words)-1], words[len(words)-1]
	day, ok := indexFold(weekdayNames[:], name)
	if !ok || len(number) == 0 {
		return WeekdaysOf(time.Weekday(day)), ok
	}
	n, ok := weekNumber(number)
	return NthWeekdays(n, time.Weekday(day)), ok
}

// weekNumber reads a number of a week such as "first" or "2nd last".
func weekNumber(words []string) (n int, ok bool) {
	fromEnd := strings.EqualFold(words[len(words)-1], "last")
	if fromEnd {
		words = words[:len(words)-1]
	}
	i, ok := 0, len(words) == 0
	if len(words) == 1 {
		i, ok = indexFold(ordinals[:], words[0])
		if !ok {
			i, ok = indexFold(longOrdinals[:], words[0])
		}
		ok = ok && !(fromEnd && (i == 0 || i >= weeksFromEnd)) // "first last" is nothing
	}
	if fromEnd {
		return -1 - i, ok
	}
	return i + 1, ok
}

// weekText is the inverse of weekNumber.
func weekText(n int) string {
	switch {
	case n == -1:
		return "last"
	case n < 0:
		return ordinals[-n-1] + " last"
	}
	return ordinals[n-1]
}

var (
	ordinals     = [...]string{"first", "2nd", "3rd", "4th", "5th"}
	longOrdinals = [...]string{"1st", "second", "third", "fourth", "fifth"}
)

var weekdayNames = [...]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}
