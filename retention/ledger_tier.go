package retention

import (
	"slices"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/timezone"
)

// tier is a rule, told online: it holds entries, and lets go of them. Entries
// come to it in order of time. They are good, neither held nor from the future,
// and no two of them of the same instant.
type tier struct {
	rule    *Rule
	zone    *timezone.Zone
	bounded bool // whether the rule has an age
	locks   bool // whether it keeps locked entries; not so for the policy's minimum
	// aged are the entries the rule keeps for their age alone: all of them
	// if it looks at nothing else, otherwise those that are locked, since a lock
	// lasts as long as the rule could keep them.
	aged    endings
	slots   queue[slot] // the newest periods, as many as the rule counts
	current endings     // of the slots whose representative is young enough
	span    span        // of the newest slot
}

// slot is a period and its representative. In a rule without a unit, each
// snapshot has a period of its own.
type slot struct {
	bucket int64
	at     instant // when the representative was taken
	entry  *entry  // the representative; nil once it is too old for the rule
}

// released is the entries without a tier to hold them any longer.
type released []*entry

func (r *released) release(e *entry) {
	if e.holds--; e.holds == 0 {
		*r = append(*r, e)
	}
}

// tiersOf returns the tiers of a policy's rules for good snapshots, and a tier
// for its minimum.
func tiersOf(c *compiled) []tier {
	tiers := make([]tier, 0, len(c.good)+1)
	for _, i := range c.good {
		r := &c.rules[i]
		tiers = append(tiers, tier{rule: r, zone: c.zone, bounded: !r.Within.IsZero(), locks: true})
	}
	if c.minimum > 0 {
		tiers = append(tiers, tier{rule: &Rule{Count: c.minimum}, zone: c.zone})
	}
	return tiers
}

// take considers an entry newer than all before. It returns false if the entry
// belongs to an earlier period than the entry before it: only a plan can decide
// then. The clock was put back across midnight, as in St. John's, from
// 2010-11-07 00:01 to 23:01 of the 6th.
func (t *tier) take(e *entry, now instant, loose *released) bool {
	if t.rule.hasDays() && !t.rule.allowsAt(e.at, t.zone) {
		return true
	}
	ages := t.rule.ages()
	if ages || e.Locked && t.locks {
		t.hold(e, now, &t.aged)
	}
	return ages || t.count(e, now, loose)
}

// hold holds an entry while it is young enough, and reports whether it is.
func (t *tier) hold(e *entry, now instant, ends *endings) bool {
	if t.bounded {
		end := t.rule.end(e.at, t.zone)
		if !now.before(end) {
			return false
		}
		if end != never {
			ends.add(ending{end, e})
		}
	}
	e.holds++
	return true
}

// count gives an entry a slot of its own, or the slot of its period's
// representative if the rule prefers the entry. If the slots are too many then,
// the oldest goes.
func (t *tier) count(e *entry, now instant, loose *released) bool {
	bucket, n := t.bucket(e.at), len(t.slots.list)
	if n > 0 && t.rule.Per != calendar.NoUnit {
		switch newest := &t.slots.list[n-1]; {
		case bucket < newest.bucket:
			return false
		case bucket == newest.bucket && !t.prefers(e.at, newest.at):
			return true
		case bucket == newest.bucket:
			t.release(newest, loose)
			t.slots.dropLast()
		}
	}
	s := slot{bucket: bucket, at: e.at}
	if t.hold(e, now, &t.current) {
		s.entry = e
	}
	t.slots.push(s)
	if t.rule.Count > 0 && len(t.slots.list) > t.rule.Count {
		t.release(&t.slots.list[0], loose)
		t.slots.dropFirst()
	}
	return true
}

// bucket returns the number of the period of an instant.
func (t *tier) bucket(at instant) int64 {
	if t.rule.Per == calendar.NoUnit {
		return 0
	}
	if !t.span.contains(at) {
		v := view{zone: t.zone}
		t.span = v.span(t.rule, at)
	}
	return t.rule.bucketOf(t.span)
}

// prefers reports whether a newer snapshot represents its period in place of
// the present representative.
func (t *tier) prefers(newer, than instant) bool {
	switch t.rule.Pick {
	case First:
		return false
	case Nearest:
		return !nearer(than, newer, t.rule.anchorOf(t.span, t.zone))
	}
	return true
}

func (t *tier) release(s *slot, loose *released) {
	if s.entry == nil {
		return
	}
	if t.bounded {
		t.current.remove(s.entry)
	}
	loose.release(s.entry)
}

// expire lets go of the entries too old for the rule. A slot stays without its
// representative: its period counts, and no other snapshot represents it.
func (t *tier) expire(now instant, loose *released) {
	for ; !now.before(t.aged.next()); t.aged.dropFirst() {
		loose.release(t.aged.list[0].entry)
	}
	for ; !now.before(t.current.next()); t.current.dropFirst() {
		e := t.current.list[0].entry
		t.slotOf(e).entry = nil
		loose.release(e)
	}
}

// next returns when the next entry becomes too old for the rule; never for
// none.
func (t *tier) next() instant { return earliest(t.aged.next(), t.current.next()) }

// vacates reports whether a period is free for another snapshot once an entry
// is gone, since the entry represents it, though the rule does not keep it.
func (t *tier) vacates(e *entry) bool {
	return t.bounded && len(t.slots.list) > 0 && t.isTooOld(e)
}

// isTooOld reports whether an entry represents a period, but is too old for the
// rule.
func (t *tier) isTooOld(e *entry) bool {
	s := t.slotOf(e)
	return s != nil && s.entry == nil
}

// slotOf returns the slot an entry represents; nil for none.
func (t *tier) slotOf(e *entry) *slot {
	i, found := slices.BinarySearchFunc(t.slots.list, e.at, func(s slot, at instant) int { return s.at.compare(at) })
	if !found {
		return nil
	}
	return &t.slots.list[i]
}
