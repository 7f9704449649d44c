package longcase

import (
	"cmp"
	"container/heap"
	"iter"
	"slices"
	"strconv"
	"time"

	"github.com/longcase/longcase/retention"
)

// EventKind tells the kinds of events apart.
type EventKind uint8

const (
	// Taken means that a snapshot was taken.
	Taken EventKind = iota
	// Expired means that a snapshot was deleted because nothing keeps it any
	// longer.
	Expired
)

// String returns "taken" or "expired".
func (k EventKind) String() string {
	switch k {
	case Taken:
		return "taken"
	case Expired:
		return "expired"
	}
	return "event " + strconv.Itoa(int(k))
}

// Event is what happens to one snapshot at one moment.
type Event struct {
	Kind     EventKind
	Time     time.Time
	Snapshot retention.Snapshot
}

// Simulation is a policy at work: a moment, and the snapshots that are alive
// at that moment. There is no clock in it; [Simulation.Until] moves it on. It
// is not safe for concurrent use.
type Simulation struct {
	policy   Policy
	now      time.Time
	due      time.Time // when the next snapshot is taken
	ends     bool      // whether none is
	added    int
	expiring expiries   // the snapshots that are alive and will expire
	lasting  []numbered // those that will not, in the order of being added
}

// Simulate starts a simulation at a moment, with the snapshots that exist
// then. What is due at that very moment is past.
func (p Policy) Simulate(from time.Time, existing ...retention.Snapshot) *Simulation {
	s := &Simulation{policy: p, now: from}
	for _, snapshot := range existing {
		s.add(snapshot)
	}
	s.schedule(from)
	return s
}

// Until moves the simulation on to a moment, and ranges over what happens up
// to then, that moment included. It does nothing if the moment is past. Where
// the loop is left early, the simulation stays at the event that it was left
// at, and can be moved on from there.
//
// What happens at one instant happens in this order: snapshots expire, in the
// order of being added; a new one is taken; and if no rule keeps that one, it
// expires. Snapshots that had expired before the simulation began expire as it
// begins.
//
// A policy that is not enabled takes no snapshots. Those that exist expire as
// its retention has it.
//
// An event costs the logarithm of the number of snapshots that are alive.
func (s *Simulation) Until(until time.Time) iter.Seq[Event] {
	return func(yield func(Event) bool) {
		for event, ok := s.step(until); ok; event, ok = s.step(until) {
			if !yield(event) {
				return
			}
		}
	}
}

// Now returns the moment that the simulation has come to.
func (s *Simulation) Now() time.Time { return s.now }

// Len returns how many snapshots are alive.
func (s *Simulation) Len() int { return len(s.expiring) + len(s.lasting) }

// Alive returns the snapshots that are alive, oldest first. The slice is the
// caller's own.
func (s *Simulation) Alive() []retention.Snapshot {
	alive := slices.Clone(s.lasting)
	for _, e := range s.expiring {
		alive = append(alive, e.numbered)
	}
	slices.SortFunc(alive, func(a, b numbered) int {
		return cmp.Or(a.Created.Compare(b.Created), a.number-b.number)
	})
	snapshots := make([]retention.Snapshot, len(alive))
	for i, a := range alive {
		snapshots[i] = a.Snapshot
	}
	return snapshots
}

// step makes the next event happen, if there is one until then.
func (s *Simulation) step(until time.Time) (Event, bool) {
	if until.Before(s.now) {
		return Event{}, false
	}
	takes := !s.ends && !s.due.After(until)
	if len(s.expiring) > 0 {
		if at := s.expiring[0].at; !at.After(until) && !(takes && s.due.Before(at)) {
			return s.expire(), true
		}
	}
	if takes {
		return s.take(), true
	}
	s.now = until
	return Event{}, false
}

func (s *Simulation) expire() Event {
	first := heap.Pop(&s.expiring).(expiry)
	// Snapshots that existed may have expired before the simulation began.
	if first.at.After(s.now) {
		s.now = first.at
	}
	return Event{Expired, s.now, first.Snapshot}
}

func (s *Simulation) take() Event {
	s.now = s.due
	snapshot := retention.Snapshot{Created: s.now, Locked: s.policy.Locked}
	s.add(snapshot)
	s.schedule(s.now)
	return Event{Taken, s.now, snapshot}
}

func (s *Simulation) schedule(after time.Time) {
	var fires bool
	s.due, fires = s.policy.Schedule.Next(after)
	s.ends = !fires || !s.policy.Enabled
}

func (s *Simulation) add(snapshot retention.Snapshot) {
	n := numbered{snapshot, s.added}
	s.added++
	if at, ok := s.end(snapshot); ok {
		heap.Push(&s.expiring, expiry{n, at})
	} else {
		s.lasting = append(s.lasting, n)
	}
}

// end returns when neither a rule nor a hold keeps a snapshot any longer.
func (s *Simulation) end(snapshot retention.Snapshot) (time.Time, bool) {
	at, ok := s.policy.Retention.Expiry(snapshot)
	switch {
	case !snapshot.Held || !ok:
		return at, ok
	case snapshot.HeldUntil.IsZero():
		return time.Time{}, false
	case snapshot.HeldUntil.After(at):
		return snapshot.HeldUntil, true
	}
	return at, true
}

// numbered is a snapshot with its place in the order of being added.
type numbered struct {
	retention.Snapshot
	number int
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
