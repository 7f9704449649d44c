package main

import (
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// safe returns text from outside, such as the name of a snapshot or a key of a
// document, for a line of output: as it is, or quoted as Go does if it is unsafe.
// Everything printed that is not our own passes through here. Otherwise a carriage
// return in a name would print a line "delete ..." for every reader that splits lines
// there, and an escape sequence would paint over the lines above.
func safe(text string) string {
	if isSafe(text) {
		return text
	}
	return strconv.Quote(text)
}

// field is safe for a field of a record. A field that looks quoted is quoted too, so
// that no name is taken for the quoted name of another.
func field(text string) string {
	if last := len(text) - 1; last > 0 && text[0] == '"' && text[last] == '"' {
		return strconv.Quote(text)
	}
	return safe(text)
}

// isSafe reports whether text has no character that a terminal obeys or that some
// reader takes for the end of a line, and is valid UTF-8.
func isSafe(text string) bool {
	for i, c := range []byte(text) {
		if c >= utf8.RuneSelf {
			return utf8.ValidString(text[i:]) && !strings.ContainsFunc(text[i:], isHazard)
		}
		if c < ' ' || c == 0x7f {
			return false
		}
	}
	return true
}

// isHazard reports whether a character is a control (C0, DEL or C1), a separator of
// lines or paragraphs (U+2028, U+2029), or turns the direction of text: "\u202E"
// makes the name "a-peek" read as "keep-a".
func isHazard(c rune) bool {
	return unicode.In(c, unicode.Cc, unicode.Zl, unicode.Zp, unicode.Bidi_Control)
}

// printJSONText writes JSON with its hazards as \u escapes. They occur in the texts of
// JSON alone, apart from its own white space. Package encoding/json escapes some of them.
func (e *env) printJSONText(text []byte) {
	for len(text) > 0 {
		c, size := utf8.DecodeRune(text)
		if c >= 0x7f && isHazard(c) { // all of them have four digits
			e.stdout.WriteString(`\u`)
			e.stdout.WriteString(strconv.FormatInt(0x10000+int64(c), 16)[1:])
		} else {
			e.stdout.Write(text[:size])
		}
		text = text[size:]
	}
}

// row writes a record: its fields, separated by tabs, on a line.
func row(w io.StringWriter, fields ...string) {
	for i, text := range fields {
		if i > 0 {
			w.WriteString("\t")
		}
		w.WriteString(field(text))
	}
	w.WriteString("\n")
}

// complain writes a line on standard error: texts, separated by colons.
func (e *env) complain(texts ...string) {
	line := "longcase"
	for _, text := range texts {
		line += ": " + safe(text)
	}
	io.WriteString(e.stderr, line+"\n")
}
