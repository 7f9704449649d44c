package longcase

import "strings"

// Codes of the problems in a [DocumentError], for documents of any vendor.
const (
	// CodeSyntax means that the text is not JSON. The rest is not read.
	CodeSyntax Code = "syntax"
	// CodeNotPolicy means that the JSON value is neither a policy nor a list of
	// policies.
	CodeNotPolicy Code = "not-a-policy"
	// CodeDuplicateKey means that an object has a key twice.
	CodeDuplicateKey Code = "duplicate-key"
	// CodeMissing means that a required key is absent.
	CodeMissing Code = "missing"
	// CodeType means that a value has the wrong JSON type, such as an object in
	// place of a number.
	CodeType Code = "wrong-type"
	// CodeValue means that a value has the right type but is out of range or
	// unknown, such as day 32.
	CodeValue Code = "not-allowed"
	// CodeUnknownZone means that a time zone does not load.
	CodeUnknownZone Code = "unknown-zone"
	// CodeConflict means that two values, each allowed alone, exclude each other.
	CodeConflict Code = "conflict"
	// CodeInexact means that the form to be written cannot say a field of a
	// policy exactly.
	CodeInexact Code = "inexact"
	// CodeTooMany means that more problems exist than are listed.
	CodeTooMany Code = "too-many-problems"
)

// Codes of findings, for documents of any vendor.
const (
	// CodeUnknownKey means that the vendor does not define a key. The key is kept
	// and has no effect.
	CodeUnknownKey Code = "unknown-key"
	// CodeNoName means that a policy has no name.
	CodeNoName Code = "no-name"
	// CodeDisabled means that a policy is switched off and takes no snapshots.
	CodeDisabled Code = "disabled"
	// CodeZoneRetired means that the zone database has renamed the time zone.
	CodeZoneRetired Code = "zone-retired"
	// CodeNeverFires means that no snapshot is ever due.
	CodeNeverFires Code = "never-fires"
	// CodeOneMinuteWindow means that a window starts and ends in the same
	// minute, and so contains only that minute.
	CodeOneMinuteWindow Code = "one-minute-window"
	// CodeStepBeyondWindow means that a step is longer than its window, so a
	// snapshot is due only when the window opens.
	CodeStepBeyondWindow Code = "step-beyond-window"
	// CodeKeepsAll means that a policy has no retention and never deletes a
	// snapshot.
	CodeKeepsAll Code = "keeps-everything"
)

// DocumentError is the error of a refused document. It lists every problem in
// document order, so that a single attempt shows all of them.
type DocumentError struct {
	// Problems holds at least one finding, each of severity [Error].
	Problems []Finding
}

// Error returns the problems as "pointer: code: message", each on its own line.
func (e *DocumentError) Error() string {
	var b strings.Builder
	for i, p := range e.Problems {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(p.Pointer + ": " + string(p.Code) + ": " + p.Message)
	}
	return b.String()
}
