package exact

import (
	"time"

	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// lastYear is a year by which the clock changes of every zone have repeated:
// from 2100 on, they do so every 400 years.
const lastYear = 2502

// Difference returns an instant, at or after the given instant, at which only
// one of two schedules fires; ok is false if they never differ. Both schedules must
// name the same wall times. So they can differ only where a clock change skips,
// repeats or moves some, and the search looks there and nowhere else.
func Difference(a, b schedule.Schedule, since time.Time) (at time.Time, ok bool) {
	// Schedules whose offsets differ from the start do so at their first occurrence.
	if at, ok := differ(a, b, since, since); ok {
		return at, true
	}
	at, ok = differAtChanges(a.Zone(), a, b, since)
	if !ok && a.Zone() != b.Zone() {
		at, ok = differAtChanges(b.Zone(), a, b, since)
	}
	return at, ok
}

// differAtChanges compares two schedules at the changes of a zone's clocks. The
// first occurrence after a change is compared too, and with it the offsets
// after the change: two zones may differ only between changes.
func differAtChanges(zone *timezone.Zone, a, b schedule.Schedule, since time.Time) (time.Time, bool) {
	const day = 24 * 60 * 60
	until := time.Date(max(since.Year()+402, lastYear), 1, 1, 0, 0, 0, 0, time.UTC)
	for c := range zone.Changes(since.Unix()-day, until.Unix()) {
		// A change moves wall times by its own size at most.
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

// differ compares two schedules from an instant, included, to the first
// occurrence after another instant.
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
