package longcase

import "strings"

// The codes of what can be wrong with any vendor's document, so that it is
// refused. They are the codes of the problems in a [DocumentError].
const (
	// CodeSyntax means that the text is not JSON. Nothing after it is looked at.
	CodeSyntax Code = "syntax"
	// CodeNotPolicy means that the document is JSON, but something else than
	// a policy or a list of policies.
	CodeNotPolicy Code = "not-a-policy"
	// CodeDuplicateKey means that an object has the same key twice.
	CodeDuplicateKey Code = "duplicate-key"
	// CodeMissing means that a key that is needed is absent.
	CodeMissing Code = "missing"
	// CodeType means that a value is of a JSON type that is not allowed there,
	// such as an object instead of a number.
	CodeType Code = "wrong-type"
	// CodeValue means that a value has the right type but is not allowed, such
	// as day 32.
	CodeValue Code = "not-allowed"
	// CodeZone means that a time zone does not load.
	CodeZone Code = "unknown-zone"
	// CodeConflict means that two values are allowed, but not together.
	CodeConflict Code = "conflict"
	// CodeTooMany means that there are more problems than are listed.
	CodeTooMany Code = "too-many-problems"
)

// DocumentError is why a document is refused: everything that is wrong with
// it, in document order. The error of a vendor package's Parse is of type
// *DocumentError.
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
