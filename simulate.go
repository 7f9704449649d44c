package longcase

import (
	"iter"
	"slices"
	"time"

	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
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
func (k EventKind) String() string { return eventKinds.String(k) }

// MarshalText returns the kind's name. It fails for a value without one.
func (k EventKind) MarshalText() ([]byte, error) { return eventKinds.Marshal(k) }

// UnmarshalText reads what String returns. The error is a
// [*calendar.ParseError].
func (k *EventKind) UnmarshalText(text []byte) error { return eventKinds.Unmarshal(k, text) }

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
	policy  Policy
	fires   schedule.Sequence
	now     time.Time
	due     time.Time // when the next snapshot is taken
	ends    bool      // whether none is
	alive   *retention.Ledger
	expired []retention.Snapshot // now, and still to be told
	room    []retention.Snapshot // for those
}

// Simulate starts a simulation at a moment, with the snapshots that exist
// then. What is due at that very moment is past.
func (p Policy) Simulate(from time.Time, existing ...retention.Snapshot) *Simulation {
	return p.SimulateOn(p.Schedule, from, existing...)
}

// SimulateOn is [Policy.Simulate] with snapshots taken at the instants of a
// sequence in place of the policy's schedule: of a union of schedules, say, or
// of one outside of blackouts.
func (p Policy) SimulateOn(
	fires schedule.Sequence, from time.Time, existing ...retention.Snapshot,
) *Simulation {
	s := &Simulation{policy: p, fires: fires, now: from, alive: retention.NewLedger(p.Retention, existing...)}
	s.schedule(from)
	return s
}

// Until moves the simulation on to a moment, and ranges over what happens up
// to then, that moment included. It does nothing if the moment is past. Where
// the loop is left early, the simulation stays at the event that it was left
// at, and can be moved on from there.
//
// What happens at one instant happens in this order: snapshots expire, the
// oldest first; a new one is taken; and if it takes the place of others, or no
// rule keeps it, those expire or it does. Snapshots that had expired before the
// simulation began expire as it begins.
//
// A policy that is not enabled takes no snapshots. Those that exist expire as
// its retention has it.
//
// An event costs what it costs a [retention.Ledger].
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
func (s *Simulation) Len() int { return len(s.expired) + s.alive.Len() }

// Alive returns the snapshots that are alive, oldest first. The slice is the
// caller's own.
func (s *Simulation) Alive() []retention.Snapshot {
	all := slices.Concat(s.expired, s.alive.Alive())
	slices.SortStableFunc(all, func(a, b retention.Snapshot) int { return a.Created.Compare(b.Created) })
	return all
}

// step makes the next event happen, if there is one until then.
func (s *Simulation) step(until time.Time) (Event, bool) {
	if until.Before(s.now) {
		return Event{}, false
	}
	takes := !s.ends && !s.due.After(until)
	for len(s.expired) == 0 {
		at, ok := s.alive.Next()
		switch {
		case ok && !at.After(until) && !(takes && s.due.Before(at)):
			s.expire(at)
		case takes:
			return s.take(), true
		default:
			s.now = until
			return Event{}, false
		}
	}
	first := s.expired[0]
	s.expired = s.expired[1:]
	return Event{Expired, s.now, first}, true
}

func (s *Simulation) expire(at time.Time) {
	if at.After(s.now) { // not so for what expired before the simulation
		s.now = at
	}
	s.expired = s.alive.AppendExpired(s.room[:0], s.now)
	s.room = s.expired
}

func (s *Simulation) take() Event {
	s.now = s.due
	snapshot := retention.Snapshot{Created: s.now, Locked: s.policy.Locked}
	s.alive.Add(snapshot)
	s.schedule(s.now)
	return Event{Taken, s.now, snapshot}
}

func (s *Simulation) schedule(after time.Time) {
	var fires bool
	s.due, fires = s.fires.Next(after)
	s.ends = !fires || !s.policy.Enabled
}
