package longcase

import (
	"iter"
	"slices"
	"time"

	"github.com/longcase/longcase/internal/enum"
	"github.com/longcase/longcase/internal/instant"
	"github.com/longcase/longcase/internal/problem"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/fleet"
)

// EventKind is the kind of an [Event].
type EventKind uint8

const (
	// Taken means that a snapshot was taken.
	Taken EventKind = iota
	// Expired means that a snapshot was deleted, since no rule keeps it any
	// longer.
	Expired
)

// eventKinds is never written.
var eventKinds = enum.Names[EventKind]{
	What: "event", List: []string{"taken", "expired"}, Wrong: problem.UnknownName,
}

// String returns "taken" or "expired".
func (k EventKind) String() string { return eventKinds.String(k) }

// MarshalText returns the text of String. It fails for an undefined kind.
func (k EventKind) MarshalText() ([]byte, error) { return eventKinds.Marshal(k) }

// UnmarshalText reads the text of MarshalText. The error is a
// [*calendar.ParseError].
func (k *EventKind) UnmarshalText(text []byte) error { return eventKinds.Unmarshal(k, text) }

// Event is the creation or deletion of a snapshot in a [Simulation].
type Event struct {
	// Kind is [Taken] or [Expired].
	Kind EventKind
	// Time is when it happens. For [Taken] it is when the snapshot was created.
	Time time.Time
	// Snapshot is the snapshot taken or deleted. Those that the simulation took
	// carry their nominal time.
	Snapshot retention.Snapshot
}

// Simulation is a policy at work: an instant and the snapshots alive at that
// instant. It reads no clock; [Simulation.Until] advances it. [Policy.Simulate]
// makes simulations: the zero value is not usable. A Simulation is not safe for
// concurrent use.
type Simulation struct {
	policy  Policy
	fires   schedule.Sequence
	now     time.Time
	due     fleet.Fire // the next snapshot, unless ends
	ends    bool       // no more snapshots are taken
	alive   *retention.Ledger
	expired []retention.Snapshot // at now, not yet yielded
	room    []retention.Snapshot // the array of expired, to be used again
}

// Simulate starts a simulation at an instant with the existing snapshots. A
// snapshot due at the instant itself is not taken: it belongs to the past, so
// that a simulation continued from another takes no snapshot twice.
func (p Policy) Simulate(from time.Time, existing ...retention.Snapshot) *Simulation {
	return p.SimulateOn(p.Schedule, from, existing...)
}

// SimulateOn is like [Policy.Simulate], but takes snapshots at the instants of a
// sequence instead of the policy's schedule. Use it for sequences outside the
// schedule language, such as unions or recurrences, or for a [fleet.Spread] of
// the schedule: its snapshots are created at the delayed instants and carry the
// nominal ones. Those of other sequences are due when they are created.
func (p Policy) SimulateOn(
	fires schedule.Sequence, from time.Time, existing ...retention.Snapshot,
) *Simulation {
	from = instant.Clamp(from)
	alive := retention.NewLedger(p.Retention, existing...)
	s := &Simulation{policy: p, fires: fires, now: from, alive: alive}
	s.schedule(from)
	return s
}

// Until advances the simulation to an instant and yields the events up to and
// including it. It yields nothing if the instant is in the past. After a break
// out of the loop the simulation stays at the last event, and another call
// continues from there.
//
// The events of an instant have an order: first old snapshots expire, the oldest
// first; then a new snapshot is taken; then the snapshots superseded by it
// expire, or itself if no rule keeps it. Existing snapshots already expired at
// the start expire at the start.
//
// A disabled policy takes no snapshots, and existing snapshots expire by its
// retention.
//
// An event costs as much as [retention.Ledger.Advance].
func (s *Simulation) Until(until time.Time) iter.Seq[Event] {
	until = instant.Clamp(until)
	return func(yield func(Event) bool) {
		for event, ok := s.step(until); ok; event, ok = s.step(until) {
			if !yield(event) {
				return
			}
		}
	}
}

// Now returns the instant reached by the simulation.
func (s *Simulation) Now() time.Time { return s.now }

// Len returns the number of snapshots alive.
func (s *Simulation) Len() int { return len(s.expired) + s.alive.Len() }

// Alive returns the snapshots alive, the oldest first, in a new slice.
func (s *Simulation) Alive() []retention.Snapshot {
	// After a break, expired snapshots without an event yet count as alive.
	all := slices.Concat(s.expired, s.alive.Alive())
	slices.SortStableFunc(all, func(a, b retention.Snapshot) int {
		return instant.Clamp(a.Created).Compare(instant.Clamp(b.Created))
	})
	return all
}

// step makes the next event up to an instant happen; ok is false if none is left.
func (s *Simulation) step(until time.Time) (e Event, ok bool) {
	if until.Before(s.now) {
		return Event{}, false
	}
	takes := !s.ends && !s.due.Spread.After(until)
	// Where both fall on one instant, old snapshots expire before the new is taken. The
	// ledger's next time is only the earliest at which any may: often none does.
	for len(s.expired) == 0 {
		at, ok := s.alive.Next()
		switch {
		case ok && !at.After(until) && !(takes && s.due.Spread.Before(at)):
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

// expire collects the snapshots expiring at an instant.
func (s *Simulation) expire(at time.Time) {
	if at.After(s.now) { // snapshots may have expired before the start
		s.now = at
	}
	s.expired = s.alive.AppendExpired(s.room[:0], s.now)
	s.room = s.expired
}

// take takes the snapshot that is due.
func (s *Simulation) take() Event {
	s.now = s.due.Spread
	snapshot := retention.Snapshot{Created: s.now, Nominal: s.due.Nominal, Locked: s.policy.Locked}
	s.alive.Add(snapshot)
	s.schedule(s.now)
	return Event{Taken, s.now, snapshot}
}

// schedule finds the next snapshot to take.
func (s *Simulation) schedule(after time.Time) {
	var fires bool
	s.due, fires = s.fire(after)
	s.ends = !fires || !s.policy.Enabled
}

// fire returns the first fire strictly after an instant.
func (s *Simulation) fire(after time.Time) (f fleet.Fire, ok bool) {
	if spread, isSpread := s.fires.(fleet.Spread); isSpread {
		return spread.NextFire(after)
	}
	t, ok := s.fires.Next(after)
	return fleet.Fire{Nominal: t, Spread: t}, ok
}
