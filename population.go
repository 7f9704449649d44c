package longcase

import (
	"cmp"
	"container/heap"
	"slices"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
)

// populationOf returns an empty population for a retention, and for snapshots
// that are to be added to it besides those that are taken.
func populationOf(policy retention.Policy, existing []retention.Snapshot) population {
	failed := func(s retention.Snapshot) bool { return s.Failed }
	if agesOnly(policy) && !slices.ContainsFunc(existing, failed) {
		return &aging{policy: policy}
	}
	return &planned{policy: policy}
}

// agesOnly reports whether what becomes of one good snapshot never depends on
// another.
func agesOnly(policy retention.Policy) bool {
	return policy.Minimum() == 0 && !slices.ContainsFunc(policy.Rules(), func(r retention.Rule) bool {
		return r.Count != 0 || r.Per != calendar.NoUnit || r.From != retention.FromNow
	})
}

// aging is a population in which each expiry is known from the start.
type aging struct {
	policy   retention.Policy
	added    int
	expiring expiries
	lasting  []numbered // those without an expiry
}

// numbered is a snapshot with its place in the order of being added.
type numbered struct {
	retention.Snapshot
	number int
}

func (a *aging) add(s retention.Snapshot, _ time.Time) {
	n := numbered{s, a.added}
	a.added++
	if at, ok := a.end(s); ok {
		heap.Push(&a.expiring, expiry{n, at})
	} else {
		a.lasting = append(a.lasting, n)
	}
}

// end returns when neither a rule nor a hold keeps a snapshot any longer.
func (a *aging) end(s retention.Snapshot) (time.Time, bool) {
	at, ok := a.policy.Expiry(s)
	switch {
	case !s.Held || !ok:
		return at, ok
	case s.HeldUntil.IsZero():
		return time.Time{}, false
	case s.HeldUntil.After(at):
		return s.HeldUntil, true
	}
	return at, true
}

func (a *aging) next() (time.Time, bool) {
	if len(a.expiring) == 0 {
		return time.Time{}, false
	}
	return a.expiring[0].at, true
}

func (a *aging) expire(time.Time) (retention.Snapshot, bool) {
	return heap.Pop(&a.expiring).(expiry).Snapshot, true
}

func (a *aging) len() int { return len(a.expiring) + len(a.lasting) }

func (a *aging) list() []retention.Snapshot {
	all := slices.Clone(a.lasting)
	for _, e := range a.expiring {
		all = append(all, e.numbered)
	}
	slices.SortFunc(all, func(a, b numbered) int {
		return cmp.Or(a.Created.Compare(b.Created), a.number-b.number)
	})
	snapshots := make([]retention.Snapshot, len(all))
	for i, n := range all {
		snapshots[i] = n.Snapshot
	}
	return snapshots
}

type expiry struct {
	numbered
	at time.Time
}

// expiries is a heap for package container/heap, earliest expiry first and, at
// one instant, in the order of being added.
type expiries []expiry

func (q expiries) Len() int      { return len(q) }
func (q expiries) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *expiries) Push(e any)   { *q = append(*q, e.(expiry)) }

func (q expiries) Less(i, j int) bool {
	if c := q[i].at.Compare(q[j].at); c != 0 {
		return c < 0
	}
	return q[i].number < q[j].number
}

func (q *expiries) Pop() any {
	last := len(*q) - 1
	e := (*q)[last]
	*q = (*q)[:last]
	return e
}

// planned is a population that is planned anew whenever something may have
// changed, since its rules look at more than a snapshot's own age.
type planned struct {
	policy   retention.Policy
	alive    []retention.Snapshot // in the order of being added
	leaving  []retention.Snapshot // still to be returned by expire
	left     time.Time            // when those do leave
	change   time.Time            // when to plan again
	changing bool                 // whether to, ever
}

func (p *planned) add(s retention.Snapshot, now time.Time) {
	p.alive = append(p.alive, s)
	p.change, p.changing = now, true
}

func (p *planned) next() (time.Time, bool) {
	if len(p.leaving) > 0 {
		return p.left, true
	}
	return p.change, p.changing
}

func (p *planned) expire(now time.Time) (first retention.Snapshot, ok bool) {
	if len(p.leaving) == 0 {
		p.plan(now)
	}
	if len(p.leaving) == 0 {
		return first, false
	}
	first, p.leaving = p.leaving[0], p.leaving[1:]
	return first, true
}

// plan decides who leaves, and finds out when to decide again: when the last
// reason to keep a snapshot ends, when it is no longer held, or no longer from
// the future.
func (p *planned) plan(now time.Time) {
	verdicts := p.policy.Plan(now, p.alive).Verdicts
	kept := p.alive[:0]
	p.left, p.changing = now, false
	for i, s := range p.alive {
		if !verdicts[i].Keep {
			p.leaving = append(p.leaving, s)
			continue
		}
		kept = append(kept, s)
		p.changeAt(verdicts[i].Until, now)
		p.changeAt(s.Created, now)
		if s.Held {
			p.changeAt(s.HeldUntil, now)
		}
	}
	p.alive = kept
}

// changeAt makes the next change no later than a time, if that is yet to come.
func (p *planned) changeAt(t, now time.Time) {
	if t.After(now) && (!p.changing || t.Before(p.change)) {
		p.change, p.changing = t, true
	}
}

func (p *planned) len() int { return len(p.alive) + len(p.leaving) }

func (p *planned) list() []retention.Snapshot {
	all := slices.Concat(p.leaving, p.alive)
	slices.SortStableFunc(all, func(a, b retention.Snapshot) int { return a.Created.Compare(b.Created) })
	return all
}
