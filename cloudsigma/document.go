// Package cloudsigma reads and writes the backup schedulers of CloudSigma's API.
//
// [Parse] reads a scheduler, or a list of them, from an answer or from the body
// of a request. A document with errors is refused with all of them at once.
// [Scheduler.Policy] is the scheduler's meaning, and [Document.Findings] lists
// parts that are allowed but probably not meant. A document written back loses
// nothing: unknown keys and the digits of numbers stay.
//
// # Open questions
//
// The vendor's documentation leaves these to the reader:
//
//   - Days of the week, days of the month and months restrict together: a date
//     matches all three.
//   - Without a time zone a scheduler is in UTC. The orchestrator's time zone is
//     kept and ignored.
//   - A window whose start and end are the same minute is that minute alone.
//   - Without retention rules no snapshot is ever deleted.
//   - A repeat is 1 to 24 hours or 1 to 1440 minutes, since it begins anew every
//     day.
//   - A migration without an initial_backup may start at any time.
//
// # Findings
//
// The codes of findings are those of package longcase, and
//
//   - "no-type": the type is absent, so that its interval is not checked;
//   - "no-zone": user_timezone is absent, and UTC is taken;
//   - "zone-not-listed": the time zone loads, but is not one of [Zones];
//   - "misspelt-key": retention_policy is misspelt, as in old answers;
//   - "outside-window": times of day never fire, being outside the window;
//   - "manual-replaces": a manual list replaces hour, minute or repeat;
//   - "not-as-cron": a repeat looks like cron but differs from it;
//   - "short-months": some months lack a day of the month;
//   - "too-fast": remote snapshots are due faster than the vendor takes them;
//   - "short-listing": an answer lacks schedules, which /backupschedulers/detail/
//     has;
//   - "no-notification-flag": a request to create leaves a flag of notifications
//     to the default, for which the vendor's schema says true and another page
//     says false.
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
			return shapeOf(element) != unknown || isAnswer(root) && hasFieldsOnly(element)
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

// Findings returns what is allowed but probably not meant, in document order.
func (d *Document) Findings() []longcase.Finding {
	var all []longcase.Finding
	for _, s := range d.schedulers {
		all = append(all, s.findings...)
	}
	return all
}

// MarshalJSON returns the text that was read, byte for byte, but for the key
// rentention_policy of old answers, which is corrected.
func (d *Document) MarshalJSON() ([]byte, error) { return d.root.Edited(d.edits), nil }
