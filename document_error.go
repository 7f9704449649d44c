package longcase

import "strings"

// Codes of the problems in a [DocumentError], for documents of any vendor.
const (
	// CodeSyntax marks text other than JSON. The rest is not read.
	CodeSyntax Code = "syntax"
	// CodeNotPolicy marks a JSON value other than a policy or a list of policies.
	CodeNotPolicy Code = "not-a-policy"
	// CodeDuplicateKey marks a repeated key of an object.
	CodeDuplicateKey Code = "duplicate-key"
	// CodeMissing marks the absence of a required key.
	CodeMissing Code = "missing"
	// CodeType marks a value of the wrong JSON type, such as an object in place of a
	// number.
	CodeType Code = "wrong-type"
	// CodeValue marks a value of the right type, but out of range or unknown, such as
	// day 32.
	CodeValue Code = "not-allowed"
	// CodeUnknownZone marks a time zone missing from the zone database.
	CodeUnknownZone Code = "unknown-zone"
	// CodeConflict marks two values, each allowed alone, that exclude each other.
	CodeConflict Code = "conflict"
	// CodeReadOnly marks a change of a key that only the vendor sets.
	CodeReadOnly Code = "read-only"
	// CodeInexact marks a field of a policy without an exact equivalent in the form to
	// be written.
	CodeInexact Code = "inexact"
	// CodeTooMany marks the end of an incomplete list: more problems exist.
	CodeTooMany Code = "too-many-problems"
)

// Codes of findings, for documents of any vendor.
const (
	// CodeUnknownKey marks a key unknown to the form. A vendor's document keeps it,
	// without effect; a longcase document with it is refused.
	CodeUnknownKey Code = "unknown-key"
	// CodeNoName marks a policy without a name.
	CodeNoName Code = "no-name"
	// CodeDisabled marks a policy that is switched off and takes no snapshots.
	CodeDisabled Code = "disabled"
	// CodeZoneRetired marks the old name of a time zone renamed in the zone database.
	CodeZoneRetired Code = "zone-retired"
	// CodeNeverFires marks a policy without any due snapshot.
	CodeNeverFires Code = "never-fires"
	// CodeOneMinuteWindow marks a window that starts and ends in the same minute, and so
	// contains only that minute.
	CodeOneMinuteWindow Code = "one-minute-window"
	// CodeStepBeyondWindow marks a step longer than its window: a snapshot is due only
	// when the window opens.
	CodeStepBeyondWindow Code = "step-beyond-window"
	// CodeKeepsAll marks a policy without retention, which never deletes a snapshot.
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
