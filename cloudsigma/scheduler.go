package cloudsigma

import (
	"encoding/json"
	"slices"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/internal/jsondoc"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
)

// Scheduler is one backup scheduler. It is immutable and safe for concurrent
// use. [Parse] makes them; the zero value is empty.
type Scheduler struct {
	node  jsondoc.Node
	edits []jsondoc.Edit

	name, uuid, remoteLocation         string
	kind                               Type
	notifiesBackups, notifiesRetention bool

	rules     []schedule.Rule
	retention []retention.Rule
	policy    longcase.Policy
	initial   schedule.Windows
	findings  []longcase.Finding
}

// Name returns the scheduler's name.
func (s *Scheduler) Name() string { return s.name }

// UUID returns the scheduler's identifier; "" in a request body.
func (s *Scheduler) UUID() string { return s.uuid }

// Type returns what the scheduler makes.
func (s *Scheduler) Type() Type { return s.kind }

// Enabled reports whether the scheduler is enabled. One that is not takes no
// snapshots and deletes none.
func (s *Scheduler) Enabled() bool { return s.policy.Enabled }

// RemoteLocation returns the code of the location that remote snapshots are
// stored in, such as "ZRH".
func (s *Scheduler) RemoteLocation() string { return s.remoteLocation }

// NotifiesBackups reports whether an email is sent when snapshots are made. It
// is true unless the document says otherwise.
func (s *Scheduler) NotifiesBackups() bool { return s.notifiesBackups }

// NotifiesRetention reports whether an email is sent when snapshots are
// deleted. It is true unless the document says otherwise.
func (s *Scheduler) NotifiesRetention() bool { return s.notifiesRetention }

// Field returns the JSON text of one of the scheduler's own keys as it was
// read, such as "meta", "tags" or "owner", and nil if it has no such key.
func (s *Scheduler) Field(key string) json.RawMessage {
	if field := s.node.Get(key); field.Kind() != jsondoc.Absent {
		return json.RawMessage(field.Raw())
	}
	return nil
}

// Rules returns the rule that the schedule was compiled from, in a slice of
// one, or none if nothing is scheduled.
func (s *Scheduler) Rules() []schedule.Rule {
	rules := slices.Clone(s.rules)
	for i := range rules {
		rules[i].At = slices.Clone(rules[i].At)
	}
	return rules
}

// RetentionRules returns the rules of the retention policy, also of a
// scheduler that is disabled.
func (s *Scheduler) RetentionRules() []retention.Rule { return slices.Clone(s.retention) }

// InitialBackup returns the windows in which the first full backup of a
// migration may start. They are empty for schedulers of other types.
func (s *Scheduler) InitialBackup() schedule.Windows { return s.initial }

// Policy returns what the scheduler means. A disabled one has its schedule,
// but no retention: it deletes nothing.
func (s *Scheduler) Policy() longcase.Policy { return s.policy }

// Findings returns what is probably not meant, in document order. The pointers
// start at the document, not at the scheduler.
func (s *Scheduler) Findings() []longcase.Finding { return slices.Clone(s.findings) }

// MarshalJSON returns the scheduler alone, as [Document.MarshalJSON] writes it.
func (s *Scheduler) MarshalJSON() ([]byte, error) { return s.node.Edited(s.edits), nil }
