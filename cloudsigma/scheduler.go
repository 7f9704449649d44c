package cloudsigma

import (
	"encoding/json"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
)

// Scheduler is one backup scheduler. It is immutable and safe for concurrent
// use.
type Scheduler struct{}

// Name returns the scheduler's name.
func (s *Scheduler) Name() string { return "" }

// UUID returns the scheduler's identifier; "" in a request body.
func (s *Scheduler) UUID() string { return "" }

// Type returns what the scheduler makes.
func (s *Scheduler) Type() Type { return NoType }

// Enabled reports whether the scheduler is enabled. One that is not takes no
// snapshots and deletes none.
func (s *Scheduler) Enabled() bool { return false }

// RemoteLocation returns the code of the location that remote snapshots are
// stored in, such as "ZRH".
func (s *Scheduler) RemoteLocation() string { return "" }

// NotifiesBackups reports whether what the schedule does is notified by email.
func (s *Scheduler) NotifiesBackups() bool { return false }

// NotifiesRetention reports whether deletions are notified by email.
func (s *Scheduler) NotifiesRetention() bool { return false }

// Field returns the JSON text of one of the scheduler's own keys as it was
// read, such as "meta", "tags" or "owner", and nil if it has no such key.
func (s *Scheduler) Field(key string) json.RawMessage { return nil }

// Rules returns the rules that the schedule was compiled from: one, or none if
// the scheduler never fires by itself.
func (s *Scheduler) Rules() []schedule.Rule { return nil }

// RetentionRules returns the rules of the retention policy, also of a
// scheduler that is disabled.
func (s *Scheduler) RetentionRules() []retention.Rule { return nil }

// Policy returns what the scheduler means. A disabled one has its schedule,
// but no retention: it deletes nothing.
func (s *Scheduler) Policy() longcase.Policy { return longcase.Policy{} }

// Findings returns what is probably not meant, in document order. The pointers
// start at the document, not at the scheduler.
func (s *Scheduler) Findings() []longcase.Finding { return nil }

// MarshalJSON returns the scheduler alone, as [Document.MarshalJSON] writes it.
func (s *Scheduler) MarshalJSON() ([]byte, error) { return nil, nil }

// Type is what a scheduler makes.
type Type uint8

const (
	// NoType is the type of a scheduler that does not say its type.
	NoType Type = iota
	// Migration copies drives to another location.
	Migration
	// Backup makes remote snapshots.
	Backup
	// DR is disaster recovery.
	DR
	// Snapshot makes local snapshots.
	Snapshot
)
