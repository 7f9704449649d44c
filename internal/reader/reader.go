// Package reader reads the fields of vendors' documents. It collects what is
// wrong with them, so that all of it can be said at once, and what is doubtful.
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

// Reader collects problems, for which a document is refused, and findings. The
// zero value is ready for use.
type Reader struct {
	problems []note
	findings []note
	unlisted int
}

// note is a finding and the offset in the document by which it is ordered.
type note struct {
	offset int
	longcase.Finding
}

// maxProblems is the number of problems that are listed. A text with more was
// hardly meant to be a policy, and all of them could take a hundred times the
// memory of the text.
const maxProblems = 1000

// Open returns the outermost value of a document. Duplicate keys are noted. So
// is a syntax error, which is returned as well; the value then holds what comes
// before it.
func (r *Reader) Open(document *jsondoc.Document) (jsondoc.Node, *jsondoc.Error) {
	syntax := document.Err()
	if syntax != nil {
		r.note(syntax.Offset, longcase.Finding{
			Code: longcase.CodeSyntax, Pointer: syntax.Pointer, Message: syntax.Message(),
		})
	}
	for _, member := range document.Duplicates() {
		r.Refuse(member, longcase.CodeDuplicateKey, "want each key once")
	}
	return document.Root(), syntax
}

// Refuse notes why a value is not allowed.
func (r *Reader) Refuse(at jsondoc.Node, code longcase.Code, reason string) {
	if r.room() {
		r.note(at.Offset(), longcase.Finding{
			Code: code, Pointer: at.Pointer(), Message: Quote(at) + ": " + reason,
		})
	}
}

// Need returns a member that an object must have. That it is absent, or null,
// is noted.
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

// room reports whether another problem is to be listed, and counts those that
// are not.
func (r *Reader) room() bool {
	if len(r.problems) < maxProblems {
		return true
	}
	r.unlisted++
	return false
}

func (r *Reader) note(offset int, problem longcase.Finding) {
	problem.Severity = longcase.Error
	r.problems = append(r.problems, note{offset, problem})
}

// Failed reports whether there are problems.
func (r *Reader) Failed() bool { return len(r.problems) > 0 }

// Err returns the problems in document order as a [*longcase.DocumentError],
// or nil if there are none.
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

// Find notes what is allowed but probably not meant. Once there are problems
// nobody will ask for findings, and none are noted.
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

func inOrder(notes []note) []longcase.Finding {
	slices.SortStableFunc(notes, func(a, b note) int { return cmp.Compare(a.offset, b.offset) })
	var list []longcase.Finding
	for _, n := range notes {
		list = append(list, n.Finding)
	}
	return list
}

// Quote returns a value as messages show it: its text or, where that is long,
// the start of it or what kind of value it is.
func Quote(n jsondoc.Node) string {
	const long, clipped = 60, 40
	text := n.Raw()
	switch {
	case len(text) <= long && !strings.Contains(text, "\n"):
		return text
	case n.Kind() == jsondoc.Array || n.Kind() == jsondoc.Object:
		return n.Kind().String()
	}
	end := clipped
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "..."
}
