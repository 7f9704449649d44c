package cloudsigma

import (
	"fmt"
	"slices"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/internal/jsondoc"
)

// Document is an answer or the body of a request: a scheduler, or a list of
// them. It is immutable and safe for concurrent use; the zero value is null.
type Document struct {
	root       jsondoc.Node
	edits      []jsondoc.Edit
	schedulers []*Scheduler
}

// Parse reads a scheduler, a list answer, a bare array of schedulers, a create
// answer, or the body of a request to create or change a scheduler. The
// error is a [*longcase.DocumentError] with every problem of the document.
func Parse(text []byte) (*Document, error) {
	tree, _ := jsondoc.Parse(text)
	return parse(tree)
}

// Open is [Parse] for package document, which parses JSON only once; ok is false
// for JSON unlike CloudSigma's documents. Keys alone
// decide, also those of documents that Parse refuses because they are no
// schedulers; if the text is not JSON, the keys before the fault.
func Open(tree *jsondoc.Document) (d *Document, ok bool, err error) {
	if !recognise(tree.Root()) {
		return nil, false, nil
	}
	d, err = parse(tree)
	return d, true, err
}

// recognise reports whether a document is CloudSigma's, by the first element of a list: a
// list of a million documents is not searched for one of ours.
func recognise(root jsondoc.Node) bool {
	if shapeOf(root) == list {
		for element := range elements(root).Elements() {
			return shapeOf(element) != unknown || isAnswer(root) && hasFieldsOnly(element)
		}
	}
	return shapeOf(root) != unknown
}

// parse reads the schedulers of a document, and refuses it with all problems.
func parse(tree *jsondoc.Document) (*Document, error) {
	var d decoder
	root, syntax := d.Open(tree)
	if syntax != nil {
		// The vendor's page has documents that are no JSON, such as the example of a deletion. To
		// say which document it is helps more than the offset of a comma; the end of a
		// truncated one may have said otherwise.
		if s := shapeOf(root); s > list && !syntax.Truncated() {
			d.refuseShape(root)
		}
		return nil, d.Err()
	}
	document := &Document{root: root}
	for _, node := range d.schedulers(root) {
		document.schedulers = append(document.schedulers, d.scheduler(node))
	}
	document.edits = d.edits
	if err := d.Err(); err != nil {
		return nil, err
	}
	return document, nil
}

// Schedulers returns the schedulers of the document, in order.
func (d *Document) Schedulers() []*Scheduler { return slices.Clone(d.schedulers) }

// IsList reports whether the document is a list, of any length.
func (d *Document) IsList() bool { return elements(d.root).Exists() }

// Policy returns the policy of the only scheduler. It fails if the document
// holds none, several, or a partial one.
func (d *Document) Policy() (longcase.Policy, error) {
	if n := len(d.schedulers); n != 1 {
		return longcase.Policy{}, fmt.Errorf("the document holds %d schedulers, want one", n)
	}
	if d.schedulers[0].partial {
		return longcase.Policy{}, errPartial
	}
	return d.schedulers[0].Policy(), nil
}

// Findings returns the parts that are allowed but probably not meant, in document
// order.
func (d *Document) Findings() []longcase.Finding {
	var all []longcase.Finding
	for _, s := range d.schedulers {
		all = append(all, s.findings...)
	}
	return all
}

// MarshalJSON returns the text as read, byte for byte, but for the key
// rentention_policy of old answers, which is corrected.
func (d *Document) MarshalJSON() ([]byte, error) { return d.root.Edited(d.edits), nil }
