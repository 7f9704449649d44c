package retention

import (
	"github.com/longcase/longcase/timezone"
)

// tier is a rule, told online: it holds leaders of a class, and lets go of
// them. They come and go in any order, and most often are the newest or the
// oldest.
type tier struct {
	kind     kind
	outdates bool // whether an entry is too old for being before ref; see end
	ageless  bool // whether no entry becomes too old
	follows  bool // whether the newest of a period represents it, at any age
	rolls    bool // whether the newest of all count, whatever their days and ages
	ages     bool // whether it changes but by what comes and goes
	cascades bool // whether it counts what earlier tiers leave
	marks    bool // whether later tiers have to hear of what is kept

	recent  period      // of an entry seen before
	slots   queue[slot] // the newest periods, until as many count as the rule's number
	counted int         // slots that count
	index   int         // among the tiers of the class
	rule    *Rule
	zone    *timezone.Zone
	of      *class
	earlier period // of another entry, before the recent

	// ends are the entries of a rule of age alone, otherwise those with a slot. A
	// time that is now never goes back, so a tier judging by it has nothing
	// before the cut.
	ends   endings
	by     *class  // ages are judged by its newest; nil for now
	ref    instant // when ages were judged last
	limits limits  // of the period whose entries were sought last
	eldest eldest
	base   base
}

// kind says how a tier decides. The zero value is byAge.
type kind uint8

const (
	byAge    kind = iota // it holds all entries on the rule's days
	byCount              // it holds representatives of periods
	byRest               // likewise, but for periods whose representative earlier tiers keep
	byCover              // likewise, but for periods any entry of which earlier tiers keep
	forAside             // it holds entries set aside, as far back as the tier before it holds any
)

// released is entries let go of by the last tier to hold them. Until all tiers
// have looked at the same list, some may be held again.
type released []*entry

// add adds an entry that is not in the list.
func (r *released) add(e *entry) {
	if !e.loose {
		e.loose = true
		*r = append(*r, e)
	}
}

// clear empties the list, and keeps its room.
func (r *released) clear() {
	for _, e := range *r {
		e.loose = false
	}
	*r = (*r)[:0]
}

// keep keeps a leader once more, and so all entries of its instant.
func (t *tier) keep(e *entry) {
	e.holder().holds++
	if t.marks {
		t.noteKept(e)
	}
}

// noteKept notes that the tier keeps an instant, for later tiers. Only the first
// of all that keep it matters to them.
func (t *tier) noteKept(e *entry) {
	by, own := e.holder(), int32(t.index+1)
	if by.marks[t.index]++; by.keptBy > 0 && by.keptBy <= own {
		return
	}
	by.keptBy = own
	// An entry that is shown just now meets all later tiers anyway, but its mates, which
	// were shown before, have met them.
	if e != t.of.coming || e.mate() != nil {
		t.of.changeInstant(e)
	}
}

// letGo is the opposite of keep.
func (t *tier) letGo(e *entry, loose *released) {
	by := e.holder()
	if by.holds--; by.holds == 0 {
		loose.add(e)
	}
	if t.marks {
		t.noteLetGo(e)
	}
}

// noteLetGo is the opposite of noteKept. The next tier that keeps the instant, if
// any, is the first then. Tiers need not hear of it unless a slot hangs on an
// entry of the instant: most are let go of by a rule that counts, and no period
// is theirs.
func (t *tier) noteLetGo(e *entry) {
	by := e.holder()
	by.marks[t.index]--
	if by.marks[t.index] > 0 || by.keptBy != int32(t.index+1) {
		return
	}
	// The later tiers of the same instant may keep it too: the first of them counts from now on.
	next := t.index
	for next < len(by.marks) && by.marks[next] == 0 {
		next++
	}
	if by.keptBy = int32(next + 1); next == len(by.marks) {
		by.keptBy = 0
	}
	if e.seats > 0 || e.mate() != nil {
		t.of.changeInstant(e)
	}
}

// pass keeps an entry newer than all others in place of another.
func (t *tier) pass(e, old *entry, loose *released) {
	e.seats++
	t.keep(e)
	old.seats--
	t.letGo(old, loose)
}

// looksBack reports whether ages are judged at an instant that may go back.
func (t *tier) looksBack() bool { return t.by != nil || t.kind == forAside }

// end returns when an entry becomes too old for the rule. If the age is counted
// back from ref, that is as soon as ref is after the entry.
func (t *tier) end(e *entry) instant {
	if t.outdates {
		// The first instant after it. Only compared, so that a billion nanoseconds do no harm.
		return instant{e.at.sec, e.at.nano + 1}
	}
	return t.rule.end(e.at, t.zone)
}

// enter considers an entry that is new in the class.
func (t *tier) enter(e *entry, loose *released) {
	switch {
	case t.kind == forAside:
		if e.aside {
			t.hold(e, t.end(e))
		}
	case t.kind != byAge:
		if !e.aside {
			t.count(e, loose)
		}
	case t.periodOf(e.due).allowed:
		t.hold(e, t.end(e))
	}
}

// leave forgets an entry that has left the class.
func (t *tier) leave(e *entry, loose *released) {
	if t.eldest.entry == e || t.base.entry == e || t.base.stale == e {
		t.leaveExtra(e, loose)
	}
	switch q := &t.ends; {
	case t.kind == forAside:
		if e.aside {
			t.release(e, t.end(e), loose)
		}
	case t.kind != byAge:
		if !e.aside {
			t.discount(e, loose)
		}
	// Nothing holds it, so neither does this tier: it has left the endings already, or
	// is among those before the cut, most often as the first.
	case e.holder().holds == 0 && !t.looksBack():
	case e.holder().holds == 0 && q.cut > 0 && q.list[0].entry == e:
		q.drop(0)
		q.cut--
	case t.periodOf(e.due).allowed:
		t.release(e, t.end(e), loose)
	}
}

// setAside no longer counts an entry, since a later attempt does.
func (t *tier) setAside(e *entry, loose *released) {
	switch t.kind {
	case byAge:
	case forAside:
		t.hold(e, t.end(e))
	default:
		t.discount(e, loose)
	}
}

// restore is the opposite of setAside.
func (t *tier) restore(e *entry, loose *released) {
	switch t.kind {
	case byAge:
	case forAside:
		t.release(e, t.end(e), loose)
	default:
		t.count(e, loose)
	}
}

// hold holds an entry if it is young enough.
func (t *tier) hold(e *entry, end instant) {
	young := t.ref.before(end)
	if young {
		t.keep(e)
	} else {
		t.noteStale(e)
	}
	if t.queues(end) {
		if t.ends.add(ending{end, e}); !young {
			t.ends.cut++
		}
	}
}

// release is the opposite of hold.
func (t *tier) release(e *entry, end instant, loose *released) {
	if t.queues(end) {
		t.ends.take(ending{end, e})
	}
	if t.ref.before(end) {
		t.letGo(e, loose)
	}
}

// queues reports whether an entry with an end is among the tier's endings.
func (t *tier) queues(end instant) bool {
	return end != never && (t.looksBack() || t.ref.before(end))
}

// reference returns the instant at which ages are judged.
func (t *tier) reference(now instant) instant {
	switch {
	case t.kind == forAside:
		return t.of.tiers[t.index-1].cutOff()
	case t.by == nil:
		return now
	case t.by.newest == nil:
		return beginning
	case t.rule.From == BackFromNewest:
		return t.by.newest.at.minus(t.rule.Within, t.zone)
	}
	return t.by.newest.at
}

// cutOff returns the oldest instant a tier of the newest counts; the beginning
// if there are fewer than its number.
func (t *tier) cutOff() instant {
	if t.counted < t.rule.Count {
		return beginning
	}
	return t.slots.list[0].entry.at
}

// judge lets go of the entries too old for the rule, and holds those young
// again, since the newest is gone. An entry keeps its slot: its period counts,
// and no other represents it.
func (t *tier) judge(now instant, loose *released) {
	ref := t.reference(now)
	if ref != t.ref {
		t.judgeAges(ref, loose)
	}
	if t.rule.Oldest {
		t.judgeEldest(loose)
	}
	if t.rule.Base {
		t.judgeBase(loose)
	}
}

// judgeAges judges ages at another instant. As time goes on, the first endings pass the cut.
// A reference that goes back, since the newest snapshot is gone, takes some back over it.
func (t *tier) judgeAges(ref instant, loose *released) {
	t.ref = ref
	q := &t.ends
	for !ref.before(q.next()) {
		e := q.list[q.cut].entry
		t.letGo(e, loose)
		t.noteStale(e)
		if t.looksBack() {
			q.cut++
		} else {
			q.drop(0)
		}
	}
	for q.cut > 0 && ref.before(q.list[q.cut-1].at) {
		q.cut--
		t.keep(q.list[q.cut].entry)
	}
}

// next returns when the next entry becomes too old for the rule; never if only
// another snapshot can bring that about.
func (t *tier) next() instant {
	if t.looksBack() {
		return never
	}
	if t.eldest.young {
		return earliest(t.ends.next(), t.eldest.end)
	}
	return t.ends.next()
}

// rename puts a twin in the place of its leader.
func (t *tier) rename(e, twin *entry) {
	end := t.end(e)
	// A twin was created at the same instant, and so its end is the leader's.
	t.renameExtra(e, twin)
	switch {
	case t.kind == forAside:
		if !e.aside {
			return
		}
	case t.kind != byAge:
		if e.seats == 0 || !t.renameSlot(e, twin) {
			return
		}
	case !t.periodOf(e.due).allowed:
		return
	}
	if t.queues(end) {
		t.ends.list[t.ends.index(ending{end, e})].entry = twin
	}
}

// renameSlot is rename for the slot of a leader. It reports whether the tier
// holds the leader for it.
func (t *tier) renameSlot(e, twin *entry) bool {
	i, found := t.slotAt(t.periodOf(e.due).bucket, e.at)
	if !found || t.slots.list[i].entry != e {
		return false
	}
	t.slots.list[i].entry = twin
	return !t.slots.list[i].skipped
}
