package longcase

import (
	"cmp"
	"container/heap"
	"slices"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
)

// population is the snapshots that are alive, as [retention.Ledger] has it.
type population interface {
	Add(s retention.Snapshot)
	Next() (time.Time, bool)
	Advance(now time.Time) []retention.Snapshot
	Len() int
	Alive() []retention.Snapshot
}

// populationOf returns the population of a retention that begins with some
// snapshots.
func populationOf(policy retention.Policy, existing []retention.Snapshot) population {
	failed := func(s retention.Snapshot) bool { return s.Failed }
	if !agesOnly(policy) || slices.ContainsFunc(existing, failed) {
		return retention.NewLedger(policy, existing...)
	}
	a := &aging{policy: policy}
	for _, s := range existing {
		a.Add(s)
	}
	return a
}

// agesOnly reports whether what becomes of one good snapshot never depends on
// another.
func agesOnly(policy retention.Policy) bool {
	return policy.Minimum() == 0 && !slices.ContainsFunc(policy.Rules(), func(r retention.Rule) bool {
		return r.Count != 0 || r.Per != calendar.NoUnit || r.From != retention.FromNow
	})
}

// aging is a population in which each expiry is known from the start. Its cost
// is that of a heap, also where most of the newest expire before the oldest do:
// a ledger has to close the ranks then.
type aging struct {
	policy   retention.Policy
	added    int
	expiring expiries
	lasting  expiries             // those without an expiry
	gone     []retention.Snapshot // room for what expires next
}

func (a *aging) Add(s retention.Snapshot) {
	at, ok := a.end(s)
	if e := (expiry{s, at, a.added}); ok {
		heap.Push(&a.expiring, e)
	} else {
		a.lasting = append(a.lasting, e)
	}
	a.added++
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

func (a *aging) Next() (time.Time, bool) {
	if len(a.expiring) == 0 {
		return time.Time{}, false
	}
	return a.expiring[0].at, true
}

func (a *aging) Advance(now time.Time) []retention.Snapshot {
	a.gone = a.gone[:0]
	for len(a.expiring) > 0 && !a.expiring[0].at.After(now) {
		a.gone = append(a.gone, heap.Pop(&a.expiring).(expiry).Snapshot)
	}
	return a.gone
}

func (a *aging) Len() int { return len(a.expiring) + len(a.lasting) }

func (a *aging) Alive() []retention.Snapshot {
	all := slices.Concat(a.lasting, a.expiring)
	slices.SortFunc(all, expiry.compare)
	snapshots := make([]retention.Snapshot, len(all))
	for i, e := range all {
		snapshots[i] = e.Snapshot
	}
	return snapshots
}

type expiry struct {
	retention.Snapshot
	at     time.Time
	number int // in the order of being added
}

// compare compares two by their age.
func (e expiry) compare(f expiry) int {
	return cmp.Or(e.Created.Compare(f.Created), e.number-f.number)
}

// expiries is a heap for package container/heap, the earliest expiry first and,
// at one instant, the oldest snapshot.
type expiries []expiry

func (q expiries) Len() int      { return len(q) }
func (q expiries) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *expiries) Push(e any)   { *q = append(*q, e.(expiry)) }

func (q expiries) Less(i, j int) bool {
	return cmp.Or(q[i].at.Compare(q[j].at), q[i].compare(q[j])) < 0
}

func (q *expiries) Pop() any {
	last := len(*q) - 1
	e := (*q)[last]
	*q = (*q)[:last]
	return e
}
