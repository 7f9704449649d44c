package draw

import (
	"time"
)

// Measures of a population.
const (
	aliveLeft    = 72 // room for numbers up to 1,000,000
	aliveColumns = (pictureWidth - margin - aliveLeft) / columnWidth
	aliveHeight  = 160
)

// svg draws the number alive as an area, with a line at the most.
func (d *population) svg(c *canvas) {
	top := c.y + 6
	bottom := top + aliveHeight
	width := aliveColumns * columnWidth
	c.path("cell", box(nil, aliveLeft, top, width, aliveHeight))
	// A few pixels stay free above the most, for its dashed line.
	scale := roundUp(d.most.alive)
	height := func(n int) int { return (aliveHeight - 16) * n / scale }
	var lines []byte
	for n := 0; n <= scale; n += max(scale/4, 1) {
		lines = line(lines, aliveLeft, bottom-height(n), aliveLeft+width, bottom-height(n))
		c.text(aliveLeft-8, bottom-height(n)+4, "m e", number(n))
	}
	c.path("axis", lines)
	d.aliveBars(c, bottom, height)
	y := bottom - height(d.most.alive)
	c.path("most", line(nil, aliveLeft, y, aliveLeft+width, y))
	d.dates(c, bottom)
	c.y = bottom + 18
	c.legend([]entry{
		{"area", box(nil, 0, -9, 10, 10), "alive"},
		{"edge", box(nil, 0, -9, 10, 3), "rise and fall within a column"},
		{"most", line(nil, 0, -4, 12, -4), "at most " + d.about() + number(d.most.alive)},
	})
}

// aliveBars draws a bar for each column.
func (d *population) aliveBars(c *canvas, bottom int, height func(int) int) {
	c.list("snapshots alive")
	var edges []byte
	for i, b := range d.bars(aliveColumns) {
		if b.most == 0 {
			continue
		}
		x, y := aliveLeft+i*columnWidth, bottom-height(b.most)
		c.mark("area", box(nil, x, y, columnWidth, height(b.most)), d.barWords(b))
		// The edge spans the least and the most, so that a number that rises by one and falls
		// by one each day does not look constant.
		edges = box(edges, x, y, columnWidth, max(height(b.most)-height(b.least), 2))
	}
	c.endList()
	c.path("edge", edges)
}

// barWords describes a column.
func (d *population) barWords(b bar) string {
	text := number(b.most)
	if b.least != b.most {
		text = number(b.least) + " to " + text
	}
	return text + " alive, " + minute(d.zone, b.from) + " to " + minute(d.zone, b.until)
}

// dates writes dates below the columns.
func (d *population) dates(c *canvas, bottom int) {
	const parts = 4
	length := d.until.Sub(d.from)
	width := aliveColumns * columnWidth
	for i := range parts + 1 {
		at := d.from.Add(length / parts * time.Duration(i))
		class := "m c"
		switch i {
		case 0:
			class = "m"
		case parts:
			class = "m e"
		}
		c.text(aliveLeft+width*i/parts, bottom+16, class, d.dateText(at))
	}
}

// dateText returns a date, or for short stretches the time of day, too.
func (d *population) dateText(t time.Time) string {
	if d.until.Sub(d.from) < 8*daySeconds*time.Second {
		return minute(d.zone, t)
	}
	return dateOf(d.zone, t)
}

// roundUp returns the least of some round numbers that is not below a number. Quarters of
// them are whole.
func roundUp(n int) int {
	// A number such as 6, whose quarters are not whole, is passed over.
	for unit := 1; ; unit *= 10 {
		for _, m := range [...]int{4, 6, 8, 12, 16, 20, 24, 32} {
			if scale := m * unit; n <= scale && scale%4 == 0 {
				return scale
			}
		}
	}
}
