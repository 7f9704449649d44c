package retention

import (
	"slices"
	"time"

	"github.com/longcase/longcase/calendar"
)

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

// due is a time at which an entry may expire, or a tier let go of one. Where it
// names neither, it is time to plan anew.
type due struct {
	at    instant
	entry *entry
	tier  *tier
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
