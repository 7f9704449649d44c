package inventory

import (
	"hash/maphash"
	"iter"
	"math/bits"
	"slices"
	"strings"
)

// repeated ranges over the rows with the name of an earlier row, empty names
// aside. Where each group is by name, as dates in names make of a list by time,
// and each has a start of its own, no name can be repeated.
func (c *columnist) repeated() iter.Seq[int] {
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

// ascent is the names of a group, as long as each follows the one before.
type ascent struct {
	first, last string
	start       string // of all names but the last ones of one length
}

// common returns the start that all names have. What the first and the last of some
// length have in common, those between them have too.
func (a *ascent) common() string { return commonStart(a.last, a.start) }

// climb adds a name to those of a group. Most names are as long as the one before.
func (c *columnist) climb(group uint32, name string) {
	if int(group) < len(c.ascents) {
		if a := &c.ascents[group]; len(name) == len(a.last) && name > a.last {
			a.last = name
			return
		}
	}
	c.climbOn(group, ascent{name, name, name})
}

// climbOn adds names after those of a group.
func (c *columnist) climbOn(group uint32, names ascent) {
	if int(group) == len(c.ascents) {
		c.ascents = append(c.ascents, names)
		return
	}
	a := &c.ascents[group]
	c.descends = c.descends || !follows(names.first, a.last)
	a.last, a.start = names.last, commonStart(names.start, a.common())
}

// follows reports whether a name is longer than the last, or as long and after it.
func follows(name, last string) bool {
	return len(name) > len(last) || len(name) == len(last) && name > last
}

// ascend reports whether the names of each group ascend, and the start that
// they have in common begins no name of another group: "tank/home@" that of a
// dataset.
func (c *columnist) ascend() bool {
	const enough = 16 // rows a group on average: sorting more starts takes as long as hashing
	if c.descends || len(c.rows) < enough*len(c.groups) {
		return false
	}
	starts := make([]string, len(c.ascents))
	for k := range starts {
		starts[k] = c.ascents[k].common()
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
