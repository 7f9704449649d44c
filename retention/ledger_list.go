package retention

import "iter"

// entry is a snapshot of a ledger.
type entry struct {
	Snapshot
	at           instant
	holds        int // number of tiers that keep it; 1 if no rule sees it
	older, newer *entry
}

// entries is a list of snapshots in order of time, and of equal instants in the
// order of addition.
type entries struct {
	oldest, newest *entry
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

// add adds an entry for an instant. It looks for the entry's place from the
// newest back, since most snapshots are added as they are taken.
func (l *entries) add(at instant) *entry {
	e := l.spare
	if e == nil {
		e = new(entry)
	} else {
		l.spare = e.older
		l.spares--
	}
	e.at, e.older = at, l.newest
	for e.older != nil && at.before(e.older.at) {
		e.older = e.older.older
	}
	*l.after(e.older), e.newer = e, *l.after(e.older)
	*l.before(e.newer) = e
	l.n++
	return e
}

// remove removes an entry, and spares it for the next to be added. It spares no
// more entries than are left, so a ledger gives back the memory of a burst.
func (l *entries) remove(e *entry) {
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
