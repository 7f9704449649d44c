package draw

import "strings"

// countWidth is the width of the numbers at the end of a lane.
const countWidth = 10

func (k *kept) text(t *terminal) {
	label := k.labelWidth(t)
	columns := t.Width - label - countWidth
	table := k.marks(columns)
	for i, lane := range k.lanes {
		if label == 0 {
			t.put(t.laneInk(lane, i), cut(lane.words, t.Width))
			t.line()
		}
		t.put(t.laneInk(lane, i), padded(lane.words, label))
		t.row(t.laneCells(lane, i, table[i]))
		count := number(lane.own)
		if lane.shared > 0 {
			count += "+" + number(lane.shared)
		}
		t.put(plain, ended(count, countWidth))
		t.line()
	}
	k.agesText(t, label, columns)
	k.distancesText(t, label, columns)
	k.keyText(t)
}

// labelWidth returns the width of the names of the lanes, or 0 to write each on a line
// of its own.
func (k *kept) labelWidth(t *terminal) int {
	const most, leastColumns = 34, 30
	width := len("apart")
	for _, lane := range k.lanes {
		width = max(width, min(len([]rune(cut(lane.words, most))), most))
	}
	if width+2 > t.Width-countWidth-leastColumns {
		return 0
	}
	return width + 2
}

// laneInk returns the ink of a lane.
func (t *terminal) laneInk(l lane, i int) ink {
	if l.gone {
		return muted
	}
	return ruleInks[i%len(ruleInks)]
}

// laneCells returns the characters of a lane, the oldest first.
func (t *terminal) laneCells(l lane, i int, marks []mark) []run {
	cells := make([]run, len(marks))
	for column := range marks {
		m := &marks[column]
		cell := run{t.laneInk(l, i), " "}
		switch {
		case m.own+m.shared == 0:
		case m.held > 0:
			cell.text = t.either("◆", "H")
		case l.gone:
			cell.text = t.either("·", ".")
		case m.own == 0:
			cell.text = t.either("╷", "'")
		case m.locked > 0:
			cell.text = t.either("▙", "L")
		default:
			cell.text = t.either("█", "#")
		}
		cells[len(marks)-1-column] = cell
	}
	return cells
}

// agesText writes the ages below the lanes.
func (k *kept) agesText(t *terminal, label, columns int) {
	ticks := k.axis(columns).ticks(1)
	row := []rune(strings.Repeat(" ", columns))
	free := columns
	for _, tick := range ticks {
		text := []rune(tick.words)
		start := min(columns-1-tick.column-(len(text)-1)/2, columns-len(text))
		if tick.column == 0 {
			start = columns - len(text)
		}
		if start >= 0 && start+len(text) <= free {
			copy(row[start:], text)
			free = start - 2
		}
	}
	t.put(muted, padded("", label)+string(row))
	t.line()
}

// distancesText writes how far apart the kept snapshots are.
func (k *kept) distancesText(t *terminal, label, columns int) {
	if len(k.gaps) == 0 {
		return
	}
	whole := logarithm(k.high) - logarithm(k.low) + 1
	list := k.longest(columns)
	cells := make([]run, columns)
	for column, at := range list {
		cell := run{gaps, " "}
		if at >= 0 {
			part := logarithm(max(k.gaps[at].seconds, k.low)) - logarithm(k.low) + 1
			cell.text = t.level(part, whole)
		}
		cells[columns-1-column] = cell
	}
	if label == 0 {
		t.put(gaps, "apart")
		t.line()
	}
	t.put(gaps, padded("apart", label))
	t.row(cells)
	t.line()
	t.distanceKey(k)
}

// distanceKey explains the characters of distances.
func (t *terminal) distanceKey(k *kept) {
	whole := logarithm(k.high) - logarithm(k.low) + 1
	most := t.level(whole, whole)
	least := t.level(logarithm(k.least)-logarithm(k.low)+1, whole)
	words := "apart: " + most + " " + span(k.high)
	switch {
	case least != most:
		words += ", " + least + " " + span(k.least)
	case k.least < k.high:
		words += " to " + span(k.least)
	}
	t.lines(muted, words+" between snapshots to restore, or since the newest")
}

// keyText explains the marks that occur.
func (k *kept) keyText(t *terminal) {
	words := "marks: " + t.either("█", "#") + " kept"
	for _, l := range k.lanes {
		if l.shared > 0 {
			words += ", " + t.either("╷", "'") + " kept by an earlier rule, too"
			break
		}
	}
	if last := k.lanes[len(k.lanes)-1]; last.gone && last.own > 0 {
		words += ", " + t.either("·", ".") + " deleted"
	}
	if k.held > 0 {
		words += ", " + t.either("◆", "H") + " held"
	}
	if k.locked > 0 {
		words += ", " + t.either("▙", "L") + " locked"
	}
	t.lines(muted, words)
}
