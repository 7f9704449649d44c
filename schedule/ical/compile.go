package ical

import (
	"slices"
	"time"

	"github.com/teambition/rrule-go"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule"
)

// fit is how a [schedule.Rule] stands for a rule.
type fit uint8

const (
	fitsLoosely fit = iota // it names more wall times
	fitsSieved             // it names more; INTERVAL and BYYEARDAY choose among them
	fitsExactly            // it names the same wall times
)

// compile returns a complete rule as a [schedule.Rule], and how well it fits. ok is
// false if the rule names nothing: on some such rules rrule-go would loop for ever.
//
// An inexact rule is of use too. Whether a set of dates and times ever fires is
// proved by schedule.Compile in microseconds. A rule that names fewer times than one
// that never fires never fires either, and rrule-go, which would look at every day
// up to the year 9999, need not be asked.
func compile(o rrule.ROption, start time.Time) (r schedule.Rule, how fit, ok bool) {
	var named bool
	r.Weekdays, named = weekdaysOf(o)
	r.MonthDays = calendar.MonthDaysOf(o.Bymonthday...)
	// A step that divides its cycle names the same months, or times, in every
	// cycle. A step of 5 months does not: it drifts through the year.
	whole := o.Interval == 1
	r.Months, ok = monthsOf(o, start)
	switch o.Freq {
	case rrule.MONTHLY:
		whole = 12%o.Interval == 0
	case rrule.HOURLY:
		whole = 24%o.Interval == 0
	case rrule.MINUTELY:
		whole = calendar.MinutesPerDay%o.Interval == 0
	}
	r.At = clocks(o, start)
	switch {
	case len(o.Byweekno) > 0, !named, len(o.Bysetpos) > 0 && !atPositions(o, &r):
		how = fitsLoosely
	case whole && len(o.Byyearday) == 0:
		how = fitsExactly
	default:
		how = fitsSieved
	}
	return r, how, ok && len(r.At) > 0
}

// monthsOf returns the months of a rule: those of BYMONTH met by a step of
// months; ok is false if it meets none. A step of 5 meets every month in time, a
// step of 3 from January only January, April, July and October.
func monthsOf(o rrule.ROption, start time.Time) (set calendar.Months, ok bool) {
	step := 1
	if o.Freq == rrule.MONTHLY {
		step = divisor(o.Interval, 12)
	}
	for month := time.January; month <= time.December; month++ {
		if int(month-start.Month())%step == 0 && allows(o.Bymonth, int(month)) {
			set |= calendar.MonthsOf(month)
		}
	}
	if set == calendar.AllMonths {
		return 0, true
	}
	return set, set != 0
}

// clocks returns the times of day of a rule, in the order of the day: those of BYHOUR
// and BYMINUTE met by a step of hours or minutes on any day. A step of 5 hours meets
// every hour, on different days; a step of 12 hours only two.
func clocks(o rrule.ROption, start time.Time) (list []calendar.Clock) {
	step := 1
	switch o.Freq {
	case rrule.HOURLY:
		step = divisor(o.Interval, 24) * 60
	case rrule.MINUTELY:
		step = divisor(o.Interval, calendar.MinutesPerDay)
	}
	// A step counts from the start, in hours from its hour: FREQ=HOURLY;INTERVAL=6 from 02:30
	// is 02:30, 08:30 and so on, by BYMINUTE of the start.
	phase := start.Hour()*60 + start.Minute()
	if o.Freq == rrule.HOURLY {
		phase = start.Hour() * 60
	}
	for c := range calendar.Clock(calendar.MinutesPerDay) {
		since := int(c) - phase
		if o.Freq == rrule.HOURLY {
			since -= c.Minute()
		}
		if since%step == 0 && allows(o.Byhour, c.Hour()) && allows(o.Byminute, c.Minute()) {
			list = append(list, c)
		}
	}
	return list
}

// allows reports whether a list admits a value. An empty list, of a part that the rule
// lacks, admits all.
func allows(list []int, value int) bool { return len(list) == 0 || slices.Contains(list, value) }

// divisor returns the greatest common divisor of two positive numbers.
func divisor(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
