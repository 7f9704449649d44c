package inventory

import (
	"hash/maphash"
	"iter"
	"math/bits"
)

// repeated ranges over the items with the name of an earlier item, empty names
// aside.
//
// The table holds the indices of the items by the hashes of their names, and is
// at most half full. For two million names it has 16 MB, a fifth of a map of
// strings.
func repeated(items []Item) iter.Seq[int] {
	return func(yield func(int) bool) {
		seed := maphash.MakeSeed()
		table := make([]int32, 1<<bits.Len(uint(2*len(items)))) // 0 is free, else 1 more
		for i := range items {
			name := items[i].Name
			if name == "" {
				continue
			}
			at := maphash.String(seed, name) & uint64(len(table)-1)
			for table[at] != 0 && items[table[at]-1].Name != name {
				at = (at + 1) & uint64(len(table)-1)
			}
			if table[at] != 0 {
				if !yield(i) {
					return
				}
				continue
			}
			table[at] = int32(i + 1)
		}
	}
}
