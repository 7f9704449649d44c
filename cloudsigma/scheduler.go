package cloudsigma

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/internal/jsondoc"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
)

// Scheduler is a backup scheduler. It is immutable and safe for concurrent use.
// [Parse] makes schedulers; the zero value is null, and its policy takes and
// deletes nothing.
type Scheduler struct {
	node  jsondoc.Node
	edits []jsondoc.Edit

	uuid, remoteLocation               string
	kind                               Type
	notifiesBackups, notifiesRetention bool

	retention []retention.Rule
	policy    longcase.Policy
	initial   schedule.Windows
	findings  []longcase.Finding
	partial   bool

	// replaced holds the values of keys that are not those of node: an identity,
	// or nil for the read-only keys of a request, which are ignored.
	replaced map[string][]byte
}

// UUID returns the scheduler's identifier; "" in a request body.
func (s *Scheduler) UUID() string { return s.uuid }

// Type returns the kind of the scheduler's snapshots or copies.
func (s *Scheduler) Type() Type { return s.kind }

// RemoteLocation returns the code of the location of remote snapshots, such as
// "ZRH"; "" if absent.
func (s *Scheduler) RemoteLocation() string { return s.remoteLocation }

// Field returns the JSON text of a key of the scheduler as it was read, such as
// "meta", "tags" or "owner"; nil if the key is absent.
func (s *Scheduler) Field(key string) json.RawMessage {
	if value, ok := s.replaced[key]; ok {
		return bytes.Clone(value)
	}
	if field := s.node.Get(key); field.Exists() {
		return json.RawMessage(field.Raw())
	}
	return nil
}

// Partial reports whether the scheduler is an item of a short listing, or of an
// answer to a request for some fields. Its policy has no schedule and no
// retention, since the answer does not show them.
func (s *Scheduler) Partial() bool { return s.partial }

// RetentionRules returns the rules of the retention policy, also of a disabled
// scheduler, whose [longcase.Policy] has none.
func (s *Scheduler) RetentionRules() []retention.Rule { return slices.Clone(s.retention) }

// InitialBackup returns the windows in which the first full backup of a
// migration may start. They are empty for schedulers of other types.
func (s *Scheduler) InitialBackup() schedule.Windows { return s.initial }

// Policy returns the scheduler's meaning. The policy of a disabled scheduler
// has its schedule but no retention, since it deletes nothing.
func (s *Scheduler) Policy() longcase.Policy { return s.policy }

// MarshalJSON returns the scheduler alone, as [Document.MarshalJSON] writes it.
// If its identity is not the one that was read, keys are in alphabetical order.
func (s *Scheduler) MarshalJSON() ([]byte, error) {
	if s.replaced != nil {
		return jsondoc.JoinMembers(s.stored()), nil
	}
	return s.node.Edited(s.edits), nil
}
