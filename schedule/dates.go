package schedule

import (
	"math/bits"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/civil"
)

// dates is a set of dates: those that pass a rule's restrictions of months, days
// of the month and weekdays. Most rules restrict weekdays alone, and then the
// weekday of a date decides. For all others a table of the kinds of years finds
// the next member without trying one date after another.
type dates struct {
	all      bool       // every date is a member
	twoWeeks uint32     // without a table: the weekdays in bits 0 to 6, again in 7 to 13
	table    *dateTable // nil if weekdays decide
}

func datesOf(months calendar.Months, days calendar.Days) dates {
	everyMonth := months == 0 || months == calendar.AllMonths
	weekly, ok := days.Weekdays.Weekly()
	if everyMonth && ok && isEveryDay(days.MonthDays, days.Workdays) {
		return datesOn(weekly)
	}
	return dates{table: newDateTable(months, days)}
}

// isEveryDay reports whether days of the month and workdays restrict nothing:
// the days 1 to 31 together, or 1 to 20 with -1 to -11.
func isEveryDay(days, workdays calendar.MonthDays) bool {
	if days == 0 {
		return workdays == 0
	}
	for length := 28; length <= 31; length++ {
		if days.In(length) != calendar.MonthDays(0).In(length) {
			return false
		}
	}
	return true
}

// datesOn returns the dates on the given weekdays, in bits 0 to 6.
func datesOn(weekdays uint8) dates {
	return dates{
		all:      weekdays == everyWeekday,
		twoWeeks: uint32(weekdays) | uint32(weekdays)<<7,
	}
}

const everyWeekday = 1<<7 - 1

// weekdays returns the weekdays of a set without a table. The two weeks in a row
// let next and prev shift by a weekday instead of going round the end of a week.
func (s *dates) weekdays() uint8 { return uint8(s.twoWeeks) & everyWeekday }

// complement returns the dates that are not in the set; ok is false if every
// date is in it.
func (s *dates) complement() (rest dates, ok bool) {
	if s.table == nil {
		return datesOn(^s.weekdays() & everyWeekday), !s.all
	}
	t := newDateTable(0, calendar.Days{}) // every date, from which those of the set are taken
	for kind := range t.days {
		for w := range t.days[kind] {
			t.days[kind][w] &^= s.table.days[kind][w]
		}
	}
	t.index()
	return dates{table: t}, t.perCycle > 0
}

// contains reports whether a date is a member.
func (s *dates) contains(d calendar.Date) bool {
	if s.table == nil {
		return s.twoWeeks>>d.Weekday()&1 != 0
	}
	year, day := civil.FromMarch(int32(d))
	return s.table.days[kindOf(year)][day>>6]>>(day&63)&1 != 0
}

// next returns the first member at or after a date; ok is false past the year
// 9999.
func (s *dates) next(d calendar.Date) (member calendar.Date, ok bool) {
	d = max(d, calendar.MinDate)
	if s.table == nil {
		d += calendar.Date(bits.TrailingZeros32(s.twoWeeks >> d.Weekday()))
		return d, d <= calendar.MaxDate
	}
	if d > calendar.MaxDate {
		return 0, false
	}
	return s.table.next(d)
}

// prev returns the last member at or before a date; ok is false before the year
// 1.
func (s *dates) prev(d calendar.Date) (member calendar.Date, ok bool) {
	d = min(d, calendar.MaxDate)
	if s.table == nil {
		// The weekday in the second of the two weeks goes to the top bit.
		d -= calendar.Date(bits.LeadingZeros32(s.twoWeeks << (31 - 7 - d.Weekday())))
		return d, d >= calendar.MinDate
	}
	if d < calendar.MinDate {
		return 0, false
	}
	return s.table.prev(d)
}

// before returns the number of members from 0001-01-01 to the day before d.
func (s *dates) before(d calendar.Date) int64 {
	d = min(max(d, calendar.MinDate), calendar.MaxDate+1)
	if s.table != nil {
		return s.table.before(d) - s.table.before(calendar.MinDate)
	}
	// 0001-01-01 is a Monday, bit 1: whole weeks from there, then the rest.
	days := int64(d - calendar.MinDate)
	started := s.twoWeeks >> 1 & (1<<(days%7) - 1)
	return days/7*int64(bits.OnesCount8(s.weekdays())) + int64(bits.OnesCount32(started))
}

// dateTable is a set of dates as 14 bit sets of days, one for each kind of year.
// Two years are of a kind if they start on the same weekday and have the same
// length, since months, days and weekdays are then the same day by day: 14 sets
// of 366 bits stand for all of the 3.6 million dates.
//
// For kinds without members the table says how far it is from each of the 400
// years of a cycle to a year that has some. So the next member takes a few steps
// at any distance: after 2072, 29 February is a Monday only in 2112, since 2100
// has no leap day.
//
// Years start on 1 March here. The leap day is then the last of its year, and
// each day before it has the same number in every year.
type dateTable struct {
	// By kind: bit d%64 of word d/64 is day d of the year. Six words would do for
	// 366 days. The seventh is empty, so that next can read the word after any.
	days     [14][7]uint64
	nonempty [14]uint8 // by kind: bit w says that days[kind][w] has a member
	perCycle uint32    // number of members in 400 years

	// By year modulo 400, with 0 for a year that has a member itself: the years
	// to the nearest such year, after it and before it.
	toNext, toPrev [400]uint8
	earlier        [400]uint32 // by year modulo 400: members in the cycle's years before
}

// kinds holds the kind of each year of a cycle, by year modulo 400, as a letter
// from A on: the weekday of 1 March, plus 7 in years that end with a leap day. A
// constant string needs no initialization, and a test computes it anew.
const kinds = "" +
	"DEFNBCDLGABJEFGHCDEMABCKFGAIDEFNBCDLGABJEFGHCDEMAB" +
	"CKFGAIDEFNBCDLGABJEFGHCDEMABCKFGAIDEFNBCDLGABJEFGA" +
	"BCDLGABJEFGHCDEMABCKFGAIDEFNBCDLGABJEFGHCDEMABCKFG" +
	"AIDEFNBCDLGABJEFGHCDEMABCKFGAIDEFNBCDLGABJEFGHCDEF" +
	"GABJEFGHCDEMABCKFGAIDEFNBCDLGABJEFGHCDEMABCKFGAIDE" +
	"FNBCDLGABJEFGHCDEMABCKFGAIDEFNBCDLGABJEFGHCDEMABCD" +
	"EFGHCDEMABCKFGAIDEFNBCDLGABJEFGHCDEMABCKFGAIDEFNBC" +
	"DLGABJEFGHCDEMABCKFGAIDEFNBCDLGABJEFGHCDEMABCKFGAI"

func kindOf(year int) int { return int(kinds[uint32(year)%400] - 'A') }

// newDateTable returns the dates in the given months and on the given days. A
// month has the same days whenever it is as long and starts on the same weekday,
// so that 28 masks serve all months of all kinds.
func newDateTable(months calendar.Months, days calendar.Days) *dateTable {
	t := new(dateTable)
	var inMonth [4][7]uint32 // by length, from 28, and by the weekday of the first day
	for i := range inMonth {
		for first := range inMonth[i] {
			inMonth[i][first] = days.In(time.Weekday(first), 28+i)
		}
	}
	for kind := range t.days {
		weekday, start := kind%7, 0
		for i := range 12 { // March to February
			month := time.Month((i+2)%12) + 1
			length := calendar.DaysIn(yearOfLength[kind/7], month)
			if months.Allows(month) {
				t.add(kind, start, inMonth[length-28][weekday])
			}
			weekday, start = (weekday+length)%7, start+length
		}
	}
	t.index()
	return t
}

// yearOfLength is a common year and a leap year, for the length of February.
var yearOfLength = [2]int{2023, 2024}

// add adds days, bit n for day n of the month, of a month that starts on day
// start of the year. The days of a month lie in at most two words.
func (t *dateTable) add(kind, start int, days uint32) {
	w, set := start>>6, uint64(days>>1) // day 1 is bit 0 now
	t.days[kind][w] |= set << (start & 63)
	t.days[kind][w+1] |= set >> (64 - start&63)
}

// index computes everything but the days from them.
func (t *dateTable) index() {
	var members [14]uint32
	everyYear := true
	for kind := range t.days {
		for w, word := range t.days[kind] {
			members[kind] += uint32(bits.OnesCount64(word))
			if word != 0 {
				t.nonempty[kind] |= 1 << w
			} else {
				t.nonempty[kind] &^= 1 << w
			}
		}
		everyYear = everyYear && members[kind] != 0
	}
	count := uint32(0)
	for year := range t.earlier {
		t.earlier[year] = count
		count += members[kinds[year]-'A']
	}
	t.perCycle = count
	if !everyYear {
		t.measure()
	}
}

// measure computes the years from each year to the nearest with a member. It
// goes round the cycle twice, since that year may lie in the cycle before or
// after: the first round sees the last year of the cycle only at its end.
func (t *dateTable) measure() {
	var toPrev, toNext uint8
	for i := range 2 * len(t.earlier) {
		year := i % len(t.earlier)
		if toPrev++; t.nonempty[kindOf(year)] != 0 {
			toPrev = 0
		}
		t.toPrev[year] = toPrev
		year = len(t.earlier) - 1 - year
		if toNext++; t.nonempty[kindOf(year)] != 0 {
			toNext = 0
		}
		t.toNext[year] = toNext
	}
}

// next returns the first member at or after a date. It looks into the 64 days
// from the date on, then into the rest of the year, then into the next year with
// a member.
func (t *dateTable) next(d calendar.Date) (calendar.Date, bool) {
	year, day := civil.FromMarch(int32(d))
	kind := kindOf(year)
	w, words := day>>6, &t.days[kind]
	// The usual case, written so that a month's end is reached without a branch:
	// the word of this day, shifted, with the beginning of the word after it.
	if ahead := words[w]>>(day&63) | words[w+1]<<(64-day&63); ahead != 0 {
		d += calendar.Date(bits.TrailingZeros64(ahead))
		return d, d <= calendar.MaxDate
	}
	first := d - calendar.Date(day) // 1 March
	later := t.nonempty[kind] >> (w + 1) << (w + 1)
	if later == 0 {
		if t.perCycle == 0 { // 30 February
			return 0, false
		}
		year++
		year += int(t.toNext[uint32(year)%400])
		kind, first = kindOf(year), calendar.DateOf(year, time.March, 1)
		later = t.nonempty[kind]
	}
	w = bits.TrailingZeros8(later)
	d = first + calendar.Date(w<<6+bits.TrailingZeros64(t.days[kind][w]))
	return d, d <= calendar.MaxDate
}

// prev returns the last member at or before a date.
func (t *dateTable) prev(d calendar.Date) (calendar.Date, bool) {
	year, day := civil.FromMarch(int32(d))
	kind := kindOf(year)
	w := day >> 6
	if word := t.days[kind][w] << (63 - day&63); word != 0 {
		d -= calendar.Date(bits.LeadingZeros64(word))
		return d, d >= calendar.MinDate
	}
	first := d - calendar.Date(day) // 1 March
	earlier := t.nonempty[kind] & (1<<w - 1)
	if earlier == 0 {
		year--
		if year -= int(t.toPrev[uint32(year)%400]); t.perCycle == 0 || year < 0 {
			return 0, false
		}
		kind, first = kindOf(year), calendar.DateOf(year, time.March, 1)
		earlier = t.nonempty[kind]
	}
	w = 7 - bits.LeadingZeros8(earlier)
	d = first + calendar.Date(w<<6+63-bits.LeadingZeros64(t.days[kind][w]))
	return d, d >= calendar.MinDate
}

// before returns the number of members from 0000-03-01 to the day before d: of
// whole cycles, of the years before in this cycle, and of the days before in
// this year.
func (t *dateTable) before(d calendar.Date) int64 {
	year, day := civil.FromMarch(int32(d))
	n := int64(year/400)*int64(t.perCycle) + int64(t.earlier[year%400])
	words := &t.days[kindOf(year)]
	for _, word := range words[:day>>6] {
		n += int64(bits.OnesCount64(word))
	}
	return n + int64(bits.OnesCount64(words[day>>6]&(1<<(day&63)-1)))
}
