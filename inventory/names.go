package inventory

import (
	"hash/maphash"
	"iter"
	"math/bits"
)

// repeated ranges over the rows with the name of an earlier row, empty names
// aside. In a list by name, as dates in names make of a list by time, no name
// can be.
func (c *columns) repeated() iter.Seq[int] {
	return func(yield func(int) bool) {
		if c.ascend() {
			return
		}
		hashes := c.hashes()
		// Only names whose hashes collide are put into a map, which for two million names that
		// differ are few. A map of all would take more memory than the list.
		suspects, seen := suspects(hashes), make(map[string]bool)
		for i, hash := range hashes {
			if !suspects[hash] {
				continue
			}
			name := c.name(i)
			if seen[name] && name != "" && !yield(i) {
				return
			}
			seen[name] = true
		}
	}
}

// ascend reports whether each name is longer than the one before, or as long and
// after it.
func (c *columns) ascend() bool {
	last := ""
	for i := range c.rows {
		name := c.name(i)
		if len(name) < len(last) || len(name) == len(last) && name <= last {
			return false
		}
		last = name
	}
	return true
}

// hashes returns a hash of each name.
func (c *columns) hashes() []uint32 {
	seed, hashes := maphash.MakeSeed(), make([]uint32, len(c.rows))
	for i := range hashes {
		hashes[i] = uint32(maphash.String(seed, c.name(i)))
	}
	return hashes
}

// suspects returns the hashes that hit a bit another has hit before, of sixteen
// bits or more for each. Few do by chance. The bits of two million hashes take
// 4 MB, where a table of them waits for memory at each.
func suspects(hashes []uint32) map[uint32]bool {
	words := 1 << bits.Len(uint(len(hashes))/4)
	mask, hit, suspects := uint32(words-1), make([]uint64, words), make(map[uint32]bool)
	for _, hash := range hashes {
		word, bit := &hit[hash>>6&mask], uint64(1)<<(hash%64)
		if *word&bit != 0 {
			suspects[hash] = true
		}
		*word |= bit
	}
	return suspects
}
