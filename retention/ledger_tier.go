package retention

import (
	"slices"

	"github.com/longcase/longcase/calendar"
)

// slot is a period, or for a rule without, a snapshot.
type slot struct {
	bucket int64
	entry  *entry
	end    instant // when it is too old for the rule
	old    bool    // whether it is, so that the rule does not keep it
}

// countIn lets a rule take up a snapshot newer than all others. It gives up
// where that belongs to an earlier period than one before it, which happens
// where the clock is put back across midnight.
func (l *Ledger) countIn(t *tier, e *entry) bool {
	if t.rule.hasDays() {
		if date, _ := e.at.local(l.c.zone); !t.rule.allows(date) {
			return true
		}
	}
	bucket, newest := int64(0), len(t.slots)-1
	if t.rule.Per != calendar.NoUnit {
		bucket = l.bucket(t, e.at)
		if newest >= 0 && bucket <= t.slots[newest].bucket {
			if bucket < t.slots[newest].bucket {
				return false
			}
			if !l.prefers(t, e.at, t.slots[newest].entry.at) {
				return true
			}
			l.release(&t.slots[newest])
			t.slots = t.slots[:newest]
			t.young = min(t.young, newest)
		}
	}
	l.hold(t, e, bucket)
	if t.rule.Count > 0 && len(t.slots) > t.rule.Count {
		l.release(&t.slots[0])
		t.slots = t.slots[1:]
		t.young = max(t.young-1, 0)
	}
	l.wait(t)
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

// hold makes an entry the newest one of a tier, which keeps it while it is
// young enough.
func (l *Ledger) hold(t *tier, e *entry, bucket int64) {
	s := t.add()
	s.bucket, s.entry, s.end = bucket, e, t.rule.end(e.at, l.c.zone)
	if s.old = !l.now.before(s.end); s.old {
		e.idle++
		return
	}
	e.holds++
	if s.end.before(t.latest) {
		l.due.push(due{at: s.end}) // across a fold
	}
	t.latest = latest(t.latest, s.end)
}

// add returns a slot after all others.
func (t *tier) add() *slot {
	n := len(t.slots)
	if n == cap(t.slots) && 2*n < cap(t.room) {
		t.slots = append(t.room[:0], t.slots...)
	} else if n == cap(t.slots) {
		t.slots = slices.Grow(t.slots, n+1)
		t.room = t.slots
	}
	t.slots = t.slots[:n+1]
	return &t.slots[n]
}

func (l *Ledger) release(s *slot) {
	if s.old {
		s.entry.idle--
	} else if s.entry.holds--; s.entry.holds == 0 {
		l.question(s.entry)
	}
}

// lapse lets a tier let go of those that have become too old for it.
func (l *Ledger) lapse(t *tier) {
	t.due = never
	for i := t.young; i < len(t.slots) && !l.now.before(t.slots[i].end); i++ {
		if s := &t.slots[i]; !s.old {
			l.release(s)
			s.old = true
			s.entry.idle++
		}
	}
	l.wait(t)
}

// wait makes due the end of the oldest slot that is young.
func (l *Ledger) wait(t *tier) {
	for t.young < len(t.slots) && t.slots[t.young].old {
		t.young++
	}
	if t.young < len(t.slots) && t.slots[t.young].end.before(t.due) {
		t.due = t.slots[t.young].end
		l.due.push(due{at: t.due, tier: t})
	}
}
