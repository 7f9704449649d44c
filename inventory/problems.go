package inventory

import (
	"cmp"
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/jsondoc"
)

const (
	// maxProblems is the number of problems listed. A text with more is hardly
	// meant to be such a list.
	maxProblems = 100
	// maxInput is the number of bytes of a value in an error.
	maxInput = 80
)

// problems collects the problems of a list, to report all of them at once. The
// zero value is empty.
type problems struct {
	listed   []error
	unlisted int
}

// room reports whether another problem is to be listed, and counts the problems
// beyond the limit.
func (p *problems) room() bool {
	if len(p.listed) < maxProblems {
		return true
	}
	p.unlisted++
	return false
}

// list adds a problem to the list, its value shortened.
func (p *problems) list(problem calendar.ParseError) {
	problem.Input = clipped(problem.Input)
	p.listed = append(p.listed, &problem)
}

// refuseLine notes a problem with a field of a line, counted from 1.
func (p *problems) refuseLine(line int, field, input, want string) {
	if p.room() {
		p.list(calendar.ParseError{What: field, Line: line, Input: input, Want: want})
	}
}

// refuseNode notes a problem with a value.
func (p *problems) refuseNode(at jsondoc.Node, want string) {
	if !p.room() {
		return
	}
	input := at.Raw()
	if at.Kind() == jsondoc.String {
		input = at.Text()
	}
	p.list(calendar.ParseError{What: cmp.Or(at.Pointer(), whole), Input: input, Want: want})
}

// refuseMember notes a problem with a member, which may be missing.
func (p *problems) refuseMember(of jsondoc.Node, key, input, want string) {
	if p.room() {
		p.list(calendar.ParseError{What: of.PointerTo(key), Input: input, Want: want})
	}
}

// whole is the name of the outermost value in errors; its pointer is empty.
const whole = "list"

// none reports whether the list is right so far.
func (p *problems) none() bool { return len(p.listed) == 0 }

// err returns the problems, joined, or nil for none.
func (p *problems) err() error {
	if p.unlisted == 0 {
		return errors.Join(p.listed...)
	}
	more := fmt.Errorf("%d more problems are not listed", p.unlisted)
	return errors.Join(append(p.listed, more)...)
}

// clipped shortens a text too long for an error.
func clipped(text string) string {
	if len(text) <= maxInput {
		return text
	}
	end := maxInput
	// A cut within a character would be no UTF-8; names need not be UTF-8 either, and then
	// the loop ends.
	for end > maxInput-utf8.UTFMax && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "..."
}
