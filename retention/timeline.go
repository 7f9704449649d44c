package retention

import (
	"iter"
	"slices"
	"time"
)

// Timeline is a sorted list of good snapshots nobody holds. A binary search
// finds the kept: the cost depends on the number of periods kept, not on
// the length of the list. The zero value is empty. A Timeline is safe for
// concurrent use if its function is.
type Timeline struct{ line }

// NewTimeline returns the timeline of n snapshots, given a function for when
// the i-th was taken, the oldest first. A negative n is zero. In a list out of
// order the answers are wrong, though still ranges of the list.
func NewTimeline(n int, created func(int) time.Time) Timeline {
	return Timeline{line{n: max(n, 0), created: created}}
}

// WithNominal returns the timeline with the nominal time of each snapshot, as
// in [Snapshot]; the zero time for unknown. It reads the timeline once. If
// nominal times are in order too, as those of a schedule's fires are, answers
// cost as much as without; otherwise each answer sorts them.
func (t Timeline) WithNominal(nominal func(int) time.Time) Timeline {
	return Timeline{t.withNominal(nominal)}
}

// Kept returns the ranges of the timeline a policy keeps, in order. The
// snapshots between them can be deleted.
func (t Timeline) Kept(p Policy, now time.Time) []Range {
	return t.line.kept(p.orNone(), instantOf(now))
}

// Deleted returns the ranges of the timeline a policy does not keep, in
// order.
func (t Timeline) Deleted(p Policy, now time.Time) []Range {
	return others(t.Kept(p, now), t.n)
}

// Verdicts yields the timeline, the newest first, in stretches of snapshots
// with the same verdict. It is a full plan, for a cost that depends on the
// number of stretches. Where an age decides, each snapshot is a stretch of its
// own.
func (t Timeline) Verdicts(p Policy, now time.Time) iter.Seq2[Range, Verdict] {
	return func(yield func(Range, Verdict) bool) {
		pl := planner{scribe: scribe{notes: notes{c: p.orNone()}}, now: instantOf(now)}
		var room []Reason
		for in, verdict := range pl.ranges(t.line) {
			for ; in.Len() > 1 && pl.isCounted(verdict); in.To-- {
				if !yield(Range{in.To - 1, in.To}, pl.open(verdict, t.at(in.To-1), &room)) {
					return
				}
			}
			if !yield(in, pl.open(verdict, t.at(in.To-1), &room)) {
				return
			}
		}
	}
}

// Plan returns the plan for the timeline, that of [Policy.Plan] for the same
// snapshots. Its cost depends on the number of stretches, even where an age
// decides: the plan asks the timeline's function when a snapshot was taken.
func (t Timeline) Plan(p Policy, now time.Time) Plan {
	pl := planner{scribe: scribe{notes: notes{c: p.orNone()}}, now: instantOf(now)}
	var stretches []stretch
	for in, verdict := range pl.ranges(t.line) {
		stretches = append(stretches, stretch{uint32(in.To), verdict})
	}
	slices.Reverse(stretches)
	notes := pl.notes // without the memory of the planner
	plan := Plan{stretches: stretches, notes: &notes}
	if notes.counted {
		plan.timeline = t.created
	}
	return plan
}

// ranges yields a line, the newest first, in stretches with the same verdict.
func (pl *planner) ranges(l line) iter.Seq2[Range, uint32] {
	return func(yield func(Range, uint32) bool) {
		lost := l.lost()
		hole := Range{lost.from, lost.to}
		tell := func(in Range, verdict uint32) bool { return in.Len() == 0 || yield(in, verdict) }
		alone := func(in Range) bool {
			for ; in.Len() > 1 && pl.now.before(l.at(in.To-1)); in.To-- { // each has its own end
				if !yield(Range{in.To - 1, in.To}, pl.alone(l, in.To-1)) {
					return false
				}
			}
			return in.Len() == 0 || yield(in, pl.alone(l, in.From))
		}
		// Timeless snapshots lie at the start and around 1970 of a sorted list, and are taken out
		// of it: rules do not see them. Going back, the second group comes between two parts of
		// the rest, at most within one stretch, which it cuts.
		for in, verdict := range pl.dated(l.without(lost)) {
			older, newer := lost.cut(in)
			if !tell(newer, verdict) {
				return
			}
			if older.Len() > 0 {
				if !alone(hole) || !tell(older, verdict) {
					return
				}
				hole = Range{}
			}
		}
		_ = alone(hole) && alone(Range{0, lost.first})
	}
}

// dated yields a line without timeless snapshots, the newest first, in
// stretches with the same verdict.
func (pl *planner) dated(l line) iter.Seq2[Range, uint32] {
	return func(yield func(Range, uint32) bool) {
		for ; l.n > 0 && pl.now.before(l.at(l.n-1)); l.n-- {
			if !yield(Range{l.n - 1, l.n}, pl.alone(l, l.n-1)) {
				return
			}
		}
		for p := newPanel(l.newView(pl.c.zone, pl.now, false), &pl.scribe, false); p.next > 0; {
			if !yield(p.step()) {
				return
			}
		}
	}
}

// alone returns the verdict on a timeless snapshot, or on a snapshot from the
// future.
func (pl *planner) alone(l line, i int) (verdict uint32) {
	s := Snapshot{Created: l.at(i).in(pl.c.zone)}
	if l.nominal != nil {
		s.Nominal = l.nominal(i)
	}
	pl.n, pl.snapshots = 1, []Snapshot{s}
	return pl.decideAlone(0)
}

// Keep returns the times the policy keeps, in the order given. The times are
// those of good snapshots nobody holds. A sorted list is read once; any other
// is sorted in a copy. The number of allocations does not depend on the length
// of the list.
func (p Policy) Keep(now time.Time, times []time.Time) []time.Time {
	c, at := p.orNone(), instantOf(now)
	l := line{n: len(times), created: func(i int) time.Time { return times[i] }}
	if inOrderOfTime(times) {
		return gather(times, l.kept(c, at))
	}
	// The kept positions are sorted, and not the list: they are usually far fewer.
	order := l.order()
	ranges := l.in(order).kept(c, at)
	keep := make([]int, 0, total(ranges))
	for _, r := range ranges {
		for k := r.From; k < r.To; k++ {
			keep = append(keep, order.position(k))
		}
	}
	slices.Sort(keep)
	kept := make([]time.Time, len(keep))
	for k, i := range keep {
		kept[k] = times[i]
	}
	return kept
}

// inOrderOfTime reports whether no time is before its predecessor. It
// compares the times as they are, without bringing each into the years 1 to
// 9999 first: it may only call a list unsorted in vain.
func inOrderOfTime(times []time.Time) bool {
	last := beginning
	for i := range times {
		t := instant{times[i].Unix(), int32(times[i].Nanosecond())}
		if t.before(last) {
			return false
		}
		last = t
	}
	return true
}

// in returns the line of a list that is sorted by an order.
func (l line) in(o *order) line {
	return line{n: l.n, created: func(k int) time.Time { return l.created(o.position(k)) }}
}

// Split divides a list of good snapshots nobody holds into those a policy keeps
// and those it does not, each in the order given. The function created returns
// when a snapshot was taken.
func Split[S any](p Policy, now time.Time, list []S, created func(S) time.Time) (keep, drop []S) {
	l := line{n: len(list), created: func(i int) time.Time { return created(list[i]) }}
	order := l.order()
	// Marked, and then dealt out in the order given, which is not that of time.
	kept := make([]bool, len(list))
	for _, r := range l.in(order).kept(p.orNone(), instantOf(now)) {
		for k := r.From; k < r.To; k++ {
			kept[order.position(k)] = true
		}
	}
	for i, s := range list {
		if kept[i] {
			keep = append(keep, s)
		} else {
			drop = append(drop, s)
		}
	}
	return keep, drop
}
