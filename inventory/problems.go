package inventory

import (
	"errors"
	"fmt"
	"strconv"
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

// refuse notes what is wrong at a place.
func (p *problems) refuse(place, input, want string) {
	if len(p.listed) == maxProblems {
		p.unlisted++
		return
	}
	p.listed = append(p.listed, &calendar.ParseError{What: place, Input: clipped(input), Want: want})
}

// refuseLine notes what is wrong with a field of a line, counted from 1.
func (p *problems) refuseLine(line int, field, input, want string) {
	if len(p.listed) == maxProblems {
		p.unlisted++
		return
	}
	p.refuse("line "+strconv.Itoa(line)+": "+field, input, want)
}

// refuseNode notes what is wrong with a value.
func (p *problems) refuseNode(at jsondoc.Node, want string) {
	if len(p.listed) == maxProblems {
		p.unlisted++
		return
	}
	input := at.Raw()
	if at.Kind() == jsondoc.String {
		input = at.Text()
	}
	p.refuse(placeOf(at.Pointer()), input, want)
}

// placeOf names a place by its pointer, which is empty for the whole text.
func placeOf(pointer string) string {
	if pointer == "" {
		return "list"
	}
	return pointer
}

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
