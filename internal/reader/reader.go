// Package reader reads the fields of policy documents, and collects problems and
// findings, so that a document is refused with all of its problems at once.
package reader

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/internal/jsondoc"
)

// Reader collects the problems and the findings of a document. The zero value is
// ready for use.
type Reader struct {
	problems []note
	findings []note
	unlisted int
	length   int // bytes of the problems' pointers and messages
	compiled int // schedule rules
}

// note is a finding and the offset in the document by which it is ordered.
type note struct {
	offset int
	longcase.Finding
}

// maxProblems is the number of listed problems. A text with more was
// hardly meant to be a policy, and the messages of all could take a hundred times
// the memory of the text.
const maxProblems = 1000

// maxLength is the number of bytes of pointers and messages after which no more
// problems are listed. A pointer may have a hundred thousand, and a document the
// same pointer a thousand times.
const maxLength = 1 << 20

// Open returns the outermost value of a document, and notes duplicate keys and a
// syntax error. The error is returned, too; the value holds the text before it.
func (r *Reader) Open(document *jsondoc.Document) (jsondoc.Node, *jsondoc.Error) {
	syntax := document.Err()
	if syntax != nil {
		r.note(syntax.Offset, longcase.Finding{
			Code: longcase.CodeSyntax, Pointer: syntax.Pointer, Message: syntax.Message(),
		})
	}
	// In a text that breaks off, too: both are faults of it.
	for _, member := range document.Duplicates() {
		r.Refuse(member, longcase.CodeDuplicateKey, "want each key once")
	}
	return document.Root(), syntax
}

// Refuse notes a problem: why a value is not allowed.
func (r *Reader) Refuse(at jsondoc.Node, code longcase.Code, reason string) {
	if r.room() {
		r.note(at.Offset(), longcase.Finding{
			Code: code, Pointer: at.Pointer(), Message: Quote(at) + ": " + reason,
		})
	}
}

// Need returns a required member of an object, and notes a problem if it is
// absent or null.
func (r *Reader) Need(object jsondoc.Node, key, want string) jsondoc.Node {
	member := Given(object.Get(key))
	if !member.Exists() && r.room() {
		r.note(object.Offset(), longcase.Finding{
			Code: longcase.CodeMissing, Pointer: object.PointerTo(key), Message: "want " + want,
		})
	}
	return member
}

// Given returns a value, or an absent one for null.
func Given(n jsondoc.Node) jsondoc.Node {
	if n.Kind() == jsondoc.Null {
		return jsondoc.Node{}
	}
	return n
}

// room reports whether another problem fits the list, and counts those that do
// not.
func (r *Reader) room() bool {
	if !r.full() {
		return true
	}
	r.unlisted++
	return false
}

func (r *Reader) full() bool { return len(r.problems) >= maxProblems || r.length >= maxLength }

// note adds a problem at a place.
func (r *Reader) note(offset int, problem longcase.Finding) {
	r.length += len(problem.Pointer) + len(problem.Message)
	problem.Severity = longcase.Error
	r.problems = append(r.problems, note{offset, problem})
}

// Failed reports whether a problem was noted.
func (r *Reader) Failed() bool { return len(r.problems) > 0 }

// Err returns the problems in document order as a [*longcase.DocumentError], or
// nil without problems.
func (r *Reader) Err() error {
	if !r.Failed() {
		return nil
	}
	problems := inOrder(r.problems)
	if r.unlisted > 0 {
		problems = append(problems, longcase.Finding{
			Code: longcase.CodeTooMany, Severity: longcase.Error,
			Message: fmt.Sprintf("%d more problems are not listed", r.unlisted),
		})
	}
	return &longcase.DocumentError{Problems: problems}
}

// Find notes a finding, unless a problem was noted: findings about a document that
// is refused are of no use.
func (r *Reader) Find(
	at jsondoc.Node, code longcase.Code, severity longcase.Severity, message string,
) {
	if r.Failed() {
		return
	}
	r.findings = append(r.findings, note{at.Offset(), longcase.Finding{
		Code: code, Pointer: at.Pointer(), Severity: severity, Message: message,
	}})
}

// TakeFindings returns the findings since the last call, in document order.
func (r *Reader) TakeFindings() []longcase.Finding {
	list := inOrder(r.findings)
	r.findings = r.findings[:0]
	return list
}

// inOrder returns findings in the order of their places. Several of one place keep the
// order in which they were noted.
func inOrder(notes []note) []longcase.Finding {
	slices.SortStableFunc(notes, func(a, b note) int { return cmp.Compare(a.offset, b.offset) })
	var list []longcase.Finding
	for _, n := range notes {
		list = append(list, n.Finding)
	}
	return list
}

// Quote returns a value for a message: its text, the start of a long text, or the
// kind of a long array or object.
func Quote(n jsondoc.Node) string {
	const long, clipped = 60, 40
	text := n.Raw()
	switch {
	case len(text) <= long && !strings.Contains(text, "\n"):
		return text
	case n.Kind() == jsondoc.Array || n.Kind() == jsondoc.Object:
		return n.Kind().String()
	}
	// A cut within a character would be no UTF-8.
	end := clipped
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "..."
}
