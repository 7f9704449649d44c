package jsondoc

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// string steps over a string, quotes included, and reports whether it has
// escapes.
func (p *parser) string(i int32) (escaped, ok bool) {
	p.pos++
	for p.pos < len(p.text) {
		switch c := p.text[p.pos]; {
		case c == '"':
			p.pos++
			return escaped, true
		case c == '\\':
			escaped = true
			if !p.escape(i) {
				return escaped, false
			}
		// RFC 8259 forbids them, and a newline in a name would end a line of any log.
		case c < ' ':
			return escaped, p.fail(i, "want control characters in text escaped")
		case c < utf8.RuneSelf:
			p.pos++
		default:
			r, size := utf8.DecodeRuneInString(p.text[p.pos:])
			if r == utf8.RuneError && size == 1 {
				return escaped, p.fail(i, "want UTF-8")
			}
			p.pos += size
		}
	}
	return escaped, p.fail(i, "want a closing quote")
}

// escape steps over an escape, or over the two of a surrogate pair.
func (p *parser) escape(i int32) bool {
	size, _ := unescape(p.text[p.pos:])
	if size == 0 {
		return p.fail(i, `want one of \" \\ \/ \b \f \n \r \t \u0000, and surrogates in pairs`)
	}
	p.pos += size
	return true
}

const (
	shortEscapes = `"\/bfnrt`
	shortMeaning = "\"\\/\b\f\n\r\t"
)

// unescape reads the escape at the start of a text, or both of a surrogate pair,
// and returns its length and its meaning. The length is 0 if it is not an escape.
func unescape(s string) (size int, r rune) {
	if len(s) < 2 {
		return 0, 0
	}
	if at := strings.IndexByte(shortEscapes, s[1]); at >= 0 {
		return 2, rune(shortMeaning[at])
	}
	first, ok := hexEscape(s)
	switch {
	case !ok:
		return 0, 0
	case !utf16.IsSurrogate(first):
		return 6, first
	}
	// Half of a pair is no character. encoding/json reads it as U+FFFD, and two different
	// names would be one.
	second, _ := hexEscape(s[6:])
	if r = utf16.DecodeRune(first, second); r == utf8.RuneError {
		return 0, 0
	}
	return 12, r
}

// hexEscape reads the escape \u and four hexadecimal digits.
func hexEscape(s string) (r rune, ok bool) {
	if len(s) < 6 || s[:2] != `\u` {
		return 0, false
	}
	code, err := strconv.ParseUint(s[2:6], 16, 16)
	return rune(code), err == nil
}

// unescaped returns the meaning of the text between two quotes.
func unescaped(s string) string {
	var b strings.Builder
	for {
		at := strings.IndexByte(s, '\\')
		if at < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:at])
		size, r := unescape(s[at:])
		b.WriteRune(r)
		s = s[at+size:]
	}
}
