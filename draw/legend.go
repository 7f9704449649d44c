package draw

import "unicode/utf8"

// entry is an entry of a legend: a shape around the point (0, 0), in relative paths after
// its first point, and its meaning.
type entry struct {
	class string
	shape []byte
	words string
}

// legend draws entries next to each other, on as many lines as they take.
func (c *canvas) legend(entries []entry) {
	x := margin
	c.y += 26
	for _, e := range entries {
		width := 16 + textWidth(e.words) + 18
		// An entry too wide for a line of its own stays where it is: a line is never empty.
		if x > margin && x+width > pictureWidth-margin {
			x = margin
			c.y += 20
		}
		c.open("g", "transform", "translate("+itoa(x)+" "+itoa(c.y)+")")
		c.path(e.class, e.shape)
		c.text(16, 0, "m", e.words)
		c.close("g")
		x += width
	}
	c.y += 6
}

// textWidth returns about the width of text in pixels. The font is the reader's own, so the
// width is a guess on the safe side: 6.5 pixels a character of a font of 12 pixels.
func textWidth(s string) int { return utf8.RuneCountInString(s) * 13 / 2 }
