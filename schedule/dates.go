package schedule

import (
	"math/bits"
	"time"

	"github.com/longcase/longcase/calendar"
)

// dates is a set of dates: those that pass a rule's three day restrictions.
// Where only weekdays are restricted, the weekday of a date is all there is to
// know; otherwise a table tells, without trying one date after another.
type dates struct {
	all      bool              // whether every date is a member
	weekdays calendar.Weekdays // if there is no table
	table    *dateTable        // nil where only weekdays are restricted
}

func datesOf(months calendar.Months, days calendar.MonthDays, weekdays calendar.Weekdays) dates {
	if weekdays == 0 {
		weekdays = calendar.AllWeekdays
	}
	if (months == 0 || months == calendar.AllMonths) &&
		(days == 0 || days == calendar.AllMonthDays) {
		return datesOn(weekdays)
	}
	table := newDateTable(func(m monthShape) uint32 {
		if !months.Allows(m.month) {
			return 0
		}
		return days.In(m.length) & m.every(weekdays)
	})
	return dates{table: table}
}

// datesOn returns the dates on the given weekdays.
func datesOn(weekdays calendar.Weekdays) dates {
	return dates{all: weekdays == calendar.AllWeekdays, weekdays: weekdays}
}

// complement returns the dates that are not in the set. It is false where
// there are none.
func (s *dates) complement() (dates, bool) {
	if s.table == nil {
		rest := calendar.AllWeekdays &^ s.weekdays
		return datesOn(rest), rest != 0
	}
	t := newDateTable(func(m monthShape) uint32 { return m.all() &^ s.in(m) })
	return dates{table: t}, t.perCycle > 0
}

// union returns the dates that are in either set.
func (s *dates) union(other *dates) dates {
	if s.table == nil && other.table == nil {
		return datesOn(s.weekdays | other.weekdays)
	}
	t := newDateTable(func(m monthShape) uint32 { return s.in(m) | other.in(m) })
	return dates{table: t}
}

// in returns the members in a month: bit n is day n.
func (s *dates) in(m monthShape) uint32 {
	if s.table == nil {
		return m.all() & m.every(s.weekdays)
	}
	return s.table.days[m.kind][m.month-1]
}

// contains reports whether a date is a member.
func (s *dates) contains(d calendar.Date) bool {
	if s.table == nil {
		return s.weekdays>>d.Weekday()&1 != 0
	}
	year, month, day := d.Civil()
	return s.table.days[s.table.kinds[year%400]][month-1]>>day&1 != 0
}

// next returns the first member at or after a date. It is false past year
// 9999.
func (s *dates) next(d calendar.Date) (calendar.Date, bool) {
	d = max(d, calendar.MinDate)
	if s.table == nil {
		twoWeeks := uint32(s.weekdays) | uint32(s.weekdays)<<7
		d += calendar.Date(bits.TrailingZeros32(twoWeeks >> d.Weekday()))
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
		twoWeeks := uint32(s.weekdays) | uint32(s.weekdays)<<7
		d -= calendar.Date(bits.LeadingZeros32(twoWeeks << (31 - 7 - d.Weekday())))
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
		return s.table.before(d)
	}
	// 0001-01-01 is a Monday.
	days := int64(d - calendar.MinDate)
	mondayFirst := s.weekdays>>1 | s.weekdays<<6&0x40
	started := mondayFirst & (1<<(days%7) - 1)
	return days/7*int64(bits.OnesCount8(uint8(s.weekdays))) + int64(bits.OnesCount8(uint8(started)))
}

// dateTable lists the members of each of the 14 kinds of year there are, and
// how far it is from each of the 400 years of a cycle to one with a member, so
// that the next member is found in a few steps however far it is: 29 February
// on a Monday can take 40 years.
type dateTable struct {
	days     [14][12]uint32 // bit n: day n of the month; by kind of year
	months   [14]uint16     // bit n: month n has a member; by kind of year
	perCycle uint32         // number of members in 400 years

	// By year modulo 400:
	kinds          [400]uint8  // the kind of year
	toNext, toPrev [400]uint8  // years to one with a member, itself included
	earlier        [400]uint32 // number of members in the cycle's years before
}

// monthShape is all there is to know about a month: there are 168 of them.
type monthShape struct {
	month  time.Month
	length int
	first  int // weekday of its first day
	kind   int // of its year
}

// all returns the days that the month has: bit n is day n.
func (m monthShape) all() uint32 { return calendar.MonthDays(0).In(m.length) }

// every returns the days 1 to 35 that are on one of the weekdays, as bits.
func (m monthShape) every(weekdays calendar.Weekdays) uint32 {
	week := uint64(weekdays) | uint64(weekdays)<<7
	week = week >> m.first & 0x7f
	return uint32((week | week<<7 | week<<14 | week<<21 | week<<28) << 1)
}

// newDateTable makes the table of a set, given its members in each month.
func newDateTable(members func(monthShape) uint32) *dateTable {
	t := new(dateTable)
	var perKind [14]uint32
	for kind := range t.days {
		m := monthShape{kind: kind, first: kind % 7}
		for m.month = time.January; m.month <= time.December; m.month++ {
			m.length = calendar.DaysIn(yearOfLength[kind/7], m.month)
			set := members(m)
			t.days[kind][m.month-1] = set
			perKind[kind] += uint32(bits.OnesCount32(set))
			if set != 0 {
				t.months[kind] |= 1 << m.month
			}
			m.first = (m.first + m.length) % 7
		}
	}
	for year := range t.kinds {
		kind := kindOf(year + 400)
		t.kinds[year] = uint8(kind)
		t.earlier[year] = t.perCycle
		t.perCycle += perKind[kind]
	}
	if t.perCycle > 0 {
		t.measure()
	}
	return t
}

// measure finds how far it is from each year to one with a member. Twice round
// the cycle, since the nearest one may be in the cycle before or after.
func (t *dateTable) measure() {
	var toPrev, toNext uint8
	for i := range 2 * len(t.kinds) {
		year := i % len(t.kinds)
		if toPrev++; t.months[t.kinds[year]] != 0 {
			toPrev = 0
		}
		t.toPrev[year] = toPrev
		year = len(t.kinds) - 1 - year
		if toNext++; t.months[t.kinds[year]] != 0 {
			toNext = 0
		}
		t.toNext[year] = toNext
	}
}

// yearOfLength holds a common year and a leap year.
var yearOfLength = [2]int{2023, 2024}

// kindOf returns the weekday of 1 January, and 7 more in leap years: all that
// matters about a year. The year must be positive.
func kindOf(year int) int {
	past := uint(year - 1)
	// 0001-01-01 is a Monday, and 365 days are a day more than 52 weeks.
	kind := (1 + past + past/4 - past/100 + past/400) % 7
	if calendar.IsLeap(year) {
		kind += 7
	}
	return int(kind)
}

func (t *dateTable) next(d calendar.Date) (calendar.Date, bool) {
	year, month, day := d.Civil()
	kind := t.kinds[year%400]
	if set := t.days[kind][month-1] >> day; set != 0 {
		return d + calendar.Date(bits.TrailingZeros32(set)), true
	}
	months := t.months[kind] >> (month + 1) << (month + 1)
	if months == 0 {
		year++
		year += int(t.toNext[year%400])
		if t.perCycle == 0 || year > 9999 {
			return 0, false
		}
		kind = t.kinds[year%400]
		months = t.months[kind]
	}
	month = time.Month(bits.TrailingZeros16(months))
	day = bits.TrailingZeros32(t.days[kind][month-1])
	return calendar.DateOf(year, month, day), true
}

func (t *dateTable) prev(d calendar.Date) (calendar.Date, bool) {
	year, month, day := d.Civil()
	kind := t.kinds[year%400]
	if set := t.days[kind][month-1] << (31 - day); set != 0 {
		return d - calendar.Date(bits.LeadingZeros32(set)), true
	}
	months := t.months[kind] & (1<<month - 1)
	if months == 0 {
		year--
		year -= int(t.toPrev[year%400])
		if t.perCycle == 0 || year < 1 {
			return 0, false
		}
		kind = t.kinds[year%400]
		months = t.months[kind]
	}
	month = time.Month(15 - bits.LeadingZeros16(months))
	day = 31 - bits.LeadingZeros32(t.days[kind][month-1])
	return calendar.DateOf(year, month, day), true
}

func (t *dateTable) before(d calendar.Date) int64 {
	year, month, day := d.Civil()
	n := int64(year/400)*int64(t.perCycle) + int64(t.earlier[year%400])
	n -= int64(t.earlier[1]) // year 0, which is not among the years 1 to 9999
	days := &t.days[t.kinds[year%400]]
	for m := time.January; m < month; m++ {
		n += int64(bits.OnesCount32(days[m-1]))
	}
	return n + int64(bits.OnesCount32(days[month-1]&(1<<day-1)))
}
