package ical

import (
	"slices"
	"time"

	"github.com/teambition/rrule-go"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule"
)

// walkable is a sequence of wall times that does not compile.
type walkable interface {
	schedule.Sequence
	// occurs reports whether the sequence has any wall time.
	occurs() bool
	// walk returns an iterator over the wall times from the beginning of the
	// start's period.
	walk() rrule.Next
}

// sieve is the sequence of the wall times of a rule that compiles but for its
// INTERVAL and its BYYEARDAY: of a compiled sequence, those on days of the year that
// are named, in periods that the step meets. Every 1,439 minutes, at 03:01, is 03:01
// of the days on which a whole number of steps has passed.
//
// Each wall time that falls through is followed by a jump, to the next day that is
// named or to the next period that is met. rrule-go looks at each step or day in
// between, and takes up to seconds for the 29th of February.
type sieve struct {
	run   // has the periods
	walls schedule.Schedule
}

// lastWall is the last minute of the year 9999, in the last period of every kind.
var lastWall = time.Unix(int64(calendar.MaxDate+1)*secondsPerDay-60, 0).UTC()

// Next returns the first wall time strictly after another; ok is false if none
// exists.
func (s sieve) Next(after time.Time) (time.Time, bool) {
	for {
		t, ok := s.walls.Next(after)
		if !ok {
			return time.Time{}, false
		}
		// The next day that BYYEARDAY names and the next period that INTERVAL meets: t stands if
		// it is in both, and otherwise the later of them is where the search goes on.
		date, period := dateOf(t), s.period(t)
		day, met := s.dayFrom(date), max(period, s.first)
		if over := s.over(met); over > 0 {
			met += int64(s.option.Interval) - over
		}
		switch {
		case day == date && met == period:
			return t, true
		case day > calendar.MaxDate, met > s.period(lastWall):
			return time.Time{}, false
		}
		after = midnight(day)
		if begin := s.begin(met); met > period && begin.After(after) {
			after = begin
		}
		after = after.Add(-1)
	}
}

// Prev returns the last wall time strictly before another; ok is false if none
// exists. It jumps to the end of a day or of a period.
func (s sieve) Prev(before time.Time) (time.Time, bool) {
	for {
		t, ok := s.walls.Prev(before)
		if !ok {
			return time.Time{}, false
		}
		date, period := dateOf(t), s.period(t)
		day, over := s.dayUpTo(date), s.over(period)
		switch {
		case period < s.first, day < calendar.MinDate:
			return time.Time{}, false
		case day == date && over == 0:
			return t, true
		}
		// On with the end of the last day that is named, or of the last period that is met,
		// whichever is earlier.
		before = midnight(day + 1)
		if end := s.begin(period - over + 1); over > 0 && end.Before(before) {
			before = end
		}
	}
}

// over returns how many periods a period lies after the last that the step meets.
func (s sieve) over(period int64) int64 { return (period - s.first) % int64(s.option.Interval) }

// dayFrom returns the first date from another on whose day of the year is named. Day
// 366 may be eight years away, as from 1897 to 1904.
func (s sieve) dayFrom(date calendar.Date) calendar.Date {
	if s.names(date) {
		return date
	}
	for year, _, _ := date.Civil(); year <= rrule.MAXYEAR; year++ {
		days := s.daysOf(year)
		if i, _ := slices.BinarySearch(days, date); i < len(days) {
			return days[i]
		}
	}
	return calendar.MaxDate + 1
}

// dayUpTo returns the last date up to another whose day of the year is named.
func (s sieve) dayUpTo(date calendar.Date) calendar.Date {
	if s.names(date) {
		return date
	}
	for year, _, _ := date.Civil(); year >= 1; year-- {
		days := s.daysOf(year)
		if i, _ := slices.BinarySearch(days, date+1); i > 0 {
			return days[i-1]
		}
	}
	return calendar.MinDate - 1
}

// names reports whether BYYEARDAY admits a date.
func (s sieve) names(date calendar.Date) bool {
	if len(s.option.Byyearday) == 0 {
		return true
	}
	year, _, _ := date.Civil()
	fromStart := int(date - calendar.DateOf(year, time.January, 0))
	fromEnd := int(date - calendar.DateOf(year+1, time.January, 1))
	return slices.Contains(s.option.Byyearday, fromStart) || slices.Contains(s.option.Byyearday, fromEnd)
}

// daysOf returns the dates of a year that BYYEARDAY names, in order.
func (s sieve) daysOf(year int) (days []calendar.Date) {
	before, next := calendar.DateOf(year, time.January, 0), calendar.DateOf(year+1, time.January, 1)
	for _, n := range s.option.Byyearday {
		day := before + calendar.Date(n)
		if n < 0 {
			day = next + calendar.Date(n)
		}
		if before < day && day < next {
			days = append(days, day)
		}
	}
	slices.Sort(days)
	return days
}

// occurs looks at the last 400 years, as [run.occurs] does.
func (s sieve) occurs() bool {
	// s is a copy; the step of the sequence itself stays.
	s.option.Interval = divisor(s.option.Interval, s.perCycle())
	_, ok := s.Next(s.option.Until.AddDate(-401, 0, 0))
	return ok
}

// walk steps by Next, from just before the start's period, which may hold wall times that
// COUNT does not count.
func (s sieve) walk() rrule.Next {
	at := s.begin(s.first).Add(-1)
	return func() (t time.Time, ok bool) {
		if t, ok = s.Next(at); ok {
			at = t
		}
		return t, ok
	}
}

// midnight returns the wall time at which a date begins.
func midnight(date calendar.Date) time.Time {
	return time.Unix(int64(date)*secondsPerDay, 0).UTC()
}
