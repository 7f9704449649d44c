package retention

import (
	"slices"
	"time"
)

// A ledger's words, from the list to the rules:
//
//   - An entry is a snapshot in the list. It is fresh until the next Advance, and
//     then shown to rules, or hidden from them while it is held, from the future or
//     timeless.
//   - A class is the entries shown to the rules for good snapshots, or to those for
//     failed ones. Each class has a tier for each of its rules, in their order.
//   - Four volumes that are snapshotted at once are one leader and its three twins:
//     tiers know leaders alone. Leaders of one creation and different nominal times
//     are mates. They are decided alike, so their head counts for all of them.
//   - A tier holds entries. One without holds is loose, and is gone at the end of the
//     event unless a later tier has come to hold it, or a lock does.
//   - A slot is a period that a tier looks at, and the entry that represents it has a
//     seat there. A skipped slot is a period that does not count, because an earlier
//     tier keeps its snapshot: it gives a seat, but no hold.
//
// An Advance is one event. Entries are woken and shown (ledger.go), linked into their
// class (ledger_class.go, ledger_show.go) and entered into each tier (ledger_tier.go),
// where those that count find or make a slot (ledger_slot.go). Then ages are judged,
// and the entries found to be gone leave all of it again.

// Ledger follows a list of snapshots as time goes on, and returns those to
// delete: of the snapshots left, the ones [Policy.Plan] would delete at each
// [Ledger.Advance].
//
// A snapshot that is added, comes of age, is released or expires costs about as
// much as a push and a pop on a heap, whatever the list, for each rule; nominal
// times change nothing about it. These cost more:
//
//   - To add a snapshot older than the one added before walks from one to the
//     other, and so does one that is nominally older than others.
//   - A representative that is removed costs a search for the next best of its
//     period, among the snapshots of the period and those on none of the rule's
//     days.
//   - A rule that counts what others leave looks again at a snapshot once
//     another rule is the first to keep it. With CountUncovered it looks at all
//     snapshots of a period whose newest kept one is let go of, or whose first
//     one is kept again: which of them stands for the period depends on all.
//   - If time goes back, all snapshots are looked at anew.
//
// After an Advance, [Ledger.Next] may be due at once: where counts depend on what
// other rules keep, the deletion of one snapshot may leave another without a
// place, though planning again seldom deletes anything.
//
// Snapshots are told apart by when they were created. The zero value is empty,
// and keeps everything. A Ledger must not be copied, and is not safe for
// concurrent use.
type Ledger struct {
	entries
	c   *compiled
	now instant

	good, failed *class
	alarms       alarms
	locks        endings  // of the entries shown that are locked
	fresh        []*entry // added since the last Advance; nil where removed
	touched      bool     // whether any was added or removed since
	loose        released // entries no tier holds any longer
	gone         []*entry // those of them to remove; empty between events
}

// NewLedger returns the ledger of a list of snapshots, in any order. None of
// them has expired yet: the first Advance returns those the policy does
// not keep.
func NewLedger(p Policy, snapshots ...Snapshot) *Ledger {
	l := &Ledger{c: p.orNone(), now: beginning, touched: true}
	l.good, l.failed = classesOf(l.c, l.now)
	// In order of time each is added at the end, and no walk looks for its place.
	snapshots = slices.Clone(snapshots)
	slices.SortStableFunc(snapshots, byCreation)
	for _, s := range snapshots {
		l.Add(s)
	}
	return l
}

// byCreation compares snapshots by when they were created, the oldest first.
func byCreation(a, b Snapshot) int { return instantOf(a.Created).compare(instantOf(b.Created)) }

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
	l.addFresh(l.add(&s))
}

// addFresh notes an entry for the next Advance, with its place among the others, where a
// Remove before then finds it.
func (l *Ledger) addFresh(e *entry) {
	l.touched = true
	l.fresh = append(l.fresh, e)
	e.place = int32(len(l.fresh))
}

// Remove removes the snapshots created at an instant, as after a deletion by
// hand, and reports whether it found any. It walks the list from the last one
// added.
func (l *Ledger) Remove(created time.Time) bool {
	at := instantOf(created)
	e := l.upTo(at)
	if e == nil || e.at != at {
		return false
	}
	for ; e != nil && e.at == at; e = e.older {
		l.gone = append(l.gone, e)
	}
	// What dropHeld left for the next event may be among them, and is about to be used
	// again for other snapshots.
	l.loose = slices.DeleteFunc(l.loose, func(e *entry) bool { return e.at == at })
	l.takeOut()
	l.touched = true
	return true
}

// Next returns the earliest time at which a snapshot may expire, if none is
// added. ok is false if none ever will. After an Add or a Remove it is the time
// of the last Advance, and before the first Advance the start of the year 1.
func (l *Ledger) Next() (next time.Time, ok bool) {
	if l.n == 0 {
		return time.Time{}, false
	}
	// Of all that may end, the earliest: a hold or the future, a lock, an age in a tier.
	due := earliest(l.alarms.next(), l.locks.next())
	for _, k := range l.classes() {
		for i := range k.tiers {
			due = earliest(due, k.tiers[i].next())
		}
	}
	if l.touched {
		due = latest(l.now, instant{sec: minSecond})
	}
	return due.in(l.c.zone), due != never
}

// classOf returns the class of an entry's snapshot.
func (l *Ledger) classOf(e *entry) *class {
	if e.Failed {
		return l.failed
	}
	return l.good
}

func (l *Ledger) classes() [2]*class { return [2]*class{l.good, l.failed} }

// Advance moves on to an instant and returns the snapshots expired since, the
// oldest first.
func (l *Ledger) Advance(now time.Time) []Snapshot { return l.AppendExpired(nil, now) }

// AppendExpired is [Ledger.Advance], but appends the expired snapshots to a
// list, to save garbage: reuse the list for the next event. An event without a
// new greatest size then allocates nothing.
func (l *Ledger) AppendExpired(list []Snapshot, now time.Time) []Snapshot {
	l.begin()
	at := instantOf(now)
	if at.before(l.now) {
		l.restart()
	}
	l.now, l.touched = at, false
	// In this order: entries come of age, new entries compete with them, ages are judged, and
	// only then is known which entries no tier holds any longer.
	if len(l.alarms)+len(l.locks.list) > 0 {
		l.wake()
	}
	l.showFresh()
	l.judge()
	l.findGone()
	for _, e := range l.gone {
		list = append(list, e.Snapshot)
	}
	// An entry that goes gives its place in a tier to another, whose age is not judged yet, or
	// leaves a period to a later tier. Most often neither lets go of anything.
	if len(l.gone) > 0 {
		l.takeOut()
		if l.judge(); len(l.loose) > 0 {
			l.dropHeld()
		}
	}
	return list
}

// dropHeld leaves those entries in the list of released ones that nothing keeps
// now that others are gone. They are for the next event, which is due at once:
// "daily 1 uncovered" after "last 1" may so let go of one snapshot after the
// other.
func (l *Ledger) dropHeld() {
	l.loose = slices.DeleteFunc(l.loose, func(e *entry) bool {
		e.loose = e.isFree()
		return !e.loose
	})
	l.touched = len(l.loose) > 0
}

// restart makes all entries fresh, since time goes back: some are young again,
// and others from the future. No schedule does so, but a clock that is set.
func (l *Ledger) restart() {
	// At the beginning of time every entry is young, whatever its age: the Advance that
	// follows judges all of them.
	l.good, l.failed = classesOf(l.c, beginning)
	l.alarms, l.fresh, l.loose = l.alarms[:0], l.fresh[:0], l.loose[:0]
	l.locks = endings{}
	for e := range l.all() {
		e.renew()
		l.addFresh(e)
	}
}

// judge judges the ages of all entries.
func (l *Ledger) judge() {
	if k := l.good; k.isRestless() {
		k.judge(l.now, &l.loose)
	}
	if k := l.failed; k.isRestless() {
		k.judge(l.now, &l.loose)
	}
}

// wake shows entries nobody holds any longer, or which are from the future no
// longer, and ends locks.
func (l *Ledger) wake() {
	for !l.now.before(l.alarms.next()) {
		e := l.alarms[0].entry
		l.alarms.drop(e)
		l.show(e)
	}
	for !l.now.before(l.locks.next()) {
		e := l.locks.list[0].entry
		l.locks.drop(0)
		if e.locked = false; e.isFree() {
			l.loose.add(e)
		}
	}
}

// showFresh shows the entries added to rules, or hides them until they can.
func (l *Ledger) showFresh() {
	for _, e := range l.fresh {
		if e == nil {
			continue
		}
		e.place = 0
		due := e.at
		if e.Held {
			due = latest(due, endOfHold(&e.Snapshot))
		}
		if isTimeless(e.at) { // kept for ever, in nobody's place
			due = never
		}
		if l.now.before(due) {
			e.state = hidden
			l.alarms.set(due, e)
		} else {
			l.show(e)
		}
	}
	l.fresh = l.fresh[:0]
}

// show shows an entry to the tiers of its class. Those may let go of others for
// it.
func (l *Ledger) show(e *entry) {
	e.state = shown
	if e.Locked {
		end := l.c.endOfLock(&e.Snapshot)
		if e.locked = l.now.before(end); e.locked && end != never {
			l.locks.add(ending{end, e})
		}
	}
	l.classOf(e).show(e, &l.loose)
	if e.isFree() {
		l.loose.add(e)
	}
}

// unlock takes the lock of an entry out of those to end.
func (l *Ledger) unlock(e *entry) {
	if end := l.c.endOfLock(&e.Snapshot); end != never {
		l.locks.take(ending{end, e})
	}
}

// findGone finds the entries nothing keeps, in order.
func (l *Ledger) findGone() {
	for i := 0; i < len(l.loose); i++ { // the list grows
		// Loose entries may be held again: several tiers have looked at them since.
		e := l.loose[i]
		if e.state != shown || e.led().holder().holds > 0 {
			continue
		}
		if !e.locked {
			l.gone = append(l.gone, e)
		}
		if e.hasCompany() {
			l.addInstant(e)
		}
	}
	l.loose.clear()
	if len(l.gone) > 1 {
		slices.SortFunc(l.gone, (*entry).compare)
	}
}

// addInstant adds all entries of the instant of one to those let go of.
func (l *Ledger) addInstant(e *entry) {
	for other := range e.instant() {
		l.loose.add(other)
	}
}

// takeOut takes the entries found to be gone out, the twins before their
// leaders, so that hardly any twin has to lead. What takes their places in
// tiers is held. Tiers that count what others leave may let go of others for it.
func (l *Ledger) takeOut() {
	for _, e := range l.gone {
		if e.leader != nil {
			e.leader.twins--
			e.leader = e // its own, so that promote does not choose it
		}
	}
	for _, e := range l.gone {
		l.forget(e)
		l.take(e)
	}
	l.gone = l.gone[:0]
}

// forget takes an entry out of all but the list.
func (l *Ledger) forget(e *entry) {
	if e.state == fresh {
		l.fresh[e.place-1] = nil
		return
	}
	if e.locked {
		l.unlock(e)
	}
	if e.state == hidden {
		l.alarms.drop(e)
		return
	}
	if e.leader != nil {
		return
	}
	// With a twin the instant keeps its seats and holds, and no tier has to choose anew.
	if k := l.classOf(e); e.twins > 0 {
		k.promote(e)
	} else {
		k.hide(e, &l.loose)
	}
}
