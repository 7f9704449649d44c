package retention

import "slices"

// queue is a list that grows at its back and shrinks at either end. It goes on
// in the room that it has left at its front before it asks for more, so that a
// ledger of a steady size leaves no garbage.
type queue[T any] struct {
	list []T
	room []T // the array under list, from its start
}

func (q *queue[T]) push(v T) {
	if len(q.list) == cap(q.list) {
		q.makeRoom()
	}
	q.list = append(q.list, v)
}

func (q *queue[T]) makeRoom() {
	if n := len(q.list); 2*n < cap(q.room) {
		q.list = append(q.room[:0], q.list...)
	} else {
		q.list = slices.Grow(q.list, n+1)
		q.room = q.list
	}
}

func (q *queue[T]) dropFirst() { q.list = q.list[1:] }

func (q *queue[T]) dropLast() { q.list = q.list[:len(q.list)-1] }

// ending is when an entry becomes too old for a rule.
type ending struct {
	at    instant
	entry *entry
}

// endings are the entries that a rule keeps by their age, in the order in which
// they become too old.
type endings struct{ queue[ending] }

// add puts an ending in its place. That is the back, but for what was taken in
// the second pass of a fold: in Berlin, with a rule of one day, a snapshot of
// 2025-10-26 02:10+01:00 ends before that of 02:50+02:00, half an hour older.
func (q *endings) add(end ending) {
	q.push(end)
	for i := len(q.list) - 1; i > 0 && end.at.before(q.list[i-1].at); i-- {
		q.list[i], q.list[i-1] = q.list[i-1], end
	}
}

// remove takes out the ending of an entry, which is at the back or near the
// front, as a tier loses its newest or its oldest.
func (q *endings) remove(e *entry) {
	if n := len(q.list); n > 0 && q.list[n-1].entry == e {
		q.dropLast()
		return
	}
	switch i := slices.IndexFunc(q.list, func(end ending) bool { return end.entry == e }); {
	case i == 0:
		q.dropFirst()
	case i > 0:
		q.list = slices.Delete(q.list, i, i+1)
	}
}

// next returns the earliest end; never for none.
func (q *endings) next() instant {
	if len(q.list) == 0 {
		return never
	}
	return q.list[0].at
}
