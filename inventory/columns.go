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

// split returns the columns of each group, with its rows and all of the text.
func (c *columns) split() []columns {
	// Count the rows of each group, share out one slice, and deal the rows into it in order.
	ends := make([]int, len(c.groups))
	for i := range c.rows {
		ends[c.rows[i].group]++
	}
	rows, parts := make([]row, len(c.rows)), make([]columns, len(c.groups))
	nominal, until := make([]moment, len(c.nominal)), make([]moment, len(c.until))
	end := 0
	for k, count := range ends {
		from := end
		end += count
		parts[k], ends[k] = *c, from
		parts[k].rows = rows[from:end:end]
		if c.nominal != nil {
			parts[k].nominal = nominal[from:end:end]
		}
		if c.until != nil {
			parts[k].until = until[from:end:end]
		}
	}
	for i := range c.rows {
		to := &ends[c.rows[i].group]
		rows[*to] = c.rows[i]
		if c.nominal != nil {
			nominal[*to] = c.nominal[i]
		}
		if c.until != nil {
			until[*to] = c.until[i]
		}
		*to++
	}
	return parts
}

// columnist adds rows to columns.
type columnist struct {
	columns
	numbers map[string]uint32 // of the groups
}

// add adds a snapshot, given the place of its name.
func (c *columnist) add(item *Item, name place) {
	s := &item.Snapshot
	c.rows = append(c.rows, row{
		second:     s.Created.Unix(),
		nanosecond: uint32(s.Created.Nanosecond()),
		name:       name,
		size:       uint32(len(item.Name)) | mark(isHeld, s.Held) | mark(isLocked, s.Locked) | mark(isFailed, s.Failed),
		group:      c.number(item.Group),
	})
	c.set(&c.nominal, s.Nominal)
	c.set(&c.until, s.HeldUntil)
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

// number returns the number of a group. Neighbours of the same group are the
// rule, and comparing is cheaper than hashing.
func (c *columnist) number(group string) uint32 {
	if n := len(c.rows); n > 0 && c.groups[c.rows[n-1].group] == group {
		return c.rows[n-1].group
	}
	number, known := c.numbers[group]
	if !known {
		if c.numbers == nil {
			c.numbers = make(map[string]uint32)
		}
		number = uint32(len(c.groups))
		c.numbers[group], c.groups = number, append(c.groups, group)
	}
	return number
}
