package schedule

import (
	"math/bits"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/civil"
)

// dates is a set of dates: those that pass a rule's three day restrictions.
// Where only weekdays are restricted, the weekday of a date is all there is to
// know; otherwise a table tells, without trying one date after another.
type dates struct {
	all      bool       // whether every date is a member
	twoWeeks uint32     // bits 0 to 6, and again 7 to 13: the weekdays; if no table
	table    *dateTable // nil where only weekdays are restricted
}

func datesOf(months calendar.Months, days calendar.MonthDays, weekdays calendar.Weekdays) dates {
	if (months == 0 || months == calendar.AllMonths) &&
		(days == 0 || days == calendar.AllMonthDays) {
		return datesOn(weekdays)
	}
	return dates{table: newDateTable(months, days, weekdays)}
}

// datesOn returns the dates on the given weekdays.
func datesOn(weekdays calendar.Weekdays) dates {
	if weekdays == 0 {
		weekdays = calendar.AllWeekdays
	}
	return dates{
		all:      weekdays == calendar.AllWeekdays,
		twoWeeks: uint32(weekdays) | uint32(weekdays)<<7,
	}
}

// weekdays returns the weekdays of a set without a table.
func (s *dates) weekdays() calendar.Weekdays {
	return calendar.Weekdays(s.twoWeeks) & calendar.AllWeekdays
}

// complement returns the dates that are not in the set. It is false where
// there are none.
func (s *dates) complement() (dates, bool) {
	if s.table == nil {
		return datesOn(^s.weekdays() & calendar.AllWeekdays), !s.all
	}
	t := newDateTable(0, 0, 0)
	for kind := range t.days {
		for w := range t.days[kind] {
			t.days[kind][w] &^= s.table.days[kind][w]
		}
	}
	t.index()
	return dates{table: t}, t.perCycle > 0
}

// union returns the dates that are in either set.
func (s *dates) union(other *dates) dates {
	if s.table == nil && other.table == nil {
		return datesOn(s.weekdays() | other.weekdays())
	}
	a, b := s.asTable(), other.asTable()
	t := new(dateTable)
	for kind := range t.days {
		for w := range t.days[kind] {
			t.days[kind][w] = a.days[kind][w] | b.days[kind][w]
		}
	}
	t.index()
	return dates{table: t}
}

// asTable returns the set's table, and makes one where it has none.
func (s *dates) asTable() *dateTable {
	if s.table == nil {
		return newDateTable(0, 0, s.weekdays())
	}
	return s.table
}

// contains reports whether a date is a member.
func (s *dates) contains(d calendar.Date) bool {
	if s.table == nil {
		return s.twoWeeks>>d.Weekday()&1 != 0
	}
	year, day := civil.FromMarch(int32(d))
	return s.table.days[kindOf(year)][day>>6]>>(day&63)&1 != 0
}

// next returns the first member at or after a date. It is false past year
// 9999.
func (s *dates) next(d calendar.Date) (calendar.Date, bool) {
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

// prev returns the last member at or before a date. It is false before year 1.
func (s *dates) prev(d calendar.Date) (calendar.Date, bool) {
	d = min(d, calendar.MaxDate)
	if s.table == nil {
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
	// 0001-01-01 is a Monday, which is bit 1.
	days := int64(d - calendar.MinDate)
	started := s.twoWeeks >> 1 & (1<<(days%7) - 1)
	return days/7*int64(bits.OnesCount8(uint8(s.weekdays()))) + int64(bits.OnesCount32(started))
}

// dateTable lists the members of each of the 14 kinds of year there are, and
// how far it is from each of the 400 years of a cycle to one with a member, so
// that the next member is found in a few steps however far it is: 29 February
// on a Monday can take 40 years.
//
// Years are counted from March: the leap day is then the last of its year, and
// the days before it have the same number in every year.
type dateTable struct {
	days     [14][7]uint64 // bit d%64 of word d/64: day d of the year; by kind
	nonempty [14]uint8     // bit w: words with a member; by kind
	perCycle uint32        // number of members in 400 years

	// By year modulo 400:
	toNext, toPrev [400]uint8  // years to one with a member, itself included
	earlier        [400]uint32 // number of members in the cycle's years before
}

// kinds holds the kind of each year of a cycle, by year modulo 400, as a letter
// from A on: the weekday of 1 March, and 7 more in years that end with a leap
// day. That is all that matters about a year.
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

func newDateTable(months calendar.Months, days calendar.MonthDays, weekdays calendar.Weekdays) *dateTable {
	t := new(dateTable)
	var onWeekdays [7]uint32 // by the weekday of the first day of a month
	for first := range onWeekdays {
		onWeekdays[first] = everyWeek(weekdays, first)
	}
	for kind := range t.days {
		weekday, start := kind%7, 0
		for i := range 12 {
			month := time.Month((i+2)%12) + 1
			length := calendar.DaysIn(yearOfLength[kind/7], month)
			if months.Allows(month) {
				t.add(kind, start, days.In(length)&onWeekdays[weekday])
			}
			weekday, start = (weekday+length)%7, start+length
		}
	}
	t.index()
	return t
}

// yearOfLength holds a common year and a leap year.
var yearOfLength = [2]int{2023, 2024}

// everyWeek returns the days 1 to 31 that are on one of the weekdays, as bits,
// in a month whose first day is the given one.
func everyWeek(weekdays calendar.Weekdays, first int) uint32 {
	week := uint64(datesOn(weekdays).twoWeeks) >> first & 0x7f
	return uint32((week | week<<7 | week<<14 | week<<21 | week<<28) << 1)
}

// add adds days of a month that starts on a given day of the year.
func (t *dateTable) add(kind, start int, days uint32) {
	w, set := start>>6, uint64(days>>1) // from bit 0 on
	t.days[kind][w] |= set << (start & 63)
	t.days[kind][w+1] |= set >> (64 - start&63)
}

// index brings everything but the days up to date with them.
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

// measure finds how far it is from each year to one with a member. Twice round
// the cycle, since the nearest one may be in the cycle before or after.
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

func (t *dateTable) next(d calendar.Date) (calendar.Date, bool) {
	year, day := civil.FromMarch(int32(d))
	kind := kindOf(year)
	w, words := day>>6, &t.days[kind]
	// The 64 days from this one on; the last word, always empty, ends the year.
	if ahead := words[w]>>(day&63) | words[w+1]<<(64-day&63); ahead != 0 {
		d += calendar.Date(bits.TrailingZeros64(ahead))
		return d, d <= calendar.MaxDate
	}
	first := d - calendar.Date(day) // of the year
	later := t.nonempty[kind] >> (w + 1) << (w + 1)
	if later == 0 {
		if t.perCycle == 0 {
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

func (t *dateTable) prev(d calendar.Date) (calendar.Date, bool) {
	year, day := civil.FromMarch(int32(d))
	kind := kindOf(year)
	w := day >> 6
	if word := t.days[kind][w] << (63 - day&63); word != 0 {
		d -= calendar.Date(bits.LeadingZeros64(word))
		return d, d >= calendar.MinDate
	}
	first := d - calendar.Date(day) // of the year
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

// before returns the number of members from 1 March of the year 0 to the day
// before d.
func (t *dateTable) before(d calendar.Date) int64 {
	year, day := civil.FromMarch(int32(d))
	n := int64(year/400)*int64(t.perCycle) + int64(t.earlier[year%400])
	words := &t.days[kindOf(year)]
	for _, word := range words[:day>>6] {
		n += int64(bits.OnesCount64(word))
	}
	return n + int64(bits.OnesCount64(words[day>>6]&(1<<(day&63)-1)))
}
