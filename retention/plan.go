package retention

import (
	"iter"
	"math"
	"slices"
	"sort"
	"time"
)

// Plan is a verdict for each snapshot of a list. It is immutable, and small
// where neighbours share theirs, as those do that are long gone by the rules.
type Plan struct {
	now       time.Time
	stretches []stretch
}

// stretch is a part of the list with one verdict: up to a position, from where
// the one before it ends.
type stretch struct {
	to      int
	verdict *Verdict
}

// Now returns the instant that the plan was made for.
func (p Plan) Now() time.Time { return p.now }

// Len returns the number of snapshots, deleted ones included.
func (p Plan) Len() int {
	if len(p.stretches) == 0 {
		return 0
	}
	return p.stretches[len(p.stretches)-1].to
}

// Verdict returns the verdict on the snapshot at a position of the list. As an
// index does, it panics where there is none. It takes a search; for one
// snapshot after the other, [Plan.Verdicts] is faster.
func (p Plan) Verdict(i int) Verdict {
	k := sort.Search(len(p.stretches), func(k int) bool { return uint(i) < uint(p.stretches[k].to) })
	return *p.stretches[k].verdict
}

// Verdicts yields the position of each snapshot, in the order given, and the
// verdict on it.
func (p Plan) Verdicts() iter.Seq2[int, Verdict] {
	return func(yield func(int, Verdict) bool) {
		i := 0
		for _, s := range p.stretches {
			for ; i < s.to; i++ {
				if !yield(i, *s.verdict) {
					return
				}
			}
		}
	}
}

// Deleted returns how many snapshots the plan deletes.
func (p Plan) Deleted() (n int) {
	from := 0
	for _, s := range p.stretches {
		if !s.verdict.Keep {
			n += s.to - from
		}
		from = s.to
	}
	return n
}

// Plan decides about every snapshot at an instant. The slice is only read.
//
// Snapshots of one instant are decided alike, but for holds, locks and
// failures. Rules see the good ones that are neither held nor from the future;
// rules for failed ones see those, likewise.
func (p Policy) Plan(now time.Time, snapshots []Snapshot) Plan {
	c := p.orNone()
	pl := planner{scribe: scribe{c: c}, now: instantOf(now), snapshots: snapshots}
	if pl.isPlain() {
		return Plan{now, pl.decideAll()}
	}
	pl.verdicts = make([]*Verdict, len(snapshots))
	good, failed := pl.sort()
	newest := beginning
	if len(good) > 0 {
		newest = pl.created(good[len(good)-1])
	}
	pl.decide(good, false)
	if len(c.failed) == 0 && len(c.good) > 0 {
		pl.decideFailed(failed, newest)
	} else {
		pl.decide(failed, true)
	}
	return Plan{now, pl.stretches()}
}

// planner makes a plan.
type planner struct {
	scribe
	now       instant
	snapshots []Snapshot
	verdicts  []*Verdict // on each of them
}

// stretches puts neighbours with the same verdict together.
func (pl *planner) stretches() (list []stretch) {
	for i, v := range pl.verdicts {
		if n := len(list); n > 0 && list[n-1].verdict == v {
			list[n-1].to++
		} else {
			list = append(list, stretch{i + 1, v})
		}
	}
	return list
}

func (pl *planner) created(i int) instant { return instantOf(pl.snapshots[i].Created) }

// isPlain reports whether rules see all snapshots, and in the order given, with
// nothing about them to look at but when they were taken.
//
// It reads four parts of the list side by side, which takes half the time: what
// it waits for is memory, and that delivers several streams at once.
func (pl *planner) isPlain() bool {
	last := [4]int64{math.MaxInt64, math.MaxInt64, math.MaxInt64, math.MaxInt64}
	n := len(pl.snapshots)
	part := (n + len(last) - 1) / len(last)
	for first := range part {
		for k := range last {
			i := first + k*part
			if i >= n {
				break
			}
			s := &pl.snapshots[i]
			second := s.Created.Unix()
			if s.Held || s.Locked || s.Failed || i > 0 && second <= last[k] && pl.created(i).before(pl.created(i-1)) {
				return false
			}
			last[k] = second
		}
	}
	return n == 0 || !pl.now.before(pl.created(n-1))
}

// decideAll decides about all snapshots where [planner.isPlain].
func (pl *planner) decideAll() (list []stretch) {
	v := &view{line{len(pl.snapshots), func(i int) time.Time { return pl.snapshots[i].Created }}, pl.c.zone, pl.now}
	for p := newPanel(v, &pl.scribe, false); p.next > 0; {
		in, verdict := p.step()
		list = append(list, stretch{in.To, verdict})
	}
	slices.Reverse(list)
	return list
}

// sort decides about the snapshots that rules do not see, and returns the
// positions of the others, ordered by instant.
func (pl *planner) sort() (good, failed []int) {
	good = make([]int, 0, len(pl.snapshots))
	for i := range pl.snapshots {
		s := &pl.snapshots[i]
		switch {
		case pl.now.before(instantOf(s.Created)) || s.Held && pl.now.before(endOfHold(s)):
			pl.verdicts[i] = pl.decideAlone(i)
		case s.Failed:
			failed = append(failed, i)
		default:
			good = append(good, i)
		}
	}
	return pl.inOrder(good), pl.inOrder(failed)
}

// line returns the snapshots at some positions.
func (pl *planner) line(positions []int) line {
	return line{len(positions), func(k int) time.Time { return pl.snapshots[positions[k]].Created }}
}

// inOrder returns positions of snapshots in order of time.
func (pl *planner) inOrder(positions []int) []int {
	l := pl.line(positions)
	if l.inOrder() {
		return positions
	}
	order, sorted := l.order(), make([]int, l.n)
	for k := range sorted {
		sorted[k] = positions[order.position(k)]
	}
	return sorted
}

func endOfHold(s *Snapshot) instant {
	if s.HeldUntil.IsZero() {
		return never
	}
	return instantOf(s.HeldUntil)
}

// decideAlone decides about a snapshot that is held or from the future.
func (pl *planner) decideAlone(i int) *Verdict {
	s, created := &pl.snapshots[i], pl.created(i)
	pl.begin()
	if pl.now.before(created) {
		pl.add(Reason{Kind: Future, Until: created.in(pl.c.zone)})
	}
	if end := endOfHold(s); s.Held && pl.now.before(end) {
		pl.add(Reason{Kind: Held, Until: end.in(pl.c.zone)})
	}
	rules := pl.c.rulesFor(s.Failed)
	if len(rules) == 0 && !s.Failed {
		pl.add(Reason{Kind: NoRules})
	}
	pl.lock(s)
	date, _ := created.local(pl.c.zone)
	for _, k := range rules {
		r := &pl.c.rules[k]
		if end := r.end(created, pl.c.zone); r.ages() && r.allows(date) && pl.now.before(end) {
			pl.add(Reason{Kind: Young, Rule: k, Until: end.in(pl.c.zone)})
		}
	}
	return pl.verdict(created)
}

// lock adds that a snapshot is locked, while it is.
func (pl *planner) lock(s *Snapshot) {
	if !s.Locked {
		return
	}
	_, end := pl.c.ends(instantOf(s.Created), s.Failed)
	if pl.now.before(end) {
		pl.add(Reason{Kind: Locked, Until: end.in(pl.c.zone)})
	}
}

// decideFailed decides about failed snapshots where no rule does.
func (pl *planner) decideFailed(positions []int, newestGood instant) {
	for _, i := range positions {
		pl.begin()
		if pl.created(i).before(newestGood) {
			pl.add(Reason{Kind: Outdated, By: newestGood.in(pl.c.zone)})
		} else {
			pl.add(Reason{Kind: NoneNewer})
		}
		pl.lock(&pl.snapshots[i])
		pl.verdicts[i] = pl.verdict(pl.created(i))
	}
}

// decide decides about the snapshots that rules see.
func (pl *planner) decide(positions []int, failed bool) {
	v := &view{pl.line(positions), pl.c.zone, pl.now}
	for p := newPanel(v, &pl.scribe, failed); p.next > 0; {
		in, verdict := p.step()
		for _, i := range positions[in.From:in.To] {
			if pl.verdicts[i] = verdict; pl.snapshots[i].Locked {
				pl.verdicts[i] = pl.decideLocked(i, verdict)
			}
		}
	}
}

// decideLocked adds a lock to the verdict on a snapshot.
func (pl *planner) decideLocked(i int, v *Verdict) *Verdict {
	pl.begin()
	pl.lock(&pl.snapshots[i])
	for _, reason := range v.Reasons {
		pl.add(reason)
	}
	return pl.verdict(pl.created(i))
}
