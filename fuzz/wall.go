package fuzz

import (
	"time"

	"github.com/longcase/longcase/timezone"
)

// Civil returns what the clocks of a location show at an instant: the date and
// time of day, without a zone. Civil times are held in [time.UTC] throughout
// this package, which has no clock changes, so that they can be compared and
// subtracted.
func Civil(t time.Time, loc *time.Location) time.Time {
	c := t.In(loc)
	return time.Date(c.Year(), c.Month(), c.Day(), c.Hour(), c.Minute(), c.Second(), c.Nanosecond(), time.UTC)
}

// Change is a change of the clocks.
type Change struct {
	// At is the first instant after the change.
	At time.Time
	// Due is the civil time that the clocks would have shown at that instant,
	// and Shown the one that they did show. From the earlier of the two to the
	// later, the civil times do not exist (a gap) or exist twice (a fold).
	Due, Shown time.Time
}

// Size returns by how much the clocks were put forward; it is negative where
// they were put back.
func (c Change) Size() time.Duration { return c.Shown.Sub(c.Due) }

// skips reports whether a civil time is in the gap.
func (c Change) skips(civil time.Time) bool {
	return !civil.Before(c.Due) && civil.Before(c.Shown)
}

// repeats reports whether a civil time is in the fold.
func (c Change) repeats(civil time.Time) bool {
	return !civil.Before(c.Shown) && civil.Before(c.Due)
}

// Changes finds the clock changes of a location between two instants. It looks
// at the clocks once a day, and closes in on the second where they went wrong.
// A change that is undone within the day is not found.
func Changes(loc *time.Location, from, to time.Time) []Change {
	const day = 24 * time.Hour
	var changes []Change
	for t := from.Truncate(time.Second); t.Before(to); {
		if steady(loc, t, day) {
			t = t.Add(day)
			continue
		}
		span := day
		for steps := day; steps > time.Second; {
			steps = (steps + time.Second) / 2 / time.Second * time.Second
			if !steady(loc, t, span-steps) {
				span -= steps
			}
		}
		t = t.Add(span)
		if t.Before(to) {
			changes = append(changes, changeAt(loc, t))
		}
	}
	return changes
}

// steady reports whether the clocks advance by a span in that span.
func steady(loc *time.Location, t time.Time, span time.Duration) bool {
	_, before := t.In(loc).Zone()
	_, after := t.Add(span).In(loc).Zone()
	return before == after
}

// changeAt returns the change whose first instant is t.
func changeAt(loc *time.Location, t time.Time) Change {
	due := Civil(t.Add(-time.Second), loc).Add(time.Second)
	return Change{At: t, Due: due, Shown: Civil(t, loc)}
}

// Wall is what the clocks on the wall showed over a stretch of time: for each
// civil minute the instants at which it began. It is made by looking at the
// clocks once a minute, and once a second around a change.
type Wall struct {
	loc      *time.Location
	from, to time.Time
	first    time.Time     // the civil minute of shown[0]
	shown    [][]time.Time // by civil minute
	ticks    []time.Time   // when w looked, in order
	changes  []Change
}

// margin is how far a Wall looks beyond its stretch. No clock was ever put
// forward or back by more than a day.
const margin = 26 * time.Hour

// farthest is more than the clocks of any place differ from those of UTC.
const farthest = 18 * time.Hour

// Look looks at the clocks of a location from one instant to another.
func Look(loc *time.Location, from, to time.Time) *Wall {
	begin := from.UTC().Add(-margin).Truncate(time.Minute)
	end := to.Add(margin)
	w := &Wall{loc: loc, from: from, to: to, first: begin.Add(-farthest)}
	w.shown = make([][]time.Time, end.Sub(begin)/time.Minute+2*farthest/time.Minute)

	for t, shows := begin, Civil(begin, loc); t.Before(end); {
		if shows.Second() == 0 {
			i := w.index(shows)
			w.shown[i] = append(w.shown[i], t)
		}
		w.ticks = append(w.ticks, t)
		step := time.Minute - time.Duration(shows.Second())*time.Second
		if !Civil(t.Add(step), loc).Equal(shows.Add(step)) {
			step = time.Second // a change is less than a minute away
		}
		t = t.Add(step)
		due := shows.Add(step)
		if shows = Civil(t, loc); !shows.Equal(due) {
			w.changes = append(w.changes, Change{At: t, Due: due, Shown: shows})
		}
	}
	return w
}

func (w *Wall) index(civil time.Time) int { return int(civil.Sub(w.first) / time.Minute) }

// Changes returns the clock changes that the Wall saw. It looks a little more
// than a day beyond both ends of its stretch.
func (w *Wall) Changes() []Change { return w.changes }

// Readings returns the instants that a civil time stands for: the one at which
// the clocks show it and, where they skip or repeat it, what the choice says. The
// default is to shift it out of a gap, and to take the first in a fold.
func Readings(loc *time.Location, dst timezone.DST, civil time.Time) []time.Time {
	const enough = margin + farthest
	begin := civil.Add(-enough)
	offsetAt := []time.Time{begin}
	for _, change := range Changes(loc, begin, civil.Add(enough)) {
		if change.skips(civil) {
			return inGap(dst.Gap, change, civil, false)
		}
		if change.repeats(civil) {
			return inFold(dst.Fold, []time.Time{
				change.At.Add(civil.Sub(change.Due)),
				change.At.Add(civil.Sub(change.Shown)),
			}, false)
		}
		offsetAt = append(offsetAt, change.At)
	}
	for _, at := range offsetAt {
		t := civil.Add(at.Sub(Civil(at, loc)))
		if Civil(t, loc).Equal(civil) {
			return []time.Time{t}
		}
	}
	return nil
}
