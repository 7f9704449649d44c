package qumulo

import (
	"encoding/json"
	"strings"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/internal/jsondoc"
	"github.com/longcase/longcase/internal/reader"
)

// Status returns the answer to GET /v3/snapshots/policies/status/{id}: the policy
// with all its keys, in alphabetical order and without white space. A lock_key_ref
// is answered as the lock_key, and absent keys have their defaults.
func (p *Policy) Status() []byte {
	members := map[string][]byte{
		"enabled":                []byte(`"enabled":true`),
		"lock_key":               []byte(`"lock_key":null`),
		"owners":                 []byte(`"owners":[]`),
		"snapshot_name_template": []byte(`"snapshot_name_template":null`),
	}
	for key, n := range p.node.Members() {
		name, text := key, n.RawKey()
		if key == "lock_key_ref" {
			name, text = "lock_key", `"lock_key"`
		}
		if n.Kind() != jsondoc.Null { // null is absent, and answered as the default
			members[name] = n.AppendSorted([]byte(text + ":"))
		}
	}
	return jsondoc.JoinMembers(members)
}

// Identify returns the policy with an identifier in place of its own. The API's
// identifiers are numbers; others are written as text.
func (p *Policy) Identify(id string) *Policy {
	members := p.members()
	value, _ := json.Marshal(id) // cannot fail for a string
	// "07" is not JSON as a number, and as text a different id than "7".
	if _, ok := reader.ParseWhole(id); ok && (id == "0" || !strings.HasPrefix(id, "0")) {
		value = []byte(id)
	}
	members["id"] = append([]byte(`"id":`), value...)
	identified, err := parsePolicy(members)
	if err != nil { // of the zero policy alone: others have been read
		return p
	}
	return identified
}

// Update returns the policy after a request to change it. Keys that the body
// lacks keep their values; null makes a key absent.
//
// The error is a [*longcase.DocumentError] with every problem: values that
// [Parse] refuses, and another id. A policy with owners refuses every change. The
// policy itself never changes.
func (p *Policy) Update(body []byte) (*Policy, error) {
	tree, _ := jsondoc.Parse(body)
	var d decoder
	root, syntax := d.Open(tree)
	if syntax != nil {
		return nil, d.Err()
	}
	// Owners, such as a replication, rely on the policy: the vendor refuses even a
	// change of the name.
	if len(p.owners) > 0 {
		d.Refuse(p.node.Get("owners"), longcase.CodeReadOnly, "a policy with owners may not be changed")
	}
	d.Is(root, jsondoc.Object)
	members := p.members()
	// The body replaces members of the policy, and the result is read as if it had come
	// from the API: a change that contradicts a kept key is refused at its place in it.
	for key, n := range root.Members() {
		switch {
		case key == "id":
			if d.id(reader.Given(n)) != p.id {
				d.Refuse(n, longcase.CodeReadOnly, "want "+p.id+", or no such key")
			}
		case n.Kind() == jsondoc.Null:
			delete(members, key)
		default:
			members[key] = n.AppendSorted([]byte(n.RawKey() + ":"))
		}
	}
	dropLock(members, root)
	if err := d.Err(); err != nil {
		return nil, err
	}
	return parsePolicy(members)
}

// dropLock removes the lock key that a change replaces: answers call it lock_key,
// and requests lock_key_ref.
func dropLock(members map[string][]byte, body jsondoc.Node) {
	changed, other := "lock_key", "lock_key_ref"
	if !body.Get(changed).Exists() {
		changed, other = other, changed
	}
	if body.Get(changed).Exists() && !body.Get(other).Exists() {
		delete(members, other)
	}
}

// members returns the keys and values of the policy as JSON, by key.
func (p *Policy) members() map[string][]byte {
	members := map[string][]byte{}
	for key, n := range p.node.Members() {
		members[key] = n.AppendSorted([]byte(n.RawKey() + ":"))
	}
	return members
}

// parsePolicy reads a policy from its members.
func parsePolicy(members map[string][]byte) (*Policy, error) {
	document, err := Parse(jsondoc.JoinMembers(members))
	if err != nil {
		return nil, err
	}
	return document.policies[0], nil
}
