package cloudsigma

import (
	"bytes"
	"encoding/json"
	"reflect"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/internal/jsondoc"
)

// ParseCreate reads the body of a request to create schedulers: one scheduler,
// or {"objects": [...]} with at least one. Read-only keys are ignored, and the
// schedulers have no identity; see [Scheduler.Identify].
//
// The error is a [*longcase.DocumentError] with every problem: those of [Parse],
// and absent or null required keys.
func ParseCreate(body []byte) (*Document, error) {
	tree, _ := jsondoc.Parse(body) // Open reports the error, with its place
	d := decoder{request: true}
	root, syntax := d.Open(tree)
	if syntax != nil {
		return nil, d.Err()
	}
	document := &Document{root: root}
	for _, n := range d.toCreate(root) {
		d.require(n)
		s := d.scheduler(n)
		// Clients send back whole answers; a uuid of their choice must not
		// replace the scheduler that has it.
		s.uuid, s.replaced = "", noIdentity
		document.schedulers = append(document.schedulers, s)
	}
	document.edits = d.edits
	if err := d.Err(); err != nil {
		return nil, err
	}
	return document, nil
}

// noIdentity replaces the read-only keys of the body of a request. It is never
// written.
var noIdentity = map[string][]byte{"uuid": nil, "resource_uri": nil, "owner": nil}

// toCreate returns the schedulers of a request, and refuses other values. Problems
// of one scheduler in a list do not hide those of the next.
func (d *decoder) toCreate(root jsondoc.Node) []jsondoc.Node {
	objects := root.Get("objects")
	switch shape := shapeOf(root); {
	// Shapes above list are documents that are no schedulers: see shape.
	case shape > list, root.Kind() != jsondoc.Object:
		d.refuseShape(root)
		return nil
	case !objects.Exists():
		return []jsondoc.Node{root}
	case objects.Kind() != jsondoc.Array || objects.Len() == 0:
		d.Refuse(objects, longcase.CodeValue, "want an array of at least one backup scheduler")
		return nil
	}
	var all []jsondoc.Node
	for element := range objects.Elements() {
		if element.Kind() != jsondoc.Object || shapeOf(element) > list {
			d.refuseShape(element)
			continue
		}
		all = append(all, element)
	}
	return all
}

// require refuses a scheduler without the required keys, and doubts one that
// leaves notifications to the default, on which the vendor's pages disagree.
func (d *decoder) require(n jsondoc.Node) {
	for i := range fields {
		f := &fields[i]
		switch {
		case f.ReadOnly:
		case f.Required:
			d.Need(n, f.Name, f.kind.String())
		case f.kind == jsondoc.Bool && !given(n, f.Name).Exists():
			d.Find(n, codeNotification, longcase.Info, f.Name+" is absent, and taken as true")
		}
	}
}

// Update returns the scheduler after a request to change it. Keys that the body
// lacks keep their values; null makes one of [Fields] absent.
//
// The error is a [*longcase.DocumentError] with every problem: values that
// [Parse] refuses, null for a required key, and a read-only key with another
// value than the scheduler's. The scheduler itself never changes.
func (s *Scheduler) Update(body []byte) (*Scheduler, error) {
	tree, _ := jsondoc.Parse(body)
	d := decoder{request: true}
	root, syntax := d.Open(tree)
	switch shape := shapeOf(root); {
	case syntax != nil:
		return nil, d.Err()
	case shape >= list || root.Kind() != jsondoc.Object:
		d.refuseShape(root)
		return nil, d.Err()
	}
	// The body alone is read first, for its own problems at its own places; then
	// the whole scheduler, for contradictions between a changed and a kept key.
	d.checkChanges(s, root)
	d.scheduler(root)
	if err := d.Err(); err != nil {
		return nil, err
	}
	return s.with(root)
}

// checkChanges refuses changes impossible for any scheduler.
func (d *decoder) checkChanges(s *Scheduler, body jsondoc.Node) {
	for key, n := range body.Members() {
		f := fieldOf(key)
		switch {
		case f == nil:
		case f.ReadOnly:
			if stored := s.value(f); !equal(n.AppendSorted(nil), stored) {
				d.Refuse(n, longcase.CodeReadOnly, "want "+string(stored)+", or no such key")
			}
		case f.Required && n.Kind() == jsondoc.Null:
			d.Refuse(n, longcase.CodeType, "want "+f.kind.String())
		}
	}
}

// equal reports whether two values are equal as JSON: clients escape differently.
func equal(a, b []byte) bool {
	if bytes.Equal(a, b) {
		return true
	}
	var x, y any
	return json.Unmarshal(a, &x) == nil && json.Unmarshal(b, &y) == nil && reflect.DeepEqual(x, y)
}

// with returns the scheduler with the members of a body in place of its own. The
// vendor does not say whether PUT replaces the whole. To keep the keys that the body lacks is
// the safe reading: a client that sends everything gets the same either way.
//
// The result is read again from its JSON, so that it has the findings, and the
// contradictions between a new key and a kept one, that it would have in an answer.
func (s *Scheduler) with(body jsondoc.Node) (*Scheduler, error) {
	members := s.stored()
	for key, n := range body.Members() {
		f := fieldOf(key)
		text := n.RawKey()
		if key == misspeltRetention {
			key, text = "retention_policy", `"retention_policy"`
		}
		switch {
		case f != nil && f.ReadOnly:
		// Null makes a key of ours absent. A stranger's null is stored as a value.
		case n.Kind() == jsondoc.Null && (f != nil || key == "retention_policy"):
			delete(members, key)
		default:
			members[key] = n.AppendSorted([]byte(text + ":"))
		}
	}
	// Read as an answer and not as a request: the stored scheduler has its uuid.
	tree, _ := jsondoc.Parse(jsondoc.JoinMembers(members))
	var d decoder
	root, _ := d.Open(tree)
	changed := d.scheduler(root)
	if err := d.Err(); err != nil {
		return nil, err
	}
	return changed, nil
}

// stored returns the members of the scheduler itself, without defaults: keys and
// values as JSON, by key. A key of ours that is null is left out, since answers print
// it as if it were absent; a stranger's null is a value like any other, and kept.
func (s *Scheduler) stored() map[string][]byte {
	members := map[string][]byte{}
	add := func(name, key string, value []byte) {
		if value != nil {
			members[name] = append([]byte(key+":"), value...)
		}
	}
	for key, n := range s.node.Members() {
		switch {
		case key == misspeltRetention:
			add("retention_policy", `"retention_policy"`, n.AppendSorted(nil))
		case n.Kind() != jsondoc.Null || fieldOf(key) == nil:
			add(key, n.RawKey(), n.AppendSorted(nil))
		}
	}
	for key, value := range s.replaced {
		delete(members, key)
		add(key, `"`+key+`"`, value)
	}
	return members
}
