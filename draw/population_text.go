package draw

import "strings"

// aliveRows is the height of a population.
const aliveRows = 8

// text writes the number alive as columns of eight rows, each row of eight eighths.
func (d *population) text(t *terminal) {
	scale := roundUp(d.most.alive)
	label := len(number(scale)) + 2
	columns := t.Width - label
	bars := d.bars(columns)
	for row := aliveRows - 1; row >= 0; row-- {
		name := ""
		// Every second row is named by the number at its upper edge, if that is whole.
		if row%2 == 1 && scale*(row+1)%aliveRows == 0 {
			name = number(scale * (row + 1) / aliveRows)
		}
		t.put(muted, ended(name, label-2)+t.either("┤ ", "| "))
		cells := make([]run, columns)
		for i, b := range bars {
			cells[i] = run{amount, t.fill(b.most, scale, row)}
		}
		t.row(cells)
		t.line()
	}
	d.datesText(t, label, columns)
}

// fill returns the part of a row that a bar fills.
func (t *terminal) fill(n, scale, row int) string {
	eighths := (8*aliveRows*n + scale - 1) / scale // at least one of a bar that is any
	eighths -= 8 * row
	switch {
	case eighths <= 0:
		return " "
	case eighths >= 8:
		return t.either("█", "#")
	case t.ASCII && eighths < 4:
		return "."
	case t.ASCII:
		return ":"
	}
	return string([]rune("▁▂▃▄▅▆▇")[eighths-1])
}

// datesText writes the first and the last date below the columns.
func (d *population) datesText(t *terminal, label, columns int) {
	from, until := d.dateText(d.from), d.dateText(d.until)
	// With the times of day, both dates may not fit a narrow terminal.
	if len(from)+1+len(until) > columns {
		from, until = dateOf(d.zone, d.from), dateOf(d.zone, d.until)
	}
	t.put(muted, strings.Repeat(" ", label)+from+ended(until, columns-len(from)))
	t.line()
}
