package draw

import "strings"

// countWidth is the width of the numbers at the end of a lane.
const countWidth = 10

// text writes a line for each lane: its words, its marks, and its count at the end. In a
// narrow terminal the words have a line of their own before it.
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
		t.put(plain, ended(lane.count(), countWidth))
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
	// The lane of distances has this name.
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
		// One character for all snapshots of a column, and of their states the gravest: a hold
		// keeps a snapshot against every rule, and a lock no longer than the rules.
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
		// Centred below its column, but within the row.
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
	cells := make([]run, columns)
	// Column 0 is the present, which is at the right.
	for column, at := range k.longest(columns) {
		cell := run{gaps, " "}
		if at >= 0 {
			cell.text = t.gapLevel(k, k.gaps[at].seconds)
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

// gapLevel returns the character for a gap of some seconds on the logarithmic scale. A
// gap of no length, between two snapshots of one instant, counts as the shortest.
func (t *terminal) gapLevel(k *kept, seconds int64) string {
	low := logarithm(k.low)
	return t.level(logarithm(max(seconds, k.low))-low+1, logarithm(k.high)-low+1)
}

// distanceKey explains the characters of distances.
func (t *terminal) distanceKey(k *kept) {
	most, least := t.gapLevel(k, k.high), t.gapLevel(k, k.least)
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
	if k.anyShared() {
		words += ", " + t.either("╷", "'") + " kept by an earlier rule, too"
	}
	if k.plan.Deleted() > 0 {
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
