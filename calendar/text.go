package calendar

import (
	"strconv"
	"strings"
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
// in `column 3: hour "24": want 0 to 23`.
func (e *ParseError) Error() string {
	var place []string
	if e.Line > 0 {
		place = append(place, "line "+strconv.Itoa(e.Line))
	}
	if e.Column > 0 {
		place = append(place, "column "+strconv.Itoa(e.Column))
	}
	message := e.What + " " + strconv.Quote(e.Input) + ": want " + e.Want
	if len(place) == 0 {
		return message
	}
	return strings.Join(place, ", ") + ": " + message
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
