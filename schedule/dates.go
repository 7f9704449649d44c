package schedule

import (
	"math/bits"
	"slices"
	"sync/atomic"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/civil"
)

// dates is a set of dates: those that pass a rule's restrictions of months, days
// of the month and weekdays. Most rules restrict weekdays alone, and then the
// weekday of a date decides. For all others a table of the kinds of years finds
// the next member without trying one date after another.
//
// Two years are of a kind if they start on the same weekday and have the same
// length, since months, days and weekdays are then the same day by day: 14 kinds
// stand for all of the 3.6 million dates. If weekdays do not matter, two kinds do.
type dates struct {
	all      bool   // every date is a member
	twoWeeks uint32 // without a table: the weekdays in bits 0 to 6, again in 7 to 13

	years    []yearDays // the table, nil if weekdays decide; year y has years[kindOf(y)&row]
	row      uint8      // everyKind, or leapKind if weekdays do not matter
	nonempty uint16     // bit k: years of kind k have a member
	// counts, of a table, is set by the first count: few schedules are counted.
	counts atomic.Pointer[yearCounts]
}

// compile sets the dates to those of a rule. A table without weekdays is made in the
// room, if that is not nil.
func (s *dates) compile(months calendar.Months, days calendar.Days, room []yearDays) {
	everyMonth := months == 0 || months == calendar.AllMonths
	weekly, ok := days.Weekdays.Weekly()
	if everyMonth && ok && isEveryDay(days.MonthDays, days.Workdays) {
		s.setWeekdays(weekly)
		return
	}
	s.setTable(newYears(months, days, room))
}

// isEveryDay reports whether days of the month and workdays restrict nothing:
// the days 1 to 31 together, or 1 to 20 with -1 to -11.
func isEveryDay(days, workdays calendar.MonthDays) bool {
	switch {
	case days == 0:
		return workdays == 0
	case bits.OnesCount64(uint64(days)) < 28: // the usual case, which needs no more
		return false
	}
	for length := 28; length <= 31; length++ {
		if days.In(length) != calendar.MonthDays(0).In(length) {
			return false
		}
	}
	return true
}

// datesOn returns the dates on the given weekdays, in bits 0 to 6.
func datesOn(weekdays uint8) (s dates) {
	s.setWeekdays(weekdays)
	return
}

// setWeekdays sets the dates to those on weekdays of every week, in bits 0 to 6.
func (s *dates) setWeekdays(weekdays uint8) {
	s.all = weekdays == everyWeekday
	s.twoWeeks = uint32(weekdays) | uint32(weekdays)<<7
}

const everyWeekday = 1<<7 - 1

// weekdays returns the weekdays of a set without a table. The two weeks in a row
// let next and prev shift by a weekday instead of going round the end of a week.
func (s *dates) weekdays() uint8 { return uint8(s.twoWeeks) & everyWeekday }

// datesIn returns the dates of a table.
func datesIn(years []yearDays) (s dates) {
	s.setTable(years)
	return
}

// setTable sets the dates to those of a table: of two years, for common and for leap years
// of any weekday, or of all kinds.
func (s *dates) setTable(years []yearDays) {
	s.years, s.row = years, everyKind
	if len(years) == yearLengths {
		s.row = leapKind
		for length := range years {
			if years[length].nonempty != 0 {
				// The years of a length have the same members on whichever weekday they start:
				// everyCommon has a bit for each of the seven common kinds, and the leap kinds
				// are beside them.
				s.nonempty |= everyCommon << length
			}
		}
		return
	}
	for kind := range years {
		if years[kind].nonempty != 0 {
			s.nonempty |= 1 << kind
		}
	}
}

// complement returns the dates that are not in the set.
func (s *dates) complement() dates {
	if s.years == nil {
		return datesOn(^s.weekdays() & everyWeekday)
	}
	// All dates of each kind of year, less those of the set. A day that its kind of year lacks,
	// 29 February, is in neither.
	years := newYears(0, calendar.Days{}, nil)
	if len(years) < len(s.years) { // weekdays matter after all
		years = slices.Repeat(years, kindCount/len(years))
	}
	for i := range years {
		for w := range years[i].words {
			years[i].words[w] &^= s.years[i].words[w]
		}
		years[i].index()
	}
	return datesIn(years)
}

// isEmpty reports whether no date is a member. Every kind of year occurs in the
// 400 years after which the calendar repeats.
func (s *dates) isEmpty() bool {
	if s.years == nil {
		return s.twoWeeks == 0
	}
	return s.nonempty == 0
}

// contains reports whether a date is a member.
func (s *dates) contains(d calendar.Date) bool {
	if s.years == nil {
		return s.twoWeeks>>d.Weekday()&1 != 0
	}
	year, day := civil.FromMarch(int32(d))
	return s.of(year).has(day)
}

// next returns the first member at or after a date; ok is false past the year
// 9999.
func (s *dates) next(d calendar.Date) (member calendar.Date, ok bool) {
	d = max(d, calendar.MinDate)
	if s.years == nil {
		d += calendar.Date(bits.TrailingZeros32(s.twoWeeks >> d.Weekday()))
		return d, d <= calendar.MaxDate
	}
	if d > calendar.MaxDate {
		return 0, false
	}
	return s.nextInTable(d)
}

// prev returns the last member at or before a date; ok is false before the year
// 1.
func (s *dates) prev(d calendar.Date) (member calendar.Date, ok bool) {
	d = min(d, calendar.MaxDate)
	if s.years == nil {
		// The weekday in the second of the two weeks goes to the top bit.
		d -= calendar.Date(bits.LeadingZeros32(s.twoWeeks << (31 - 7 - d.Weekday())))
		return d, d >= calendar.MinDate
	}
	if d < calendar.MinDate {
		return 0, false
	}
	return s.prevInTable(d)
}

// before returns the number of members from 0001-01-01 to the day before d.
func (s *dates) before(d calendar.Date) int64 {
	d = min(max(d, calendar.MinDate), calendar.MaxDate+1)
	if s.years != nil {
		counts := s.yearCounts()
		return s.sinceMarch(d, counts) - s.sinceMarch(calendar.MinDate, counts)
	}
	// 0001-01-01 is a Monday, bit 1: whole weeks from there, then the rest.
	days := int64(d - calendar.MinDate)
	started := s.twoWeeks >> 1 & (1<<(days%7) - 1)
	return days/7*int64(bits.OnesCount8(s.weekdays())) + int64(bits.OnesCount32(started))
}

// of returns the members of a year of the table.
func (s *dates) of(year int) *yearDays { return &s.years[kindOf(year)&s.row] }

// hasMember reports whether a year has a member.
func (s *dates) hasMember(year int) bool { return s.nonempty>>kindOf(year)&1 != 0 }

// nextInTable is next by the table. It looks into the 64 days from the date on,
// then into the rest of the year, then into the next year with a member.
func (s *dates) nextInTable(d calendar.Date) (calendar.Date, bool) {
	year, day := civil.FromMarch(int32(d))
	days := s.of(year)
	w, words := day>>6, &days.words
	// The usual case, written so that a month's end is reached without a branch:
	// the word of this day, shifted, with the beginning of the word after it. On the
	// first day of a word that beginning is shifted by 64, which leaves nothing.
	if ahead := words[w]>>(day&63) | words[w+1]<<(64-day&63); ahead != 0 {
		d += calendar.Date(bits.TrailingZeros64(ahead))
		return d, d <= calendar.MaxDate
	}
	first := d - calendar.Date(day) // 1 March
	later := days.nonempty >> (w + 1) << (w + 1)
	if later == 0 {
		if s.nonempty == 0 { // 30 February
			return 0, false
		}
		// It is at most 12 years away, or 40 if only leap years have members: 29
		// February is a Monday in 2072, and then in 2112, since 2100 has no leap day.
		for year++; !s.hasMember(year); {
			year++
		}
		days, first = s.of(year), calendar.DateOf(year, time.March, 1)
		later = days.nonempty
	}
	w = bits.TrailingZeros8(later)
	d = first + calendar.Date(w<<6+bits.TrailingZeros64(days.words[w]))
	return d, d <= calendar.MaxDate
}

// prevInTable is prev by the table.
func (s *dates) prevInTable(d calendar.Date) (calendar.Date, bool) {
	year, day := civil.FromMarch(int32(d))
	days := s.of(year)
	w := day >> 6
	if word := days.words[w] << (63 - day&63); word != 0 {
		d -= calendar.Date(bits.LeadingZeros64(word))
		return d, d >= calendar.MinDate
	}
	first := d - calendar.Date(day) // 1 March
	earlier := days.nonempty & (1<<w - 1)
	if earlier == 0 {
		// January and February of the year 1 belong to the year from March of 0.
		for year--; year >= 0 && !s.hasMember(year); {
			year--
		}
		if year < 0 {
			return 0, false
		}
		days, first = s.of(year), calendar.DateOf(year, time.March, 1)
		earlier = days.nonempty
	}
	w = 7 - bits.LeadingZeros8(earlier)
	d = first + calendar.Date(w<<6+63-bits.LeadingZeros64(days.words[w]))
	return d, d >= calendar.MinDate
}

// yearCounts returns the counts of the table. Goroutines that count at once may
// each make them, and all make the same.
func (s *dates) yearCounts() *yearCounts {
	counts := s.counts.Load()
	if counts == nil {
		counts = s.newCounts()
		s.counts.Store(counts)
	}
	return counts
}

// sinceMarch returns the number of members from 0000-03-01 to the day before d: of
// whole cycles, of the years before in this cycle, and of the days before in
// this year.
func (s *dates) sinceMarch(d calendar.Date, counts *yearCounts) int64 {
	year, day := civil.FromMarch(int32(d))
	n := int64(year/400)*int64(counts.perCycle) + int64(counts.before[year%400])
	words := &s.of(year).words
	for _, word := range words[:day>>6] {
		n += int64(bits.OnesCount64(word))
	}
	return n + int64(bits.OnesCount64(words[day>>6]&(1<<(day&63)-1)))
}
