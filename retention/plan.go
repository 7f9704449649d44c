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
		c: c, now: instantOf(now), snapshots: snapshots,
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
	c         *compiled
	now       instant
	snapshots []Snapshot
	verdicts  []Verdict
	reasons   []Reason // room for those of the verdicts to come
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
	d := pl.decision(i)
	if pl.now.before(created) {
		d.add(Reason{Kind: Future, Until: created.in(pl.c.zone)})
	}
	if end := endOfHold(s); s.Held && pl.now.before(end) {
		d.add(Reason{Kind: Held, Until: end.in(pl.c.zone)})
	}
	rules := pl.c.rulesFor(s.Failed)
	if len(rules) == 0 && !s.Failed {
		d.add(Reason{Kind: NoRules})
	}
	pl.lock(&d, s)
	date, _ := created.local(pl.c.zone)
	for _, k := range rules {
		r := &pl.c.rules[k]
		if end := r.end(created, pl.c.zone); r.ages() && r.allows(date) && pl.now.before(end) {
			d.add(Reason{Kind: Young, Rule: k, Until: end.in(pl.c.zone)})
		}
	}
	d.done()
}

// lock adds that a snapshot is locked, while it is.
func (pl *planner) lock(d *decision, s *Snapshot) {
	if !s.Locked {
		return
	}
	_, end := pl.c.ends(instantOf(s.Created), s.Failed)
	if pl.now.before(end) {
		d.add(Reason{Kind: Locked, Until: end.in(pl.c.zone)})
	}
}

// decideFailed decides about failed snapshots where no rule does.
func (pl *planner) decideFailed(positions []int, newestGood instant) {
	for _, i := range positions {
		d := pl.decision(i)
		if pl.created(i).before(newestGood) {
			d.add(Reason{Kind: Outdated, By: newestGood.in(pl.c.zone)})
		} else {
			d.add(Reason{Kind: NoneNewer})
		}
		pl.lock(&d, &pl.snapshots[i])
		d.done()
	}
}

// decide decides about the snapshots that rules see.
func (pl *planner) decide(positions []int, failed bool) {
	v := &view{zone: pl.c.zone, now: pl.now}
	v.n, v.at = len(positions), func(k int) instant { return pl.created(positions[k]) }
	if v.n == 0 {
		return
	}
	panel := panel{planner: pl, minimum: v.n}
	for _, k := range pl.c.rulesFor(failed) {
		panel.tellers = append(panel.tellers, v.teller(pl.c, k))
	}
	if pl.c.minimum > 0 && !failed {
		panel.minimum = v.newest(&Rule{Count: pl.c.minimum})
	}
	panel.told = make([]*Reason, len(panel.tellers))
	for k := v.n - 1; k >= 0; k-- {
		panel.decide(k, positions[k])
	}
}

// panel is all the rules that decide about some snapshots.
type panel struct {
	*planner
	tellers []*teller
	told    []*Reason // what each said last
	minimum int       // the position from which on all are kept

	versions []int    // what each said ...
	shared   []Reason // ... when these were all the reasons for a deletion
}

// decide decides about the snapshot at a position of the line, which is
// another in the list.
func (p *panel) decide(position, i int) {
	s, created := &p.snapshots[i], p.created(i)
	keeps, known := position >= p.minimum || len(p.tellers) == 0 || s.Locked, p.versions != nil
	for n, t := range p.tellers {
		reason, version := t.tell(position, created)
		keeps = keeps || reason.Kind.Keeps()
		known = known && version == p.versions[n] && version != sole
		p.told[n] = reason
	}
	if !keeps && known {
		p.verdicts[i] = p.delete(p.shared, created)
		return
	}
	d := p.decision(i)
	if len(p.tellers) == 0 {
		d.add(Reason{Kind: NoRules})
	}
	p.lock(&d, s)
	if position >= p.minimum {
		d.add(Reason{Kind: Minimum})
	}
	for _, reason := range p.told {
		d.add(*reason)
	}
	d.done()
	if !p.verdicts[i].Keep {
		p.share(p.verdicts[i].Reasons)
	}
}

// share takes note of reasons that may be those of the next snapshot too.
func (p *panel) share(reasons []Reason) {
	p.shared, p.versions = reasons, p.versions[:0]
	for _, t := range p.tellers {
		p.versions = append(p.versions, t.said)
	}
}

func orNever(t time.Time) instant {
	if t.IsZero() {
		return never
	}
	return instantOf(t)
}

// decision collects the reasons for a verdict.
type decision struct {
	*planner
	i    int // of the snapshot
	from int // of the reasons
	keep bool
}

func (pl *planner) decision(i int) decision {
	if need := len(pl.c.rules) + 4; cap(pl.reasons)-len(pl.reasons) < need {
		pl.reasons = make([]Reason, 0, max(need, min(2*cap(pl.reasons), 4096)))
	}
	return decision{planner: pl, i: i, from: len(pl.reasons)}
}

// add adds a reason. Once something keeps the snapshot, what does not is of no
// interest.
func (d *decision) add(reason Reason) {
	keeps := reason.Kind.Keeps()
	if d.keep && !keeps {
		return
	}
	if keeps && !d.keep {
		d.keep, d.reasons = true, d.reasons[:d.from]
	}
	d.reasons = append(d.reasons, reason)
}

// done gives the verdict.
func (d *decision) done() {
	reasons := d.reasons[d.from:len(d.reasons):len(d.reasons)]
	if !d.keep {
		d.verdicts[d.i] = d.delete(reasons, d.created(d.i))
		return
	}
	until := reasons[0].Until
	for _, r := range reasons[1:] {
		if r.Until.IsZero() || !until.IsZero() && until.Before(r.Until) {
			until = r.Until
		}
	}
	d.verdicts[d.i] = Verdict{Keep: true, Reasons: reasons, Until: until, compiled: d.c}
}

// delete gives the verdict on a snapshot that nothing keeps. When that came to
// be is known where only its age and day matter.
func (pl *planner) delete(reasons []Reason, created instant) Verdict {
	until := created
	for i := range reasons {
		switch reasons[i].Kind {
		case OffDay:
		case Expired:
			until = latest(until, orNever(reasons[i].Until))
		default:
			until = never
		}
	}
	return Verdict{Reasons: reasons, Until: until.in(pl.c.zone), compiled: pl.c}
}
