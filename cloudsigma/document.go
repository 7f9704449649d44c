// Package cloudsigma reads and writes CloudSigma backup schedulers, and says
// what they mean.
//
// [Parse] takes a scheduler as the API gives or takes it, alone or in a list,
// and refuses what is wrong with all the reasons at once. What it accepts
// becomes a [longcase.Policy]; what is accepted but probably not meant becomes
// findings. Writing a document back loses nothing: keys that this package does
// not know and numbers stay as they were.
//
// # What the vendor leaves open
//
// These readings are ours:
//
//   - Days of the week, days of the month and months restrict together: all
//     three must match.
//   - No time zone is UTC. The orchestrator's time zone decides nothing.
//   - A window that starts and ends in the same minute is that minute.
//   - Without retention rules nothing is ever deleted.
//   - A repeat of hours is 1 to 24 and one of minutes 1 to 1440, since it is
//     counted anew every day.
//   - A migration without an initial_backup may start at any time.
package cloudsigma

import (
	"fmt"
	"slices"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/internal/jsondoc"
)

// Document is what an API answer or request body holds: one scheduler, or a
// list of them. It is immutable and safe for concurrent use.
type Document struct {
	root       jsondoc.Node
	edits      []jsondoc.Edit
	schedulers []*Scheduler
}

// Parse reads a scheduler, a list answer, a bare array of schedulers, a create
// answer, or the body of a request that creates or changes a scheduler. The
// error is a [*longcase.DocumentError] with every problem of the document.
func Parse(text []byte) (*Document, error) {
	tree, _ := jsondoc.Parse(text)
	return parse(tree)
}

// Open is [Parse] for package document, which parses JSON only once; ok is false
// for JSON that does not look like one of CloudSigma's documents. Keys alone
// decide, also those of documents that Parse refuses because they are no
// schedulers; if the text is not JSON, the keys before the fault.
func Open(tree *jsondoc.Document) (d *Document, ok bool, err error) {
	if !recognise(tree.Root()) {
		return nil, false, nil
	}
	d, err = parse(tree)
	return d, true, err
}

func recognise(root jsondoc.Node) bool {
	if shapeOf(root) == list {
		for element := range elements(root).Elements() {
			return shapeOf(element) != unknown
		}
	}
	return shapeOf(root) != unknown
}

func parse(tree *jsondoc.Document) (*Document, error) {
	var d decoder
	root, syntax := d.Open(tree)
	if syntax != nil {
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

// IsList reports whether the document is a list, be it of one scheduler or none.
func (d *Document) IsList() bool { return elements(d.root).Exists() }

// Policy returns the policy of the one scheduler that the document holds. It
// fails if there is none, or more than one.
func (d *Document) Policy() (longcase.Policy, error) {
	if n := len(d.schedulers); n != 1 {
		return longcase.Policy{}, fmt.Errorf("the document holds %d schedulers, want one", n)
	}
	return d.schedulers[0].Policy(), nil
}

// Findings returns what is probably not meant, in document order.
func (d *Document) Findings() []longcase.Finding {
	var all []longcase.Finding
	for _, s := range d.schedulers {
		all = append(all, s.findings...)
	}
	return all
}

// MarshalJSON returns the document as it was read, but for two repairs that
// the API's own answers need: retention rules that were split in two are
// merged, and the misspelt key rentention_policy is written correctly.
func (d *Document) MarshalJSON() ([]byte, error) { return d.root.Edited(d.edits), nil }
