package retention

import "slices"

// queue is a list that grows at its back and shrinks at either end. It moves to
// the room left at its front before it asks for more, so that a ledger of a
// steady size leaves no garbage.
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

// ending is an entry and when it becomes too old for a rule.
type ending struct {
	at    instant
	entry *entry
}

// endings are the entries a rule keeps by their age, in the order in which
// they become too old.
type endings struct{ queue[ending] }

// add puts an ending in its place: at the back, except after a fold. In Berlin,
// with a rule of one day, a snapshot taken on 2025-10-26 at 02:10 in the second
// pass ends before that of 02:50 in the first, though it is 20 minutes younger.
func (q *endings) add(end ending) {
	q.push(end)
	for i := len(q.list) - 1; i > 0 && end.at.before(q.list[i-1].at); i-- {
		q.list[i], q.list[i-1] = q.list[i-1], end
	}
}

// remove removes the ending of an entry. A tier loses its newest entry or its
// oldest, so it is at the back or near the front.
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

// next returns the earliest end; never for no endings.
func (q *endings) next() instant {
	if len(q.list) == 0 {
		return never
	}
	return q.list[0].at
}
