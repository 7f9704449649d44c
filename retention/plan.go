package retention

import "time"

// Plan is a verdict for each snapshot.
type Plan struct {
	Now time.Time
	// Verdicts holds one verdict for each snapshot, in the order given.
	Verdicts []Verdict
}

// Verdict says whether one snapshot is kept, and why.
type Verdict struct {
	Keep bool
	// Reasons lists every rule and circumstance that keeps the snapshot, or
	// why none does. It is never empty.
	Reasons []Reason
	// Until is when the last of the reasons ends: the snapshot is kept at least
	// until then. For one that is deleted, it is when the last of them ended.
	// It is zero where there is no such time.
	Until time.Time

	compiled *compiled // for its rules, as text
}

// Plan decides about every snapshot at an instant. The slice is only read.
func (p Policy) Plan(now time.Time, snapshots []Snapshot) Plan {
	c, at := p.orNone(), instantOf(now)
	plan := Plan{Now: now, Verdicts: make([]Verdict, len(snapshots))}
	for i := range snapshots {
		plan.Verdicts[i] = c.verdict(at, &snapshots[i])
	}
	return plan
}

// verdict decides about one snapshot, since age rules look at no other.
func (c *compiled) verdict(now instant, s *Snapshot) Verdict {
	d := decision{c: c, now: now, until: beginning}
	created := instantOf(s.Created)
	if now.before(created) {
		d.add(Future, 0, created)
	}
	if s.Held {
		d.add(Held, 0, endOfHold(s))
	}
	if len(c.rules) == 0 {
		d.add(NoRules, 0, never)
	}
	if s.Locked {
		d.add(Locked, 0, c.expiry(created))
	}
	date, _ := created.local(c.zone)
	for i, rule := range c.rules {
		if rule.allows(date) {
			d.add(Young, i, created.plus(rule.Within, c.zone))
		} else {
			d.add(OffDay, i, created)
		}
	}
	return d.verdict()
}

func endOfHold(s *Snapshot) instant {
	if s.HeldUntil.IsZero() {
		return never
	}
	return instantOf(s.HeldUntil)
}

// decision collects the reasons for a verdict.
type decision struct {
	c       *compiled
	now     instant
	keep    bool
	reasons []Reason
	until   instant
}

// add takes note of a circumstance that keeps the snapshot up to an instant.
// Once something keeps it, what does not is of no interest.
func (d *decision) add(kind ReasonKind, rule int, until instant) {
	keeps := kind != OffDay && d.now.before(until)
	switch {
	case !keeps && (d.keep || kind == Held || kind == Locked || kind == Future):
		return
	case keeps && !d.keep:
		d.keep, d.reasons, d.until = true, nil, beginning
	case !keeps && kind == Young:
		kind = Expired
	}
	d.until = latest(d.until, until)
	d.reasons = append(d.reasons, Reason{Kind: kind, Rule: rule, Until: until.in(d.c.zone)})
}

func (d *decision) verdict() Verdict {
	return Verdict{Keep: d.keep, Reasons: d.reasons, Until: d.until.in(d.c.zone), compiled: d.c}
}
