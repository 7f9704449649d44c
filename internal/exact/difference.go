package exact

import (
	"time"

	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// lastYear is one by which the clock changes of every zone have repeated: they
// do so every 400 years from 2100 on.
const lastYear = 2502

// Difference returns an instant, at or after the given one, at which only one
// of two schedules fires. It is false where they are the same, given that both
// name the same wall times: it looks only at what clock changes make of those.
func Difference(a, b schedule.Schedule, since time.Time) (time.Time, bool) {
	if at, ok := differ(a, b, since, since); ok {
		return at, true
	}
	at, ok := differAtChanges(a.Zone(), a, b, since)
	if !ok && a.Zone() != b.Zone() {
		at, ok = differAtChanges(b.Zone(), a, b, since)
	}
	return at, ok
}

// differAtChanges compares two schedules at the changes of a zone's clocks. To
// look as far as the next occurrence after a change is to compare the offsets
// that follow it.
func differAtChanges(zone *timezone.Zone, a, b schedule.Schedule, since time.Time) (time.Time, bool) {
	const day = 24 * 60 * 60
	until := time.Date(max(since.Year()+402, lastYear), 1, 1, 0, 0, 0, 0, time.UTC)
	for c := range zone.Changes(since.Unix()-day, until.Unix()) {
		size := max(c.After-c.Before, c.Before-c.After)
		from, to := time.Unix(c.At-size, 0), time.Unix(c.At+size, 0)
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
