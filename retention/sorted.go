package retention

import (
	"math/bits"
	"slices"
)

// order is a list of positions in order of time, and those of one instant in
// the order of the list. Each is in the low bits of a word, below its second.
//
// The words are dealt out into slots by their highest bits, in one pass, and a
// slot is sorted when it is first looked into. Finding what is kept looks into
// few of them.
type order struct {
	words  []uint64
	low    int // how many bits are the position
	high   int // how many bits below those of the slot there are
	starts []int
	sorted []bool
	list   line
	whole  bool // whether all instants are whole seconds
}

// slotBits is how many bits tell the slots apart: few enough that a write for
// each of them stays in a fast cache.
const slotBits = 11

// position returns the position in the list of what is k-th in time.
func (o *order) position(k int) int {
	if slot := o.words[k] >> o.high; !o.sorted[slot] {
		o.sort(int(slot))
	}
	return int(o.words[k] & (1<<o.low - 1))
}

func (o *order) sort(slot int) {
	words := o.words[o.starts[slot]:o.starts[slot+1]]
	slices.Sort(words)
	for from := 0; !o.whole && from < len(words); {
		to := from + 1
		for to < len(words) && words[to]>>o.low == words[from]>>o.low {
			to++
		}
		slices.SortStableFunc(words[from:to], o.compare)
		from = to
	}
	o.sorted[slot] = true
}

func (o *order) compare(a, b uint64) int {
	mask := uint64(1)<<o.low - 1
	return o.list.at(int(a & mask)).compare(o.list.at(int(b & mask)))
}

// inOrder reports whether a line is in order already.
func (l line) inOrder() bool {
	last := beginning
	for i := range l.n {
		t := l.at(i)
		if t.before(last) {
			return false
		}
		last = t
	}
	return true
}

// order sorts a list that is called a line, but is not in order.
func (l line) order() *order {
	o := &order{list: l, low: bits.Len(uint(l.n))}
	var first, last int64
	first, last, o.whole = l.bounds()
	// Years 1 to 9999 have 2^39 seconds. Should that be too much beside the
	// positions, slots take several seconds as one, and sort by comparing.
	coarse := max(0, bits.Len64(uint64(last-first))+o.low-64)
	o.whole = o.whole && coarse == 0
	o.high = max(o.low, bits.Len64(uint64(last-first)>>coarse)+o.low-slotBits)
	words := make([]uint64, l.n)
	for i := range words {
		words[i] = uint64(l.at(i).sec-first)>>coarse<<o.low | uint64(i)
	}
	o.deal(words)
	return o
}

// bounds returns the first and the last second of a list, and whether all its
// instants are whole seconds.
func (l line) bounds() (first, last int64, whole bool) {
	first, last, whole = maxSecond, minSecond, true
	for i := range l.n {
		t := l.at(i)
		first, last = min(first, t.sec), max(last, t.sec)
		whole = whole && t.nano == 0
	}
	return first, max(first, last), whole
}

// deal moves words into their slots.
func (o *order) deal(words []uint64) {
	var next [1 << slotBits]int
	for _, word := range words {
		next[word>>o.high]++
	}
	o.starts = make([]int, len(next)+1)
	for slot, count := range next {
		o.starts[slot+1] = o.starts[slot] + count
		next[slot] = o.starts[slot]
	}
	o.words, o.sorted = make([]uint64, len(words)), make([]bool, len(next))
	for _, word := range words {
		slot := word >> o.high
		o.words[next[slot]] = word
		next[slot]++
	}
}
