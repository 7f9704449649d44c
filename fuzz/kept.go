package fuzz

import (
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
)

// Kept is the definition of a retention policy: which of the snapshots are kept
// at an instant, in the order given. A snapshot is kept while any of the rules
// keeps it; where there are none, where it is from the future, and while it is
// held, it is kept as well.
func Kept(
	loc *time.Location, now time.Time, rules []retention.Rule, snapshots []retention.Snapshot,
) []bool {
	kept := make([]bool, len(snapshots))
	for i, s := range snapshots {
		kept[i] = len(rules) == 0 || s.Created.After(now) || held(s, now)
		for _, rule := range rules {
			kept[i] = kept[i] || keeps(loc, now, rule, s.Created)
		}
	}
	return kept
}

func held(s retention.Snapshot, now time.Time) bool {
	return s.Held && (s.HeldUntil.IsZero() || now.Before(s.HeldUntil))
}

// keeps reports whether a rule keeps what was created at an instant.
func keeps(loc *time.Location, now time.Time, rule retention.Rule, created time.Time) bool {
	days := schedule.Rule{MonthDays: rule.MonthDays, Weekdays: rule.Weekdays}
	return dayAllowed(days, Civil(created, loc)) && !Expired(loc, now, created, rule.Within)
}

// Expired reports whether what was created at one instant has, at another, been
// there for a period.
//
// Minutes and hours are elapsed time. Longer periods are added to what the
// clocks showed; where the day does not exist in its month, the result is the
// end of that month. Then it has expired once the clocks show that or later,
// and will not be put back to it: in a gap that is the first instant after the
// gap, and in a fold the second pass.
func Expired(loc *time.Location, now, created time.Time, period calendar.Period) bool {
	switch period.Unit {
	case calendar.Minute:
		return !now.Before(elapsed(created, period.N, 60))
	case calendar.Hour:
		return !now.Before(elapsed(created, period.N, 60*60))
	}
	until := later(Civil(created, loc), period)
	if Civil(now, loc).Before(until) {
		return false
	}
	for _, change := range Changes(loc, now, now.Add(margin)) {
		if !change.Shown.After(until) {
			return false
		}
	}
	return true
}

// elapsed adds n units of some seconds. A time.Duration ends at 292 years.
func elapsed(t time.Time, n, seconds int) time.Time {
	return time.Unix(t.Unix()+int64(n)*int64(seconds), int64(t.Nanosecond()))
}

// later adds a period of days or longer to a civil time.
func later(civil time.Time, period calendar.Period) time.Time {
	months := 0
	switch period.Unit {
	case calendar.Day:
		return civil.AddDate(0, 0, period.N)
	case calendar.Week:
		return civil.AddDate(0, 0, 7*period.N)
	case calendar.Month:
		months = period.N
	case calendar.Quarter:
		months = 3 * period.N
	case calendar.Year:
		months = 12 * period.N
	}
	moved := civil.AddDate(0, months, 0)
	if moved.Day() != civil.Day() { // the days that the month lacks were carried over
		return time.Date(moved.Year(), moved.Month(), 1, 0, 0, 0, 0, time.UTC)
	}
	return moved
}
