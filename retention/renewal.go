package retention

import (
	"slices"
	"time"

	"github.com/longcase/longcase/calendar"
)

// renew plans for the whole list, and makes the ledger's state anew from what
// is left of it.
func (l *Ledger) renew() (gone []Snapshot) {
	plan := Policy{l.c}.Plan(l.now.in(l.c.zone), l.Alive())
	left, wake := l.alive[:0], never
	for i, e := range l.alive {
		v := plan.Verdict(i)
		if !v.Keep {
			gone = append(gone, e.Snapshot)
			continue
		}
		left = append(left, e)
		for _, reason := range v.Reasons {
			if end := orNever(reason.Until); end.before(wake) {
				wake = end
			}
		}
	}
	clear(l.alive[len(left):])
	l.alive, l.fresh, l.stale = left, 0, false
	l.due, l.doubt, l.tiers = l.due[:0], l.doubt[:0], l.tiers[:0]
	if l.simple = l.isSimple(); l.simple {
		l.recount()
	} else if wake != never {
		l.due.push(due{at: wake, anew: true})
	}
	return gone
}

// isSimple reports whether the rules and the snapshots are such that the ledger
// can be kept up to date without planning.
func (l *Ledger) isSimple() bool {
	for _, i := range l.c.good {
		if r := &l.c.rules[i]; r.Substitute || r.Oldest || r.From != FromNow {
			return false
		}
	}
	last := beginning
	for i := range l.alive {
		e := &l.alive[i]
		if e.Held || e.Failed || e.at == last || l.now.before(e.at) {
			return false
		}
		last = e.at
	}
	return true
}

// recount finds out what keeps each entry, and until when.
func (l *Ledger) recount() {
	for i := range l.alive {
		l.alive[i].holds, l.alive[i].idle = 0, 0
		l.age(&l.alive[i])
	}
	v := view{zone: l.c.zone, now: l.now}
	v.n, v.created = len(l.alive), func(i int) time.Time { return l.alive[i].Created }
	for _, i := range l.c.good {
		if r := &l.c.rules[i]; !r.ages() {
			l.tiers = append(l.tiers, l.tier(&v, r))
		}
	}
	if l.c.minimum > 0 {
		l.tiers = append(l.tiers, l.tier(&v, &Rule{Count: l.c.minimum}))
	}
}

// tier finds out what a rule keeps of the list.
func (l *Ledger) tier(v *view, r *Rule) tier {
	t := tier{rule: r}
	if r.Per == calendar.NoUnit {
		for i := v.newest(r); i < v.n; i++ {
			if date, _ := v.at(i).local(v.zone); r.allows(date) {
				t.slots = append(t.slots, l.hold(&t, slot{at: v.at(i)}))
			}
		}
		return t
	}
	for _, p := range slices.Backward(v.picks(r, nil)) {
		t.slots = append(t.slots, l.hold(&t, slot{bucket: p.bucket, at: v.at(p.at)}))
	}
	return t
}

// due is a time at which something may expire.
type due struct {
	at      instant
	created instant // of what may
	anew    bool    // whether to plan anew
}

// dues is a heap of times, the earliest first.
type dues []due

func (h *dues) push(d due) {
	list := append(*h, d)
	i := len(list) - 1
	for i > 0 {
		parent := (i - 1) / 2
		if !d.at.before(list[parent].at) {
			break
		}
		list[i] = list[parent]
		i = parent
	}
	list[i] = d
	*h = list
}

func (h *dues) pop() due {
	list := *h
	first, last := list[0], list[len(list)-1]
	list = list[:len(list)-1]
	for i := 0; i < len(list); {
		child := 2*i + 1
		if child+1 < len(list) && list[child+1].at.before(list[child].at) {
			child++
		}
		if child >= len(list) || !list[child].at.before(last.at) {
			list[i] = last
			break
		}
		list[i] = list[child]
		i = child
	}
	*h = list
	return first
}
