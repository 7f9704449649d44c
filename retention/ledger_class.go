package retention

import "github.com/longcase/longcase/calendar"

// class is the entries of a ledger its rules for good snapshots see, or those
// its rules for failed ones see. Of entries created and due at the same instants
// it holds the first it meets, the leader; tiers see leaders alone. Ages go by
// the order of creation, periods by that of nominal times.
//
// All entries of an instant are decided alike. So the holds of all its leaders,
// which may differ in their nominal times, are counted together, by one of them.
type class struct {
	oldest, newest   *entry // by creation
	earliest, latest *entry // by nominal time
	first            *entry // the oldest not set aside
	strays           int    // number of neighbours in time that are not in order of creation
	tiers            []tier
	failed           bool // whether its entries are failed ones
	forever          bool // whether all are kept, since the policy has no rules
	ages             bool // whether any tier changes but by what comes and goes
	extras           bool // whether a tier may know an entry without holding it

	// The rest is for tiers that count what others leave.
	marked  int      // number of tiers before the last of those
	coming  *entry   // the entry that is shown to one tier after the other
	changed []*entry // entries tiers have to look at again
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
	good.mark()
	if c.minimum > 0 {
		good.addMinimum(c, now)
	}
	for _, i := range c.failed {
		failed.add(&c.rules[i], c, now)
	}
	failed.mark()
	if len(c.failed) == 0 && !failed.forever {
		failed.ages, failed.extras = true, true
		failed.tiers = []tier{{
			rule: &Rule{}, of: failed, by: good, ref: beginning, ages: true, outdates: true,
			recent: period{always: true, allowed: true},
		}}
	}
	return good, failed
}

// add adds a tier for a rule.
func (k *class) add(r *Rule, c *compiled, now instant) {
	t := tier{
		kind: kindOf(r), rule: r, zone: c.zone, of: k, index: len(k.tiers), ref: now,
		ageless: r.Within.IsZero(),
	}
	// Short cuts for the snapshot taken just now, which is nearly every event. Under
	// "daily 7" it represents today in place of the one before; under "last 10" it
	// comes in and the oldest goes. An age could say otherwise, and so could days.
	// A tier of byCover is let in whatever it picks: follow takes only an entry of a covered
	// period there, which represents nothing.
	t.follows = r.Per != calendar.NoUnit && (t.kind == byCover || t.kind != byAge && t.ageless && r.Pick == Last)
	t.rolls = t.kind == byCount && t.ageless && r.Per == calendar.NoUnit && !r.hasDays()
	t.ages = !t.ageless || r.Oldest
	t.cascades = r.Counting != CountAll
	if r.From != FromNow && !r.Within.IsZero() {
		t.by, t.ref = k, beginning
		t.outdates = r.From == BackFromNewest
	}
	if r.Per == calendar.NoUnit && !r.hasDays() {
		t.recent = period{always: true, allowed: true}
	}
	k.tiers = append(k.tiers, t)
	k.ages = k.ages || t.ages
	k.extras = k.extras || r.Oldest || r.Base || t.looksBack()
}

// mark lets the tiers before the last that counts what others leave note what
// they keep.
func (k *class) mark() {
	for i := range k.tiers {
		if k.tiers[i].cascades {
			k.marked = i
		}
	}
	for i := range k.marked {
		k.tiers[i].marks = true
	}
}

// addMinimum adds the tiers of the minimum: for the newest that count, and for
// those set aside that are no older. Those do not count, but a promise that
// keeps an older snapshot keeps the newer ones too.
func (k *class) addMinimum(c *compiled, now instant) {
	k.add(&Rule{Count: c.minimum}, c, now)
	k.tiers = append(k.tiers, tier{
		kind: forAside, rule: &Rule{}, of: k, index: len(k.tiers), ref: beginning, ages: true, outdates: true,
		recent: period{always: true, allowed: true},
	})
	k.ages, k.extras = true, true
}

// append adds an entry if it is the newest by creation and by nominal time, as
// almost all are. Such an entry is nobody's twin, no stray, and no second attempt.
// append reports whether it did.
func (k *class) append(e *entry) bool {
	newest, latest := k.newest, k.latest
	if newest == nil || !newest.at.before(e.at) || !latest.due.before(e.due) {
		return false
	}
	e.before, e.earlier = newest, latest
	newest.after, latest.later = e, e
	k.newest, k.latest = e, e
	return true
}

// link puts an entry in its place, as a leader or as the twin of one. Most often
// the entry right before it in the list is in the class.
func (k *class) link(e *entry) {
	before := k.newest
	if before != nil && e.at.before(before.at) {
		before = k.olderThan(e)
	}
	earlier := k.dueUpTo(e, before)
	if earlier != nil && earlier.at == e.at && earlier.compareDue(e) == 0 {
		e.leader = earlier
		earlier.twins++
		return
	}
	if before != nil && before.at == e.at {
		e.head = before.holder()
	}
	// Right sides are evaluated first, so that each line puts the entry between two neighbours,
	// or at an end of the class: see linkAfter.
	e.before = before
	*k.linkAfter(before), e.after = e, *k.linkAfter(before)
	*k.linkBefore(e.after) = e
	k.linkDue(e, earlier)
}

// linkDue puts a leader in its place by nominal time.
func (k *class) linkDue(e, earlier *entry) {
	e.earlier = earlier
	*k.linkLater(earlier), e.later = e, *k.linkLater(earlier)
	*k.linkEarlier(e.later) = e
	k.strays += isStray(earlier, e)
	if e.later != nil {
		k.strays += isStray(e, e.later) - isStray(earlier, e.later)
	}
}

// isStray returns 1 for neighbours by nominal time that are not created one after
// the other, and otherwise 0.
func isStray(a, b *entry) int {
	if a == nil || b == nil || a.due.before(b.due) && a.at.before(b.at) {
		return 0
	}
	return 1
}

// dueUpTo returns the last leader by nominal time that is not after an entry. It
// looks around the leader created before the entry: schedules are seldom so late
// that they overtake themselves.
func (k *class) dueUpTo(e, x *entry) *entry {
	if k.latest == nil || k.latest.due.before(e.due) {
		return k.latest
	}
	if x == nil {
		x = k.earliest
	}
	for x != nil && e.compareDue(x) < 0 {
		x = x.earlier
	}
	for x != nil && x.later != nil && e.compareDue(x.later) >= 0 {
		x = x.later
	}
	return x
}

// olderThan returns the newest leader that is not after an entry of the list. It
// looks at the entries before it and, in turns, at the newest of the class, so
// that neither a multitude of hidden entries nor one of newer ones costs much
// by itself.
func (k *class) olderThan(e *entry) *entry {
	// Two searches in turns, each of which ends by itself: the shorter decides what both cost.
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
	// Nothing of the class is before the entry in the list. But others of its instant may
	// follow it there, in order of addition, and such a leader is not after it.
	if k.oldest.at != e.at {
		return nil
	}
	x := k.oldest
	for x.after != nil && x.after.at == e.at {
		x = x.after
	}
	return x
}

// unlink takes a leader out. The entry still knows its neighbours, and who counts
// the holds of its instant from now on.
func (k *class) unlink(e *entry) {
	*k.linkAfter(e.before), *k.linkBefore(e.after) = e.after, e.before
	*k.linkLater(e.earlier), *k.linkEarlier(e.later) = e.later, e.earlier
	if k.first == e {
		k.advance()
	}
	if mate := e.mate(); e.head == nil && mate != nil {
		k.crown(mate, e)
	}
}

// advance moves on to the next entry not set aside.
func (k *class) advance() {
	for k.first = k.first.after; k.first != nil && k.first.aside; {
		k.first = k.first.after
	}
}

// count makes a leader the first if it is the oldest not set aside.
func (k *class) count(e *entry) {
	if !e.aside && (k.first == nil || e.at.before(k.first.at)) {
		k.first = e
	}
}

// mate returns another leader of the instant, if any.
func (e *entry) mate() *entry {
	switch {
	case e.before != nil && e.before.at == e.at:
		return e.before
	case e.after != nil && e.after.at == e.at:
		return e.after
	}
	return nil
}

// crown lets a leader count the holds of an instant in place of another.
func (k *class) crown(next, old *entry) {
	next.holds, next.keptBy = old.holds, old.keptBy
	copy(next.marks, old.marks)
	first := next
	for first.before != nil && first.before.at == next.at {
		first = first.before
	}
	for x := first; x != nil && x.at == next.at; x = x.after {
		x.head = next
	}
	old.head, next.head = next, nil
}

// promote makes the first twin of a leader the leader in its place.
func (k *class) promote(e *entry) {
	// Twins that are going too have said so by no longer following the leader.
	var next *entry
	for twin := range e.instant() {
		if twin.leader != e {
			continue
		}
		if next == nil {
			next = twin
		}
		twin.leader = next
	}
	next.leader, next.twins = nil, e.twins-1
	next.before, next.after, next.earlier, next.later = e.before, e.after, e.earlier, e.later
	*k.linkAfter(e.before), *k.linkBefore(e.after) = next, next
	*k.linkLater(e.earlier), *k.linkEarlier(e.later) = next, next
	// In the same place, with the same seats and holds: tiers learn of the new name alone,
	// where leaving and entering would make each of them choose anew.
	next.seats, next.aside, next.passedBy = e.seats, e.aside, e.passedBy
	next.marks = append(next.marks[:0], e.marks...)
	if k.first == e {
		k.first = next
	}
	if next.head = e.head; e.head == nil {
		k.crown(next, e)
	}
	if e.changed {
		k.change(next)
	}
	for i := range k.tiers {
		k.tiers[i].rename(e, next)
	}
}

// linkAfter returns the link from an entry to the next by creation; for nil, that to the
// first of all.
func (k *class) linkAfter(e *entry) **entry {
	if e == nil {
		return &k.oldest
	}
	return &e.after
}

// linkBefore returns the link from an entry to the one before; for nil, that to the last.
func (k *class) linkBefore(e *entry) **entry {
	if e == nil {
		return &k.newest
	}
	return &e.before
}

// linkLater is linkAfter by nominal time.
func (k *class) linkLater(e *entry) **entry {
	if e == nil {
		return &k.earliest
	}
	return &e.later
}

// linkEarlier is linkBefore by nominal time.
func (k *class) linkEarlier(e *entry) **entry {
	if e == nil {
		return &k.latest
	}
	return &e.earlier
}
