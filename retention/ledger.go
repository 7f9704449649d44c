package retention

import (
	"slices"
	"time"
)

// Ledger keeps track of one list of snapshots as time goes on, and tells which
// expire: those that [Policy.Plan] would delete of the ones that are left, at
// the time of each [Ledger.Advance].
//
// Adding a snapshot newer than the others costs about as much as a push on a
// heap, and letting one go as much as a pop. Some events make the ledger plan
// anew for the whole list: an older snapshot is added, one is removed, a hold
// ends, a snapshot from the future comes of age, one expires that represents a
// period of a rule that it is too old for, a clock change puts two snapshots or
// their ends out of order, or time goes back. Every event does where rules have
// substitutes, keep the oldest or judge ages from the newest, while two snapshots
// are of one instant, and while there are failed ones and rules for them.
//
// The zero value is empty, and keeps everything. A Ledger is not safe for
// concurrent use. Snapshots are told apart by when they were created.
type Ledger struct {
	entries
	c     *compiled
	now   instant
	last  instant  // when the newest was taken that is not from the future
	fresh []*entry // those added since, in order of time
	wake  instant  // when only a plan can tell what becomes of the list
	stale bool     // whether it is so now

	simple   bool // whether what follows is kept up to date
	tiers    []tier
	outdated []*entry // the failed ones that the next good one outdates
	loose    released // what is to be taken out
}

// NewLedger returns the ledger of a list of snapshots. It has expired none of
// them yet.
func NewLedger(p Policy, snapshots ...Snapshot) *Ledger {
	l := &Ledger{c: p.orNone(), now: beginning, last: beginning, wake: never, stale: true}
	snapshots = slices.Clone(snapshots)
	slices.SortStableFunc(snapshots, byAge)
	for _, s := range snapshots {
		l.add(instantOf(s.Created)).Snapshot = s
	}
	return l
}

// byAge compares snapshots by their age, the oldest first.
func byAge(a, b Snapshot) int { return instantOf(a.Created).compare(instantOf(b.Created)) }

// begin makes the zero Ledger one of the zero Policy.
func (l *Ledger) begin() {
	if l.c == nil {
		*l = *NewLedger(Policy{})
	}
}

// Alive returns the snapshots that are left, the oldest first.
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

// Remove takes out the snapshots created at an instant, and reports whether
// there were any. It takes a walk from the oldest one to there.
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

// Next returns the earliest time at which something may expire, if no
// snapshots are added. It is false where that is never. When something has been
// added or removed since, that is the time of the last Advance, and before the
// first one the start of the year 1.
func (l *Ledger) Next() (time.Time, bool) {
	if l.n == 0 {
		return time.Time{}, false
	}
	next := l.wake
	for i := range l.tiers {
		next = earliest(next, l.tiers[i].next())
	}
	if l.stale || len(l.fresh) > 0 {
		next = latest(l.now, instant{sec: minSecond})
	}
	return next.in(l.c.zone), next != never
}

// Advance moves on to an instant and returns the snapshots that have expired,
// the oldest first.
func (l *Ledger) Advance(now time.Time) []Snapshot { return l.AppendExpired(nil, now) }

// AppendExpired is [Ledger.Advance], but appends what has expired to a list, so
// that the room of one list can serve many events. Those that need no new plan
// leave no garbage then.
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

// take takes an entry into account that is newer than all before. It reports
// false where only a plan can tell what becomes of the list.
func (l *Ledger) take(e *entry) bool {
	if e.holds = 0; e.older != nil && e.older.at == e.at || e.Failed && len(l.c.failed) > 0 {
		return false
	}
	if l.sees(e) {
		return l.takeGood(e)
	}
	e.holds = 1 // by what it is; no tier lets go of it
	return true
}

// sees reports whether rules see an entry. It takes note of when they will, and
// of the failed ones that are kept until they see another.
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

// takeGood shows an entry to the tiers.
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

// takeOut takes out what nothing keeps, and appends it to a list. Where that
// gives a period to another snapshot, it plans anew.
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

// plan plans for all entries, takes out what that deletes, and makes the
// ledger's state anew from what is left.
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

// retake shows all entries to new tiers. It reports false where the rules or
// the entries are such that only plans can tell what becomes of them.
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
