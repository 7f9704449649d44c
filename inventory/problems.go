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
	// maxProblems is the number of problems that are listed. A text with more
	// was hardly meant to be such a list.
	maxProblems = 100
	// maxInput is the number of bytes of a value that are shown.
	maxInput = 80
)

// problems collects what is wrong with a list, so that all of it is said at
// once. The zero value holds none.
type problems struct {
	listed   []error
	unlisted int
}

// room reports whether another problem is to be listed, and counts those that
// are not.
func (p *problems) room() bool {
	if len(p.listed) < maxProblems {
		return true
	}
	p.unlisted++
	return false
}

func (p *problems) list(problem calendar.ParseError) {
	problem.Input = clipped(problem.Input)
	p.listed = append(p.listed, &problem)
}

// refuseLine notes what is wrong with a field of a line, counted from 1.
func (p *problems) refuseLine(line int, field, input, want string) {
	if p.room() {
		p.list(calendar.ParseError{What: field, Line: line, Input: input, Want: want})
	}
}

// refuseNode notes what is wrong with a value.
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

// refuseMember notes what is wrong with a member, which need not exist.
func (p *problems) refuseMember(of jsondoc.Node, key, input, want string) {
	if p.room() {
		p.list(calendar.ParseError{What: of.PointerTo(key), Input: input, Want: want})
	}
}

// whole is what the outermost value is called, whose pointer is empty.
const whole = "list"

// none reports whether there are no problems.
func (p *problems) none() bool { return len(p.listed) == 0 }

// err returns the problems, joined, or nil if there are none.
func (p *problems) err() error {
	if p.unlisted == 0 {
		return errors.Join(p.listed...)
	}
	more := fmt.Errorf("%d more problems are not listed", p.unlisted)
	return errors.Join(append(p.listed, more)...)
}

// clipped returns the start of a text that is too long to be shown.
func clipped(text string) string {
	if len(text) <= maxInput {
		return text
	}
	end := maxInput
	for end > maxInput-utf8.UTFMax && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "..."
}
