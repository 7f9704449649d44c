package retention

import (
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/timezone"
)

// tier is a rule, told online: it holds leaders of a class, and lets go of
// them. They come and go in any order, and most often are the newest or the
// oldest.
type tier struct {
	rule     *Rule
	zone     *timezone.Zone
	of       *class
	by       *class  // ages are judged by its newest; nil for now
	ref      instant // when ages were judged last
	outdates bool    // whether an age is no time at all
	steady   bool    // whether time alone changes nothing

	// ends are the entries of a rule of age alone, otherwise those with a slot. A
	// time that is now never goes back, so a tier judging by it has nothing
	// before the cut.
	ends   endings
	slots  queue[slot] // the newest periods, as many as the rule counts
	eldest eldest
	period period // of the entry seen last
}

// eldest is the oldest entry, while the rule keeps it as such.
type eldest struct {
	entry *entry
	end   instant
	young bool
}

// released is entries let go of by the last tier to hold them. Until all tiers
// have looked at the same list, some may be held again.
type released []*entry

func (r *released) release(e *entry) {
	if e.holds--; e.holds == 0 {
		r.add(e)
	}
}

func (r *released) add(e *entry) {
	if !e.loose {
		e.loose = true
		*r = append(*r, e)
	}
}

func (r *released) clear() {
	for _, e := range *r {
		e.loose = false
	}
	*r = (*r)[:0]
}

// ages reports whether the rule looks at nothing but ages.
func (t *tier) ages() bool { return t.rule.Count <= 0 && t.rule.Per == calendar.NoUnit }

// end returns when an entry becomes too old for the rule.
func (t *tier) end(e *entry) instant {
	if t.outdates {
		return instant{e.at.sec, e.at.nano + 1}
	}
	return t.rule.end(e.at, t.zone)
}

// enter considers an entry that is new in the class.
func (t *tier) enter(e *entry, loose *released) {
	p := t.periodOf(e.at)
	switch {
	case !t.ages():
		t.compete(e, p, loose)
	case p.allowed:
		t.hold(e, t.end(e))
	}
}

// leave forgets an entry that has left the class.
func (t *tier) leave(e *entry, loose *released) {
	if t.eldest.entry == e {
		t.eldest = eldest{}
	}
	switch q := &t.ends; {
	case !t.ages():
		if e.seats > 0 {
			t.vacate(e, loose)
		}
	case e.holds == 0 && t.by == nil: // it is let go of
	case e.holds == 0 && q.cut > 0 && q.list[0].entry == e:
		q.drop(0)
		q.cut--
	case t.periodOf(e.at).allowed:
		t.release(e, t.end(e), loose)
	}
}

// hold holds an entry if it is young enough.
func (t *tier) hold(e *entry, end instant) {
	young := t.ref.before(end)
	if young {
		e.holds++
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
		loose.release(e)
	}
}

// queues reports whether an entry with an end is among the tier's endings.
func (t *tier) queues(end instant) bool {
	return end != never && (t.by != nil || t.ref.before(end))
}

// judge lets go of the entries too old for the rule, and holds those young
// again, since the newest is gone. An entry keeps its slot: its period counts,
// and no other represents it.
func (t *tier) judge(now instant, loose *released) {
	if t.steady || t.ref == now && t.by == nil && !t.rule.Oldest {
		return
	}
	t.ref = now
	if t.by != nil {
		if t.ref = beginning; t.by.newest != nil {
			t.ref = t.by.newest.at
		}
	}
	for q := &t.ends; !t.ref.before(q.next()); {
		loose.release(q.list[q.cut].entry)
		if t.by == nil {
			q.drop(0)
		} else {
			q.cut++
		}
	}
	for q := &t.ends; q.cut > 0 && t.ref.before(q.list[q.cut-1].at); {
		q.cut--
		q.list[q.cut].entry.holds++
	}
	if t.rule.Oldest {
		t.judgeEldest(loose)
	}
}

// judgeEldest holds the oldest of all while the tier has fewer periods than
// it counts.
func (t *tier) judgeEldest(loose *released) {
	var oldest *entry
	if t.rule.Count <= 0 || len(t.slots.list) < t.rule.Count {
		oldest = t.of.oldest
	}
	old := &t.eldest
	if oldest != old.entry {
		if old.young {
			loose.release(old.entry)
		}
		if *old = (eldest{entry: oldest}); oldest != nil {
			old.end = t.end(oldest)
		}
	}
	switch young := old.entry != nil && t.ref.before(old.end); {
	case young && !old.young:
		old.young = true
		old.entry.holds++
	case old.young && !young:
		old.young = false
		loose.release(old.entry)
	}
}

// next returns when the next entry becomes too old for the rule; never if only
// another snapshot can bring that about.
func (t *tier) next() instant {
	if t.by != nil {
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
	if t.eldest.entry == e {
		t.eldest.entry = twin
	}
	switch {
	case !t.ages() && e.seats > 0:
		i, found := t.slotAt(t.periodOf(e.at).bucket, e.at)
		if !found || t.slots.list[i].entry != e {
			return
		}
		t.slots.list[i].entry = twin
	case !t.ages() || !t.periodOf(e.at).allowed:
		return
	}
	if t.queues(end) {
		t.ends.list[t.ends.index(ending{end, e})].entry = twin
	}
}
