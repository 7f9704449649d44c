// Package safe makes text from outside safe to print: names of policies and
// snapshots, keys of documents.
//
// Everything printed that is not our own passes through here, on the way to a
// terminal, a line of a file or a picture. Otherwise a carriage return in a name
// would print a line "delete ..." for every reader that splits lines there, and an
// escape sequence would paint over the lines above.
package safe

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text returns text as it is, or quoted as Go does if it is unsafe.
func Text(text string) string {
	if Is(text) {
		return text
	}
	return strconv.Quote(text)
}

// Is reports whether text has no character that a terminal obeys or that some
// reader takes for the end of a line, and is valid UTF-8.
func Is(text string) bool {
	for len(text) >= 8 && arePrintable(text) {
		text = text[8:]
	}
	for i, c := range []byte(text) {
		if c >= utf8.RuneSelf {
			return utf8.ValidString(text[i:]) && !strings.ContainsFunc(text[i:], IsHazard)
		}
		if c < ' ' || c == 0x7f {
			return false
		}
	}
	return true
}

// arePrintable reports whether the first eight bytes of text are printable ASCII. Nearly
// all text is, and eight bytes in a word take the time of one: below ' ' the first
// difference borrows, DEL overflows the sum, and other bytes have the highest bit.
func arePrintable(text string) bool {
	const each = 0x0101010101010101
	word := uint64(text[0]) | uint64(text[1])<<8 | uint64(text[2])<<16 | uint64(text[3])<<24 |
		uint64(text[4])<<32 | uint64(text[5])<<40 | uint64(text[6])<<48 | uint64(text[7])<<56
	return (word|(word-' '*each)|(word+each))&(0x80*each) == 0
}

// IsHazard reports whether a character is a control (C0, DEL or C1), a separator of
// lines or paragraphs (U+2028, U+2029), or turns the direction of text: "\u202E"
// makes the name "a-peek" read as "keep-a".
func IsHazard(c rune) bool {
	return unicode.In(c, unicode.Cc, unicode.Zl, unicode.Zp, unicode.Bidi_Control)
}
