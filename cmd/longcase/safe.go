package main

import (
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/longcase/longcase/internal/safe"
)

// field is safe.Text for a field of a record. A field that looks quoted is quoted too, so
// that no name is taken for the quoted name of another.
func field(text string) string {
	if last := len(text) - 1; last > 0 && text[0] == '"' && text[last] == '"' {
		return strconv.Quote(text)
	}
	return safe.Text(text)
}

// printJSONText writes JSON with its hazards as \u escapes. They occur in the texts of
// JSON alone, apart from its own white space. Package encoding/json escapes some of them.
func (e *env) printJSONText(text []byte) {
	for len(text) > 0 {
		c, size := utf8.DecodeRune(text)
		if c >= 0x7f && safe.IsHazard(c) { // all of them have four digits
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
		line += ": " + safe.Text(text)
	}
	io.WriteString(e.stderr, line+"\n")
}
