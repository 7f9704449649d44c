package retention

// class is the entries of a ledger its rules for good snapshots see, or those
// its rules for failed ones see, in order of time. Of entries of the same
// instant it holds the first it meets, the leader. Tiers see leaders alone: all
// of an instant are decided alike, and count once.
type class struct {
	oldest, newest *entry
	tiers          []tier
	failed         bool // whether its entries are failed ones
	forever        bool // whether all are kept, since the policy has no rules
}

// classesOf returns the classes of good and of failed entries.
//
// Without rules for failed snapshots, each of those is kept until a newer good
// one exists. It is as if it had an age of no time at all, judged from the
// newest good one.
func classesOf(c *compiled, now instant) (good, failed *class) {
	good = &class{forever: len(c.good) == 0}
	failed = &class{failed: true, forever: good.forever && len(c.failed) == 0}
	for _, i := range c.good {
		good.add(&c.rules[i], c, now)
	}
	if c.minimum > 0 {
		good.add(&Rule{Count: c.minimum}, c, now)
	}
	for _, i := range c.failed {
		failed.add(&c.rules[i], c, now)
	}
	if len(c.failed) == 0 && !failed.forever {
		failed.tiers = []tier{{rule: &Rule{}, of: failed, by: good, ref: beginning, outdates: true}}
	}
	return good, failed
}

// add adds a tier for a rule.
func (k *class) add(r *Rule, c *compiled, now instant) {
	t := tier{rule: r, zone: c.zone, of: k, ref: now, steady: r.Within.IsZero() && !r.Oldest}
	if r.From == FromNewest {
		t.by, t.ref = k, beginning
	}
	k.tiers = append(k.tiers, t)
}

// link puts an entry in its place, as a leader or as the twin of one. Most often
// the entry is the newest, or the entry right before it in the list is in the
// class.
func (k *class) link(e *entry) {
	before := k.newest
	if before != nil && e.at.before(before.at) {
		before = k.olderThan(e)
	}
	if before != nil && before.at == e.at {
		e.leader = before
		before.twins++
		return
	}
	e.before = before
	*k.linkAfter(before), e.after = e, *k.linkAfter(before)
	*k.linkBefore(e.after) = e
}

// olderThan returns the newest leader that is not after an entry of the list. It
// looks at the entries before it and, in turns, at the newest of the class, so
// that neither a multitude of hidden entries nor one of newer ones costs much
// by itself.
func (k *class) olderThan(e *entry) *entry {
	leader := k.newest
	for x := e.older; x != nil; x = x.older {
		if x.state == shown && x.Failed == k.failed {
			x = x.led()
			for x.after != nil && !e.at.before(x.after.at) {
				x = x.after
			}
			return x
		}
		if leader = leader.before; leader == nil || !e.at.before(leader.at) {
			return leader
		}
	}
	if k.oldest.at == e.at {
		return k.oldest
	}
	return nil
}

// unlink takes a leader out. The entry still knows its neighbours.
func (k *class) unlink(e *entry) {
	*k.linkAfter(e.before), *k.linkBefore(e.after) = e.after, e.before
}

func (k *class) linkAfter(e *entry) **entry {
	if e == nil {
		return &k.oldest
	}
	return &e.after
}

func (k *class) linkBefore(e *entry) **entry {
	if e == nil {
		return &k.newest
	}
	return &e.before
}

// promote makes the first twin of a leader the leader in its place.
func (k *class) promote(e *entry) {
	var next *entry
	for twin := range e.siblings() {
		if next == nil {
			next = twin
		}
		twin.leader = next
	}
	next.leader, next.twins = nil, e.twins-1
	next.before, next.after = e.before, e.after
	*k.linkAfter(e.before), *k.linkBefore(e.after) = next, next
	next.holds, next.seats = e.holds, e.seats
	for i := range k.tiers {
		k.tiers[i].rename(e, next)
	}
}
