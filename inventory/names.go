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
		again, seen := again(hashes), make(map[string]bool)
		for i, hash := range hashes {
			if !again.has(hash) {
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

// again returns a set of the hashes that occur again, and of few others.
func again(hashes []uint32) hashSet {
	// With sixteen bits for each, about one name in sixteen meets another on its bit, and
	// is then compared for nothing.
	once, again := newHashSet(len(hashes)), newHashSet(len(hashes))
	for _, hash := range hashes {
		if once.has(hash) {
			again.add(hash)
		}
		once.add(hash)
	}
	return again
}

// hashSet is a set of hashes, and of others which share a bit with one of them.
// The bits for two million hashes take 4 MB, where a table of them waits for
// memory at each.
type hashSet []uint64

// newHashSet returns an empty set with sixteen bits or more for each of n hashes.
func newHashSet(n int) hashSet { return make(hashSet, 1<<bits.Len(uint(n)/4)) }

// has reports whether the hash, or another on its bit, is in the set.
func (s hashSet) has(hash uint32) bool {
	return s[int(hash>>6)&(len(s)-1)]&(1<<(hash%64)) != 0
}

func (s hashSet) add(hash uint32) { s[int(hash>>6)&(len(s)-1)] |= 1 << (hash % 64) }
