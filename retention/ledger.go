package retention

import (
	"slices"
	"time"

	"github.com/longcase/longcase/calendar"
)

// Ledger keeps track of one list of snapshots as time goes on, and tells which
// expire: the same that [Policy.Plan] would delete of those that are left, at
// the time of each [Ledger.Advance].
//
// As long as all of them are good, and nobody holds any, adding one newer than
// the others and letting one go costs little more than keeping a heap.
// Otherwise, and where rules have substitutes, keep the oldest or count from the
// newest, each change makes it plan anew.
//
// A Ledger is not safe for concurrent use. Snapshots are told apart by when
// they were created.
type Ledger struct {
	c     *compiled
	now   instant
	alive []entry // in order of time
	fresh int     // how many of them, at the end, were added since
	due   dues
	stale bool // whether what follows, and due, must be made anew

	simple bool // whether what follows is kept up to date
	tiers  []tier
	doubt  []instant // what may have expired
}

// entry is a snapshot of a ledger.
type entry struct {
	Snapshot
	at    instant
	until instant // when its age lets go of it
	holds int     // how many tiers keep it
	idle  int     // how many it represents a period for, too old to be kept
}

// tier is a rule that counts, and what represents its periods.
type tier struct {
	rule  *Rule
	slots []slot // the oldest first
	span  span   // of the newest
}

type slot struct {
	bucket int64
	at     instant
	old    bool // too old for the rule, which does not keep it
}

// NewLedger returns the ledger of a list of snapshots. It has expired none of
// them yet.
func NewLedger(p Policy, snapshots ...Snapshot) *Ledger {
	l := &Ledger{c: p.orNone(), now: beginning, stale: true}
	for _, s := range snapshots {
		l.alive = append(l.alive, entry{Snapshot: s, at: instantOf(s.Created)})
	}
	slices.SortStableFunc(l.alive, func(a, b entry) int { return a.at.compare(b.at) })
	return l
}

// Alive returns the snapshots that are left, the oldest first.
func (l *Ledger) Alive() []Snapshot {
	list := make([]Snapshot, len(l.alive))
	for i := range l.alive {
		list[i] = l.alive[i].Snapshot
	}
	return list
}

// Len returns the number of snapshots that are left.
func (l *Ledger) Len() int { return len(l.alive) }

// Add adds a snapshot. The next Advance takes it into account.
func (l *Ledger) Add(s Snapshot) {
	e := entry{Snapshot: s, at: instantOf(s.Created)}
	n := len(l.alive)
	if n == 0 || l.alive[n-1].at.before(e.at) {
		l.alive = append(l.alive, e)
		l.fresh++
		l.stale = l.stale || s.Held || s.Failed
		return
	}
	l.stale = true
	l.alive = slices.Insert(l.alive, l.find(e.at.next()), e)
}

// Remove takes out the snapshots created at an instant, and reports whether
// there were any.
func (l *Ledger) Remove(created time.Time) bool {
	at := instantOf(created)
	from, to := l.find(at), l.find(at.next())
	l.alive = slices.Delete(l.alive, from, to)
	l.stale = l.stale || from < to
	return from < to
}

// find returns the position of the first entry not before an instant.
func (l *Ledger) find(at instant) int {
	i, _ := slices.BinarySearchFunc(l.alive, at, func(e entry, at instant) int { return e.at.compare(at) })
	return i
}

// Next returns the earliest time at which something may expire, if no
// snapshots are added. It is false where that is never.
func (l *Ledger) Next() (time.Time, bool) {
	next := never
	if len(l.due) > 0 {
		next = l.due[0].at
	}
	if l.stale || l.fresh > 0 {
		next = latest(l.now, instant{sec: minSecond})
	}
	return next.in(l.c.zone), next != never
}

// Advance moves on to an instant and returns the snapshots that have expired,
// the oldest first.
func (l *Ledger) Advance(now time.Time) []Snapshot {
	at := instantOf(now)
	l.stale = l.stale || at.before(l.now)
	for l.now = at; len(l.due) > 0 && !at.before(l.due[0].at); {
		d := l.due.pop()
		l.stale = l.stale || d.anew
		l.doubt = append(l.doubt, d.created)
	}
	if l.stale || l.fresh > 0 && !(l.simple && l.count()) {
		return l.renew()
	}
	return l.expire()
}

// count takes the added snapshots into account, one by one. It gives up where
// one is from the future, or belongs to an earlier period than one before it,
// which happens where the clock is put back across midnight.
func (l *Ledger) count() bool {
	for ; l.fresh > 0; l.fresh-- {
		e := &l.alive[len(l.alive)-l.fresh]
		if l.now.before(e.at) {
			return false
		}
		l.age(e)
		for i := range l.tiers {
			if !l.countIn(&l.tiers[i], e.at) {
				return false
			}
		}
		if e.holds == 0 {
			l.doubt = append(l.doubt, e.at)
		}
	}
	return true
}

// age finds out until when an entry is kept whatever others there are.
func (l *Ledger) age(e *entry) {
	var most instant
	if e.until, most = l.c.ends(e.at, false); e.Locked {
		e.until = most
	}
	if l.now.before(e.until) && e.until != never {
		l.due.push(due{at: e.until, created: e.at})
	}
}

// countIn lets a rule take up a snapshot newer than all others.
func (l *Ledger) countIn(t *tier, at instant) bool {
	if t.rule.hasDays() {
		if date, _ := at.local(l.c.zone); !t.rule.allows(date) {
			return true
		}
	}
	s, newest := slot{at: at}, len(t.slots)-1
	if t.rule.Per != calendar.NoUnit {
		s.bucket = l.bucket(t, at)
		if newest >= 0 && s.bucket <= t.slots[newest].bucket {
			if s.bucket < t.slots[newest].bucket {
				return false
			}
			if !l.prefers(t, at, t.slots[newest].at) {
				return true
			}
			l.release(t.slots[newest])
			t.slots = t.slots[:newest]
		}
	}
	t.slots = append(t.slots, l.hold(t, s))
	if t.rule.Count > 0 && len(t.slots) > t.rule.Count {
		l.release(t.slots[0])
		t.slots = t.slots[1:]
	}
	return true
}

// bucket returns the period of a rule that an instant is in.
func (l *Ledger) bucket(t *tier, at instant) int64 {
	if !t.span.contains(at) {
		v := view{zone: l.c.zone}
		t.span = v.span(t.rule, at)
	}
	return t.rule.bucketOf(t.span)
}

// prefers reports whether a newer snapshot represents its period in place of
// the one that does.
func (l *Ledger) prefers(t *tier, newer, than instant) bool {
	switch t.rule.Pick {
	case First:
		return false
	case Nearest:
		return !nearer(than, newer, t.rule.anchorOf(t.span, l.c.zone))
	}
	return true
}

// hold makes an entry one that a tier keeps, while it is young enough.
func (l *Ledger) hold(t *tier, s slot) slot {
	end := t.rule.end(s.at, l.c.zone)
	e := &l.alive[l.find(s.at)]
	if s.old = !l.now.before(end); s.old {
		e.idle++
		return s
	}
	if end != never {
		l.due.push(due{at: end, anew: true})
	}
	e.holds++
	return s
}

func (l *Ledger) release(s slot) {
	e := &l.alive[l.find(s.at)]
	if s.old {
		e.idle--
		return
	}
	if e.holds--; e.holds == 0 {
		l.doubt = append(l.doubt, s.at)
	}
}

// expire takes out what nothing keeps of what was in doubt. Where that leaves a
// period to another snapshot, the state is made anew.
func (l *Ledger) expire() (gone []Snapshot) {
	vacant := false
	for _, at := range l.doubt {
		i := l.find(at)
		if i == len(l.alive) || l.alive[i].at != at {
			continue
		}
		if e := &l.alive[i]; e.holds == 0 && !l.now.before(e.until) {
			vacant = vacant || e.idle > 0
			gone = append(gone, e.Snapshot)
			l.delete(i)
		}
	}
	l.doubt = l.doubt[:0]
	slices.SortFunc(gone, func(a, b Snapshot) int { return instantOf(a.Created).compare(instantOf(b.Created)) })
	if vacant {
		gone = append(gone, l.renew()...)
	}
	return gone
}

// delete takes out an entry, which is the oldest more often than not.
func (l *Ledger) delete(i int) {
	if i == 0 {
		l.alive[0] = entry{}
		l.alive = l.alive[1:]
		return
	}
	l.alive = slices.Delete(l.alive, i, i+1)
}
