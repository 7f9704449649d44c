package jsondoc

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Error is where and why a text is not JSON.
type Error struct {
	// Pointer is the RFC 6901 pointer to the innermost value that the place is
	// in, as far as it had been read.
	Pointer string
	// Offset is the number of bytes before the place. Line and Column count
	// lines and characters from 1.
	Offset, Line, Column int
	// Found is the character at the place, quoted, or "end of text".
	Found  string
	Reason string // the text allowed there, or why it is not
}

const endOfText = "end of text"

// Truncated reports whether the text is right as far as it goes, but ends too
// early.
func (e *Error) Truncated() bool { return e.Found == endOfText }

// Error returns the pointer, the line and column, the text found there and the
// texts allowed.
func (e *Error) Error() string { return e.Pointer + ": " + e.Message() }

// Message returns the error without the pointer.
func (e *Error) Message() string {
	place := "line " + strconv.Itoa(e.Line) + ", column " + strconv.Itoa(e.Column) + ": "
	if e.Found != "" {
		place += e.Found + ": "
	}
	return place + e.Reason
}

// fail notes why the text is not JSON at the current position, in the value of
// a node. It returns false, for its callers to return.
func (p *parser) fail(i int32, reason string) bool {
	// Lines and columns are counted here, once for a text, and not at each byte read.
	before := p.text[:p.pos]
	lineStart := strings.LastIndexByte(before, '\n') + 1
	p.err = &Error{
		Offset: p.pos,
		Line:   strings.Count(before, "\n") + 1,
		Column: utf8.RuneCountInString(before[lineStart:]) + 1,
		Found:  "end of text",
		Reason: reason,
	}
	if i >= 0 {
		p.err.Pointer = Node{&p.Document, i}.Pointer()
	}
	if rest := p.text[p.pos:]; rest != "" {
		_, size := utf8.DecodeRuneInString(rest)
		p.err.Found = strconv.Quote(rest[:size])
	}
	return false
}
