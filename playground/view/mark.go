package view

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/longcase/longcase"
)

// Mark is a remark about a text, with its place.
type Mark struct {
	// Severity is "error", "warning" or "info".
	Severity string `json:"severity"`
	// Message is a sentence without a full stop. It may quote the text.
	Message string `json:"message"`
	// Pointer is the RFC 6901 pointer to the place in a document, and "" elsewhere.
	Pointer string `json:"pointer,omitempty"`
	// Line and Column count lines and characters from 1. They are 0 for a remark
	// about the whole text.
	Line   int `json:"line,omitempty"`
	Column int `json:"column,omitempty"`
	// Start and End are the place in UTF-16 code units, in which browsers count.
	Start int `json:"start"`
	End   int `json:"end"`
}

// marked returns a remark about the bytes of a text from start to end.
func marked(text string, start, end int, m Mark) Mark {
	start, end = clampTo(text, start), clampTo(text, max(start, end))
	before := text[:start]
	m.Line = 1 + strings.Count(before, "\n")
	m.Column = 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
	m.Start = units(before)
	m.End = m.Start + units(text[start:end])
	return m
}

// markedLine returns a remark about a line of a text, from a column on. Lines and columns
// count from 1; column 0 is the whole line.
func markedLine(text string, line, column int, input string, m Mark) Mark {
	start, end := lineSpan(text, line)
	if column == 0 {
		return marked(text, start, end, m)
	}
	for range column - 1 {
		_, size := utf8.DecodeRuneInString(text[start:end])
		start += size
	}
	if input != "" && strings.HasPrefix(text[start:end], input) {
		end = start + len(input)
	}
	return marked(text, start, end, m)
}

// lineSpan returns the bytes of a line, without its end. Beyond the last line it is the
// end of the text.
func lineSpan(text string, line int) (start, end int) {
	for range line - 1 {
		next := strings.IndexByte(text[start:], '\n')
		if next < 0 {
			return len(text), len(text)
		}
		start += next + 1
	}
	end = len(text)
	if next := strings.IndexByte(text[start:], '\n'); next >= 0 {
		end = start + next
	}
	return start, end
}

// clampTo returns the nearest place in a text.
func clampTo(text string, place int) int { return min(max(place, 0), len(text)) }

// units returns the length of a text in UTF-16 code units.
func units(text string) (n int) {
	for _, c := range text {
		n += max(1, utf16.RuneLen(c))
	}
	return n
}

// remark returns a finding as a remark about a whole text.
func remark(f longcase.Finding) Mark {
	return Mark{Severity: f.Severity.String(), Message: f.Message, Pointer: f.Pointer}
}

// wrong returns an error as a remark about a whole text.
func wrong(message string) Mark {
	return Mark{Severity: longcase.Error.String(), Message: message}
}
