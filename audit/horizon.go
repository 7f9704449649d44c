package audit

import (
	"time"

	"github.com/longcase/longcase/calendar"
)

// Bounds of an audit. They keep it within a fraction of a second.
const (
	// auditReach bounds the time in which snapshots are counted.
	auditReach = 20 * longestYear
	// auditChanges is the time in which clock changes are examined.
	auditChanges = 2 * longestYear
	// auditWork bounds the number of simulated snapshots times rules.
	auditWork = 200_000

	longestYear = 366 * 24 * time.Hour
)

// setHorizon sets how far to look ahead: until all rules are full, and a year
// more, since the population of a full policy varies with the seasons.
func (a *auditor) setHorizon() {
	var fill time.Duration
	if second, ok := a.policy.Schedule.Nth(a.from, 2); ok {
		fill = second.Sub(a.from)
	}
	for i := range a.rules {
		fill = max(fill, a.fill(i))
	}
	a.limited = fill > auditReach-longestYear
	a.until = a.from.Add(min(fill, auditReach-longestYear) + longestYear)
}

// fill returns an upper bound of the time until a rule is full, which is until it
// drops its first snapshot.
func (a *auditor) fill(rule int) time.Duration {
	r := a.rules[rule]
	switch {
	case r.Failed:
		return 0
	case !r.Within.IsZero():
		return longest(r.Within)
	case r.Count <= 0: // never full: a few periods show its habits
		return longest(calendar.PeriodOf(3, r.Per))
	}
	fill := longest(calendar.PeriodOf(r.Count, r.Per))
	if last, ok := a.policy.Schedule.Nth(a.from, int64(r.Count)); ok {
		fill = max(fill, last.Sub(a.from))
	}
	if yearly := a.yearly[rule]; yearly > 0 { // an average, so two years more to be sure
		years := 2 + int(min(float64(r.Count)/yearly, 99))
		fill = max(fill, longest(calendar.PeriodOf(years, calendar.Year)))
	}
	return fill
}

// longest returns the greatest length of a period, apart from clock changes. For
// periods beyond auditReach any length beyond it will do, so nothing overflows.
func longest(p calendar.Period) time.Duration {
	const day = 24 * time.Hour
	units := [...]time.Duration{
		calendar.Minute: time.Minute, calendar.Hour: time.Hour, calendar.Day: day,
		calendar.Week: 7 * day, calendar.Month: 31 * day, calendar.Quarter: 92 * day,
		calendar.Year: longestYear,
	}
	unit := units[p.Unit]
	if unit == 0 {
		return 0
	}
	return unit * min(time.Duration(p.N), auditReach/unit+1)
}
