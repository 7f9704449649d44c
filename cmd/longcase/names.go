package main

import "github.com/longcase/longcase/inventory"

// nameReader reads names of a list, one after the other. The zero value, with a list, is
// at its start.
type nameReader struct {
	inventory.List
	from, to int        // the positions that are fetched
	names    [64]string // of them
	seen     byte       // of the names, which would not be read otherwise
}

// at returns the name at a position after that of the call before.
func (r *nameReader) at(i int) string {
	if i >= r.to {
		r.fetch(i)
	}
	return r.names[i-r.from]
}

// fetch reads both ends of many names. Those of a volume that takes turns with others lie
// far apart, and each is a wait for memory; with nothing between the reads, the processor
// waits for many of them at once.
func (r *nameReader) fetch(from int) {
	seen := byte(0)
	r.from, r.to = from, min(from+len(r.names), r.Len())
	for i := range r.to - from {
		name := r.Name(from + i)
		if r.names[i] = name; name != "" {
			seen ^= name[0] ^ name[len(name)-1]
		}
	}
	r.seen ^= seen
}
