package convert

import (
	"time"

	"github.com/longcase/longcase/schedule"
)

// lastYear is one by which the clock changes of every zone have repeated: they
// do so every 400 years from 2100 on.
const lastYear = 2502

// difference returns an instant, at or after the given one, at which only one
// of two schedules in one zone fires. It is false where they are the same, given
// that both name the same wall times: it looks only at what clock changes make
// of those.
func difference(a, b schedule.Schedule, since time.Time) (time.Time, bool) {
	if at, ok := differ(a, b, since, since); ok {
		return at, true
	}
	const day = 24 * 60 * 60
	until := time.Date(max(since.Year()+402, lastYear), 1, 1, 0, 0, 0, 0, time.UTC)
	for change := range a.Zone().Changes(since.Unix()-day, until.Unix()) {
		size := max(change.After-change.Before, change.Before-change.After)
		from, to := time.Unix(change.At-size, 0), time.Unix(change.At+size, 0)
		if from.Before(since) {
			from = since
		}
		if at, ok := differ(a, b, from, to); ok {
			return at, true
		}
	}
	return time.Time{}, false
}

// differ compares two schedules from one instant to the first occurrence after
// another.
func differ(a, b schedule.Schedule, from, to time.Time) (time.Time, bool) {
	for at := from.Add(-1); ; {
		x, okX := a.Next(at)
		y, okY := b.Next(at)
		switch {
		case okX && (!okY || x.Before(y)):
			return x, true
		case okY && (!okX || y.Before(x)):
			return y, true
		case !okX || x.After(to):
			return time.Time{}, false
		}
		at = x
	}
}
