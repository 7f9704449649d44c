package retention

// due is a time at which an entry may expire, or a tier let go of one. Where it
// names neither, it is time to plan anew.
type due struct {
	at    instant
	entry *entry
	tier  *tier
}

// dues is a heap of times, the earliest first.
type dues []due

func (h *dues) push(d due) {
	list := append(*h, d)
	i := len(list) - 1
	for i > 0 {
		parent := (i - 1) / 2
		if !d.at.before(list[parent].at) {
			break
		}
		list[i] = list[parent]
		i = parent
	}
	list[i] = d
	*h = list
}

func (h *dues) pop() due {
	list := *h
	first, last := list[0], list[len(list)-1]
	list = list[:len(list)-1]
	for i := 0; i < len(list); {
		child := 2*i + 1
		if child+1 < len(list) && list[child+1].at.before(list[child].at) {
			child++
		}
		if child >= len(list) || !list[child].at.before(last.at) {
			list[i] = last
			break
		}
		list[i] = list[child]
		i = child
	}
	*h = list
	return first
}
