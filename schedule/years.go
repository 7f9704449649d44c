package schedule

import (
	"math/bits"
	"time"

	"github.com/longcase/longcase/calendar"
)

// yearDays is a set of days of a year as bits, in one cache line.
//
// Years start on 1 March here. The leap day is then the last of its year, and
// each day before it has the same number in every year: a leap year has the days
// of the common year of its weekday, but for February.
type yearDays struct {
	// Bit d%64 of word d/64 is day d of the year. Six words would do for 366 days.
	// The seventh is empty, so that the word after any can be read.
	words    [7]uint64
	nonempty uint8 // bit w: words[w] has a member
}

// The kind of a year is twice the weekday of 1 March, and 1 more if the year ends
// with a leap day.
const (
	leapKind    = 1
	everyKind   = 15 // all bits of a kind
	kindCount   = 14
	yearLengths = 2      // the kinds if weekdays do not matter
	everyCommon = 0x1555 // the bits of the common years among those of all kinds
)

// kinds holds the kind of each year of a cycle, by year modulo 400, as a letter
// from A on. A constant string needs no initialization, and a test computes it
// anew.
const kinds = "" +
	"GIKNCEGJMACFIKMBEGILACEHKMADGIKNCEGJMACFIKMBEGILAC" +
	"EHKMADGIKNCEGJMACFIKMBEGILACEHKMADGIKNCEGJMACFIKMA" +
	"CEGJMACFIKMBEGILACEHKMADGIKNCEGJMACFIKMBEGILACEHKM" +
	"ADGIKNCEGJMACFIKMBEGILACEHKMADGIKNCEGJMACFIKMBEGIK" +
	"MACFIKMBEGILACEHKMADGIKNCEGJMACFIKMBEGILACEHKMADGI" +
	"KNCEGJMACFIKMBEGILACEHKMADGIKNCEGJMACFIKMBEGILACEG" +
	"IKMBEGILACEHKMADGIKNCEGJMACFIKMBEGILACEHKMADGIKNCE" +
	"GJMACFIKMBEGILACEHKMADGIKNCEGJMACFIKMBEGILACEHKMAD"

func kindOf(year int) uint8 { return kinds[uint32(year)%400] - 'A' }

// The months of a year that starts on 1 March, where February is the last and has
// the length of a common year.
var (
	monthLengths = [12]uint8{31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28}
	monthStarts  = [12]uint16{0, 31, 61, 92, 122, 153, 184, 214, 245, 275, 306, 337}
)

const february = 11

// monthAt returns the month at a place among them.
func monthAt(i int) time.Month { return time.Month((i+2)%12) + 1 }

// newYears returns the dates in the given months and on the given days: of a common
// and a leap year, in the room if that is not nil, or of each kind if weekdays matter.
func newYears(months calendar.Months, days calendar.Days, room []yearDays) []yearDays {
	years := room
	switch weekly, ok := days.Weekdays.Weekly(); {
	// Workdays depend on the weekday of the 1st, also in a rule without weekdays.
	case !ok || days.Workdays != 0:
		years = yearsByMonth(months, days)
	case weekly == everyWeekday:
		if years == nil {
			years = make([]yearDays, yearLengths)
		}
		addMonthDays(years, months, days.MonthDays)
	default:
		years = make([]yearDays, kindCount)
		addMonthDays(years[:2], months, days.MonthDays)
		keepWeekdays(years, weekly)
	}
	for i := range years {
		years[i].index()
	}
	return years
}

// addMonthDays adds days of the month to a common and a leap year.
func addMonthDays(years []yearDays, months calendar.Months, days calendar.MonthDays) {
	common, leap := &years[0], &years[1]
	inMonth := [2]uint32{days.In(30), days.In(31)}
	for i, start := range monthStarts[:february] {
		if months.Allows(monthAt(i)) {
			common.add(start, inMonth[monthLengths[i]-30])
		}
	}
	*leap = *common
	if months.Allows(time.February) {
		common.add(monthStarts[february], days.In(28))
		leap.add(monthStarts[february], days.In(29))
	}
}

// keepWeekdays makes the years of all kinds of the first two: of their days, those
// on weekdays of every week, given in bits 0 to 6. Nine weeks and a day are a word,
// which so begins a weekday later than the word before.
func keepWeekdays(years []yearDays, weekly uint8) {
	var from [7]uint64 // by the weekday of bit 0
	for first := range from {
		week := uint64(weekly)>>first | uint64(weekly)<<(7-first)
		const everyWeek = 1 | 1<<7 | 1<<14 | 1<<21 | 1<<28 | 1<<35 | 1<<42 | 1<<49 | 1<<56 | 1<<63
		// A product of bits repeats the week nine times, and one day of a tenth. It
		// is computed from the left: (week & everyWeekday) * everyWeek.
		from[first] = week & everyWeekday * everyWeek
	}
	// The first two years, of which the others are made, are overwritten last.
	for kind := kindCount - 1; kind >= 0; kind-- {
		all := &years[kind&leapKind].words
		for w := range all {
			years[kind].words[w] = all[w] & from[(kind/2+w)%7]
		}
	}
}

// yearsByMonth returns years with days of any sort. A month has the same days
// whenever it is as long and starts on the same weekday, so that 28 masks serve all
// months of all kinds.
func yearsByMonth(months calendar.Months, days calendar.Days) []yearDays {
	var inMonth [4][7]uint32 // by length, from 28, and by the weekday of the first day
	for i := range inMonth {
		for first := range inMonth[i] {
			inMonth[i][first] = days.In(time.Weekday(first), 28+i)
		}
	}
	years := make([]yearDays, kindCount)
	for weekday := range 7 {
		common, leap := &years[2*weekday], &years[2*weekday+1]
		for i, start := range monthStarts[:february] {
			if months.Allows(monthAt(i)) {
				common.add(start, inMonth[monthLengths[i]-28][(weekday+int(start))%7])
			}
		}
		*leap = *common
		if months.Allows(time.February) {
			start := monthStarts[february]
			first := (weekday + int(start)) % 7
			common.add(start, inMonth[0][first])
			leap.add(start, inMonth[1][first])
		}
	}
	return years
}

// add adds days, bit n for day n of the month, of a month that starts on day
// start of the year. The days of a month lie in at most two words.
func (y *yearDays) add(start uint16, days uint32) {
	w, set := start>>6, uint64(days>>1) // day 1 is bit 0 now
	y.words[w] |= set << (start & 63)
	y.words[w+1] |= set >> (64 - start&63)
}

// index computes which words have members.
func (y *yearDays) index() {
	y.nonempty = 0
	for w, word := range y.words {
		if word != 0 {
			y.nonempty |= 1 << w
		}
	}
}

// has reports whether a day is a member.
func (y *yearDays) has(day int) bool { return y.words[day>>6]>>(day&63)&1 != 0 }

// count returns the number of members.
func (y *yearDays) count() (n uint32) {
	for _, word := range y.words {
		n += uint32(bits.OnesCount64(word))
	}
	return n
}

// yearCounts are the numbers of members of a cycle's years.
type yearCounts struct {
	before   [400]uint32 // by year modulo 400: in the cycle's years before it
	perCycle uint32
}

// newCounts counts the members of each year.
func (s *dates) newCounts() *yearCounts {
	counts := new(yearCounts)
	members := make([]uint32, len(s.years), kindCount)
	for i := range s.years {
		members[i] = s.years[i].count()
	}
	for year := range counts.before {
		counts.before[year] = counts.perCycle
		counts.perCycle += members[kindOf(year)&s.row]
	}
	return counts
}
