package qumulo

import (
	"encoding/json"
	"slices"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/internal/jsondoc"
)

// Policy is a snapshot policy. It is immutable and safe for concurrent use.
// [Parse] makes policies; the zero value is null, and takes and deletes nothing.
type Policy struct {
	node     jsondoc.Node
	id       string
	owners   []string
	policy   longcase.Policy
	findings []longcase.Finding
}

// ID returns the policy's identifier, such as "2", also where it is written as
// 2.0; "" in the body of a request.
func (p *Policy) ID() string { return p.id }

// Owners returns the identifiers of the policy's owners. A policy with owners may
// not be changed or deleted.
func (p *Policy) Owners() []string { return slices.Clone(p.owners) }

// Field returns the JSON text of a key of the policy as it was read, such as
// "source_file_id" or "lock_key"; nil if the key is absent.
func (p *Policy) Field(key string) json.RawMessage {
	if field := p.node.Get(key); field.Exists() {
		return json.RawMessage(field.Raw())
	}
	return nil
}

// Policy returns the policy's meaning. A disabled policy has its schedule and its
// retention: it takes no snapshots, and those that exist expire.
func (p *Policy) Policy() longcase.Policy { return p.policy }

// MarshalJSON returns the text of the policy alone, as it was read.
func (p *Policy) MarshalJSON() ([]byte, error) { return p.node.Edited(nil), nil }
