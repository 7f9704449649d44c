// Package expression reads expressions of one line, such as those of cron and of
// systemd: it splits them into words, and collects problems with their columns. To
// write them, it finds the steps in sets of values.
package expression

import (
	"strings"
	"unicode/utf8"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/problem"
)

// MaxLength is the greatest length of an expression in bytes: ten times the length
// of a list of every value of every field of cron.
const MaxLength = 4096

// Word is a part of an expression with its place.
type Word struct {
	Text string
	At   int // of the first byte
}

// Cut splits a word at the first separator.
func (w Word) Cut(sep byte) (before, after Word, found bool) {
	i := strings.IndexByte(w.Text, sep)
	if i < 0 {
		return w, Word{"", w.At + len(w.Text) + 1}, false
	}
	return Word{w.Text[:i], w.At}, Word{w.Text[i+1:], w.At + i + 1}, true
}

// CutRange splits a word at the first "..", as in "1..5".
func (w Word) CutRange() (first, last Word, found bool) {
	from, to, found := strings.Cut(w.Text, "..")
	return Word{from, w.At}, Word{to, w.At + len(from) + len("..")}, found
}

// Split splits a word at every separator.
func (w Word) Split(sep byte) (parts []Word) {
	for more := true; more; {
		var part Word
		part, w, more = w.Cut(sep)
		parts = append(parts, part)
	}
	return parts
}

// Reader holds an expression and its problems. It is not safe for concurrent use.
type Reader struct {
	text     string
	problems problem.List
}

// NewReader returns a reader of an expression. The error is for expressions longer
// than [MaxLength].
func NewReader(text string) (Reader, error) {
	return Reader{text: text}, problem.TooLong("expression", text, MaxLength)
}

// AppendWords appends the words between blanks. Taking the slice from its caller,
// it needs no memory of its own for a handful of words.
func (r *Reader) AppendWords(words []Word, isBlank func(byte) bool) []Word {
	start := 0
	for i := range len(r.text) + 1 {
		if i < len(r.text) && !isBlank(r.text[i]) {
			continue
		}
		if i > start {
			words = append(words, Word{r.text[start:i], start})
		}
		start = i + 1
	}
	return words
}

// End returns the empty word at the end of the expression, the place of a missing
// field.
func (r *Reader) End() Word { return Word{"", len(r.text)} }

// Problem adds a problem of a word: its name, and the values that are allowed. Its
// column counts characters from 1, as an editor does, and not bytes.
func (r *Reader) Problem(what string, w Word, want string) {
	r.problems.Add(func() error {
		column := utf8.RuneCountInString(r.text[:min(w.At, len(r.text))]) + 1
		return &calendar.ParseError{What: what, Column: column, Input: w.Text, Want: want}
	})
}

// Problems returns the number of problems so far.
func (r *Reader) Problems() int { return r.problems.Len() }

// Err returns the problems joined, or nil without problems, as [problem.List.Err]
// does.
func (r *Reader) Err() error { return r.problems.Err() }
