package retention

import "iter"

// entry is a snapshot of a ledger.
type entry struct {
	Snapshot
	at           instant
	older, newer *entry // in the ledger's list

	// The rest describes an entry rules see, in its class.
	before, after *entry // in the class, if the entry leads
	leader        *entry // of its instant in the class; nil for the leader itself
	twins         int32  // led entries
	holds         int32  // number of tiers that keep the leader, and so its twins
	seats         int32  // number of slots of tiers the leader stands for

	place  int32 // among the fresh entries, or in the alarms, from 1
	rank   int32 // among the entries of the instant, in order of addition
	state  state
	locked bool // whether the entry's lock keeps it
	loose  bool // whether the entry is in a list of released ones
}

// state says whether rules see an entry. The zero value is fresh.
type state uint8

const (
	fresh  state = iota // added since the last Advance
	hidden              // held, or from the future
	shown               // seen by rules
)

// led returns the entry that stands for an entry's instant in its class.
func (e *entry) led() *entry {
	if e.leader != nil {
		return e.leader
	}
	return e
}

// isFree reports whether nothing keeps an entry rules see.
func (e *entry) isFree() bool { return e.state == shown && !e.locked && e.led().holds == 0 }

// compare compares entries by their place in the list.
func (e *entry) compare(with *entry) int {
	if c := e.at.compare(with.at); c != 0 {
		return c
	}
	return int(e.rank) - int(with.rank)
}

// siblings yields the entries an entry leads. They are around it in the list,
// among others of the same instant. The loop must not remove any.
func (e *entry) siblings() iter.Seq[*entry] {
	return func(yield func(*entry) bool) {
		first := e
		for first.older != nil && first.older.at == e.at {
			first = first.older
		}
		for s := first; s != nil && s.at == e.at; s = s.newer {
			if s.leader == e && !yield(s) {
				return
			}
		}
	}
}

// entries is a list of snapshots in order of time, and of equal instants in the
// order of addition.
type entries struct {
	oldest, newest *entry
	last           *entry // the last added, or a neighbour of it
	n              int
	spare          *entry // removed entries to be used again
	spares         int
}

// all yields the entries, the oldest first. The loop may remove the current
// entry.
func (l *entries) all() iter.Seq[*entry] {
	return func(yield func(*entry) bool) {
		for e := l.oldest; e != nil; {
			newer := e.newer
			if !yield(e) {
				return
			}
			e = newer
		}
	}
}

// add adds an entry for an instant.
func (l *entries) add(at instant) *entry {
	e := l.spare
	if e == nil {
		e = new(entry)
	} else {
		l.spare = e.older
		l.spares--
	}
	if e.at, e.older = at, l.upTo(at); e.older != nil && e.older.at == at {
		e.rank = e.older.rank + 1
	}
	*l.after(e.older), e.newer = e, *l.after(e.older)
	*l.before(e.newer) = e
	l.last = e
	l.n++
	return e
}

// upTo returns the last entry that is not after an instant. It looks around the
// entry added last: snapshots are added as they are taken, though others may
// lie in the future.
func (l *entries) upTo(at instant) *entry {
	e := l.last
	for e != nil && at.before(e.at) {
		e = e.older
	}
	for e != nil && e.newer != nil && !at.before(e.newer.at) {
		e = e.newer
	}
	return e
}

// remove removes an entry, and spares it for the next to be added. It spares no
// more entries than are left, so a ledger gives back the memory of a burst.
func (l *entries) remove(e *entry) {
	if l.last == e {
		if l.last = e.older; l.last == nil {
			l.last = e.newer
		}
	}
	*l.after(e.older), *l.before(e.newer) = e.newer, e.older
	*e = entry{}
	if l.n--; l.spares <= l.n {
		e.older, l.spare = l.spare, e
		l.spares++
	}
}

// after returns the link to the entry after another, or to the first of all.
func (l *entries) after(e *entry) **entry {
	if e == nil {
		return &l.oldest
	}
	return &e.newer
}

// before returns the link to the entry before another, or to the last of all.
func (l *entries) before(e *entry) **entry {
	if e == nil {
		return &l.newest
	}
	return &e.older
}
