package retention

import (
	"math/bits"
	"slices"
)

// inOrder sorts positions of a list by instant, and those of one instant by
// position. The positions must be ascending.
func inOrder(positions []int, at func(int) instant) {
	if slices.IsSortedFunc(positions, func(a, b int) int { return at(a).compare(at(b)) }) {
		return
	}
	if !sortPacked(positions, at) {
		slices.SortStableFunc(positions, func(a, b int) int { return at(a).compare(at(b)) })
		return
	}
	for from := 0; from < len(positions); {
		second, to := at(positions[from]).sec, from+1
		for to < len(positions) && at(positions[to]).sec == second {
			to++
		}
		slices.SortStableFunc(positions[from:to], func(a, b int) int { return int(at(a).nano - at(b).nano) })
		from = to
	}
}

// digit is how many bits a pass of the radix sort looks at: few enough that
// its counters stay in the fastest cache.
const digit = 11

// sortPacked sorts positions by second, each packed into one word with its
// second: as many passes as the seconds have digits, whatever the order. It
// gives up where a word is too short.
func sortPacked(positions []int, at func(int) instant) bool {
	first, last := at(positions[0]).sec, at(positions[0]).sec
	for _, i := range positions {
		second := at(i).sec
		first, last = min(first, second), max(last, second)
	}
	low := bits.Len(uint(len(positions) - 1))
	high := bits.Len64(uint64(last - first))
	if low+high > 64 {
		return false
	}
	words := make([]uint64, 2*len(positions))
	words, spare := words[:len(positions)], words[len(positions):]
	for k, i := range positions {
		words[k] = uint64(at(i).sec-first)<<low | uint64(k)
	}
	for shift := low; shift < low+high; shift += digit {
		pass(words, spare, shift)
		words, spare = spare, words
	}
	order := spare // its words are not needed any more
	for k, word := range words {
		order[k] = uint64(positions[word&(1<<low-1)])
	}
	for k, i := range order {
		positions[k] = int(i)
	}
	return true
}

// pass moves words from one slice to another, in the order of one digit.
func pass(from, to []uint64, shift int) {
	var next [1 << digit]int
	for _, word := range from {
		next[word>>shift%(1<<digit)]++
	}
	sum := 0
	for d, count := range next {
		next[d], sum = sum, sum+count
	}
	for _, word := range from {
		d := word >> shift % (1 << digit)
		to[next[d]] = word
		next[d]++
	}
}
