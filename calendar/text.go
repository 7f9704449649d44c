package calendar

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// ParseError is the error of every parser of this module that reads a text, not
// a document: dates and sets here, and enumerated values, cron expressions and
// recurrences elsewhere. It is comparable.
type ParseError struct {
	What string // the thing to be read: "date", "weekday", "gap", ...
	// Line and Column are the place of the input in the text, in lines and
	// characters from 1. They are 0 where the input is the whole text, or its
	// place is unknown.
	Line, Column int
	Input        string // the part that was not understood
	Want         string // the inputs that are allowed, as a phrase after "want"
}

// Error returns the place, if known, the quoted input and the allowed ones, as
// in `column 3: hour "24": want 0 to 23`. Of a long input it quotes the start.
func (e *ParseError) Error() string {
	var place []string
	if e.Line > 0 {
		place = append(place, "line "+strconv.Itoa(e.Line))
	}
	if e.Column > 0 {
		place = append(place, "column "+strconv.Itoa(e.Column))
	}
	message := e.What + " " + quote(e.Input) + ": want " + e.Want
	if len(place) == 0 {
		return message
	}
	return strings.Join(place, ", ") + ": " + message
}

// quote returns a text in quotes, and of a long one the start: an input may be a
// megabyte, and the errors of a text have to stay readable.
func quote(s string) string {
	const long, clipped = 120, 100
	if len(s) <= long {
		return strconv.Quote(s)
	}
	end := clipped
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return strconv.Quote(s[:end]) + "..."
}

// unknownName is the error for a text or number that names no value of an
// enumerated type.
func unknownName(what, input, want string) error {
	return &ParseError{What: what, Input: input, Want: want}
}

// digits reads an unsigned decimal of at most nine digits and nothing else.
func digits(s string) (n int, ok bool) {
	if len(s) == 0 || len(s) > 9 {
		return 0, false
	}
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

func appendTwoDigits(b []byte, n int) []byte {
	return append(b, byte('0'+n/10), byte('0'+n%10))
}
