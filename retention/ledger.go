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
// Adding a snapshot newer than the others, and letting one go, costs about what
// it costs to push one on a heap and to pop one. Some events make the ledger plan
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
	ages  bool // whether a rule looks at nothing but ages, or there are no rules
	now   instant
	last  instant  // when the newest was taken that is not from the future
	fresh []*entry // those added since, in order of time
	due   dues
	stale bool // whether what follows, and due, must be made anew

	simple bool // whether what follows is kept up to date
	tiers  []*tier
	failed []*entry // the failed ones that a newer good one outdates
	doubt  []*entry // what may have expired
}

// NewLedger returns the ledger of a list of snapshots. It has expired none of
// them yet.
func NewLedger(p Policy, snapshots ...Snapshot) *Ledger {
	l := &Ledger{}
	l.begin(p)
	snapshots = slices.Clone(snapshots)
	slices.SortStableFunc(snapshots, byAge)
	for _, s := range snapshots {
		l.add(instantOf(s.Created)).Snapshot = s
	}
	return l
}

// byAge compares snapshots by their age, the oldest first.
func byAge(a, b Snapshot) int { return instantOf(a.Created).compare(instantOf(b.Created)) }

// begin makes the ledger an empty one.
func (l *Ledger) begin(p Policy) {
	c := p.orNone()
	*l = Ledger{c: c, now: beginning, last: beginning, stale: true}
	l.ages = len(c.good) == 0 || slices.ContainsFunc(c.good, func(i int) bool { return c.rules[i].ages() })
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
	if l.c == nil {
		l.begin(Policy{})
	}
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
	next := never
	if len(l.due) > 0 {
		next = l.due[0].at
	}
	if l.stale || len(l.fresh) > 0 {
		next = latest(l.now, instant{sec: minSecond})
	}
	return next.in(Policy{l.c}.Zone()), next != never
}

// Advance moves on to an instant and returns the snapshots that have expired,
// the oldest first.
func (l *Ledger) Advance(now time.Time) []Snapshot { return l.AppendExpired(nil, now) }

// AppendExpired is [Ledger.Advance], but appends what has expired to a list, so
// that the room of one list can serve many events. Those that need no new plan
// leave no garbage then.
func (l *Ledger) AppendExpired(list []Snapshot, now time.Time) []Snapshot {
	if l.c == nil {
		l.begin(Policy{})
	}
	at := instantOf(now)
	l.stale = l.stale || at.before(l.now)
	for l.now = at; !l.stale && len(l.due) > 0 && !at.before(l.due[0].at); {
		switch d := l.due.pop(); {
		case d.entry != nil:
			l.question(d.entry)
		case d.tier != nil:
			if d.at == d.tier.due { // otherwise another has replaced it
				l.lapse(d.tier)
			}
		default:
			l.stale = true
		}
	}
	if l.stale || len(l.fresh) > 0 && !(l.simple && l.count()) {
		return l.renew(list)
	}
	return l.expire(list)
}

// count takes the added snapshots into account, one by one. It gives up where
// only a plan can tell.
func (l *Ledger) count() bool {
	for _, e := range l.fresh {
		if e.Failed && len(l.c.failed) > 0 {
			return false
		}
		seen := l.take(e)
		for _, t := range l.tiers {
			if seen && !l.countIn(t, e) {
				return false
			}
		}
		if seen && e.holds == 0 {
			l.question(e)
		}
	}
	l.fresh = l.fresh[:0]
	return true
}

// take finds out until when an entry, newer than all taken before, is kept
// whatever others there are, and reports whether rules see it.
func (l *Ledger) take(e *entry) (seen bool) {
	e.until = never
	if l.now.before(e.at) {
		l.due.push(due{at: e.at})
		return false
	}
	l.last = e.at
	if end := endOfHold(&e.Snapshot); e.Held && l.now.before(end) {
		if end != never {
			l.due.push(due{at: end})
		}
		return false
	}
	if e.Failed {
		if len(l.c.good) > 0 && !e.Locked {
			l.failed = append(l.failed, e)
		}
		return false
	}
	for _, f := range l.failed {
		f.until = beginning
		l.question(f)
	}
	l.failed = l.failed[:0]
	l.age(e)
	return true
}

// age finds out until when an entry that rules see is kept by its age.
func (l *Ledger) age(e *entry) {
	if e.until = beginning; !l.ages && !e.Locked {
		return
	}
	var most instant
	if e.until, most = l.c.ends(e.at, false); e.Locked {
		e.until = most
	}
	if l.now.before(e.until) && e.until != never {
		l.due.push(due{at: e.until, entry: e})
	}
}

// question puts an entry among those that may have expired.
func (l *Ledger) question(e *entry) {
	if !e.doubted {
		e.doubted = true
		l.doubt = append(l.doubt, e)
	}
}

// expire takes out what nothing keeps of what was in doubt, and appends it to a
// list. Where that leaves a period to another snapshot, the state is made anew.
func (l *Ledger) expire(list []Snapshot) []Snapshot {
	vacant, before := false, len(list)
	for _, e := range l.doubt {
		if e.doubted = false; e.holds == 0 && !l.now.before(e.until) {
			vacant = vacant || e.idle > 0
			list = append(list, e.Snapshot)
			l.remove(e)
		}
	}
	l.doubt = l.doubt[:0]
	slices.SortFunc(list[before:], byAge)
	if vacant {
		list = l.renew(list)
	}
	return list
}

// tier is a rule that counts, and what represents its periods.
type tier struct {
	rule   *Rule
	slots  []slot  // the oldest first
	room   []slot  // where they are, with room in front of them
	young  int     // none of the slots in front of this one is young
	due    instant // when that one, or an earlier one, ends; never for none
	latest instant // when the last of all ends, those released included
	span   span    // of the newest
}

// renew plans for all entries, appends to a list what it takes out of them, and
// makes the ledger's state anew from what is left.
func (l *Ledger) renew(list []Snapshot) []Snapshot {
	plan := Policy{l.c}.Plan(l.now.in(l.c.zone), l.Alive())
	wake, e := never, l.oldest
	for _, v := range plan.Verdicts() {
		newer := e.newer
		if !v.Keep {
			list = append(list, e.Snapshot)
			l.remove(e)
		}
		for _, reason := range v.Reasons {
			if end := orNever(reason.Until); v.Keep && end.before(wake) {
				wake = end
			}
		}
		e = newer
	}
	l.stale, l.last, l.tiers = false, beginning, nil
	l.fresh, l.failed, l.doubt, l.due = l.fresh[:0], l.failed[:0], l.doubt[:0], l.due[:0]
	if l.simple = l.isSimple(); l.simple {
		l.recount()
	} else if wake != never {
		l.due.push(due{at: wake})
	}
	return list
}

// isSimple reports whether the rules and the snapshots are such that the ledger
// can be kept up to date without planning.
func (l *Ledger) isSimple() bool {
	for _, i := range l.c.good {
		if r := &l.c.rules[i]; r.Substitute || r.Oldest || r.From != FromNow {
			return false
		}
	}
	for e := range l.all() {
		if e.older != nil && e.older.at == e.at || e.Failed && len(l.c.failed) > 0 {
			return false
		}
	}
	return true
}

// recount finds out what keeps each entry, and until when.
func (l *Ledger) recount() {
	var list []*entry
	for e := range l.all() {
		e.holds, e.idle, e.doubted = 0, 0, false
		if l.take(e) {
			list = append(list, e)
		}
	}
	v := view{zone: l.c.zone, now: l.now}
	v.n, v.created = len(list), func(i int) time.Time { return list[i].Created }
	for _, i := range l.c.good {
		if r := &l.c.rules[i]; !r.ages() {
			l.recountIn(r, &v, list)
		}
	}
	if l.c.minimum > 0 {
		l.recountIn(&Rule{Count: l.c.minimum}, &v, list)
	}
}

// recountIn finds out what a rule keeps of the list.
func (l *Ledger) recountIn(r *Rule, v *view, list []*entry) {
	t := &tier{rule: r, due: never, latest: beginning}
	l.tiers = append(l.tiers, t)
	if r.Per == calendar.NoUnit {
		for _, e := range list[v.newest(r):] {
			if date, _ := e.at.local(v.zone); r.allows(date) {
				l.hold(t, e, 0)
			}
		}
	} else {
		for _, p := range slices.Backward(v.picks(r, nil)) {
			l.hold(t, list[p.at], p.bucket)
		}
	}
	l.lapse(t)
}
