package main

import "github.com/longcase/longcase/inventory"

// nameReader reads names of a list, one after the other. The zero value, with a list, is
// at its start.
type nameReader struct {
	inventory.List
	fetched int  // names before this position are in fast memory
	seen    byte // of what is fetched, which would not be read otherwise
}

// at returns the name at a position after that of the call before.
func (r *nameReader) at(i int) string {
	if i >= r.fetched {
		r.fetch(i)
	}
	return r.Name(i)
}

// fetch reads both ends of many names. Those of a volume that takes turns with others lie
// far apart, and each is a wait for memory; with nothing between the reads, the processor
// waits for many of them at once.
func (r *nameReader) fetch(from int) {
	const many = 64
	seen := byte(0)
	r.fetched = min(from+many, r.Len())
	for i := from; i < r.fetched; i++ {
		if name := r.Name(i); name != "" {
			seen ^= name[0] ^ name[len(name)-1]
		}
	}
	r.seen ^= seen
}
