package oracle

import (
	"time"

	"github.com/longcase/longcase/timezone"
)

// Margin is how far beyond its stretch a [Wall] looks. No clock was ever put
// forward or back by more than a day: the longest changes are the 24 hours that
// Pacific/Apia skipped on 2011-12-30 and Pacific/Kwajalein on 1993-08-21.
const Margin = 26 * time.Hour

// farthest is more than the clocks of any place differ from UTC.
const farthest = 18 * time.Hour

// Civil returns the date and time of day that the clocks of a location show at
// an instant. The result is in [time.UTC], as all civil times of this package
// are: UTC has no clock changes, so civil times can be compared and subtracted.
func Civil(t time.Time, loc *time.Location) time.Time {
	c := t.In(loc)
	return time.Date(c.Year(), c.Month(), c.Day(), c.Hour(), c.Minute(), c.Second(), c.Nanosecond(), time.UTC)
}

// Change is a change of the clocks.
type Change struct {
	// At is the first instant after the change.
	At time.Time
	// Due is the civil time due at At without the change, and Shown the civil
	// time shown. Civil times from the earlier to the later of the two do not
	// exist (a gap) or exist twice (a fold).
	Due, Shown time.Time
}

// Size returns how far the clocks were put forward. It is negative if they were
// put back.
func (c Change) Size() time.Duration { return c.Shown.Sub(c.Due) }

// skips reports whether a civil time is in the gap.
func (c Change) skips(civil time.Time) bool {
	return !civil.Before(c.Due) && civil.Before(c.Shown)
}

// repeats reports whether a civil time is in the fold.
func (c Change) repeats(civil time.Time) bool {
	return !civil.Before(c.Shown) && civil.Before(c.Due)
}

// Changes finds the clock changes of a location from an instant to another, by
// a look at the clocks once a day and a search for the second at which they went
// wrong. It misses a change that is undone within the day.
func Changes(loc *time.Location, from, to time.Time) []Change {
	const day = 24 * time.Hour
	var changes []Change
	for t := from.Truncate(time.Second); t.Before(to); {
		if steady(loc, t, day) {
			t = t.Add(day)
			continue
		}
		// Shorten the span by smaller and smaller steps, to the second, as long as the change
		// is in the rest of it.
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

// Wall records the clocks of a location over a stretch of time: the instants at
// which each civil minute began. It comes from a look at the clocks once a
// minute, and once a second around a change.
type Wall struct {
	loc      *time.Location
	from, to time.Time
	first    time.Time     // the civil minute of shown[0]
	shown    [][]time.Time // by civil minute
	ticks    []time.Time   // the instants of the looks, in order
	changes  []Change
}

// Look records the clocks of a location from an instant to another.
func Look(loc *time.Location, from, to time.Time) *Wall {
	begin := from.UTC().Add(-Margin).Truncate(time.Minute)
	end := to.Add(Margin)
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

// Readings returns the instants for which a civil time stands: the instant at
// which the clocks show it or, if they skip or repeat it, the instants that the
// choice gives. The default shifts it out of a gap and takes the first pass of a
// fold, as for fixed times.
func Readings(loc *time.Location, dst timezone.DST, civil time.Time) []time.Time {
	// The civil time taken as UTC is off by the offset, and a change may be a day away.
	const enough = Margin + farthest
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

// DSTs returns the 16 choices of daylight saving, the default first.
func DSTs() []timezone.DST {
	var all []timezone.DST
	for gap := timezone.GapDefault; gap <= timezone.GapSkip; gap++ {
		for fold := timezone.FoldDefault; fold <= timezone.FoldBoth; fold++ {
			all = append(all, timezone.DST{Gap: gap, Fold: fold})
		}
	}
	return all
}
