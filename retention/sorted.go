package retention

import (
	"math/bits"
	"slices"
)

// order is a list of positions in order of time, and for equal instants in the
// order of the list. Each position is in the low bits of a word, below its
// second.
//
// A pass over the words deals them out into slots by their highest bits. A slot
// is sorted when it is first read. Few of the slots are read to find the kept
// snapshots of a long list, so most of the list is never sorted.
type order struct {
	words  []uint64
	low    int    // number of bits for the position
	high   int    // number of bits below those of the slot
	starts []int  // the first word of each slot, and the end of the last
	sorted []bool // for each slot
	list   line
	whole  bool // whether all instants are whole seconds
}

// slotBits is the number of bits to tell slots apart: few enough for a write to
// each of the slots in turn to stay in a fast cache.
const slotBits = 11

// position returns the position in the list of the k-th snapshot in time.
func (o *order) position(k int) int {
	if slot := o.words[k] >> o.high; !o.sorted[slot] {
		o.sort(int(slot))
	}
	return int(o.words[k] & (1<<o.low - 1))
}

// sort sorts a slot: by whole seconds, as integers, and within a second by
// comparing fractions, if the list has any.
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

// compare compares the instants of two words.
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

// order sorts a list. The list is called a line, though it is not in order yet.
func (l line) order() *order {
	o := &order{list: l, low: bits.Len(uint(l.n))}
	var first, last int64
	first, last, o.whole = l.bounds()
	// Years 1 to 9999 have 2^39 seconds. Should that be too much beside the
	// positions, several seconds share a number, and slots sort by comparing.
	coarse := max(0, bits.Len64(uint64(last-first))+o.low-64)
	o.whole = o.whole && coarse == 0
	o.high = max(o.low, bits.Len64(uint64(last-first)>>coarse)+o.low-slotBits)
	// The position in the low bits keeps equal instants in the order of the list, and makes
	// any sort of the words stable.
	words := make([]uint64, l.n)
	for i := range words {
		words[i] = uint64(l.at(i).sec-first)>>coarse<<o.low | uint64(i)
	}
	o.deal(words)
	return o
}

// bounds returns the first and the last second of a list, and whether all of
// its instants are whole seconds.
func (l line) bounds() (first, last int64, whole bool) {
	first, last, whole = maxSecond, minSecond, true
	for i := range l.n {
		t := l.at(i)
		first, last = min(first, t.sec), max(last, t.sec)
		whole = whole && t.nano == 0
	}
	return first, max(first, last), whole
}

// deal moves words into their slots: it counts the words of each slot, and so
// learns where each slot starts.
func (o *order) deal(words []uint64) {
	// First the number of words of each slot, then where its next word goes.
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
