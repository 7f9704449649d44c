package retention

// alarms are the times at which rules begin to see hidden entries: a binary heap,
// the earliest first, since holds end in any order. A hidden entry has at most
// one alarm, and knows its place.
type alarms []alarm

type alarm struct {
	at    instant
	entry *entry
}

// next returns the earliest alarm; never for none.
func (h alarms) next() instant {
	if len(h) == 0 {
		return never
	}
	return h[0].at
}

// set adds an alarm for an entry; none for never.
func (h *alarms) set(at instant, e *entry) {
	if at == never {
		return
	}
	*h = append(*h, alarm{at, e})
	h.up(len(*h) - 1)
}

// drop takes the alarm of an entry out, if it has any.
func (h *alarms) drop(e *entry) {
	i, last := int(e.place)-1, len(*h)-1
	if e.place == 0 {
		return
	}
	e.place = 0
	// The last alarm takes the place, from where it may have to move either way.
	moved := (*h)[last]
	(*h)[last] = alarm{}
	if *h = (*h)[:last]; i < last {
		h.put(i, moved)
		h.down(i)
		h.up(i)
	}
}

// put writes an alarm to a place, and the place to its entry.
func (h alarms) put(i int, a alarm) { h[i], a.entry.place = a, int32(i+1) }

// before orders alarms of the same time by their entries, so that those are
// shown to tiers in order.
func (h alarms) before(i, k int) bool {
	if c := h[i].at.compare(h[k].at); c != 0 {
		return c < 0
	}
	return h[i].entry.compare(h[k].entry) < 0
}

// up moves an alarm towards the front, past later ones.
func (h alarms) up(i int) {
	h.put(i, h[i])
	for parent := (i - 1) / 2; i > 0 && h.before(i, parent); i, parent = parent, (parent-1)/2 {
		h.swap(i, parent)
	}
}

// down moves an alarm towards the back, past earlier ones.
func (h alarms) down(i int) {
	for child := 2*i + 1; child < len(h); child = 2*i + 1 {
		if child+1 < len(h) && h.before(child+1, child) {
			child++
		}
		if !h.before(child, i) {
			return
		}
		h.swap(i, child)
		i = child
	}
}

// swap exchanges two alarms.
func (h alarms) swap(i, k int) {
	a, b := h[i], h[k]
	h.put(i, b)
	h.put(k, a)
}
