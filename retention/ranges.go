package retention

import (
	"slices"

	"github.com/longcase/longcase/calendar"
)

// Range is a part of a list: the positions From <= i < To. The zero value is
// empty. It is comparable.
type Range struct {
	From int // first position
	To   int // position after the last
}

// Len returns the number of positions.
func (r Range) Len() int { return r.To - r.From }

// kept returns the ranges of a line a policy keeps, in order.
func (l line) kept(c *compiled, now instant) []Range {
	if l.n == 0 || len(c.good) == 0 {
		return union([]Range{{0, l.n}})
	}
	lost := l.lost()
	return lost.restore(l.without(lost).keptDated(c, now))
}

// keptDated returns the ranges of a line a policy with rules keeps, if none of
// its snapshots is timeless.
func (l line) keptDated(c *compiled, now instant) []Range {
	n := l.n
	if n == 0 {
		return nil
	}
	if now.before(l.at(n - 1)) { // from the future
		l.n = l.find(now.before)
	}
	// Snapshots from the future are kept, and take part in nothing.
	k := keeper{view: l.newView(c.zone, now, false), c: c, change: never}
	k.ranges = append(make([]Range, 0, c.room()), Range{l.n, n})
	for _, i := range c.good {
		k.apply(i)
	}
	if c.minimum > 0 {
		k.ranges = append(k.ranges, Range{k.promised(c.minimum), l.n})
	}
	return union(k.ranges)
}

// room returns an estimate of how many ranges a policy keeps: as many as the
// periods that it counts.
func (c *compiled) room() int {
	const enough = 1000
	room := 2
	for _, i := range c.good {
		room += max(1, c.rules[i].Count)
	}
	return min(room, enough)
}

// keeper collects the ranges rules keep. It reads no more of a line than it has
// to: the newest periods of rules with a number, and the place where an age
// ends.
type keeper struct {
	*view
	c      *compiled
	ranges []Range
	passed map[int]int // by position, the first rule that passed a snapshot over
	change instant     // no rule lets go of a snapshot before it
}

// union sorts ranges and joins neighbours. Rules collect their newest ranges
// first, and the rule with the shortest reach most often comes first. Reversed,
// such a list is nearly in order, which makes a stable sort fast.
func union(list []Range) []Range {
	slices.Reverse(list)
	slices.SortStableFunc(list, func(a, b Range) int { return a.From - b.From })
	joined := list[:0]
	for _, r := range list {
		if n := len(joined); n > 0 && r.From <= joined[n-1].To {
			joined[n-1].To = max(joined[n-1].To, r.To)
		} else if r.Len() > 0 {
			joined = append(joined, r)
		}
	}
	return joined
}

// apply collects the ranges of the rule at an index. Rules are applied in order.
func (k *keeper) apply(index int) {
	switch r := &k.c.rules[index]; {
	case k.n == 0:
	case r.Counting != CountAll:
		k.applyCascade(r, k.cascade(r, index))
	case r.Per == calendar.NoUnit:
		k.every(r)
	default:
		var room [32]pick // enough for most rules, and on the stack
		picks := k.picks(r, room[:0])
		for _, p := range picks {
			k.judge(r, k.place(p.snapshot()))
		}
		if k.short(r, len(picks)) {
			k.judge(r, k.first())
		}
	}
}

// judge keeps a snapshot, and others of its instant, if it is young enough.
func (k *keeper) judge(r *Rule, i int) {
	t := k.at(i)
	if !k.isYoung(r, t, k.reference(r)) {
		return
	}
	k.ranges = append(k.ranges, k.ties(i, t))
	if r.From == FromNow {
		k.change = earliest(k.change, r.end(t, k.zone))
	}
}

// every collects the ranges of a rule without a unit.
func (k *keeper) every(r *Rule) {
	// A snapshot at position from or later may be kept, and at position sure or later it
	// is. In between, which are positions around a fold, each is judged.
	sure, from := 0, k.newest(r)
	if !r.Within.IsZero() {
		first, young := k.young(r)
		from, sure = max(from, first), max(from, young)
	}
	take := func(in Range) bool {
		for i := in.From; i < min(in.To, sure); i++ {
			k.judge(r, i)
		}
		if in.From = max(in.From, sure); in.Len() > 0 {
			k.ranges = append(k.ranges, in)
			k.noteEnd(r, in.From)
		}
		return true
	}
	if r.Base {
		if i, _ := k.base(r); i >= 0 {
			k.ranges = append(k.ranges, k.ties(i, k.at(i)))
		}
	}
	switch {
	case k.places != nil && (r.Count > 0 || r.hasDays()):
		k.eachCounted(r, from, take)
	case r.hasDays():
		k.eachDay(r, from, take)
	default:
		take(Range{from, k.n})
	}
}

// noteEnd notes when a rule lets go of the first of a range it keeps: the
// earliest of the range, or a bit before where the clock is put back.
func (k *keeper) noteEnd(r *Rule, i int) {
	if !r.Within.IsZero() && r.From == FromNow {
		k.change = earliest(k.change, k.at(i).earliestPlus(r.Within, k.zone))
	}
}

// eachCounted calls take for each snapshot a rule counts, and for others of its
// instant.
func (k *keeper) eachCounted(r *Rule, from int, take func(Range) bool) {
	for i := from; i < k.n; i++ {
		if k.counts(r, i) {
			take(k.ties(i, k.at(i)))
		}
	}
}

// young returns the first position that may be young enough for a rule, and the
// first from which on all are. The two differ around a fold. In Berlin, with a
// rule of one day, the snapshot of 2025-10-26 02:10 in the second pass expires
// before the snapshot of 02:50 in the first.
func (v *view) young(r *Rule) (first, all int) {
	reference := v.reference(r)
	if r.From == BackFromNewest {
		first = v.find(func(t instant) bool { return v.isYoung(r, t, reference) })
		return first, first
	}
	first = v.find(func(t instant) bool { return reference.before(t.latestPlus(r.Within, v.zone)) })
	all = v.find(func(t instant) bool { return reference.before(t.earliestPlus(r.Within, v.zone)) })
	return first, max(first, all)
}

// others returns the ranges between some ranges, up to n.
func others(ranges []Range, n int) []Range {
	list := make([]Range, 0, len(ranges)+1)
	from := 0
	for _, r := range append(ranges, Range{n, n}) {
		if from < r.From {
			list = append(list, Range{from, r.From})
		}
		from = r.To
	}
	return list
}

// gather returns the elements of a list that lie in some ranges.
func gather[S any](list []S, ranges []Range) []S {
	all := make([]S, 0, total(ranges))
	for _, r := range ranges {
		all = append(all, list[r.From:r.To]...)
	}
	return all
}

// total returns the number of positions in some ranges.
func total(ranges []Range) (n int) {
	for _, r := range ranges {
		n += r.Len()
	}
	return n
}
