// Package cloudsigma reads and writes CloudSigma backup schedulers, and says
// what they mean.
//
// [Parse] takes a scheduler as the API gives or takes it, alone or in a list,
// and refuses what is wrong with all the reasons at once. What it accepts
// becomes a [longcase.Policy]; what is accepted but probably not meant becomes
// findings. Writing a document back loses nothing: keys that this package does
// not know and numbers stay as they were.
package cloudsigma

import (
	"github.com/longcase/longcase"
)

// Document is what an API answer or request body holds: one scheduler, or a
// list of them. It is immutable and safe for concurrent use.
type Document struct{}

// Recognise reports whether text looks like one of CloudSigma's documents, by
// the keys of its outermost objects. It does not check them; where the text
// breaks off, what comes before decides.
func Recognise(text []byte) bool { return false }

// Parse reads a scheduler, a list answer, a bare array of schedulers, a create
// answer, or the body of a request that creates or changes a scheduler. The
// error is a [*longcase.DocumentError] with every problem of the document.
func Parse(text []byte) (*Document, error) { return nil, nil }

// Schedulers returns the schedulers of the document, in order.
func (d *Document) Schedulers() []*Scheduler { return nil }

// Policy returns the policy of the one scheduler that the document holds. It
// fails if there is none, or more than one.
func (d *Document) Policy() (longcase.Policy, error) { return longcase.Policy{}, nil }

// Findings returns what is probably not meant, in document order.
func (d *Document) Findings() []longcase.Finding { return nil }

// MarshalJSON returns the document as it was read, but for two repairs that
// the API's own answers need: retention rules that were split in two are
// merged, and the misspelt key rentention_policy is written correctly.
func (d *Document) MarshalJSON() ([]byte, error) { return nil, nil }
