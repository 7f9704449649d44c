package oracle

import (
	"time"

	"github.com/longcase/longcase/calendar"
)

// Expired reports whether a snapshot created at one instant has, at another,
// existed for a period.
//
// Minutes and hours are elapsed time. Longer periods are added to the civil time
// of the creation; if the day does not exist in its month, the sum is the end of
// that month: 31 January and a month is 1 March 00:00. The snapshot has expired
// once the clocks show the sum or later and will not be put back to it: in a gap
// at the first instant after the gap, in a fold in the second pass.
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
	for _, change := range Changes(loc, now, now.Add(Margin)) {
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
