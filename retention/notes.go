package retention

import (
	"math"
	"time"
)

// notes holds the verdicts of a plan. A reason takes less than half the memory
// of a [Reason], and no pointers, which the garbage collector would have to
// follow. Verdicts are numbers in notes, made when they are asked for.
//
// Where an age decides, each of a million snapshots has a reason of its own, but
// neighbours end equally long after they were created. A note counted from the
// creation is the same for all of them.
type notes struct {
	c       *compiled // of the policy
	list    chunks[note]
	starts  chunks[uint32] // the first note of each verdict
	counted bool           // whether some note is counted from the creation
}

// note is a reason. Times are in seconds, and noTime for the zero time.
type note struct {
	until, by         int64
	about             int64 // the period's start; for [Needed] the child
	untilNano, byNano int32
	rule              int32
	kind              ReasonKind
	counted           bool // whether until is counted from the creation, nanoseconds too
}

const noTime = math.MinInt64

// noteOf returns a reason for a snapshot as a note, with its end counted from the
// creation if an age sets it. No reason has both a period and a child, which share a
// field.
func noteOf(r *Reason, created instant) note {
	n := note{kind: r.Kind, rule: int32(r.Rule)}
	n.until, n.untilNano = split(r.Until)
	if r.Kind.ages() && n.until != noTime && n.untilNano == created.nano {
		n.until, n.untilNano, n.counted = n.until-created.sec, 0, true
	}
	n.by, n.byNano = split(r.By)
	if n.about, _ = split(r.Period); r.Kind == Needed {
		n.about = int64(r.Child)
	}
	return n
}

// ages reports whether an age sets the end of reasons of the kind.
func (k ReasonKind) ages() bool {
	switch k {
	case Future, Locked, Young, Counted, Oldest, Expired:
		return true
	}
	return false
}

// split returns a time in seconds and nanoseconds.
func split(t time.Time) (second int64, nanosecond int32) {
	if t == (time.Time{}) {
		return noTime, 0
	}
	return t.Unix(), int32(t.Nanosecond())
}

// reason returns the reason of a note for a snapshot. The date on which a rule
// does not keep a snapshot has no end: see scribe.verdict.
func (n *notes) reason(of *note, created instant) Reason {
	r := Reason{Kind: of.kind, Rule: int(of.rule), By: n.time(of.by, of.byNano)}
	if of.kind != OffDay {
		r.Until = of.end(created).in(n.c.zone)
	}
	if of.kind == Needed {
		r.Child = int(of.about)
	} else {
		r.Period = n.time(of.about, 0)
	}
	return r
}

// time returns the time of a note in the policy's zone.
func (n *notes) time(second int64, nanosecond int32) time.Time {
	if second == noTime {
		return time.Time{}
	}
	return instant{second, nanosecond}.in(n.c.zone)
}

// end returns when a note's reason for a snapshot ends.
func (of *note) end(created instant) instant {
	switch {
	case of.counted:
		return instant{created.sec + of.until, created.nano}
	case of.until == noTime:
		return never
	}
	return instant{of.until, of.untilNano}
}

// bounds returns the notes of a verdict.
func (n *notes) bounds(v uint32) Range {
	in := Range{int(*n.starts.at(int(v))), n.list.len()}
	if next := int(v) + 1; next < n.starts.len() {
		in.To = int(*n.starts.at(next))
	}
	return in
}

// keeps reports whether a verdict keeps.
func (n *notes) keeps(v uint32) bool {
	// A verdict that keeps has reasons to keep alone, so the first tells: see scribe.add.
	return n.list.at(int(*n.starts.at(int(v)))).kind.Keeps()
}

// isCounted reports whether a verdict differs between snapshots.
func (n *notes) isCounted(v uint32) bool {
	in := n.bounds(v)
	for i := in.From; i < in.To && n.counted; i++ {
		if n.list.at(i).counted {
			return true
		}
	}
	return false
}

// until returns when the last reason of a verdict on a snapshot ends.
func (n *notes) until(v uint32, created instant) instant {
	until, keep := beginning, n.keeps(v)
	in := n.bounds(v)
	for i := in.From; i < in.To; i++ {
		if of := n.list.at(i); keep || of.kind == Expired || of.kind == OffDay {
			until = latest(until, of.end(created))
		} else {
			return never // it is not known when the place was taken
		}
	}
	return until
}

// open returns a verdict on a snapshot. Its reasons are in the room, as far as it
// goes.
func (n *notes) open(v uint32, created instant, room *[]Reason) Verdict {
	// The reasons of many verdicts lie in a slice. When it is full it is left to these
	// verdicts, and a larger slice is begun.
	in := n.bounds(v)
	if cap(*room)-len(*room) < in.Len() {
		const enough = 64
		*room = make([]Reason, 0, max(in.Len(), min(2*cap(*room), enough)))
	}
	from := len(*room)
	for i := in.From; i < in.To; i++ {
		*room = append(*room, n.reason(n.list.at(i), created))
	}
	reasons := (*room)[from:len(*room):len(*room)]
	// The capacity ends with the verdict's own reasons: a caller who appends to them does
	// not write over those of the next.
	return Verdict{Keep: n.keeps(v), Reasons: reasons, Until: n.until(v, created).in(n.c.zone), compiled: n.c}
}

// add adds a verdict on a snapshot for reasons, and returns its number.
func (n *notes) add(reasons []Reason, created instant) uint32 {
	n.starts.add(uint32(n.list.len()))
	for i := range reasons {
		note := noteOf(&reasons[i], created)
		n.counted = n.counted || note.counted
		n.list.add(note)
	}
	return uint32(n.starts.len() - 1)
}

// letGo ends the notes of a verdict that deletes, if nothing but days and ages
// decided: a day lets go of a snapshot when it is created.
func (n *notes) letGo(v uint32) {
	in := n.bounds(v)
	for i := in.From; i < in.To; i++ {
		if kind := n.list.at(i).kind; kind != Expired && kind != OffDay {
			return
		}
	}
	for i := in.From; i < in.To; i++ {
		if of := n.list.at(i); of.kind == OffDay {
			of.until, of.counted, n.counted = 0, true, true
		}
	}
}

// forget takes back all verdicts from a number on.
func (n *notes) forget(v uint32) {
	n.list.cut(int(*n.starts.at(int(v))))
	n.starts.cut(int(v))
}

// equal reports whether two verdicts have the same reasons.
func (n *notes) equal(a, b uint32) bool {
	in, other := n.bounds(a), n.bounds(b)
	if in.Len() != other.Len() {
		return false
	}
	for i := range in.Len() {
		if *n.list.at(in.From + i) != *n.list.at(other.From + i) {
			return false
		}
	}
	return true
}

// chunks is a list that grows a chunk at a time, without being copied.
type chunks[T any] struct {
	full [][]T // of chunk elements each
	last []T
}

// chunk is the number of elements of a chunk: a doubling slice would copy a million notes,
// and hold them twice meanwhile.
const chunk = 1 << 12

func (c *chunks[T]) len() int { return len(c.full)*chunk + len(c.last) }

// at returns a pointer to an element, which stays where it is as the list grows.
func (c *chunks[T]) at(i int) *T {
	if k := i / chunk; k < len(c.full) {
		return &c.full[k][i%chunk]
	}
	return &c.last[i%chunk]
}

// add adds an element at the end.
func (c *chunks[T]) add(element T) {
	if len(c.last) == chunk {
		c.full, c.last = append(c.full, c.last), make([]T, 0, chunk)
	}
	c.last = append(c.last, element)
}

// cut leaves the first n elements.
func (c *chunks[T]) cut(n int) {
	for n < len(c.full)*chunk {
		c.last, c.full = c.full[len(c.full)-1], c.full[:len(c.full)-1]
	}
	c.last = c.last[:n-len(c.full)*chunk]
}
