// Package qumulo reads and writes Qumulo snapshot policies, and says what they
// mean.
//
// [Parse] takes a policy as the API gives or takes it, alone or in a list, and
// refuses what is wrong with all the reasons at once. What it accepts becomes
// a [longcase.Policy]; what is accepted but probably not meant becomes
// findings. Writing a document back loses nothing: keys that this package does
// not know and numbers stay as they were.
//
// # What the vendor leaves open
//
// These readings are ours:
//
//   - The steps of an hourly schedule are counted from the start of its window
//     and begin anew every day.
//   - Null is the same as absent.
//   - An empty name template is the default one, as null is.
package qumulo

import (
	"fmt"
	"slices"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/internal/jsondoc"
)

// Document is what an API answer or request body holds: one policy, or a list
// of them. It is immutable and safe for concurrent use.
type Document struct {
	root     jsondoc.Node
	policies []*Policy
}

// Parse reads a policy, a bare array of policies, a list answer, or the body
// of a request that creates or changes a policy. The error is a
// [*longcase.DocumentError] with every problem of the document.
func Parse(text []byte) (*Document, error) {
	tree, _ := jsondoc.Parse(text)
	return parse(tree)
}

// Open is [Parse] for package document, which parses JSON only once; ok is false
// for JSON that does not look like a snapshot policy or a list of them. Keys
// alone decide; if the text is not JSON, the keys before the fault.
func Open(tree *jsondoc.Document) (d *Document, ok bool, err error) {
	if !recognise(tree.Root()) {
		return nil, false, nil
	}
	d, err = parse(tree)
	return d, true, err
}

func recognise(root jsondoc.Node) bool {
	for element := range elements(root).Elements() {
		return isPolicy(element)
	}
	return isPolicy(root) || root.Get("entries").Exists()
}

func parse(tree *jsondoc.Document) (*Document, error) {
	var d decoder
	root, syntax := d.Open(tree)
	if syntax != nil {
		return nil, d.Err()
	}
	document := &Document{root: root}
	if list := elements(root); list.Exists() {
		d.Is(list, jsondoc.Array)
		for element := range list.Elements() {
			document.policies = append(document.policies, d.read(element))
		}
	} else {
		document.policies = []*Policy{d.read(root)}
	}
	if err := d.Err(); err != nil {
		return nil, err
	}
	return document, nil
}

// elements returns the list that a document is or holds; it is absent where
// the document holds a single policy.
func elements(root jsondoc.Node) jsondoc.Node {
	if root.Kind() == jsondoc.Array {
		return root
	}
	return root.Get("entries")
}

// isPolicy reports whether a value has one of the keys by which a policy is
// recognised.
func isPolicy(n jsondoc.Node) bool {
	for key := range n.Members() {
		switch key {
		case "policy_name", "snapshot_name_template", "schedule", "lock_key_ref":
			return true
		}
	}
	return false
}

// Policies returns the policies of the document, in order.
func (d *Document) Policies() []*Policy { return slices.Clone(d.policies) }

// IsList reports whether the document is a list, be it of one policy or none.
func (d *Document) IsList() bool { return elements(d.root).Exists() }

// Policy returns what the one policy that the document holds means. It fails
// if there is none, or more than one.
func (d *Document) Policy() (longcase.Policy, error) {
	if n := len(d.policies); n != 1 {
		return longcase.Policy{}, fmt.Errorf("the document holds %d policies, want one", n)
	}
	return d.policies[0].Policy(), nil
}

// Findings returns what is probably not meant, in document order.
func (d *Document) Findings() []longcase.Finding {
	var all []longcase.Finding
	for _, p := range d.policies {
		all = append(all, p.findings...)
	}
	return all
}

// MarshalJSON returns the document as it was read.
func (d *Document) MarshalJSON() ([]byte, error) { return d.root.Edited(nil), nil }
