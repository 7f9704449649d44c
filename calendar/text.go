package calendar

import "strconv"

// ParseError is the error of every parser in this package.
type ParseError struct {
	What  string // what was to be read: "date", "weekday", ...
	Input string // the text that was not understood
	Want  string // what is allowed
}

// Error names what was read, quotes the input, and says what is allowed.
func (e *ParseError) Error() string {
	return e.What + " " + strconv.Quote(e.Input) + ": want " + e.Want
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
