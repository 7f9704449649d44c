package retention

import (
	"cmp"
	"math"

	"github.com/longcase/longcase/calendar"
)

// slot is a period of a tier's rule and its representative. In a rule without a
// unit, each instant has a slot of its own.
type slot struct {
	bucket  int64   // number of the period
	entry   *entry  // its representative
	end     instant // when the entry becomes too old for the rule
	standIn bool    // whether the entry is a substitute
	skipped bool    // whether the period does not count, since an earlier tier keeps the entry
}

// slotAt returns the position of the slot of a period, or of an instant without
// a period, and whether the tier has it; otherwise its place among the slots.
// Most often it is the last, or after it.
func (t *tier) slotAt(bucket int64, at instant) (i int, found bool) {
	list := t.slots.list
	n := len(list)
	if n == 0 {
		return 0, false
	}
	switch c := t.compare(&list[n-1], bucket, at); {
	case c < 0:
		return n, false
	case c == 0:
		return n - 1, true
	}
	// The last is not before the period, so the search ends at a slot.
	lo, hi := 0, n-1
	for lo < hi {
		if middle := int(uint(lo+hi) / 2); t.compare(&list[middle], bucket, at) < 0 {
			lo = middle + 1
		} else {
			hi = middle
		}
	}
	return lo, t.compare(&list[lo], bucket, at) == 0
}

// compare compares a slot with a period or, in a rule without a unit, with an
// instant.
func (t *tier) compare(s *slot, bucket int64, at instant) int {
	if t.rule.Per == calendar.NoUnit {
		return s.entry.at.compare(at)
	}
	return cmp.Compare(s.bucket, bucket)
}

// isFull reports whether the tier counts as many periods as its rule's number.
// Otherwise all periods have slots.
func (t *tier) isFull() bool { return t.rule.Count > 0 && t.counted >= t.rule.Count }

// count lets an entry represent a period.
func (t *tier) count(e *entry, loose *released) {
	if t.kind == byCover {
		t.renew(e, loose)
	} else if p := t.periodOf(e.due); p.counts() && !t.isPassed(e) {
		t.compete(e, p, loose)
	}
}

// discount is the opposite of count.
func (t *tier) discount(e *entry, loose *released) {
	if t.kind == byCover {
		if e.seats > 0 || e.aside {
			t.renew(e, loose)
		}
	} else if e.seats > 0 {
		t.vacate(e, loose)
	}
}

// compete gives an entry a slot of its own, or the slot of its period's
// representative if the rule prefers the entry. If too many periods count then,
// the oldest go.
func (t *tier) compete(e *entry, p *period, loose *released) {
	i, found := t.slotAt(p.bucket, e.at)
	switch {
	case found:
		if s := &t.slots.list[i]; t.prefers(e, p.standIn, s) {
			t.replace(s, e, p.standIn, loose)
		}
		return
	case i == 0 && t.isFull(): // its period is older than all that count
		return
	default:
		t.seat(t.slots.open(i), e, p.bucket, p.standIn)
	}
	t.trim(loose)
}

// replace gives the slot of a representative to another entry of its period.
func (t *tier) replace(s *slot, e *entry, standIn bool, loose *released) {
	wasFull := t.isFull()
	t.unseat(s, loose)
	t.seat(s, e, s.bucket, standIn)
	t.extend(wasFull, loose)
}

// follow gives the slot of the newest period to an entry newer than all others,
// as most snapshots are, without a search, if nothing but the entry changes. It
// reports whether it did.
func (t *tier) follow(e *entry, loose *released) bool {
	n, p := len(t.slots.list), &t.recent
	// The first of a new period, or one near its border, takes the usual way.
	if n == 0 || !p.span.contains(e.due) {
		return false
	}
	s := &t.slots.list[n-1]
	skipped := t.kind != byCount && t.isKept(e) // by a tier that e has entered already
	// The slot stays as it is but for its entry: it is of the same period, counts as
	// before, and both entries are on the rule's days.
	if s.bucket != p.bucket || s.skipped != skipped || !(p.allowed && !s.standIn || t.kind == byCover) {
		return false
	}
	switch {
	case skipped:
		s.entry.seats--
		s.entry = e
		e.seats++
	case t.kind == byCover:
		return false // the other is passed over
	default:
		old := s.entry
		s.entry = e
		t.pass(e, old, loose)
	}
	return true
}

// roll lets an entry newer than all others count in place of the oldest.
func (t *tier) roll(e *entry, loose *released) {
	if !t.isFull() {
		t.seat(t.slots.open(len(t.slots.list)), e, 0, false)
		return
	}
	// The number stays full: the newest comes in, the oldest goes, and nothing is searched for.
	old := t.slots.list[0].entry
	t.slots.drop(0)
	*t.slots.open(len(t.slots.list)) = slot{entry: e, end: never}
	t.pass(e, old, loose)
}

// trim drops the oldest slots while more periods count than the rule's number.
func (t *tier) trim(loose *released) {
	for t.rule.Count > 0 && t.counted > t.rule.Count {
		s := &t.slots.list[0]
		if t.kind == byCover && !s.skipped {
			t.readmitAll(s.entry, s.bucket)
		}
		t.unseat(s, loose)
		t.slots.drop(0)
	}
}

// extend adds slots of earlier periods until as many count as the rule's number,
// or until all have slots, unless they had before.
func (t *tier) extend(wasFull bool, loose *released) {
	// A tier that was not full has slots of all periods, and none is left to add.
	for wasFull && !t.isFull() && t.countEarlier() {
	}
	t.trim(loose)
}

// seat gives a slot to an entry. It writes the slot where it is, since to copy
// one which is just written takes longer than all else.
func (t *tier) seat(s *slot, e *entry, bucket int64, standIn bool) {
	s.bucket, s.entry, s.standIn = bucket, e, standIn
	s.skipped = t.kind == byRest && t.isKept(e)
	e.seats++
	if !s.skipped {
		t.open(s)
	}
}

// open lets a period count.
func (t *tier) open(s *slot) {
	t.counted++
	if t.ageless {
		s.end = never
		t.keep(s.entry)
		return
	}
	s.end = t.end(s.entry)
	t.hold(s.entry, s.end)
}

// unseat is the opposite of seat.
func (t *tier) unseat(s *slot, loose *released) {
	s.entry.seats--
	if !s.skipped {
		t.close(s, loose)
	}
}

// close is the opposite of open.
func (t *tier) close(s *slot, loose *released) {
	t.counted--
	if t.ageless {
		t.letGo(s.entry, loose)
		return
	}
	t.release(s.entry, s.end, loose)
}

// prefers reports whether an entry represents its period in place of another. A
// substitute never does, but in place of a later one. Last and First go by
// creation, Nearest by nominal time and then by creation.
func (t *tier) prefers(e *entry, standIn bool, to *slot) bool {
	newer := to.entry.at.before(e.at)
	switch {
	case standIn != to.standIn:
		return to.standIn
	case standIn || t.rule.Pick == First:
		return e.at.before(to.entry.at)
	case t.rule.Pick == Nearest:
		v := view{zone: t.zone}
		anchor := t.rule.anchorOf(v.span(t.rule, e.due), t.zone)
		if newer {
			return !nearer(to.entry.due, e.due, anchor)
		}
		return nearer(e.due, to.entry.due, anchor)
	}
	return newer
}

// vacate frees the slot of an entry that no longer counts, if the entry
// represents a period. Another entry of the period takes the slot; without any,
// the newest earlier period is counted in its place.
func (t *tier) vacate(e *entry, loose *released) {
	bucket := t.periodOf(e.due).bucket
	i, found := t.slotAt(bucket, e.at)
	if !found || t.slots.list[i].entry != e {
		return
	}
	wasFull := t.isFull()
	t.unseat(&t.slots.list[i], loose)
	if best := t.successor(e, bucket); best.entry != nil {
		t.seat(&t.slots.list[i], best.entry, bucket, best.standIn)
	} else {
		t.slots.drop(i)
	}
	t.extend(wasFull, loose)
}

// successor returns the best entry of a period next to its representative, which
// is gone: the nearest before or after it on the rule's days, or else the
// earliest substitute. Where nominal times are not in the order of creation, the
// best may lie behind them.
func (t *tier) successor(e *entry, bucket int64) (best slot) {
	if t.rule.Per == calendar.NoUnit {
		return t.nextOfInstant(e)
	}
	from, to := t.bounds(bucket)
	for x := e.earlier; x != nil && from <= x.due.sec && !(t.offer(x, bucket, &best) && t.of.strays == 0); {
		x = x.earlier
	}
	for x := e.later; x != nil && x.due.sec < to && !(t.offer(x, bucket, &best) && t.of.strays == 0); {
		x = x.later
	}
	return best
}

// nextOfInstant returns another entry of the instant of one, in a rule without a
// unit.
func (t *tier) nextOfInstant(e *entry) (next slot) {
	for x := e.before; x != nil && x.at == e.at; x = x.before {
		if t.isCandidate(x) {
			return slot{entry: x}
		}
	}
	for x := e.after; x != nil && x.at == e.at; x = x.after {
		if t.isCandidate(x) {
			return slot{entry: x}
		}
	}
	return next
}

// isCandidate reports whether an entry can represent its period.
func (t *tier) isCandidate(x *entry) bool {
	return x.counts() && t.periodOf(x.due).counts() && !t.isPassed(x)
}

// offer lets an entry represent a period if it is better than the best yet, and
// reports whether it is in the period, on one of the rule's days.
func (t *tier) offer(e *entry, bucket int64, best *slot) bool {
	p := t.periodOf(e.due)
	if p.bucket != bucket || !t.isCandidate(e) {
		return false
	}
	if best.entry == nil || t.prefers(e, p.standIn, best) {
		best.entry, best.standIn = e, p.standIn
	}
	return p.allowed
}

// countEarlier adds the slot of the newest period before all others, if any. It
// reads no more than the entries of that period, and those up to it which are
// on none of the rule's days.
func (t *tier) countEarlier() bool {
	newest, bound := t.of.latest, int64(math.MaxInt64)
	if t.rule.Per == calendar.NoUnit {
		return t.countOne()
	}
	if len(t.slots.list) > 0 {
		newest, bound = t.slots.list[0].entry, t.slots.list[0].bucket
	}
	if newest = t.newestBefore(newest, bound); newest == nil {
		return false
	}
	bucket := t.periodOf(newest.due).bucket
	if t.kind == byCover {
		t.cover(0, newest, bucket)
		return true
	}
	// Backward from the newest of the period. With Last, and times in step, the first on
	// the rule's days is the best, and the rest of the period is not read.
	var best slot
	from, _ := t.bounds(bucket)
	for x := newest; x != nil && from <= x.due.sec; x = x.earlier {
		if t.offer(x, bucket, &best) && t.rule.Pick == Last && t.of.strays == 0 {
			break
		}
	}
	t.seat(t.slots.open(0), best.entry, bucket, best.standIn)
	return true
}

// countOne is countEarlier for a rule without a unit.
func (t *tier) countOne() bool {
	x := t.of.newest
	if len(t.slots.list) > 0 {
		x = t.slots.list[0].entry
		for at := x.at; x != nil && x.at == at; {
			x = x.before
		}
	}
	for ; x != nil; x = x.before {
		if t.isCandidate(x) {
			t.seat(t.slots.open(0), x, 0, false)
			return true
		}
	}
	return false
}
