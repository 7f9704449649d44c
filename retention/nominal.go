package retention

import (
	"slices"
	"time"
)

// nominalOf returns the instant by which days and periods are judged: the
// nominal time, or the creation if the nominal time is unknown or after it. A
// snapshot cannot be due later than it was taken, so such a time is a mistake.
func nominalOf(nominal time.Time, created instant) instant {
	if nominal.IsZero() {
		return created
	}
	if due := instantOf(nominal); due.before(created) {
		return due
	}
	return created
}

// due returns the nominal instant of a snapshot, or its creation for lack of a
// nominal time that counts.
func (s *Snapshot) due() instant { return nominalOf(s.Nominal, instantOf(s.Created)) }

// withNominal returns the line with the nominal times of its snapshots.
func (l line) withNominal(nominal func(int) time.Time) line {
	l.nominal = nominal
	l.mixed = nominal != nil && !l.inStep()
	return l
}

// due returns the nominal instant of the snapshot at a position.
func (l line) due(i int) instant {
	if l.nominal == nil {
		return l.at(i)
	}
	return nominalOf(l.nominal(i), l.at(i))
}

// isDue reports whether the snapshot at a position has a nominal time that
// counts.
func (l line) isDue(i int) bool {
	nominal := l.nominal(i)
	return !nominal.IsZero() && !l.at(i).before(instantOf(nominal))
}

// inStep reports whether a line is in order of its nominal times too, and no
// two snapshots share a nominal time: then positions in either order are the same,
// and periods are ranges. Fires of a schedule are so, however late. Fires caught
// up or repeated may not be.
func (l line) inStep() bool {
	for i := 1; i < l.n; i++ {
		sameTime := l.at(i) == l.at(i-1)
		earlier, due := l.due(i-1), l.due(i)
		// (due == earlier) != sameTime: one nominal time for two creations, or two for one.
		if due.before(earlier) || due == earlier != sameTime {
			return false
		}
	}
	return true
}

// arrange adds to a view its snapshots in order of nominal time.
func (v *view) arrange(failed bool) {
	v.days = line{n: v.n, created: v.created}
	if v.nominal == nil {
		return
	}
	v.days.created = func(i int) time.Time {
		if nominal := v.nominal(i); v.isDue(i) {
			return nominal
		}
		return v.created(i)
	}
	if !v.mixed {
		return
	}
	// Only a list out of step pays for a second order of its positions.
	order := v.days.order()
	v.places = make([]int, v.n)
	for k := range v.places {
		v.places[k] = order.position(k)
	}
	if !failed { // failed attempts replace nothing
		v.setAside()
	}
	inOrder := v.days.created
	v.days = line{n: len(v.places), created: func(k int) time.Time { return inOrder(v.places[k]) }}
}

// setAside takes those snapshots out of the places for which a later snapshot of
// the same nominal time exists, as after a second attempt. Snapshots of equal
// nominal times are neighbours, in order of creation.
func (v *view) setAside() {
	// From the newest back, so that of each nominal time the last to be created is met
	// first, and stays.
	v.later = make(map[int]int)
	kept, last := v.places[:0], len(v.places)
	for k := len(v.places) - 1; k >= 0; k-- {
		i := v.places[k]
		switch {
		case !v.isDue(i):
		case last < len(v.places) && v.isSameRun(i, v.places[last]):
			v.later[i] = v.places[last]
		default:
			last = k
		}
	}
	for _, i := range v.places {
		if _, found := v.later[i]; !found {
			kept = append(kept, i)
		}
	}
	v.places = kept
}

// isSameRun reports whether two snapshots share a nominal time, but were not
// created at once: snapshots of the same instant are decided alike.
func (v *view) isSameRun(i, than int) bool {
	return v.due(i) == v.due(than) && v.at(i) != v.at(than)
}

// place returns the position in order of creation of the snapshot at a position
// in order of nominal time.
func (v *view) place(k int) int {
	if v.places == nil {
		return k
	}
	return v.places[k]
}

// first returns the position of the first snapshot that counts.
func (v *view) first() int {
	if v.places == nil {
		return 0
	}
	return slices.Min(v.places)
}
