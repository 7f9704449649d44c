package retention

import "github.com/longcase/longcase/calendar"

// A tier whose rule counts only what earlier tiers leave has slots of all
// periods back to the last that counts, those it skips included. Whenever an
// earlier tier keeps or lets go of an entry, it reviews the entry's period.
//
// With CountUnkept, the period's representative alone matters. With
// CountUncovered all its entries do: the slot counts those that earlier tiers
// keep, and is the slot of one of them while there are any. The first tier to
// pass an entry over notes that on the entry, for the tiers after it.

// kindOf returns how a tier decides by a rule.
func kindOf(r *Rule) kind {
	switch {
	case r.Count <= 0 && r.Per == calendar.NoUnit:
		return byAge
	case r.Counting == CountUncovered && r.Per != calendar.NoUnit:
		return byCover
	case r.Counting != CountAll:
		return byRest
	}
	return byCount
}

// isKept reports whether an earlier tier keeps an entry.
func (t *tier) isKept(e *entry) bool {
	by := e.holder().keptBy
	return 0 < by && int(by) <= t.index
}

// isPassed reports whether an earlier tier passes an entry over.
func (t *tier) isPassed(e *entry) bool {
	return t.rule.Counting == CountUncovered && 0 < e.passedBy && int(e.passedBy) <= t.index
}

// matters reports whether an entry gives its period a slot.
func (t *tier) matters(e *entry) bool {
	return t.isCandidate(e) || t.kind == byCover && e.counts() && t.isKept(e)
}

// review looks again at the entries that earlier tiers have kept, let go of or
// passed over.
func (t *tier) review(loose *released) {
	// The review notes changes for later tiers, which go behind the list that it reads.
	for _, e := range t.of.changed[:len(t.of.changed):len(t.of.changed)] {
		switch {
		case !e.counts() || e.leader != nil || e.Failed != t.of.failed:
			// gone since, or of no account
		case e.seats == 0 && !e.shifted && !(t.kind == byCover && t.isKept(e)):
			// let go of, but no period hangs on it
		case t.kind == byCover:
			t.renew(e, loose)
		case t.isPassed(e) && e.seats > 0:
			t.vacate(e, loose)
		case e.seats > 0 && t.skip(e, loose):
			// it represents its period
		case t.rule.Counting == CountUncovered && t.isCandidate(e):
			t.compete(e, t.periodOf(e.due), loose)
		}
	}
}

// skip makes a period count or not, by whether an earlier tier keeps its
// representative. It returns false for an entry that represents none.
func (t *tier) skip(e *entry, loose *released) bool {
	i, found := t.slotAt(t.periodOf(e.due).bucket, e.at)
	if !found || t.slots.list[i].entry != e {
		return false
	}
	// A period that counts no longer makes room for an earlier one, and one that counts
	// again may push the oldest out.
	s, wasFull := &t.slots.list[i], t.isFull()
	switch kept := t.isKept(e); {
	case kept && !s.skipped:
		s.skipped = true
		t.close(s, loose)
	case !kept && s.skipped:
		s.skipped = false
		t.open(s)
	}
	t.extend(wasFull, loose)
	return true
}
