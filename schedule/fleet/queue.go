package fleet

import "container/heap"

// queue holds the waiting members, by the second in which they are due.
//
// Fires lie on whole seconds, and on few of them: a million members that run once
// a day share the 1,440 minutes of the day, or the 86,400 seconds over which they
// are spread. So the heap is a heap of seconds and not of members, and a member
// that is due moves from one list to another and seldom touches the heap.
//
// The lists are linked through the members themselves. Remove and Disable take a
// member out of the middle without a search, and without a copy of the rest.
type queue[K comparable] struct {
	seconds map[int64]*second[K]
	order   order[K]
}

// second is a second in which at least one member is due: the list of its members,
// in the order in which they were added.
type second[K comparable] struct {
	unix        int64
	first, last *member[K]
	index       int // in the heap, for its removal when the list is empty
}

// earliest returns the first second in which a member is due; nil if none is.
func (q *queue[K]) earliest() *second[K] {
	if len(q.order) == 0 {
		return nil
	}
	return q.order[0]
}

// add lets a member wait for a fire. The member must not be in the queue.
func (q *queue[K]) add(m *member[K], fire Fire) {
	s := q.at(fire.Spread.Unix())
	m.nominal, m.at, m.prev = fire.Nominal.Unix(), s, s.last
	if s.last == nil {
		s.first = m
	} else {
		s.last.next = m
	}
	s.last = m
}

// at returns the second of an instant, new if no member is due in it yet.
func (q *queue[K]) at(unix int64) *second[K] {
	s := q.seconds[unix]
	if s == nil {
		if q.seconds == nil {
			q.seconds = make(map[int64]*second[K])
		}
		s = &second[K]{unix: unix}
		q.seconds[unix] = s
		heap.Push(&q.order, s)
	}
	return s
}

// remove takes a member out of the queue. It does nothing if the member does not
// wait.
func (q *queue[K]) remove(m *member[K]) {
	s := m.at
	if s == nil {
		return
	}
	if m.prev == nil {
		s.first = m.next
	} else {
		m.prev.next = m.next
	}
	if m.next == nil {
		s.last = m.prev
	} else {
		m.next.prev = m.prev
	}
	m.at, m.prev, m.next = nil, nil, nil
	if s.first == nil {
		delete(q.seconds, s.unix)
		heap.Remove(&q.order, s.index)
	}
}

// order is a heap of seconds, as [heap.Interface] asks.
type order[K comparable] []*second[K]

func (o order[K]) Len() int           { return len(o) }
func (o order[K]) Less(i, j int) bool { return o[i].unix < o[j].unix }

// Swap also tells the seconds their places, by which they are removed.
func (o order[K]) Swap(i, j int) {
	o[i], o[j] = o[j], o[i]
	o[i].index, o[j].index = i, j
}

// Push is for package heap.
func (o *order[K]) Push(s any) {
	second := s.(*second[K])
	second.index = len(*o)
	*o = append(*o, second)
}

// Pop is for package heap. It lets go of the second, which the collector may then free.
func (o *order[K]) Pop() any {
	last := len(*o) - 1
	s := (*o)[last]
	(*o)[last] = nil
	*o = (*o)[:last]
	return s
}
