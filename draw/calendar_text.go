package draw

import (
	"time"
)

// glyphs holds the characters for the snapshots of a day, none to many, in Unicode and in
// ASCII, and their meanings.
var glyphs = [...]struct{ unicode, ascii, words string }{
	{"·", ".", "none"},
	{"░", "-", "1"},
	{"▒", "+", "2-6"},
	{"▓", "x", "7-24"},
	{"█", "#", "more"},
}

// glyph returns the index of the character for a number of snapshots a day. The borders are
// usual schedules: every four hours is 6 a day, and every hour 24.
func glyph(n int64) int {
	switch {
	case n <= 1:
		return int(n)
	case n <= 6:
		return 2
	case n <= 24:
		return 3
	}
	return 4
}

// text writes the calendar, the hours of the day, the meaning of the characters and a line
// for each clock change.
func (d *days) text(t *terminal) {
	if len(d.list) <= monthDays {
		d.monthText(t)
	} else {
		d.yearText(t)
	}
	d.hoursText(t)
	d.keyText(t)
	for _, change := range d.changes {
		t.indented(warn, t.arrow(change.forward)+" ", change.words)
	}
}

// arrow returns the mark of a clock change.
func (t *terminal) arrow(forward bool) string {
	if forward {
		return t.either("►", ">")
	}
	return t.either("◄", "<")
}

// yearLabel is the width of the names of weekdays.
const yearLabel = 4

// yearText writes columns of weeks, in as many blocks as the width asks for, and with
// two columns a week if there is room.
func (d *days) yearText(t *terminal) {
	weeks := d.weeks()
	// A day is one character or two, of which the arrow of a clock change takes one.
	scale := 1
	if yearLabel+2*weeks <= t.Width {
		scale = 2
	}
	// Rounded up twice: first as few blocks as the width allows, then weeks shared out evenly
	// among them. So 53 weeks in 32 columns are 27 and 26, and not 32 and 21.
	blocks := (weeks*scale + t.Width - yearLabel - 1) / (t.Width - yearLabel)
	each := (weeks + blocks - 1) / blocks
	for from := 0; from < weeks; from += each {
		d.weeksText(t, from, min(from+each, weeks), scale)
	}
}

// weeksText writes the weeks from <= week < to.
func (d *days) weeksText(t *terminal, from, to, scale int) {
	d.monthNames(t, from, to, scale)
	for row := range 7 {
		t.put(muted, padded(time.Weekday((row + 1) % 7).String()[:3], yearLabel))
		var cells []run
		for week := from; week < to; week++ {
			i := week*7 + row - weekday(d.from)
			cells = append(cells, d.dayGlyph(t, i))
			if scale > 1 { // a day with a clock change shows its amount beside the arrow
				cells = append(cells, d.amountGlyph(t, i))
			}
		}
		t.row(cells)
		t.line()
	}
	t.line()
}

// monthNames writes the names of the months that begin in some weeks.
func (d *days) monthNames(t *terminal, from, to, scale int) {
	var at []int
	var words []string
	for i := range d.list {
		year, month, day := d.date(i).Civil()
		if week := (weekday(d.from) + i) / 7; day == 1 && from <= week && week < to {
			// A column a week leaves four or five characters for a month: no room for a year.
			name := month.String()[:3]
			if scale > 1 && (month == time.January || i == 0) {
				name += " " + itoa(year)
			}
			at, words = append(at, (week-from)*scale), append(words, name)
		}
	}
	t.put(muted, padded("", yearLabel)+labels((to-from)*scale, at, words))
	t.line()
}

// dayGlyph returns the character of a day, blank out of range: that of a clock change, or
// else of its snapshots.
func (d *days) dayGlyph(t *terminal, i int) run {
	if i >= 0 && i < len(d.list) {
		if change := d.changeOn(d.date(i)); change != nil {
			return run{warn, t.arrow(change.forward)}
		}
	}
	return d.amountGlyph(t, i)
}

// amountGlyph returns the character of a day for its snapshots, blank out of range.
func (d *days) amountGlyph(t *terminal, i int) run {
	if i < 0 || i >= len(d.list) {
		return run{plain, " "}
	}
	g := glyph(d.list[i].count)
	if g == 0 {
		return run{muted, t.either(glyphs[0].unicode, glyphs[0].ascii)}
	}
	return run{amount, t.either(glyphs[g].unicode, glyphs[g].ascii)}
}

// monthText writes rows of weeks, each day with its number and its times.
func (d *days) monthText(t *terminal) {
	width := min((t.Width-1)/7, 16)
	for i := range 7 {
		t.put(muted, padded(time.Weekday((i + 1) % 7).String()[:3], width))
	}
	t.line()
	for week := range d.weeks() {
		for row := range 7 {
			d.dayText(t, week*7+row-weekday(d.from), width)
		}
		t.line()
	}
	t.line()
}

// dayText writes a day of a month.
func (d *days) dayText(t *terminal, i, width int) {
	if i < 0 || i >= len(d.list) {
		t.put(plain, padded("", width))
		return
	}
	t.put(plain, ended(itoa(i+1), 2))
	cell := d.dayGlyph(t, i)
	t.put(cell.ink, cell.text)
	times := ""
	if d.list[i].count > 0 {
		times = d.times(i)
	}
	// The number takes two columns and the character one. A blank stays before the next
	// day. The character says how many there are, so that the times may be left out.
	if len(times) > width-4 {
		times = "x" + number(d.list[i].count)
	}
	if len(times) > width-4 {
		times = ""
	}
	t.put(plain, padded(times, width-3))
}

// hoursText writes how the snapshots are spread over the hours of the day.
func (d *days) hoursText(t *terminal) {
	var hours [24]int64
	var most int64
	for i := range d.list {
		for h, n := range d.list[i].hours {
			hours[h] += n
			most = max(most, hours[h])
		}
	}
	const label = 10
	// The narrowest terminal, of 36 columns, has one for each hour.
	scale := max(1, min((t.Width-label)/24, 2))
	t.put(muted, padded("by hour", label))
	var cells []run
	for _, n := range hours {
		cell := run{muted, t.either("·", ".")}
		if n > 0 {
			cell = run{amount, t.level(n, most)}
		}
		for range scale {
			cells = append(cells, cell)
		}
	}
	t.row(cells)
	t.line()
	t.put(muted, padded("", label)+labels(24*scale, []int{0, 6 * scale, 12 * scale, 18 * scale},
		[]string{"00", "06", "12", "18"}))
	t.line()
}

// level returns a character for a part of a whole, at least the lowest.
func (t *terminal) level(part, whole int64) string {
	blocks := []rune(t.either("▁▂▃▄▅▆▇█", "_.:-=+*#"))
	return string(blocks[min((part*8-1)/max(whole, 1), 7)])
}

// keyText explains the characters that occur.
func (d *days) keyText(t *terminal) {
	var used [len(glyphs)]bool
	for i := range d.list {
		used[glyph(d.list[i].count)] = true
	}
	words := "a day:"
	for i, g := range glyphs {
		if used[i] {
			words += " " + t.either(g.unicode, g.ascii) + " " + g.words + ","
		}
	}
	t.lines(muted, words[:len(words)-1])
}
