package longcase

import "strings"

// The codes of the problems for which a vendor's document is refused.
const (
	// CodeSyntax means that the text is not JSON. What follows is not read.
	CodeSyntax Code = "syntax"
	// CodeNotPolicy means that the text is JSON, but neither a policy nor a
	// list of policies.
	CodeNotPolicy Code = "not-a-policy"
	// CodeDuplicateKey means that an object has a key twice.
	CodeDuplicateKey Code = "duplicate-key"
	// CodeMissing means that a key that is needed is absent.
	CodeMissing Code = "missing"
	// CodeType means that a value is of a JSON type that is not allowed there,
	// such as an object where a number belongs.
	CodeType Code = "wrong-type"
	// CodeValue means that a value has the right type but is not allowed, such
	// as day 32.
	CodeValue Code = "not-allowed"
	// CodeUnknownZone means that a time zone does not load.
	CodeUnknownZone Code = "unknown-zone"
	// CodeConflict means that two values are allowed, but not together.
	CodeConflict Code = "conflict"
	// CodeTooMany means that there are more problems than are listed.
	CodeTooMany Code = "too-many-problems"
)

// The codes of findings that any vendor's document may have.
const (
	// CodeUnknownKey means that a key is not one of the vendor's. It is kept,
	// and decides nothing.
	CodeUnknownKey Code = "unknown-key"
	// CodeNoName means that a policy has no name.
	CodeNoName Code = "no-name"
	// CodeDisabled means that a policy takes no snapshots because it says so.
	CodeDisabled Code = "disabled"
	// CodeZoneRetired means that the time zone has another name by now.
	CodeZoneRetired Code = "zone-retired"
	// CodeNeverFires means that no snapshot is ever due.
	CodeNeverFires Code = "never-fires"
	// CodeOneMinuteWindow means that a window starts and ends in the same
	// minute, so that it holds that minute alone.
	CodeOneMinuteWindow Code = "one-minute-window"
	// CodeStepBeyondWindow means that a step is longer than its window, so that
	// a snapshot is due only when the window opens.
	CodeStepBeyondWindow Code = "step-beyond-window"
	// CodeKeepsAll means that nothing says how long snapshots are kept, so that
	// none is ever deleted.
	CodeKeepsAll Code = "keeps-everything"
)

// DocumentError is why a vendor's document is refused: everything that is
// wrong with it, in document order.
type DocumentError struct {
	// Problems holds at least one problem. The severity of each is [Error].
	Problems []Finding
}

// Error returns the problems, one a line, as "pointer: code: message".
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
