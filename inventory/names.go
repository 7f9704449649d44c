package inventory

import (
	"hash/maphash"
	"iter"
	"math/bits"
	"slices"
	"strings"
)

// repeated ranges over the rows with the name of an earlier row, empty names
// aside. In a list by name, as dates in names make of a list by time, no name
// can be, nor in a list whose groups are so, each with a start of its own.
func (c *columns) repeated() iter.Seq[int] {
	return func(yield func(int) bool) {
		if c.ascend() || c.ascendApart() {
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
		if !follows(name, last) {
			return false
		}
		last = name
	}
	return true
}

// follows reports whether a name is longer than the last, or as long and after it.
func follows(name, last string) bool {
	return len(name) > len(last) || len(name) == len(last) && name > last
}

// ascendApart reports whether the names of each group ascend, and the start that
// they have in common begins no name of another group: "tank/home@" that of a
// dataset. Volumes that take turns have such names, and this reads them in the
// order of the text, where looking for hashes waits for memory at each.
func (c *columns) ascendApart() bool {
	const enough = 16 // rows a group on average: sorting more starts would take as long
	if len(c.rows) < enough*len(c.groups) {
		return false
	}
	lasts, starts := make([]string, len(c.groups)), make([]string, len(c.groups))
	for i := range c.rows {
		name, group := c.name(i), c.rows[i].group
		if !follows(name, lasts[group]) {
			return false
		}
		if lasts[group] == "" {
			starts[group] = name
		}
		lasts[group], starts[group] = name, commonStart(name, starts[group])
	}
	// In order, a text that begins any other begins the next.
	slices.Sort(starts)
	for k := range len(starts) - 1 {
		if strings.HasPrefix(starts[k+1], starts[k]) {
			return false
		}
	}
	return true
}

// commonStart returns what a name begins with of a start.
func commonStart(name, start string) string {
	if strings.HasPrefix(name, start) {
		return start
	}
	same := 0
	for same < min(len(name), len(start)) && name[same] == start[same] {
		same++
	}
	return start[:same]
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
