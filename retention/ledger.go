package retention

import (
	"slices"
	"time"
)

// Ledger follows a list of snapshots as time goes on, and returns those to
// delete: of the snapshots left, the ones [Policy.Plan] would delete at each
// [Ledger.Advance].
//
// To add a snapshot newer than the others costs about as much as a push on a
// heap, and to let a snapshot expire as much as a pop. Some events need a plan
// for the whole list:
//
//   - An older snapshot is added, or a snapshot is removed.
//   - A hold ends, or a snapshot from the future comes of age.
//   - A snapshot expires while it represents a period of a rule for which it is
//     too old.
//   - The clock is put back across midnight between two snapshots, or time goes
//     back.
//
// Every event needs a plan where rules have substitutes, keep the oldest or
// judge ages from the newest; while two snapshots have the same instant; and
// while the list holds failed snapshots and the policy has rules for them.
//
// Snapshots are told apart by when they were created. The zero value is empty,
// and keeps everything. A Ledger must not be copied, and is not safe for
// concurrent use.
type Ledger struct {
	entries
	c     *compiled
	now   instant
	last  instant  // when the newest was created that is not from the future
	fresh []*entry // added since the last Advance, in order of time
	wake  instant  // when the list needs a plan, if nothing is added
	stale bool     // whether it needs one now

	simple   bool     // whether tiers are kept; otherwise every event needs a plan
	tiers    []tier   // of the rules for good snapshots, and of the minimum
	outdated []*entry // failed entries, until the next good snapshot
	loose    released // entries to remove
}

// NewLedger returns the ledger of a list of snapshots, in any order. None of
// them has expired yet: the first Advance returns those the policy does
// not keep.
func NewLedger(p Policy, snapshots ...Snapshot) *Ledger {
	l := &Ledger{c: p.orNone(), now: beginning, last: beginning, wake: never, stale: true}
	snapshots = slices.Clone(snapshots)
	slices.SortStableFunc(snapshots, byAge)
	for _, s := range snapshots {
		l.add(instantOf(s.Created)).Snapshot = s
	}
	return l
}

// byAge compares snapshots by when they were created, the oldest first.
func byAge(a, b Snapshot) int { return instantOf(a.Created).compare(instantOf(b.Created)) }

// begin makes the zero Ledger the ledger of the zero Policy.
func (l *Ledger) begin() {
	if l.c == nil {
		*l = *NewLedger(Policy{})
	}
}

// Alive returns the snapshots that are left, the oldest first, in a slice of
// the caller's own.
func (l *Ledger) Alive() []Snapshot {
	list := make([]Snapshot, 0, l.n)
	for e := range l.all() {
		list = append(list, e.Snapshot)
	}
	return list
}

// Len returns the number of snapshots that are left.
func (l *Ledger) Len() int { return l.n }

// Add adds a snapshot. The next Advance takes it into account.
func (l *Ledger) Add(s Snapshot) {
	l.begin()
	at, last := instantOf(s.Created), l.last
	if n := len(l.fresh); n > 0 {
		last = l.fresh[n-1].at
	}
	l.stale = l.stale || !last.before(at)
	e := l.add(at)
	e.Snapshot = s
	l.fresh = append(l.fresh, e)
}

// Remove removes the snapshots created at an instant, as after a deletion by
// hand, and reports whether it found any. It walks the list from the oldest.
func (l *Ledger) Remove(created time.Time) bool {
	at, n := instantOf(created), l.n
	for e := range l.all() {
		if at.before(e.at) {
			break
		}
		if e.at == at {
			l.remove(e)
		}
	}
	l.stale = l.stale || l.n < n
	return l.n < n
}

// Next returns the earliest time at which a snapshot may expire, if none is
// added. ok is false if none ever will. After an Add or a Remove it is the time
// of the last Advance, and before the first Advance the start of the year 1.
func (l *Ledger) Next() (next time.Time, ok bool) {
	if l.n == 0 {
		return time.Time{}, false
	}
	due := l.wake
	for i := range l.tiers {
		due = earliest(due, l.tiers[i].next())
	}
	if l.stale || len(l.fresh) > 0 {
		due = latest(l.now, instant{sec: minSecond})
	}
	return due.in(l.c.zone), due != never
}

// Advance moves on to an instant and returns the snapshots expired since, the
// oldest first.
func (l *Ledger) Advance(now time.Time) []Snapshot { return l.AppendExpired(nil, now) }

// AppendExpired is [Ledger.Advance], but appends the expired snapshots to a
// list, to save garbage: reuse the list for the next event. An event without a
// plan then allocates nothing.
func (l *Ledger) AppendExpired(list []Snapshot, now time.Time) []Snapshot {
	l.begin()
	at := instantOf(now)
	l.stale = l.stale || at.before(l.now) || !at.before(l.wake)
	l.now = at
	if l.stale || len(l.fresh) > 0 && !l.simple {
		return l.plan(list)
	}
	for i := range l.tiers {
		l.tiers[i].expire(at, &l.loose)
	}
	for _, e := range l.fresh {
		if !l.take(e) {
			return l.plan(list)
		}
	}
	l.fresh = l.fresh[:0]
	return l.takeOut(list)
}

// take takes an entry newer than all before into account. It returns false if
// only a plan can decide about the list.
func (l *Ledger) take(e *entry) bool {
	if e.holds = 0; e.older != nil && e.older.at == e.at || e.Failed && len(l.c.failed) > 0 {
		return false
	}
	if l.sees(e) {
		return l.takeGood(e)
	}
	e.holds = 1 // no tier holds it, and none lets go of it
	return true
}

// sees reports whether rules see an entry. If they will see it later, sees
// notes when, since all counts change then. A failed entry is kept until the
// next good one.
func (l *Ledger) sees(e *entry) bool {
	if l.now.before(e.at) {
		l.wake = earliest(l.wake, e.at)
		return false
	}
	l.last = e.at
	end := endOfHold(&e.Snapshot)
	switch {
	case e.Held && l.now.before(end):
		l.wake = earliest(l.wake, end)
		return false
	case e.Failed && len(l.c.good) > 0 && !e.Locked:
		l.outdated = append(l.outdated, e)
	}
	return !e.Failed
}

// takeGood shows an entry to the tiers. Its own hold, while they look, makes
// sure that it is released only once.
func (l *Ledger) takeGood(e *entry) bool {
	for _, f := range l.outdated {
		l.loose.release(f)
	}
	l.outdated = l.outdated[:0]
	e.holds = 1 // while the tiers look at it
	for i := range l.tiers {
		if !l.tiers[i].take(e, l.now, &l.loose) {
			return false
		}
	}
	if len(l.c.good) > 0 {
		l.loose.release(e)
	}
	return true
}

// takeOut removes the released entries, and appends them to a list. If that
// leaves a period to another snapshot, it plans anew: the other may have become
// too old long ago.
func (l *Ledger) takeOut(list []Snapshot) []Snapshot {
	before := len(list)
	for _, e := range l.loose {
		for i := range l.tiers {
			l.stale = l.stale || l.tiers[i].vacates(e)
		}
		list = append(list, e.Snapshot)
		l.remove(e)
	}
	l.loose = l.loose[:0]
	slices.SortFunc(list[before:], byAge)
	if l.stale {
		list = l.plan(list)
	}
	return list
}

// plan plans for all entries, removes those the plan deletes, and makes
// the ledger's state anew from the rest.
func (l *Ledger) plan(list []Snapshot) []Snapshot {
	plan := Policy{l.c}.Plan(l.now.in(l.c.zone), l.Alive())
	wake, e := never, l.oldest
	for _, v := range plan.Verdicts() {
		newer := e.newer
		if !v.Keep {
			list = append(list, e.Snapshot)
			l.remove(e)
		}
		for _, reason := range v.Reasons {
			if v.Keep {
				wake = earliest(wake, orNever(reason.Until))
			}
		}
		e = newer
	}
	if l.simple = l.retake(); !l.simple {
		l.tiers, l.wake = nil, wake
	}
	return list
}

// retake shows all entries to new tiers. It returns false if only plans can
// decide about such rules or entries.
func (l *Ledger) retake() bool {
	l.stale, l.last, l.wake = false, beginning, never
	l.fresh, l.outdated, l.loose = l.fresh[:0], l.outdated[:0], l.loose[:0]
	for _, i := range l.c.good {
		if r := &l.c.rules[i]; r.Substitute || r.Oldest || r.From != FromNow {
			return false
		}
	}
	l.tiers = tiersOf(l.c)
	for e := range l.all() {
		if !l.take(e) {
			return false
		}
	}
	return true
}
