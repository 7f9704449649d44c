// Package document reads and writes policies as JSON documents of this
// library's own, which can hold whatever a [longcase.Policy] can:
//
//	{
//	  "longcase": 1,
//	  "name": "Nightly",
//	  "enabled": true,
//	  "zone": "Europe/Berlin",
//	  "schedule": {
//	    "gap": "shift",
//	    "fold": "first",
//	    "rules": [
//	      {"weekdays": "mon,wed,fri", "at": ["02:00", "14:30"]},
//	      {"months": "jan,jul", "monthDays": "1,15,last", "every": "15 minutes", "window": "07:00-19:00"}
//	    ]
//	  },
//	  "retention": {
//	    "rules": ["within 7 days", "within 4 weeks on mon", "monthly 12"],
//	    "minimum": 3
//	  },
//	  "nameTemplate": "{ID}_{Policy}",
//	  "directory": "/home",
//	  "locked": true
//	}
//
// Only "longcase" must be there: it tells what the document is, and its number
// is that of the form, which is 1. What is absent restricts nothing; without
// "enabled" a policy is enabled, and without "zone" it is in UTC. Schedule
// and retention may have a "zone" of their own. A document may
// also be an array of policies. "$schema" may name the JSON Schema, and decides
// nothing.
//
// Values are written as their types write themselves as text: see
// [calendar.Weekdays], [calendar.MonthDays], [calendar.Months],
// [calendar.Clock], [calendar.Period], [schedule.Window], [timezone.Gap],
// [timezone.Fold], [retention.ParseRule] and [longcase.Template].
//
// Unlike a vendor's document, one with an unknown key is refused: it is more
// likely to be misspelt than to come from elsewhere, and "retension" would keep
// everything. Null is refused, too.
package document

import (
	"fmt"
	"slices"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/internal/jsondoc"
)

// Document is one policy, or a list of them, as JSON. It is immutable and safe
// for concurrent use.
type Document struct {
	root     jsondoc.Node
	policies []longcase.Policy
	findings []longcase.Finding
}

// versionKey is the key that tells what a document is.
const versionKey = "longcase"

// Recognise reports whether a text looks like one of these documents. It goes
// by a key alone and checks nothing; where the text is not JSON, what comes
// before decides.
func Recognise(text []byte) bool {
	document, _ := jsondoc.Parse(text)
	root := document.Root()
	for element := range root.Elements() {
		return element.Get(versionKey).Exists()
	}
	return root.Get(versionKey).Exists()
}

// Parse reads a policy or an array of policies. The error is a
// [*longcase.DocumentError] with every problem of the document.
func Parse(text []byte) (*Document, error) {
	var d decoder
	root, syntax := d.Open(text)
	if syntax != nil {
		return nil, d.Err()
	}
	document := &Document{root: root}
	if root.Kind() == jsondoc.Array {
		for element := range root.Elements() {
			document.policies = append(document.policies, d.policy(element))
		}
	} else {
		document.policies = append(document.policies, d.policy(root))
	}
	if err := d.Err(); err != nil {
		return nil, err
	}
	document.findings = d.TakeFindings()
	return document, nil
}

// Policies returns the policies of the document, in order.
func (d *Document) Policies() []longcase.Policy { return slices.Clone(d.policies) }

// Policy returns the one policy that the document holds. It fails if there is
// none, or more than one.
func (d *Document) Policy() (longcase.Policy, error) {
	if n := len(d.policies); n != 1 {
		return longcase.Policy{}, fmt.Errorf("the document holds %d policies, want one", n)
	}
	return d.policies[0], nil
}

// Findings returns what is probably not meant, in document order.
func (d *Document) Findings() []longcase.Finding { return slices.Clone(d.findings) }

// MarshalJSON returns the document as it was read.
func (d *Document) MarshalJSON() ([]byte, error) { return d.root.Edited(nil), nil }
