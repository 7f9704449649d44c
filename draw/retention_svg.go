package draw

import "strconv"

// Measures of a retention. A column has four pixels, of which a mark takes three.
const (
	laneLeft    = 268 // where the oldest column begins: room for some thirty characters of a rule
	laneColumns = (pictureWidth - margin - laneLeft) / columnWidth
	laneHeight  = 28
	markHeight  = 14
	columnWidth = 4
	markWidth   = columnWidth - 1
	gapHeight   = 72
)

// laneX returns where a column begins: column 0, the present, is at the right.
func laneX(column int) int { return laneLeft + (laneColumns-1-column)*columnWidth }

// svg draws the lanes, then how far apart the snapshots are. The axis of ages stands between
// the two, and belongs to both.
func (k *kept) svg(c *canvas) {
	top, table := c.y, k.marks(laneColumns)
	bottom := top + len(k.lanes)*laneHeight
	k.laneBackground(c, top)
	k.axisTicks(c, top, bottom)
	for i, lane := range k.lanes {
		y := top + i*laneHeight
		k.laneLabel(c, lane, y)
		c.laneMarks(k, i, table[i], y)
	}
	c.y = bottom + 18
	k.distances(c)
	k.keptLegend(c)
}

// laneBackground draws the lanes without marks.
func (k *kept) laneBackground(c *canvas, top int) {
	var b []byte
	for i := range k.lanes {
		b = box(b, laneLeft, top+i*laneHeight+2, laneColumns*columnWidth, laneHeight-4)
	}
	c.path("cell", b)
}

// axisTicks draws the ages, below the lanes.
func (k *kept) axisTicks(c *canvas, top, bottom int) {
	var lines []byte
	const apart = 15 // columns, 60 pixels: "12 hours" takes about 52
	for _, tick := range k.axis(laneColumns).ticks(apart) {
		x := laneX(tick.column) + markWidth/2
		lines = line(lines, x, top, x, bottom+4)
		if tick.column == 0 {
			c.text(x+markWidth, bottom+16, "m e", tick.words)
		} else {
			c.text(x, bottom+16, "m c", tick.words)
		}
	}
	c.path("axis", lines)
}

// laneLabel writes a lane's rule, and how many snapshots it has: of its own, and after a
// plus those whose mark is in an earlier lane.
func (k *kept) laneLabel(c *canvas, l lane, y int) {
	count := l.count()
	// A rule is cut to what fits if its characters are wide, 7.5 pixels each: a text that
	// runs into the count cannot be read, and one cut too early has its tooltip.
	most := (laneLeft - margin - 16 - textWidth(count)) * 2 / 15
	c.open("text", "x", itoa(margin), "y", itoa(y+18))
	// Words that do not fit are whole in a tooltip.
	if words := cut(l.words, 200); cut(words, most) != words {
		c.b = append(appendEscaped(append(c.b, "<title>"...), words), "</title>"...)
	}
	c.b = appendEscaped(c.b, cut(l.words, most))
	c.close("text")
	c.text(laneLeft-8, y+18, "m e", count)
}

// laneMarks draws the marks of a lane.
func (c *canvas) laneMarks(k *kept, lane int, marks []mark, y int) {
	// The style sheet has six colours, r0 to r5: a seventh would look like one of them.
	class, words := "r"+strconv.Itoa(lane%6), "kept: "+cut(k.lanes[lane].words, 200)
	if k.lanes[lane].gone {
		class, words = "gone", "deleted"
	}
	var held, locked []byte
	listed := false
	// From the oldest on, as the picture is read from the left, also by a screen reader.
	for column := len(marks) - 1; column >= 0; column-- {
		m := &marks[column]
		if m.own+m.shared == 0 {
			continue
		}
		if !listed {
			c.list(words)
			listed = true
		}
		x := laneX(column)
		c.mark(class, m.shape(x, y), k.tooltip(m, lane))
		if m.held > 0 {
			held = box(held, x, y+3, markWidth, markWidth)
		}
		if m.locked > 0 {
			locked = box(locked, x, y+laneHeight-6, markWidth, 2)
		}
	}
	if listed {
		c.endList()
	}
	c.path("hold", held)
	c.path("hold", locked)
}

// shape returns the shape of a mark: tall if a snapshot counts here, else short.
func (m *mark) shape(x, y int) []byte {
	height := markHeight
	if m.own == 0 { // a third, at the foot of the lane
		height = markHeight / 3
	}
	return box(nil, x, y+7+markHeight-height, markWidth, height)
}

// distances draws how far apart the kept snapshots are, by their age.
func (k *kept) distances(c *canvas) {
	c.y += 28
	c.text(margin, c.y, "b", "Distance between")
	c.text(margin, c.y+16, "b", "snapshots to restore")
	top := c.y - 12
	bottom := top + gapHeight
	c.path("cell", box(nil, laneLeft, top, laneColumns*columnWidth, gapHeight))
	if len(k.gaps) == 0 {
		c.text(laneLeft+laneColumns*columnWidth/2, top+gapHeight/2+4, "m c", "nothing to restore")
	} else {
		k.distanceScale(c, bottom)
		k.distanceBars(c, bottom)
	}
	c.y = bottom
}

// barHeight returns the height of a gap: a fixed part, and another by its logarithm.
func (k *kept) barHeight(seconds int64) int {
	// The shortest gap is high enough to be seen and pointed at, and the longest leaves
	// some room above it.
	const least = 12
	// Gaps of all lengths look alike on a linear scale, but for the longest.
	whole := logarithm(k.high) - logarithm(k.low)
	if whole == 0 {
		return gapHeight / 2
	}
	part := logarithm(max(seconds, k.low)) - logarithm(k.low)
	return least + int((gapHeight-least-8)*part/whole)
}

// distanceScale draws a few round lengths.
func (k *kept) distanceScale(c *canvas, bottom int) {
	var lines []byte
	last := 0
	for _, age := range roundAges {
		height := k.barHeight(age.seconds)
		if age.seconds < k.low || age.seconds > k.high || height < last+14 { // a line of text
			continue
		}
		last = height
		lines = line(lines, laneLeft-4, bottom-height, laneLeft+laneColumns*columnWidth, bottom-height)
		c.text(laneLeft-8, bottom-height+4, "m e", age.words)
	}
	c.path("axis", lines)
}

// distanceBars draws the gaps. Those too narrow to see are hidden by the longest in their
// column.
func (k *kept) distanceBars(c *canvas, bottom int) {
	list := k.longest(laneColumns)
	c.list("distances between kept snapshots")
	for to := len(list) - 1; to >= 0; to-- {
		// Columns of one gap are one bar, with one tooltip, however wide.
		from := to
		for from > 0 && list[from-1] == list[to] {
			from--
		}
		if list[to] >= 0 {
			g := k.gaps[list[to]]
			height := k.barHeight(g.seconds)
			width := (to-from+1)*columnWidth - 1
			c.mark("gap", box(nil, laneX(to), bottom-height, width, height), k.gapWords(g))
		}
		to = from
	}
	c.endList()
}

// gapWords describes a gap.
func (k *kept) gapWords(g gap) string {
	end := minute(k.zone, g.newer)
	if g.newer.Equal(k.now) {
		end = "now"
	}
	return span(g.seconds) + ", " + minute(k.zone, g.older) + " to " + end
}

// keptLegend explains the marks that occur.
func (k *kept) keptLegend(c *canvas) {
	y := -markHeight + 3
	entries := []entry{{"r0", box(nil, 4, y, markWidth, markHeight), "kept"}}
	if k.anyShared() {
		entries = append(entries, entry{
			"r0", box(nil, 4, y+markHeight*2/3, markWidth, markHeight/3), "kept by an earlier rule, too",
		})
	}
	if k.plan.Deleted() > 0 {
		entries = append(entries, entry{"gone", box(nil, 4, y, markWidth, markHeight), "deleted"})
	}
	if k.held > 0 {
		entries = append(entries, entry{
			"hold", box(nil, 4, y, markWidth, markWidth), "held (above a mark)",
		})
	}
	if k.locked > 0 {
		entries = append(entries, entry{"hold", box(nil, 4, 1, markWidth, 2), "locked (below a mark)"})
	}
	c.legend(entries)
}
