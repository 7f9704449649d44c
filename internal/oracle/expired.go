package oracle

import (
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/timezone"
)

// Expired reports whether a snapshot created at an instant has existed for a
// period at another.
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
	// The clocks show the sum or later now. If a change still ahead puts them back to it or
	// before, this is the first pass of a fold, and the snapshot lives on.
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

// Earlier returns the instant a period before another. Minutes and hours are
// elapsed time; longer periods go back on the calendar, and a day that its month
// lacks is carried over to the next month. A time in a gap is shifted, and a time
// in a fold is in the first pass.
func Earlier(loc *time.Location, t time.Time, period calendar.Period) time.Time {
	civil := Civil(t, loc)
	switch period.Unit {
	case calendar.Minute:
		return elapsed(t, -period.N, 60)
	case calendar.Hour:
		return elapsed(t, -period.N, 60*60)
	case calendar.Day:
		civil = civil.AddDate(0, 0, -period.N)
	case calendar.Week:
		civil = civil.AddDate(0, 0, -7*period.N)
	case calendar.Month:
		civil = civil.AddDate(0, -period.N, 0)
	case calendar.Quarter:
		civil = civil.AddDate(0, -3*period.N, 0)
	case calendar.Year:
		civil = civil.AddDate(-period.N, 0, 0)
	}
	if civil.Year() < 1 {
		return time.Time{}
	}
	return Readings(loc, timezone.DST{}, civil)[0]
}
