package expression

import "math/bits"

// Progression returns the ends of a set of at least one number, bit n for n, and the
// distance between neighbours; 0 if the distances differ, or for a single number. So
// 5, 20, 35 and 50 are from 5 to 50 in steps of 15.
func Progression(set uint64) (first, last, step int) {
	first, last = bits.TrailingZeros64(set), bits.Len64(set)-1
	rest := set & (set - 1) // without the first
	if rest == 0 {
		return first, last, 0
	}
	step = bits.TrailingZeros64(rest) - first
	var even uint64
	for n := first; n <= last; n += step {
		even |= 1 << n
	}
	if even != set {
		step = 0
	}
	return first, last, step
}
