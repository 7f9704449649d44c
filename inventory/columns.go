package inventory

import (
	"math"
	"time"

	"github.com/longcase/longcase/retention"
)

// columns is the memory of a list. Rows hold no pointers: the garbage collector
// passes over them, where it would follow five for every item.
type columns struct {
	rows   []row
	text   []string // pieces of the text, which hold the names
	names  []string // the names, of a list in JSON
	groups []string // in the order of their first rows

	// The instants few snapshots have, each for all rows or for none.
	nominal, until []moment
}

// row is a snapshot.
type row struct {
	second     int64 // of its creation
	nanosecond uint32
	name       place
	size       uint32 // of the name, in bytes, below the marks
	group      uint32
}

// The marks of a row.
const (
	isHeld uint32 = 1 << (31 - iota)
	isLocked
	isFailed

	sizes = isFailed - 1 // the bits below them, for a name of up to 512 MiB
)

// place is a place in the text: the number of a piece and, in the lowest bits, a
// byte of it. In a list in JSON it is the number of a name.
type place uint32

// placeBits are enough for a piece, of at most maxLine bytes. The other 12 bits count
// 4,096 pieces, of which each two in a row hold more than maxLine: see readPieces.
const placeBits = 20

// placeIn returns the place of a byte of a piece.
func placeIn(piece, at int) place { return place(piece<<placeBits | at) }

// moment is an instant. The zero value stands for none.
type moment struct {
	second     int64
	nanosecond uint32
	given      bool
}

// momentOf returns a time as a moment.
func momentOf(t time.Time) moment {
	return moment{t.Unix(), uint32(t.Nanosecond()), !t.IsZero()}
}

// time returns the instant; the zero time for none.
func (m moment) time() time.Time {
	if !m.given {
		return time.Time{}
	}
	return time.Unix(m.second, int64(m.nanosecond)).UTC()
}

// name returns the name of a row.
func (c *columns) name(i int) string {
	r := &c.rows[i]
	// Names in JSON may have escapes, and then are not parts of the text.
	if c.names != nil {
		return c.names[r.name]
	}
	at := r.name & (1<<placeBits - 1)
	return c.text[r.name>>placeBits][at : at+place(r.size&sizes)]
}

// item returns the snapshot of a row.
func (c *columns) item(i int) Item {
	return Item{c.name(i), c.groups[c.rows[i].group], c.snapshot(i)}
}

// created returns when the snapshot was taken.
func (r *row) created() time.Time { return time.Unix(r.second, int64(r.nanosecond)).UTC() }

// snapshot returns the snapshot of a row.
func (c *columns) snapshot(i int) (s retention.Snapshot) {
	r := &c.rows[i]
	s.Created = r.created()
	s.Held, s.Locked, s.Failed = r.size&isHeld != 0, r.size&isLocked != 0, r.size&isFailed != 0
	if c.nominal != nil {
		s.Nominal = c.nominal[i].time()
	}
	if c.until != nil {
		s.HeldUntil = c.until[i].time()
	}
	return s
}

// isPlain reports whether the snapshots are in order of time, and nothing else
// about them matters to rules. Plans of such lists read little of them.
func (c *columns) isPlain() bool {
	if c == nil || c.nominal != nil {
		return false
	}
	marks, last := uint32(0), row{second: math.MinInt64}
	for i := range c.rows {
		r := &c.rows[i]
		if r.second < last.second || r.second == last.second && r.nanosecond < last.nanosecond {
			return false
		}
		last.second, last.nanosecond = r.second, r.nanosecond
		marks |= r.size
	}
	return marks&^sizes == 0
}

// split returns the columns of each group, with its rows and all of the text. Where the
// groups follow each other, as zfs lists its datasets, they are parts of the list itself.
func (c *columns) split() []columns {
	ends, apart := make([]int, len(c.groups)), true
	last := uint32(0)
	for i := range c.rows {
		group := c.rows[i].group
		ends[group]++
		apart = apart && last <= group
		last = group
	}
	whole := *c
	if !apart {
		whole = c.room()
	}
	parts, end := make([]columns, len(c.groups)), 0
	for k, count := range ends {
		parts[k], ends[k] = whole.part(end, end+count), end
		end += count
	}
	if !apart {
		c.deal(&whole, ends)
	}
	return parts
}

// room returns columns with the same text, and room for as many rows.
func (c *columns) room() columns {
	copied := *c
	copied.rows = make([]row, len(c.rows))
	if c.nominal != nil {
		copied.nominal = make([]moment, len(c.rows))
	}
	if c.until != nil {
		copied.until = make([]moment, len(c.rows))
	}
	return copied
}

// part returns the columns of the rows between two positions.
func (c *columns) part(from, to int) columns {
	part := *c
	part.rows = c.rows[from:to:to]
	if c.nominal != nil {
		part.nominal = c.nominal[from:to:to]
	}
	if c.until != nil {
		part.until = c.until[from:to:to]
	}
	return part
}

// deal copies each row to the next place of its group, given the places of the first.
func (c *columns) deal(into *columns, next []int) {
	for i := range c.rows {
		to := &next[c.rows[i].group]
		into.rows[*to] = c.rows[i]
		if c.nominal != nil {
			into.nominal[*to] = c.nominal[i]
		}
		if c.until != nil {
			into.until[*to] = c.until[i]
		}
		*to++
	}
}

// columnist adds rows to columns.
type columnist struct {
	columns
	numbers map[string]uint32 // of the groups
	nexts   []uint32          // of each group: that of the row after its last
	last    uint32            // the group of the row before

	// The names of each group, unless those of some group descend.
	ascents  []ascent
	descends bool
}

// add adds a snapshot, given the place of its name.
func (c *columnist) add(item *Item, name place) {
	s, group := &item.Snapshot, c.number(item.Group)
	if !c.descends {
		c.climb(group, item.Name)
	}
	c.rows = append(c.rows, row{
		second:     s.Created.Unix(),
		nanosecond: uint32(s.Created.Nanosecond()),
		name:       name,
		size:       uint32(len(item.Name)) | mark(isHeld, s.Held) | mark(isLocked, s.Locked) | mark(isFailed, s.Failed),
		group:      group,
	})
	c.set(&c.nominal, s.Nominal)
	c.set(&c.until, s.HeldUntil)
}

// finished returns the columns without the memory of adding rows.
func (c *columnist) finished() *columns {
	finished := c.columns
	return &finished
}

// mark returns a bit if a condition holds, else no bit.
func mark(bit uint32, is bool) uint32 {
	if is {
		return bit
	}
	return 0
}

// set sets an instant of the last row.
func (c *columnist) set(column *[]moment, t time.Time) {
	if *column == nil && t.IsZero() {
		return
	}
	// The first instant of a column: the rows before have none.
	if *column == nil {
		*column = make([]moment, len(c.rows)-1, cap(c.rows))
	}
	*column = append(*column, momentOf(t))
}

// join gives the rows of a part, which are in place, the groups of the whole.
func (c *columnist) join(part *columnist, do *tasks) {
	numbers, same := part.nexts, true // the part needs these no more
	c.descends = c.descends || part.descends
	for k, group := range part.groups {
		numbers[k] = c.number(group)
		same = same && numbers[k] == uint32(k)
		if !c.descends {
			c.climbOn(numbers[k], part.ascents[k])
		}
	}
	if same {
		return
	}
	do.start(func() {
		for i := range part.rows {
			part.rows[i].group = numbers[part.rows[i].group]
		}
	})
}

// number returns the number of a group. Most often it is that of the row before or,
// where volumes take turns, of the group that followed it the last time: comparing is
// cheaper than hashing.
func (c *columnist) number(group string) uint32 {
	last := c.last
	if len(c.groups) > 0 {
		if c.groups[last] == group {
			return last
		}
		if next := c.nexts[last]; c.groups[next] == group {
			c.last = next
			return next
		}
	}
	number, known := c.numbers[group]
	if !known {
		number = uint32(len(c.groups))
		c.groups, c.nexts = append(c.groups, group), append(c.nexts, 0)
		switch number {
		case 0: // most lists have no other group, and need no map
		case 1:
			c.numbers = map[string]uint32{c.groups[0]: 0, group: 1}
		default:
			c.numbers[group] = number
		}
	}
	c.nexts[last], c.last = number, number
	return number
}
