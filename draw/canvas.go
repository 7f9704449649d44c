package draw

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/longcase/longcase/internal/safe"
)

// Measures of every picture, in pixels.
const (
	pictureWidth = 880
	margin       = 16
)

// canvas collects the elements of an SVG document below its title.
type canvas struct {
	b []byte
	y int // where free space begins
}

// open writes a start tag. Attributes are pairs of a name and a value.
func (c *canvas) open(name string, attributes ...string) {
	c.b = append(append(c.b, '<'), name...)
	for i := 0; i+1 < len(attributes); i += 2 {
		c.b = append(append(append(c.b, ' '), attributes[i]...), `="`...)
		c.b = append(appendEscaped(c.b, attributes[i+1]), '"')
	}
	c.b = append(c.b, '>')
}

// close writes an end tag.
func (c *canvas) close(name string) {
	c.b = append(append(append(c.b, "</"...), name...), ">\n"...)
}

// text writes a line of text that begins at a point. The class "e" makes it end there,
// and "c" centres it.
func (c *canvas) text(x, y int, class, s string) {
	c.open("text", "x", itoa(x), "y", itoa(y), "class", class)
	c.b = appendEscaped(c.b, s)
	c.close("text")
}

// path draws a shape without a meaning of its own: a line or a background.
func (c *canvas) path(class string, d []byte) {
	if len(d) > 0 {
		c.b = append(append(append(c.b, `<path class="`...), class...), `" d="`...)
		c.b = append(append(c.b, d...), `"></path>`+"\n"...)
	}
}

// list begins a list of marks. A list may not be empty.
func (c *canvas) list(label string) {
	c.open("g", "role", "list", "aria-label", label)
	c.b = append(c.b, '\n')
}

// mark draws an item of a list, with its tooltip.
func (c *canvas) mark(class string, d []byte, tooltip string) {
	c.b = append(append(append(c.b, `<path role="listitem" class="`...), class...), `" d="`...)
	c.b = append(append(c.b, d...), `"><title>`...)
	c.b = append(appendEscaped(c.b, tooltip), "</title></path>\n"...)
}

// endList ends a list.
func (c *canvas) endList() { c.close("g") }

// placeholder fills the place of a drawing that would be empty.
func (c *canvas) placeholder(why string) {
	c.path("cell", box(nil, margin, c.y, pictureWidth-2*margin, 72))
	c.text(pictureWidth/2, c.y+41, "c", why)
	c.y += 80
}

// document appends the whole document.
func (c *canvas) document(b []byte, p *Picture) []byte {
	width, height := itoa(pictureWidth), itoa(c.y+margin)
	d := &canvas{b: slices.Grow(b, len(c.b)+8192)} // for the head and the style
	d.open("svg", "xmlns", "http://www.w3.org/2000/svg", "class", "longcase", "role", "group",
		"aria-label", p.Title(), "lang", "en",
		"width", width, "height", height, "viewBox", "0 0 "+width+" "+height)
	d.b = append(d.b, "\n<title>"...)
	d.b = append(appendEscaped(d.b, p.Title()), "</title>\n<desc>"...)
	d.b = append(appendEscaped(d.b, p.summary), "</desc>\n<style>\n"...)
	d.b = append(append(d.b, stylesheet...), "</style>\n"...)
	d.path("bg", box(nil, 0, 0, pictureWidth, c.y+margin))
	d.text(margin, 28, "h", p.Title())
	d.text(margin, 48, "m", p.summary)
	d.b = append(d.b, c.b...)
	d.close("svg")
	return d.b
}

// box appends the path of a rectangle.
func box(b []byte, x, y, width, height int) []byte {
	b = point(append(b, 'M'), x, y)
	b = strconv.AppendInt(append(b, 'h'), int64(width), 10)
	b = strconv.AppendInt(append(b, 'v'), int64(height), 10)
	b = strconv.AppendInt(append(b, 'h'), int64(-width), 10)
	return append(b, 'z')
}

// line appends the path of a line.
func line(b []byte, x1, y1, x2, y2 int) []byte {
	return point(append(point(append(b, 'M'), x1, y1), 'L'), x2, y2)
}

// point appends a point of a path.
func point(b []byte, x, y int) []byte {
	b = append(strconv.AppendInt(b, int64(x), 10), ' ')
	return strconv.AppendInt(b, int64(y), 10)
}

func itoa(n int) string { return strconv.Itoa(n) }

// appendEscaped appends text as XML and HTML read it, in an element or an attribute.
// Characters that XML does not have, even as references, become U+FFFD.
func appendEscaped(b []byte, text string) []byte {
	if isPlain(text) {
		return append(b, text...)
	}
	for _, c := range text {
		switch {
		case c == '&':
			b = append(b, "&amp;"...)
		case c == '<':
			b = append(b, "&lt;"...)
		case c == '>':
			b = append(b, "&gt;"...)
		// By number: HTML 4 does not know &apos;, and &quot; is longer.
		case c == '"':
			b = append(b, "&#34;"...)
		case c == '\'':
			b = append(b, "&#39;"...)
		case c < ' ' && c != '\n' && c != '\t', c == 0xfffe, c == 0xffff:
			b = utf8.AppendRune(b, utf8.RuneError)
		default:
			b = utf8.AppendRune(b, c)
		}
	}
	return b
}

// isPlain reports whether text is itself when escaped, as nearly all text is.
func isPlain(text string) bool {
	for _, c := range []byte(text) {
		switch {
		case c < ' ', c >= utf8.RuneSelf, c == '&', c == '<', c == '>', c == '"', c == '\'':
			return false
		}
	}
	return true
}

// cut returns text for one line, safe and of at most a number of characters.
func cut(text string, most int) string {
	if most <= 0 {
		return ""
	}
	// Cut before it is quoted, since a name may have millions of characters: to more than
	// are shown, of up to four bytes each, so that the rest still shows as cut.
	if n := 4*most + 4; len(text) > n {
		for !utf8.RuneStart(text[n]) {
			n--
		}
		text = text[:n]
	}
	text = safe.Text(text)
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	runes := []rune(text)
	return string(runes[:most-1]) + "…"
}
