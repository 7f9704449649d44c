package retention

import "iter"

// entry is a snapshot of a ledger. What its neighbours look at is together, at
// its start, since they are far from each other in memory.
type entry struct {
	at  instant // when it was created
	due instant // its nominal time

	// These describe an entry rules see, in its class.
	before, after  *entry  // by creation, if the entry leads
	earlier, later *entry  // by nominal time, likewise
	head           *entry  // the leader that counts the holds of the instant; nil for the head itself
	leader         *entry  // of the same creation and nominal time; nil for the leader itself
	holds          int32   // number of times that tiers keep the instant
	seats          int32   // number of slots of tiers the leader stands for
	twins          int32   // led entries
	keptBy         int32   // first tier that keeps the instant, from 1, for the head; 0 for none
	passedBy       int32   // first tier that passes it over, likewise
	marks          []int32 // number of times that each tier keeps the instant, for the head; see tier.marks

	place   int32 // among the fresh entries, or in the alarms, from 1
	rank    int32 // among the entries of the instant, in order of addition
	state   state
	isDue   bool // whether its nominal time is known, and counts
	aside   bool // whether a later attempt of the same nominal time counts in its place
	locked  bool // whether the entry's lock keeps it
	loose   bool // whether the entry is in a list of released ones
	changed bool // whether the entry is in its class's list of changed ones
	shifted bool // whether it is passed over by another tier than at the last review

	older, newer *entry // in the ledger's list
	Snapshot
}

// state says whether rules see an entry. The zero value is fresh.
type state uint8

const (
	fresh  state = iota // added since the last Advance
	hidden              // held, timeless, or from the future
	shown               // seen by rules
)

// led returns the entry that stands for an entry in tiers.
func (e *entry) led() *entry {
	if e.leader != nil {
		return e.leader
	}
	return e
}

// holder returns the leader that counts the holds of a leader's instant.
func (e *entry) holder() *entry {
	if e.head != nil {
		return e.head
	}
	return e
}

// hasCompany reports whether a leader is not the only entry of its instant in
// the class.
func (e *entry) hasCompany() bool { return e.twins > 0 || e.mate() != nil }

// isFree reports whether nothing keeps an entry rules see.
func (e *entry) isFree() bool { return e.state == shown && !e.locked && e.led().holder().holds == 0 }

// counts reports whether an entry counts for its period.
func (e *entry) counts() bool { return e.state == shown && !e.aside }

// compare compares entries by their place in the list.
func (e *entry) compare(with *entry) int {
	if c := e.at.compare(with.at); c != 0 {
		return c
	}
	return int(e.rank) - int(with.rank)
}

// compareDue compares entries by nominal time, and then by creation. Twins are
// equal.
func (e *entry) compareDue(with *entry) int {
	if c := e.due.compare(with.due); c != 0 {
		return c
	}
	if c := e.at.compare(with.at); c != 0 || e.isDue == with.isDue {
		return c
	}
	if with.isDue {
		return -1
	}
	return 1
}

// instant yields the entries of an entry's class and instant, itself included.
// They are around it in the list, among others of the instant. The loop must not
// remove any.
func (e *entry) instant() iter.Seq[*entry] {
	return func(yield func(*entry) bool) {
		first := e
		for first.older != nil && first.older.at == e.at {
			first = first.older
		}
		for s := first; s != nil && s.at == e.at; s = s.newer {
			if s.state == shown && s.Failed == e.Failed && !yield(s) {
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
	spare          *entry // removed entries to be used again, linked by older
	spares         int    // number of these
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

// add adds an entry for a snapshot.
func (l *entries) add(s *Snapshot) *entry {
	e := l.spare
	if e == nil {
		e = new(entry)
	} else {
		l.spare = e.older
		l.spares--
	}
	e.Snapshot, e.at = *s, instantOf(s.Created)
	// A nominal time after the creation does not count: nothing is taken before its time.
	if e.due = e.at; !s.Nominal.IsZero() {
		nominal := instantOf(s.Nominal)
		if e.isDue = !e.at.before(nominal); e.isDue {
			e.due = nominal
		}
	}
	if e.older = l.upTo(e.at); e.older != nil && e.older.at == e.at {
		e.rank = e.older.rank + 1
	}
	// As in class.link: the right sides are evaluated first.
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

// take takes an entry out of the list, and spares it for the next to be added.
// It spares no more entries than are left, so a ledger gives back the memory of
// a burst.
func (l *entries) take(e *entry) {
	if l.last == e {
		if l.last = e.older; l.last == nil {
			l.last = e.newer
		}
	}
	*l.after(e.older), *l.before(e.newer) = e.newer, e.older
	e.clear()
	if l.n--; l.spares <= l.n {
		e.older, l.spare = l.spare, e
		l.spares++
	}
}

// clear makes an entry the zero entry, but for the room of its marks.
func (e *entry) clear() {
	room := e.marks[:0]
	*e = entry{}
	e.marks = room
}

// renew makes an entry fresh. It stays in the list.
func (e *entry) renew() {
	*e = entry{
		Snapshot: e.Snapshot, at: e.at, due: e.due, isDue: e.isDue,
		older: e.older, newer: e.newer, rank: e.rank, marks: e.marks[:0],
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
