package draw

import (
	"unicode"
	"unicode/utf8"
)

// wide is the characters that terminals show two columns wide: those of East Asia and
// emoji, by Unicode's East Asian Width, in whole blocks. It is never written.
var wide = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x1100, Hi: 0x115f, Stride: 1},
		{Lo: 0x2e80, Hi: 0x303e, Stride: 1},
		{Lo: 0x3041, Hi: 0x4dbf, Stride: 1},
		{Lo: 0x4e00, Hi: 0xa4cf, Stride: 1},
		{Lo: 0xa960, Hi: 0xa97f, Stride: 1},
		{Lo: 0xac00, Hi: 0xd7a3, Stride: 1},
		{Lo: 0xf900, Hi: 0xfaff, Stride: 1},
		{Lo: 0xfe30, Hi: 0xfe6f, Stride: 1},
		{Lo: 0xff00, Hi: 0xff60, Stride: 1},
		{Lo: 0xffe0, Hi: 0xffe6, Stride: 1},
	},
	R32: []unicode.Range32{
		{Lo: 0x16fe0, Hi: 0x18dff, Stride: 1},
		{Lo: 0x1f200, Hi: 0x1f2ff, Stride: 1},
		{Lo: 0x1f300, Hi: 0x1f64f, Stride: 1},
		{Lo: 0x1f680, Hi: 0x1f6ff, Stride: 1},
		{Lo: 0x1f900, Hi: 0x1f9ff, Stride: 1},
		{Lo: 0x20000, Hi: 0x3fffd, Stride: 1},
	},
}

// columnsOf returns the columns of a terminal that a character takes: none for marks that
// combine with the character before them.
func columnsOf(c rune) int {
	switch {
	case c < utf8.RuneSelf:
		return 1
	case unicode.In(c, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case unicode.Is(wide, c):
		return 2
	}
	return 1
}

// textColumns returns the columns of a terminal that text takes.
func textColumns(text string) (n int) {
	for _, c := range text {
		n += columnsOf(c)
	}
	return n
}

// fitted returns text for one line, safe and of at most a number of columns.
func fitted(text string, most int) string {
	text = cut(text, most)
	if textColumns(text) <= most {
		return text
	}
	n := 1 // of the ellipsis
	for i, c := range text {
		if n += columnsOf(c); n > most {
			return text[:i] + "…"
		}
	}
	return text
}
