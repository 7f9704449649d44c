package qumulo

import (
	"encoding/json"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
)

// Policy is one snapshot policy. It is immutable and safe for concurrent use.
type Policy struct{}

// Name returns the policy's name.
func (p *Policy) Name() string { return "" }

// ID returns the policy's identifier, as it is written; "" in a request body.
func (p *Policy) ID() string { return "" }

// Enabled reports whether the policy takes snapshots. Those that it took
// expire either way.
func (p *Policy) Enabled() bool { return false }

// Field returns the JSON text of one of the policy's own keys as it was read,
// such as "source_file_id" or "owners", and nil if it has no such key.
func (p *Policy) Field(key string) json.RawMessage { return nil }

// Rules returns the rule that the schedule was compiled from.
func (p *Policy) Rules() []schedule.Rule { return nil }

// RetentionRules returns the rule that stands for the time to live; none if
// snapshots never expire.
func (p *Policy) RetentionRules() []retention.Rule { return nil }

// Policy returns what the policy means.
func (p *Policy) Policy() longcase.Policy { return longcase.Policy{} }

// Findings returns what is probably not meant, in document order. The pointers
// start at the document, not at the policy.
func (p *Policy) Findings() []longcase.Finding { return nil }

// MarshalJSON returns the policy alone, as it was read.
func (p *Policy) MarshalJSON() ([]byte, error) { return nil, nil }
