package retention

import (
	"cmp"
	"math"
	"sort"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/timezone"
)

// slot is a period of a tier's rule and its representative. In a rule without a
// unit, each entry has a slot of its own.
type slot struct {
	bucket  int64
	entry   *entry
	end     instant // when the entry becomes too old for the rule
	standIn bool    // whether the entry is a substitute
}

// period is what a rule makes of an instant.
type period struct {
	span    span // all instants of the same answer, or fewer; see span.contains
	bucket  int64
	allowed bool // whether it is on one of the rule's days
	standIn bool // whether it is a substitute's
}

// counts reports whether entries of the period can represent it.
func (p *period) counts() bool { return p.allowed || p.standIn }

// periodOf returns the period of an instant. It is valid up to the next call.
func (t *tier) periodOf(at instant) *period {
	p, r := &t.period, t.rule
	if r.Per == calendar.NoUnit && !r.hasDays() {
		p.allowed = true
		return p
	}
	if !p.span.contains(at) {
		v := view{zone: t.zone}
		p.span = v.span(r, at)
		p.allowed = r.allows(p.span.date)
		p.standIn = !p.allowed && r.Substitute && r.isAfterItsDays(p.span.date)
		if r.Per != calendar.NoUnit {
			p.bucket = r.bucketOf(p.span)
		}
	}
	return p
}

// slotAt returns the position of the slot of a period, or of an entry without
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
	i = sort.Search(n-1, func(i int) bool { return t.compare(&list[i], bucket, at) >= 0 })
	return i, t.compare(&list[i], bucket, at) == 0
}

// compare compares a slot with a period or, in a rule without a unit, with an
// instant.
func (t *tier) compare(s *slot, bucket int64, at instant) int {
	if t.rule.Per == calendar.NoUnit {
		return s.entry.at.compare(at)
	}
	return cmp.Compare(s.bucket, bucket)
}

// compete gives an entry a slot of its own, or the slot of its period's
// representative if the rule prefers the entry. If the slots are too many then,
// the oldest goes.
func (t *tier) compete(e *entry, p *period, loose *released) {
	if !p.counts() {
		return
	}
	i, found := t.slotAt(p.bucket, e.at)
	full := t.rule.Count > 0 && len(t.slots.list) == t.rule.Count
	switch {
	case found:
		if s := &t.slots.list[i]; t.prefers(e, p.standIn, s) {
			t.unseat(s, loose)
			t.seat(s, e, p.bucket, p.standIn)
		}
		return
	case full && i == 0:
		return
	case full:
		t.unseat(&t.slots.list[0], loose)
		t.slots.drop(0)
		i--
	}
	t.seat(t.slots.open(i), e, p.bucket, p.standIn)
}

// seat gives a slot to an entry. It writes the slot where it is, since to copy
// one which is just written takes longer than all else.
func (t *tier) seat(s *slot, e *entry, bucket int64, standIn bool) {
	s.bucket, s.entry, s.standIn = bucket, e, standIn
	s.end = t.end(e)
	e.seats++
	t.hold(e, s.end)
}

func (t *tier) unseat(s *slot, loose *released) {
	s.entry.seats--
	t.release(s.entry, s.end, loose)
}

// prefers reports whether an entry represents its period in place of another. A
// substitute never does, but in place of a later one.
func (t *tier) prefers(e *entry, standIn bool, to *slot) bool {
	newer := to.entry.at.before(e.at)
	switch {
	case standIn != to.standIn:
		return to.standIn
	case standIn || t.rule.Pick == First:
		return !newer
	case t.rule.Pick == Nearest:
		v := view{zone: t.zone}
		anchor := t.rule.anchorOf(v.span(t.rule, e.at), t.zone)
		if newer {
			return !nearer(to.entry.at, e.at, anchor)
		}
		return nearer(e.at, to.entry.at, anchor)
	}
	return newer
}

// vacate frees the slot of an entry that has left the class, if the entry
// represents a period. Another entry of the period takes the slot; without any,
// the newest earlier period is counted in its place.
func (t *tier) vacate(e *entry, loose *released) {
	bucket := t.periodOf(e.at).bucket
	i, found := t.slotAt(bucket, e.at)
	if !found || t.slots.list[i].entry != e {
		return
	}
	t.unseat(&t.slots.list[i], loose)
	if best := t.successor(e, bucket); best.entry != nil {
		t.seat(&t.slots.list[i], best.entry, bucket, best.standIn)
		return
	}
	full := t.rule.Count > 0 && len(t.slots.list) == t.rule.Count
	if t.slots.drop(i); full {
		t.countEarlier()
	}
}

// successor returns the best entry of a period next to its representative, which
// is gone: the nearest before or after it on the rule's days, or else the
// earliest substitute.
func (t *tier) successor(e *entry, bucket int64) (best slot) {
	if t.rule.Per == calendar.NoUnit {
		return best
	}
	from, to := t.bounds(bucket)
	for x := e.before; x != nil && from <= x.at.sec && !t.offer(x, bucket, &best); {
		x = x.before
	}
	for x := e.after; x != nil && x.at.sec < to && !t.offer(x, bucket, &best); {
		x = x.after
	}
	return best
}

// offer lets an entry represent a period if it is better than the best yet, and
// reports whether it is in the period, on one of the rule's days.
func (t *tier) offer(e *entry, bucket int64, best *slot) bool {
	p := t.periodOf(e.at)
	if p.bucket != bucket || !p.counts() {
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
func (t *tier) countEarlier() {
	newest, bound := t.of.newest, int64(math.MaxInt64)
	if len(t.slots.list) > 0 {
		newest, bound = t.slots.list[0].entry, t.slots.list[0].bucket
	}
	if t.rule.Per == calendar.NoUnit {
		t.countOne(newest)
		return
	}
	if newest = t.newestBefore(newest, bound); newest == nil {
		return
	}
	var best slot
	bucket := t.periodOf(newest.at).bucket
	from, _ := t.bounds(bucket)
	for x := newest; x != nil && from <= x.at.sec; x = x.before {
		if t.offer(x, bucket, &best) && t.rule.Pick == Last {
			break
		}
	}
	t.seat(t.slots.open(0), best.entry, bucket, best.standIn)
}

// countOne is countEarlier for a rule without a unit.
func (t *tier) countOne(newest *entry) {
	if newest != nil && newest.seats > 0 && len(t.slots.list) > 0 {
		newest = newest.before
	}
	for x := newest; x != nil; x = x.before {
		if t.periodOf(x.at).allowed {
			t.seat(t.slots.open(0), x, 0, false)
			return
		}
	}
}

// newestBefore returns the newest entry that counts of the newest period below a
// bound, given an entry of the period at the bound. Where the clock is put back
// across midnight, as in St. John's from 2010-11-07 00:01 to 23:01 of the 6th,
// each of two days has entries before and after some of the other's. So
// newestBefore begins where the lower day ends, and goes on to where the higher
// one starts.
func (t *tier) newestBefore(x *entry, bound int64) (newest *entry) {
	if bound < math.MaxInt64 && t.rule.Per != calendar.Hour {
		_, end := t.bounds(bound - 1)
		for x.after != nil && x.after.at.sec < end {
			x = x.after
		}
	}
	floor, highest := int64(math.MinInt64), int64(0)
	for ; x != nil && floor <= x.at.sec; x = x.before {
		p := t.periodOf(x.at)
		if p.counts() && p.bucket < bound && (newest == nil || highest < p.bucket) {
			newest, highest = x, p.bucket
			_, floor = t.bounds(p.bucket)
			if t.rule.Per != calendar.Hour {
				floor, _ = t.bounds(p.bucket + 1)
			}
		}
	}
	return newest
}

// bounds returns the seconds between which all instants of a period are, the
// second one excluded. Where the clock is put back across midnight, some others
// are between them too.
func (t *tier) bounds(bucket int64) (from, to int64) {
	if t.rule.Per == calendar.Hour {
		return bucket, bucket + 3600
	}
	first := max(t.rule.bucketStart(int(bucket)), calendar.MinDate-1)
	end := min(t.rule.bucketStart(int(bucket+1)), calendar.MaxDate+2)
	from, _ = t.zone.Resolve(timezone.Join(first, 0), timezone.DST{Gap: timezone.GapNext, Fold: timezone.FoldFirst})
	to, _ = t.zone.Resolve(timezone.Join(end, 0), timezone.DST{Gap: timezone.GapNext, Fold: timezone.FoldSecond})
	return from, to
}
