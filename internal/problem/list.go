// Package problem collects the problems of a text, which is then refused with
// all of them at once. The list is bounded: a text with thousands of problems is
// hardly a text of this kind, and their messages take many times its memory.
package problem

import (
	"errors"
	"strconv"
	"strings"

	"github.com/longcase/longcase/calendar"
)

// Most is the number of problems that are listed.
const Most = 100

// List holds the problems of a text. The zero value holds none. It is not safe
// for concurrent use.
type List struct {
	listed []error
	count  int
}

// Len returns the number of problems, listed or not.
func (l *List) Len() int { return l.count }

// Add adds a problem. It asks for its description only if the list has room.
func (l *List) Add(describe func() error) {
	if len(l.listed) < Most {
		l.listed = append(l.listed, describe())
	}
	l.count++
}

// Err returns the problems joined, or nil without problems. If some are not
// listed, the last error is a [*calendar.ParseError] with their number.
func (l *List) Err() error {
	if l.count == len(l.listed) {
		return errors.Join(l.listed...)
	}
	return errors.Join(append(l.listed, &calendar.ParseError{
		What: "text", Want: "fewer problems: " + strconv.Itoa(l.count-len(l.listed)) + " more are not listed",
	})...)
}

// TooLong returns the error for a text of more than some bytes, or nil.
func TooLong(what, text string, most int) error {
	if len(text) <= most {
		return nil
	}
	return &calendar.ParseError{
		What: what, Input: text, Want: "at most " + strconv.Itoa(most) + " bytes",
	}
}

// Name returns a name that stands in a text, for a message: as it is if it is
// short and plain, and otherwise the start of it in quotes. So no name ends a
// message's line or controls a terminal.
func Name(name string) string {
	const long = 200
	isOdd := func(r rune) bool { return r < ' ' || r > '~' }
	if len(name) <= long && !strings.ContainsFunc(name, isOdd) {
		return name
	}
	return strconv.QuoteToASCII(name[:min(len(name), long)])
}

// UnknownName returns the error for a text or number that names no value of an
// enumerated type, as package enum asks for it: enum is below calendar.
func UnknownName(what, input, want string) error {
	return &calendar.ParseError{What: what, Input: input, Want: want}
}
