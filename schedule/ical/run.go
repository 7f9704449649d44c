package ical

import (
	"errors"
	"strconv"
	"time"

	"github.com/teambition/rrule-go"

	"github.com/longcase/longcase/calendar"
)

// run is the sequence of the wall times of a rule, computed by rrule-go, as times
// in UTC.
//
// rrule-go replays a rule from its start: an answer in 2100 costs a hundred times
// as much as an answer next year. But a complete rule names the same wall times
// whichever of its periods (years, months, weeks, ...) it starts with. So each
// question starts the rule anew, with the period in question.
type run struct {
	option rrule.ROption // complete, without COUNT and UNTIL
	first  int64         // the period of the start
}

// newRun returns the run of a complete rule.
func newRun(option rrule.ROption, start time.Time) run {
	option.Count = 0
	// Without UNTIL, rrule-go ends 292 years, a time.Duration, after its start.
	option.Until = time.Date(rrule.MAXYEAR, 12, 31, 23, 59, 59, 0, time.UTC)
	r := run{option: option}
	r.first = r.period(start)
	return r
}

// Next returns the first wall time strictly after another; ok is false if none
// exists. It passes over the wall times of at most one period.
func (r run) Next(after time.Time) (time.Time, bool) {
	if after.Year() > rrule.MAXYEAR {
		return time.Time{}, false
	}
	// rrule-go's own After would start from the rule's start.
	next := r.from(r.meets(after))
	t, ok := next()
	for ok && !t.After(after) {
		t, ok = next()
	}
	return t, ok
}

// Prev returns the last wall time strictly before another; ok is false if none
// exists. rrule-go cannot walk backwards. So Prev starts the rule one period back,
// then four, sixteen, and so on: the search goes at most about four times as far
// as the answer.
func (r run) Prev(before time.Time) (last time.Time, ok bool) {
	if before.Year() > rrule.MAXYEAR {
		before = r.option.Until.Add(1)
	}
	latest := r.meets(before.Add(-1))
	for back := int64(0); ; back = 4*back + 3 {
		period := max(latest-back*int64(r.option.Interval), r.first)
		next := r.from(period)
		for t, more := next(); more && t.Before(before); t, more = next() {
			last, ok = t, true
		}
		if ok || period == r.first {
			return last, ok
		}
	}
}

// occurs reports whether the rule ever names a wall time.
//
// The calendar repeats every 400 years. Over many cycles, a step meets the same
// periods of a cycle as the greatest common divisor of the step and the number of
// periods does. So the last 400 years with that step decide, and a search of all
// 9,999 is not needed.
func (r run) occurs() bool {
	late := r.option
	late.Interval = divisor(r.option.Interval, r.perCycle())
	return newRun(late, r.begin(r.first)).everIn400Years()
}

// everIn400Years reports whether a rule names a wall time in the last 400 years.
func (r run) everIn400Years() bool {
	_, ok := r.from(r.meets(r.option.Until.AddDate(-401, 0, 0)))()
	return ok
}

// perCycle returns the number of periods in 400 years.
func (r run) perCycle() int {
	switch r.unit() {
	case calendar.Year:
		return 400
	case calendar.Month:
		return 400 * 12
	case calendar.Week:
		return calendar.DaysPerCycle / 7
	case calendar.Hour:
		return calendar.DaysPerCycle * 24
	case calendar.Minute:
		return calendar.DaysPerCycle * calendar.MinutesPerDay
	}
	return calendar.DaysPerCycle
}

// mostYears is how long after its start the COUNT of a run may end. The way there
// is walked by Parse, at the cost of every period in between.
const mostYears = 100

// nth returns the nth wall time at or after the start, from 1; ok is false if
// the rule has fewer, or n is 0. The error completes "want".
func nth(next rrule.Next, start time.Time, n int) (t time.Time, ok bool, err error) {
	if n == 0 {
		return t, false, nil
	}
	latest := start.AddDate(mostYears, 0, 0)
	for t, ok = next(); ok; t, ok = next() {
		if t.After(latest) {
			return t, false, errFarCount
		}
		// The walk begins with the start's period, whose earlier wall times do not count.
		if t.Before(start) {
			continue
		}
		if n--; n == 0 {
			break
		}
	}
	return t, ok, nil
}

var errFarCount = errors.New("a COUNT that ends within " + strconv.Itoa(mostYears) +
	" years of the start in a rule that cannot be compiled")

// walk returns an iterator over the wall times from the beginning of the start's
// period.
func (r run) walk() rrule.Next { return r.from(r.first) }

// from returns an iterator over the wall times from the beginning of a period.
func (r run) from(period int64) rrule.Next {
	option := r.option
	option.Dtstart = r.begin(period)
	rule, err := rrule.NewRRule(option)
	if err != nil {
		return func() (time.Time, bool) { return time.Time{}, false }
	}
	return rule.Iterator()
}

// meets returns the latest period met by the rule's step that begins at or before a
// wall time, but not a period before the first.
func (r run) meets(wall time.Time) int64 {
	period := r.period(wall)
	if period <= r.first {
		return r.first
	}
	return period - (period-r.first)%int64(r.option.Interval)
}

// unit returns the calendar's unit of the frequency.
func (r run) unit() calendar.Unit {
	switch r.option.Freq {
	case rrule.YEARLY:
		return calendar.Year
	case rrule.MONTHLY:
		return calendar.Month
	case rrule.WEEKLY:
		return calendar.Week
	case rrule.HOURLY:
		return calendar.Hour
	case rrule.MINUTELY:
		return calendar.Minute
	}
	return calendar.Day
}

// period returns the number of the year, month, week, day, hour or minute of a
// wall time. Numbers are consecutive; weeks start on the day of WKST.
func (r run) period(wall time.Time) int64 {
	unix := wall.Unix() - firstSecond // which is not negative
	switch unit := r.unit(); unit {
	case calendar.Minute:
		return unix / 60
	case calendar.Hour:
		return unix / 3600
	case calendar.Week:
		return int64(calendar.Week.Bucket(dateOf(wall) - r.weekShift()))
	default:
		return int64(unit.Bucket(dateOf(wall)))
	}
}

// weekShift returns the days from Monday, on which weeks start in package
// calendar, to WKST.
func (r run) weekShift() calendar.Date {
	return calendar.Date(goWeekday(r.option.Wkst)-time.Monday+7) % 7
}

// begin returns the first wall time of a period. It is the inverse of period.
func (r run) begin(period int64) time.Time {
	var date calendar.Date
	switch unit := r.unit(); unit {
	case calendar.Minute:
		return time.Unix(period*60+firstSecond, 0).UTC()
	case calendar.Hour:
		return time.Unix(period*3600+firstSecond, 0).UTC()
	case calendar.Week:
		date = calendar.Week.BucketStart(int(period)) + r.weekShift()
	default:
		date = unit.BucketStart(int(period))
	}
	return time.Unix(int64(date)*secondsPerDay, 0).UTC()
}

const (
	secondsPerDay = 24 * 60 * 60
	firstSecond   = int64(calendar.MinDate) * secondsPerDay
)

// dateOf returns the date of a wall time.
func dateOf(wall time.Time) calendar.Date {
	year, month, day := wall.Date()
	return calendar.DateOf(year, month, day)
}
