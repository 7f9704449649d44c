package qumulo

import (
	"fmt"
	"slices"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/internal/jsondoc"
)

// Document is an answer or the body of a request: a policy, or a list of them. It
// is immutable and safe for concurrent use; the zero value is null.
type Document struct {
	root     jsondoc.Node
	policies []*Policy
}

// Parse reads a policy, a bare array of policies, a list answer, or the body
// of a request to create or change a policy. The error is a
// [*longcase.DocumentError] with every problem of the document.
func Parse(text []byte) (*Document, error) {
	tree, _ := jsondoc.Parse(text)
	return parse(tree)
}

// Open is [Parse] for package document, which parses JSON only once; ok is false
// for JSON unlike a snapshot policy or a list of them. Keys
// alone decide; if the text is not JSON, the keys before the fault.
func Open(tree *jsondoc.Document) (d *Document, ok bool, err error) {
	if !recognise(tree.Root()) {
		return nil, false, nil
	}
	d, err = parse(tree)
	return d, true, err
}

// recognise reports whether a document is Qumulo's, by the first element of a list. An
// empty list is so by its key alone.
func recognise(root jsondoc.Node) bool {
	for element := range elements(root).Elements() {
		return isPolicy(element)
	}
	return isPolicy(root) || root.Get("entries").Exists()
}

// parse reads the policies of a document, and refuses it with all problems.
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

// elements returns the array of a list, which may be the document itself; absent
// for a single policy.
func elements(root jsondoc.Node) jsondoc.Node {
	if root.Kind() == jsondoc.Array {
		return root
	}
	return root.Get("entries")
}

// isPolicy reports whether a value has a key peculiar to policies.
func isPolicy(n jsondoc.Node) bool {
	for key := range n.Members() {
		// Not "id" and "enabled", which a stranger's document may have, too.
		switch key {
		case "policy_name", "snapshot_name_template", "schedule", "lock_key_ref":
			return true
		}
	}
	return false
}

// Policies returns the policies of the document, in order.
func (d *Document) Policies() []*Policy { return slices.Clone(d.policies) }

// IsList reports whether the document is a list, of any length.
func (d *Document) IsList() bool { return elements(d.root).Exists() }

// Policy returns the meaning of the only policy. It fails if the document holds
// none, or several.
func (d *Document) Policy() (longcase.Policy, error) {
	if n := len(d.policies); n != 1 {
		return longcase.Policy{}, fmt.Errorf("the document holds %d policies, want one", n)
	}
	return d.policies[0].Policy(), nil
}

// ByID returns the first policy with an identifier; ok is false if none has it.
func (d *Document) ByID(id string) (p *Policy, ok bool) {
	i := slices.IndexFunc(d.policies, func(p *Policy) bool { return p.id == id })
	if i < 0 {
		return nil, false
	}
	return d.policies[i], true
}

// Findings returns the parts that are allowed but probably not meant, in document
// order.
func (d *Document) Findings() []longcase.Finding {
	var all []longcase.Finding
	for _, p := range d.policies {
		all = append(all, p.findings...)
	}
	return all
}

// MarshalJSON returns the text as read, byte for byte.
func (d *Document) MarshalJSON() ([]byte, error) { return d.root.Edited(nil), nil }
