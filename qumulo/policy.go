package qumulo

import (
	"encoding/json"
	"slices"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/internal/jsondoc"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
)

// Policy is one snapshot policy. It is immutable and safe for concurrent use.
// [Parse] makes them; the zero value is empty.
type Policy struct {
	node      jsondoc.Node
	id        string
	owners    []string
	rules     []schedule.Rule
	retention []retention.Rule
	policy    longcase.Policy
	findings  []longcase.Finding
}

// Name returns the policy's name.
func (p *Policy) Name() string { return p.policy.Name }

// ID returns the policy's identifier, as it is written; "" in a request body.
func (p *Policy) ID() string { return p.id }

// Enabled reports whether the policy takes snapshots. Those that it took
// expire either way.
func (p *Policy) Enabled() bool { return p.policy.Enabled }

// Owners returns the identifiers of the policy's owners. While it has any, it
// may not be changed or deleted.
func (p *Policy) Owners() []string { return slices.Clone(p.owners) }

// Field returns the JSON text of one of the policy's own keys as it was read,
// such as "source_file_id" or "lock_key", and nil if it has no such key.
func (p *Policy) Field(key string) json.RawMessage {
	if field := p.node.Get(key); field.Exists() {
		return json.RawMessage(field.Raw())
	}
	return nil
}

// Rules returns the rule that the schedule was compiled from, in a slice of
// one.
func (p *Policy) Rules() []schedule.Rule {
	rules := slices.Clone(p.rules)
	for i := range rules {
		rules[i].At = slices.Clone(rules[i].At)
	}
	return rules
}

// RetentionRules returns the rule that the time to live is, in a slice of one,
// or none if snapshots never expire.
func (p *Policy) RetentionRules() []retention.Rule { return slices.Clone(p.retention) }

// Policy returns what the policy means. One that is disabled has its schedule
// and its retention: it takes no snapshots, and those that exist expire.
func (p *Policy) Policy() longcase.Policy { return p.policy }

// Findings returns what is probably not meant, in document order. The pointers
// start at the document, not at the policy.
func (p *Policy) Findings() []longcase.Finding { return slices.Clone(p.findings) }

// MarshalJSON returns the policy alone, as it was read.
func (p *Policy) MarshalJSON() ([]byte, error) { return p.node.Edited(nil), nil }
