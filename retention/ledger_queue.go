package retention

import "slices"

// queue is a list that grows at its back and shrinks at either end. It moves to
// the room left at its front before it asks for more, so that a ledger of a
// steady size leaves no garbage.
type queue[T any] struct {
	list []T
	room []T // the array under list, from its start
}

// makeRoom makes room at the back: by a move to the front of the array, if the list fills
// less than half of it, or in a larger array.
func (q *queue[T]) makeRoom() {
	if n := len(q.list); 2*n < cap(q.room) {
		q.list = append(q.room[:0], q.list...)
	} else {
		q.list = slices.Grow(q.list, n+1)
		q.room = q.list
	}
}

// open opens a position for another value, most often at the back.
func (q *queue[T]) open(i int) *T {
	n := len(q.list)
	if n == cap(q.list) {
		q.makeRoom()
	}
	q.list = q.list[:n+1]
	if i < n {
		copy(q.list[i+1:], q.list[i:n])
	}
	return &q.list[i]
}

// drop takes out the value at a position, most often near an end.
func (q *queue[T]) drop(i int) {
	if i == 0 {
		q.list = q.list[1:]
		return
	}
	copy(q.list[i:], q.list[i+1:])
	q.list = q.list[:len(q.list)-1]
}

// ending is an entry and when it becomes too old for a rule.
type ending struct {
	at    instant
	entry *entry
}

// endings are entries in the order in which they become too old for a rule. The
// first of them, up to a cut, already are.
type endings struct {
	queue[ending]
	cut int
}

// add puts an ending in its place: at the back, except for an older snapshot
// and after a fold. In Berlin, with a rule of one day, a snapshot taken on
// 2025-10-26 at 02:10 in the second pass ends before that of 02:50 in the
// first, though it is 20 minutes younger.
func (q *endings) add(end ending) {
	i := len(q.list)
	if i > 0 && end.at.before(q.list[i-1].at) {
		// Behind all that end at the same time: never equal, so that the search goes on.
		i, _ = slices.BinarySearchFunc(q.list, end.at, func(other ending, at instant) int {
			if at.before(other.at) {
				return 1
			}
			return -1
		})
	}
	*q.open(i) = end
}

// index returns the position of an ending that is in the queue. A tier most
// often loses its oldest entry or its newest.
func (q *endings) index(end ending) int {
	if q.list[0] == end {
		return 0
	}
	if last := len(q.list) - 1; q.list[last] == end {
		return last
	}
	// Entries with the same end follow each other.
	i, _ := slices.BinarySearchFunc(q.list, end.at, func(other ending, at instant) int { return other.at.compare(at) })
	for q.list[i].entry != end.entry {
		i++
	}
	return i
}

// take takes an ending out.
func (q *endings) take(end ending) {
	i := q.index(end)
	if q.drop(i); i < q.cut {
		q.cut--
	}
}

// next returns the earliest end after the cut; never for none.
func (q *endings) next() instant {
	if q.cut == len(q.list) {
		return never
	}
	return q.list[q.cut].at
}
