package draw

import (
	"io"
	"strings"
	"unicode/utf8"
)

// TextOptions chooses how a picture is written as text. The zero value is 80 columns of
// Unicode without colour. TextOptions is comparable.
type TextOptions struct {
	// Width is the number of columns; zero is 80. Less than 36 counts as 36, and more
	// than 400 as 400.
	Width int
	// ASCII restricts the picture's own characters to ASCII, for terminals and fonts
	// without block elements. Names stay as they are.
	ASCII bool
	// Color writes the colours of ANSI terminals. It is for a terminal alone, and for a
	// user who has not set NO_COLOR.
	Color bool
}

const (
	leastWidth   = 36
	mostWidth    = 400
	defaultWidth = 80
)

// Text writes the picture as lines of text for a terminal. The error is that of the
// writer.
func (p *Picture) Text(w io.Writer, o TextOptions) error {
	if o.Width == 0 {
		o.Width = defaultWidth
	}
	o.Width = min(max(o.Width, leastWidth), mostWidth)
	t := &terminal{TextOptions: o}
	t.lines(strong, cut(p.Title(), 2*o.Width))
	t.lines(muted, p.summary)
	t.line()
	if p.empty != "" {
		t.lines(muted, p.empty)
	} else {
		p.drawing.text(t)
	}
	for _, note := range p.notes {
		t.lines(muted, note)
	}
	_, err := w.Write(t.b)
	return err
}

// terminal collects lines of text.
type terminal struct {
	TextOptions
	b []byte
}

// ink is a colour or weight of text.
type ink string

// Inks. Those of rules are the colours of the SVG, among the 256 of terminals.
const (
	plain  ink = ""
	strong ink = "1"
	muted  ink = "2"
	warn   ink = "38;5;166"
	amount ink = "38;5;32"
	gaps   ink = "38;5;136"
)

// ruleInks are those of rules, in turn.
var ruleInks = [...]ink{"38;5;32", "38;5;166", "38;5;36", "38;5;132", "38;5;136", "38;5;74"}

// put writes text in an ink.
func (t *terminal) put(i ink, text string) {
	if t.ASCII {
		text = strings.ReplaceAll(text, "…", "~") // of cut, in one column, too
	}
	if !t.Color || i == plain || text == "" {
		t.b = append(t.b, text...)
		return
	}
	t.b = append(append(append(t.b, "\x1b["...), i...), 'm')
	t.b = append(append(t.b, text...), "\x1b[0m"...)
}

// line ends a line.
func (t *terminal) line() {
	// Blank cells at the end of a row are no part of the text.
	for len(t.b) > 0 && t.b[len(t.b)-1] == ' ' {
		t.b = t.b[:len(t.b)-1]
	}
	t.b = append(t.b, '\n')
}

// lines writes text, broken at spaces into lines that fit.
func (t *terminal) lines(i ink, text string) { t.indented(i, "", text) }

// indented writes text after a first part, and indents further lines by the width of this
// part.
func (t *terminal) indented(i ink, first, text string) {
	indent := textColumns(first)
	t.put(i, first)
	column := indent
	for n, word := range strings.Fields(text) {
		word = fitted(word, t.Width-indent)
		width := textColumns(word)
		switch {
		case n == 0:
		case column+1+width > t.Width:
			t.line()
			t.b = append(t.b, strings.Repeat(" ", indent)...)
			column = indent
		default:
			t.b = append(t.b, ' ')
			column++
		}
		// Each word in an escape sequence of its own, which so never spans the end of a line.
		t.put(i, word)
		column += width
	}
	t.line()
}

// padded returns text of exactly some columns.
func padded(text string, width int) string {
	text = cut(text, width)
	return text + strings.Repeat(" ", max(width-utf8.RuneCountInString(text), 0))
}

// ended returns text at the right end of some columns.
func ended(text string, width int) string {
	return strings.Repeat(" ", max(width-utf8.RuneCountInString(text), 0)) + text
}

// either returns the Unicode form of a character, or the ASCII one.
func (t *terminal) either(unicode, ascii string) string {
	if t.ASCII {
		return ascii
	}
	return unicode
}

// run is text in an ink.
type run struct {
	ink
	text string
}

// row writes characters, each in its ink. Neighbours in the same ink share an escape
// sequence.
func (t *terminal) row(cells []run) {
	for from := 0; from < len(cells); {
		var text strings.Builder
		to := from
		for to < len(cells) && cells[to].ink == cells[from].ink {
			text.WriteString(cells[to].text)
			to++
		}
		t.put(cells[from].ink, text.String())
		from = to
	}
}

// labels returns a row with words at columns, as far as they fit without touching. Words
// that would stand past the end are moved left.
func labels(width int, at []int, words []string) string {
	row := []rune(strings.Repeat(" ", width))
	free := 0
	for i, column := range at {
		text := []rune(words[i])
		column = min(column, width-len(text))
		if column < free {
			continue
		}
		copy(row[column:], text)
		free = column + len(text) + 1
	}
	return string(row)
}
