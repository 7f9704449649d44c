package inventory

import (
	"hash/maphash"
	"iter"
	"math/bits"
)

// repeated ranges over the rows with the name of an earlier row, empty names
// aside.
//
// The names are in a hash table, at most half full. A slot holds the number of a
// row, from 1, and the upper half of the hash, by which nearly all other names
// are passed over without a look at them. Two million names take 32 MB.
func (c *columns) repeated() iter.Seq[int] {
	return func(yield func(int) bool) {
		const upper = 1<<64 - 1<<32
		seed := maphash.MakeSeed()
		table := make([]uint64, 1<<bits.Len(uint(2*len(c.rows))))
		mask := uint64(len(table) - 1)
		for i := range c.rows {
			name := c.name(i)
			if name == "" {
				continue
			}
			hash := maphash.String(seed, name)
			at := hash & mask
			for ; table[at] != 0; at = (at + 1) & mask {
				if (table[at]^hash)&upper == 0 && c.name(int(uint32(table[at])-1)) == name {
					break
				}
			}
			if table[at] == 0 {
				table[at] = hash&upper | uint64(i+1)
			} else if !yield(i) {
				return
			}
		}
	}
}
