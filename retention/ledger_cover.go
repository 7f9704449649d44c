package retention

import "iter"

// renew looks again at an entry of a rule with CountUncovered: at one that is new
// in its period, or gone, or that earlier tiers have kept, let go of or passed
// over.
func (t *tier) renew(e *entry, loose *released) {
	bucket := t.periodOf(e.due).bucket
	i, found := t.slotAt(bucket, e.at)
	wasFull := t.isFull()
	// An entry that is gone, or set aside, stands in nobody's place.
	if !e.counts() {
		t.readmit(e)
	}
	switch {
	case found:
		t.renewAt(i, e, loose)
	case i == 0 && wasFull || !t.matters(e): // too old to count, or of no account
	default:
		t.cover(i, e, bucket)
	}
	t.extend(wasFull, loose)
}

// cover adds a slot for a period, given one of its entries.
func (t *tier) cover(i int, e *entry, bucket int64) {
	s := t.slots.open(i)
	*s = slot{bucket: bucket, entry: t.anyKept(e, bucket), skipped: true}
	if s.entry == nil {
		t.choose(i, e)
		return
	}
	s.entry.seats++
}

// renewAt is renew for an entry of the period of a slot.
func (t *tier) renewAt(i int, e *entry, loose *released) {
	s := &t.slots.list[i]
	kept := e.counts() && t.isKept(e)
	switch {
	case s.skipped:
		t.watch(i, e, kept)
	case kept: // as of now
		t.readmitAll(e, s.bucket)
		t.unseat(s, loose)
		s.skipped, s.entry = true, e
		e.seats++
	case s.entry == e && !t.isCandidate(e):
		t.unseat(s, loose)
		t.choose(i, e)
	case s.entry != e && t.isCandidate(e):
		t.challenge(s, e, loose)
	}
}

// watch is renewAt for a period that is covered. Of all its entries that earlier
// tiers keep, its slot knows a single one, so that the others come and go at no
// cost; another is sought once that one is let go of. The newest are kept
// longest, most often, so a newer one takes its place.
func (t *tier) watch(i int, e *entry, kept bool) {
	s := &t.slots.list[i]
	old, next := s.entry, e
	switch {
	case kept && old.at.before(e.at):
	case !kept && old == e:
		next = t.anyKept(e, s.bucket)
	default:
		return
	}
	old.seats--
	if s.entry = next; next == nil {
		t.choose(i, e)
		return
	}
	next.seats++
}

// anyKept returns an entry of a period that an earlier tier keeps, given another
// of its entries; nil for none.
func (t *tier) anyKept(e *entry, bucket int64) *entry {
	for x := range t.members(e, bucket) {
		if t.isKept(x) {
			return x
		}
	}
	return nil
}

// choose gives the slot of a period no earlier tier keeps any entry of to the
// best, and passes over the others. The slot is dropped if no entry can
// represent the period.
func (t *tier) choose(i int, e *entry) {
	var best slot
	bucket := t.slots.list[i].bucket
	for x := range t.members(e, bucket) {
		t.offer(x, bucket, &best)
	}
	if best.entry == nil {
		t.readmitAll(e, bucket)
		t.slots.drop(i)
		return
	}
	s := &t.slots.list[i]
	t.seat(s, best.entry, bucket, best.standIn)
	t.passOthers(s)
}

// challenge lets an entry represent a period that counts if the rule prefers it
// to the representative, and passes over the other.
func (t *tier) challenge(s *slot, e *entry, loose *released) {
	standIn, old := !t.periodOf(e.due).allowed, s.entry
	// Of two alike, one represents the period and the other is passed over; the rest of
	// the period stays passed over either way, and is not looked at.
	alike := standIn == s.standIn && old.mate() == nil && e.mate() == nil
	if t.prefers(e, standIn, s) {
		t.unseat(s, loose)
		t.seat(s, e, s.bucket, standIn)
	}
	if !alike { // a substitute, or one of several of an instant
		t.passOthers(s)
		return
	}
	if old == s.entry {
		old = e
	}
	t.readmit(s.entry)
	t.passOver(old)
}

// passOthers passes over all entries of a period that the rule could have chosen
// in place of the representative.
func (t *tier) passOthers(s *slot) {
	// Chosen from are entries of one sort: those on the rule's days or, where the period has
	// none, the substitutes.
	for x := range t.members(s.entry, s.bucket) {
		if p := t.periodOf(x.due); p.counts() && p.allowed != s.standIn && x.at != s.entry.at {
			t.passOver(x)
		} else {
			t.readmit(x)
		}
	}
}

// passOver notes that the tier passes over an entry, unless an earlier tier does.
func (t *tier) passOver(e *entry) {
	if by := int32(t.index + 1); e.counts() && (e.passedBy == 0 || e.passedBy > by) {
		e.passedBy, e.shifted = by, true
		t.of.change(e)
	}
}

// readmit is the opposite of passOver.
func (t *tier) readmit(e *entry) {
	if int(e.passedBy) == t.index+1 {
		e.passedBy, e.shifted = 0, true
		t.of.change(e)
	}
}

// readmitAll is readmit for all entries of a period, given one of them.
func (t *tier) readmitAll(e *entry, bucket int64) {
	for x := range t.members(e, bucket) {
		t.readmit(x)
	}
}

// members yields the entries of a period that count, given one of the period,
// which may have left the class just now.
func (t *tier) members(e *entry, bucket int64) iter.Seq[*entry] {
	return func(yield func(*entry) bool) {
		isMember := func(x *entry) bool { return x.counts() && t.periodOf(x.due).bucket == bucket }
		if isMember(e) && !yield(e) {
			return
		}
		// Outwards from the entry. Across a fold at midnight the bounds hold some entries of
		// the neighbouring periods, too, which isMember leaves out.
		from, to := t.bounds(bucket)
		for x := e.earlier; x != nil && from <= x.due.sec; x = x.earlier {
			if isMember(x) && !yield(x) {
				return
			}
		}
		for x := e.later; x != nil && x.due.sec < to; x = x.later {
			if isMember(x) && !yield(x) {
				return
			}
		}
	}
}
