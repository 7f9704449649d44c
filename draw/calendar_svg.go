package draw

import (
	"time"

	"github.com/longcase/longcase/calendar"
)

// shades holds the class and the meaning of each shade.
var shades = [...]struct{ class, words string }{
	1: {"s1", "one an hour"},
	2: {"s2", "2 to 6 an hour"},
	3: {"s3", "more than 6 an hour"},
}

// monthDays is the most days of a calendar drawn as a month.
const monthDays = 31

// svg draws the calendar, its legend and a line for each clock change.
func (d *days) svg(c *canvas) {
	if len(d.list) <= monthDays {
		d.month(c)
	} else {
		d.year(c)
	}
	d.legend(c)
	for _, change := range d.changes {
		c.y += 18
		c.path("warn", arrow(nil, margin, c.y-9, change.forward))
		c.text(margin+16, c.y, "m", change.words)
	}
}

// weekday returns the position of a date in its week, from Monday on, as ISO 8601 counts
// it.
func weekday(d calendar.Date) int { return (int(d.Weekday()) + 6) % 7 }

// weeks returns the number of weeks that the days touch, the first and the last often in
// part.
func (d *days) weeks() int { return (weekday(d.from) + len(d.list) + 6) / 7 }

// Measures of a year. A cell has a pixel for each hour. Columns are wider for few months:
// a leap year from a Sunday on touches 54 weeks, which leaves 15 pixels for each.
const (
	yearLeft   = 50
	mostColumn = 45
	yearRow    = 27
	cellGap    = 2
	cellHeight = 24
)

// column returns the width of a week and the space after it.
func (d *days) column() int {
	return min((pictureWidth-margin-yearLeft)/d.weeks(), mostColumn)
}

// year draws several months.
func (d *days) year(c *canvas) {
	top, width := c.y+18, d.column()-cellGap
	// Text of 12 pixels in the middle of a cell of 24 stands on its line 16.
	for i := range 7 {
		c.text(yearLeft-8, top+i*yearRow+16, "m e", time.Weekday((i + 1) % 7).String()[:3])
	}
	// Each day is a path of its own, drawn over the months: a tooltip belongs to a path.
	d.yearMonths(c, top)
	c.list("days with snapshots")
	var b []byte
	for i := range d.list {
		day := &d.list[i]
		if day.count == 0 {
			continue
		}
		x, y := d.yearCell(d.date(i), top)
		b = b[:0]
		day.runs(func(from, to int) {
			// The last hour of a day is moved up by a pixel, to end within the cell.
			height := max(to-from, 2) // an hour is a pixel, too thin to see
			b = box(b, x, min(y+from, y+cellHeight-height), width, height)
		})
		c.mark(shades[shade(day.busiest())].class, b, d.tooltip(i))
	}
	c.endList()
	d.arrows(c, func(date calendar.Date) (x, y int) {
		x, y = d.yearCell(date, top)
		return x + width/2 - 5, y + cellHeight/2 - 5
	})
	c.y = top + 7*yearRow
}

// arrows marks the clock changes, each at the place of its date.
func (d *days) arrows(c *canvas, place func(calendar.Date) (x, y int)) {
	if len(d.changes) == 0 {
		return
	}
	c.list("clock changes")
	for _, change := range d.changes {
		x, y := place(change.date)
		c.mark("warn halo", arrow(nil, x, y, change.forward), change.words)
	}
	c.endList()
}

// yearMonths draws the names of the months, and the background of their days in turn.
func (d *days) yearMonths(c *canvas, top int) {
	var cells []byte
	alt := false
	for i := range d.list {
		date := d.date(i)
		x, y := d.yearCell(date, top)
		cells = box(cells, x, y, d.column()-cellGap, cellHeight)
		year, month, day := date.Civil()
		if day == 1 {
			name := month.String()[:3]
			if month == time.January || i == 0 {
				name += " " + itoa(year)
			}
			c.text(x, top-8, "m", name)
		}
		// The days of a month share a path, and neighbouring months differ in shade, so that no
		// lines are needed between them.
		if day == calendar.DaysIn(year, month) {
			c.path(map[bool]string{false: "cell", true: "alt"}[alt], cells)
			alt, cells = !alt, cells[:0]
		}
	}
}

// yearCell returns the corner of a date's cell.
func (d *days) yearCell(date calendar.Date, top int) (x, y int) {
	monday := d.from - calendar.Date(weekday(d.from))
	return yearLeft + int(date-monday)/7*d.column(), top + weekday(date)*yearRow
}

// Measures of a month. A cell has four pixels for each hour, and ten on either side of
// the 24. Seven columns, without the gap after the last, fill the width of the picture
// between its margins.
const (
	monthColumn = 122
	monthRow    = 72
	boxWidth    = 116
	boxHeight   = 66
	hourWidth   = 4
)

// month draws a single month.
func (d *days) month(c *canvas) {
	top := c.y + 18
	for i := range 7 {
		c.text(margin+i*monthColumn, top-8, "m", time.Weekday((i+1)%7).String())
	}
	// Backgrounds of all days are two paths, which keeps the picture small.
	var cells, axis []byte
	for i := range d.list {
		x, y := d.monthCell(i, top)
		cells = box(cells, x, y, boxWidth, boxHeight)
		for h := 0; h <= 24; h += 6 {
			axis = line(axis, x+10+h*hourWidth, y+54, x+10+h*hourWidth, y+58)
		}
		axis = line(axis, x+10, y+56, x+10+24*hourWidth, y+56)
	}
	c.path("cell", cells)
	c.path("axis", axis)
	for i := range d.list {
		d.monthDay(c, i, top)
	}
	c.list("days with snapshots")
	for i := range d.list {
		if d.list[i].count > 0 {
			d.monthMark(c, i, top)
		}
	}
	c.endList()
	d.arrows(c, func(date calendar.Date) (x, y int) {
		x, y = d.monthCell(int(date-d.from), top)
		return x + 28, y + 9
	})
	c.y = top + d.weeks()*monthRow
}

// monthCell returns the corner of a day's cell.
func (d *days) monthCell(i, top int) (x, y int) {
	cell := weekday(d.from) + i // the days before the 1st stay blank
	return margin + cell%7*monthColumn, top + cell/7*monthRow
}

// monthDay writes the number of a day and its times.
func (d *days) monthDay(c *canvas, i, top int) {
	x, y := d.monthCell(i, top)
	c.text(x+8, y+18, "b", itoa(i+1))
	if times := d.times(i); times != "" {
		c.text(x+boxWidth-8, y+18, "m e", times)
	}
}

// times returns the times of a day in a few characters.
func (d *days) times(i int) string {
	day := &d.list[i]
	first := day.first.In(d.zone.Location()).Format("15:04")
	switch {
	case day.count == 0:
		return ""
	case day.count == 1:
		return first
	case day.count == 2 && d.changeOn(d.date(i)) == nil: // whose mark needs the room
		return first + " " + day.last.In(d.zone.Location()).Format("15:04")
	}
	return number(day.count) + " times"
}

// monthMark draws the hours of a day.
func (d *days) monthMark(c *canvas, i, top int) {
	x, y := d.monthCell(i, top)
	var b []byte
	d.list[i].runs(func(from, to int) {
		b = box(b, x+10+from*hourWidth, y+28, (to-from)*hourWidth, 26)
	})
	c.mark(shades[shade(d.list[i].busiest())].class, b, d.tooltip(i))
}

// legend explains the cells and the shades that occur.
func (d *days) legend(c *canvas) {
	var used [len(shades)]bool
	for i := range d.list {
		used[shade(d.list[i].busiest())] = true
	}
	entries := []entry{{"alt", box(nil, 0, -11, 10, 14), "a day, from 00:00 at the top to 24:00"}}
	if len(d.list) <= monthDays {
		entries[0].words = "a day, from 00:00 at the left to 24:00"
	}
	for i, s := range shades {
		if i > 0 && used[i] {
			entries = append(entries, entry{s.class, box(nil, 0, -9, 10, 10), s.words})
		}
	}
	if len(d.changes) > 0 {
		entries = append(entries, entry{"warn", arrow(nil, 0, -9, true), "the clocks change"})
	}
	c.legend(entries)
}

// arrow appends the path of a triangle ten pixels wide and high, pointing forward or back.
func arrow(b []byte, x, y int, forward bool) []byte {
	if forward {
		return append(point(append(b, 'M'), x, y), "l10 5l-10 5z"...)
	}
	return append(point(append(b, 'M'), x+10, y), "l-10 5l10 5z"...)
}
