package retention

import "time"

// lost is the timeless part of a line: the first of its snapshots, which have
// the zero time, and those between two positions, about the start of Unix time.
type lost struct {
	first    int
	from, to int
}

// lost finds the timeless part of a line.
func (l line) lost() (t lost) {
	if l.n == 0 || l.at(0).sec >= endOfTimeless {
		return lost{}
	}
	t.first = l.find(func(t instant) bool { return t != instant{sec: minSecond} })
	t.from = max(t.first, l.find(func(t instant) bool { return t.sec >= -endOfTimeless }))
	t.to = max(t.from, l.find(func(t instant) bool { return t.sec >= endOfTimeless }))
	return t
}

// without returns the line without its timeless part.
func (l line) without(t lost) line {
	if t == (lost{}) {
		return l
	}
	part := l
	part.n -= t.first + t.to - t.from
	part.created = func(i int) time.Time { return l.created(t.place(i)) }
	if l.nominal != nil {
		part.nominal = func(i int) time.Time { return l.nominal(t.place(i)) }
	}
	return part
}

// place returns the position in the whole line of a position in the line
// without its timeless part.
func (t lost) place(i int) int {
	if i += t.first; i >= t.from {
		i += t.to - t.from
	}
	return i
}

// restore adds the timeless part to the ranges kept of the rest.
func (t lost) restore(ranges []Range) []Range {
	if t == (lost{}) {
		return ranges
	}
	for k, r := range ranges {
		if r.Len() > 0 {
			ranges[k] = Range{t.place(r.From), t.place(r.To-1) + 1}
		}
	}
	return union(append(ranges, Range{0, t.first}, Range{t.from, t.to}))
}

// cut returns the parts of a range of the rest before and after the timeless
// snapshots in its midst, as ranges of the whole line.
func (t lost) cut(r Range) (older, newer Range) {
	border := min(max(t.from-t.first, r.From), r.To)
	older, newer = Range{r.From + t.first, border + t.first}, Range{border, r.To}
	shift := t.first + t.to - t.from
	return older, Range{newer.From + shift, newer.To + shift}
}
