package draw

import (
	"io"
	"strings"
)

// Picture is a drawing, to be written as SVG or as text. The functions of this package
// make pictures: the zero value is not usable. A Picture is immutable and safe for
// concurrent use.
type Picture struct {
	name    string // of the policy, safe and cut; may be empty
	title   string // the subject, such as "what is kept"
	summary string // the picture in a sentence
	notes   []string
	empty   string // why nothing is to be seen; "" if something is
	drawing drawing
}

// drawing is the part of a picture below its title.
type drawing interface {
	// svg draws from the canvas's height on, and moves it.
	svg(c *canvas)
	// text writes lines.
	text(t *terminal)
}

// Title returns the policy's name and the subject of the picture, as in "Nightly: when
// snapshots are taken". It is safe to print.
func (p *Picture) Title() string {
	if p.name == "" {
		return strings.ToUpper(p.title[:1]) + p.title[1:]
	}
	return p.name + ": " + p.title
}

// Summary returns the picture in words, such as "Keeps 22 of 365 snapshots at Fri
// 2025-01-10 12:00 UTC": the line below the title, and the description of the SVG. It is
// safe to print.
func (p *Picture) Summary() string { return p.summary }

// SVG writes the picture as an SVG document, which may also stand in the body of an HTML
// page. It is 880 pixels wide; the view box lets a page make it smaller. The error is
// that of the writer.
func (p *Picture) SVG(w io.Writer) error {
	_, err := w.Write(p.appendSVG(nil))
	return err
}

// usualSize holds most pictures, in bytes.
const usualSize = 64 << 10

// appendSVG appends the SVG document.
func (p *Picture) appendSVG(b []byte) []byte {
	// The body is drawn first, since its height is part of the start tag: see
	// canvas.document. The title and the summary take the first 64 pixels.
	c := &canvas{b: make([]byte, 0, usualSize), y: 64}
	if p.empty != "" {
		c.placeholder(p.empty)
	} else {
		p.drawing.svg(c)
	}
	for _, note := range p.notes {
		c.y += 18
		c.text(margin, c.y, "m", note)
	}
	return c.document(b, p)
}
