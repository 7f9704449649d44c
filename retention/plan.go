package retention

import (
	"time"
)

// Plan is a verdict for each snapshot.
type Plan struct {
	Now time.Time
	// Verdicts holds one verdict for each snapshot, in the order given.
	Verdicts []Verdict
}

// Deleted returns how many snapshots the plan deletes.
func (p Plan) Deleted() (n int) {
	for i := range p.Verdicts {
		if !p.Verdicts[i].Keep {
			n++
		}
	}
	return n
}

// Verdict says whether one snapshot is kept, and why.
type Verdict struct {
	Keep bool
	// Reasons lists every rule and circumstance that keeps the snapshot, or
	// why none does. It is never empty. Verdicts share them: only read.
	Reasons []Reason
	// Until is when the last of the reasons ends: the snapshot is kept at least
	// until then. For one that is deleted, it is when the last of them ended.
	// It is zero where there is no such time.
	Until time.Time

	compiled *compiled // for its rules, as text
}

// Plan decides about every snapshot at an instant. The slice is only read.
//
// Snapshots of one instant are decided alike, but for holds, locks and
// failures. Rules see the good ones that are neither held nor from the future;
// rules for failed ones see those, likewise.
func (p Policy) Plan(now time.Time, snapshots []Snapshot) Plan {
	c := p.orNone()
	pl := planner{
		scribe: scribe{c: c}, now: instantOf(now), snapshots: snapshots,
		verdicts: make([]Verdict, len(snapshots)),
	}
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
	return Plan{Now: now, Verdicts: pl.verdicts}
}

// planner makes a plan.
type planner struct {
	scribe
	now       instant
	snapshots []Snapshot
	verdicts  []Verdict
}

func (pl *planner) created(i int) instant { return instantOf(pl.snapshots[i].Created) }

// sort decides about the snapshots that rules do not see, and returns the
// positions of the others, ordered by instant.
func (pl *planner) sort() (good, failed []int) {
	good = make([]int, 0, len(pl.snapshots))
	for i := range pl.snapshots {
		s := &pl.snapshots[i]
		switch {
		case pl.now.before(instantOf(s.Created)) || s.Held && pl.now.before(endOfHold(s)):
			pl.decideAlone(i)
		case s.Failed:
			failed = append(failed, i)
		default:
			good = append(good, i)
		}
	}
	return pl.inOrder(good), pl.inOrder(failed)
}

// inOrder returns positions of snapshots in order of time.
func (pl *planner) inOrder(positions []int) []int {
	l := line{len(positions), func(k int) instant { return pl.created(positions[k]) }}
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
func (pl *planner) decideAlone(i int) {
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
	pl.verdicts[i] = pl.verdict(created)
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
	v := &view{zone: pl.c.zone, now: pl.now}
	v.n, v.at = len(positions), func(k int) instant { return pl.created(positions[k]) }
	for p := newPanel(v, &pl.scribe, failed); p.next > 0; {
		stretch, verdict := p.step()
		for _, i := range positions[stretch.From:stretch.To] {
			if pl.verdicts[i] = verdict; pl.snapshots[i].Locked {
				pl.decideLocked(i, verdict)
			}
		}
	}
}

// decideLocked adds a lock to the verdict on a snapshot.
func (pl *planner) decideLocked(i int, v Verdict) {
	pl.begin()
	pl.lock(&pl.snapshots[i])
	for _, reason := range v.Reasons {
		pl.add(reason)
	}
	pl.verdicts[i] = pl.verdict(pl.created(i))
}
