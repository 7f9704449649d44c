package inventory

import (
	"slices"
	"time"

	"github.com/longcase/longcase/retention"
)

// List is the snapshots of a list, in its order. It takes the memory of the
// list's text and 24 bytes a snapshot, a fifth of a slice of items;
// nominal times and ends of holds take 16 more each. The zero value is empty. A
// List is immutable and safe for concurrent use.
type List struct {
	columns *columns
	n       int
	places  []uint32 // of a group: its rows; nil for all rows
}

// Len returns the number of snapshots.
func (l List) Len() int { return l.n }

// Item returns the snapshot at a position. It panics if the position is out of
// range, as an index does.
func (l List) Item(i int) Item {
	return l.columns.item(l.place(i))
}

// Name returns the Name of the item at a position, in less time.
func (l List) Name(i int) string { return l.columns.name(l.place(i)) }

// Snapshot returns the Snapshot of the item at a position, in less time.
func (l List) Snapshot(i int) retention.Snapshot { return l.columns.snapshot(l.place(i)) }

// items returns the snapshots as a slice.
func (l List) items() []Item {
	items := make([]Item, l.n)
	for i := range items {
		items[i] = l.Item(i)
	}
	return items
}

// Plan plans the list by a policy.
func (l List) Plan(p retention.Policy, now time.Time) retention.Plan {
	if l.places == nil {
		return p.PlanFunc(now, l.n, func(i int) retention.Snapshot { return l.columns.snapshot(i) })
	}
	return p.PlanFunc(now, l.n, l.Snapshot)
}

// Groups splits the list into its groups, each to be planned apart. The groups
// are in the order of their first snapshots, and the snapshots of a group in the
// order of the list.
func (l List) Groups() []List {
	if l.n == 0 || len(l.columns.groups) == 1 {
		return []List{l}[:min(l.n, 1)]
	}
	counts := make([]int, len(l.columns.groups))
	for i := range l.n {
		counts[l.group(i)]++
	}
	// Count first, then share out one slice: no group grows, and a group's rows lie together.
	places, groups := make([]uint32, l.n), make([]List, len(counts))
	for k, count := range counts {
		groups[k] = List{l.columns, 0, places[:count:count]}
		places = places[count:]
	}
	for i := range l.n {
		g := &groups[l.group(i)]
		g.places[g.n] = uint32(l.place(i))
		g.n++
	}
	return slices.DeleteFunc(groups, func(g List) bool { return g.n == 0 })
}

// place returns the row of the snapshot at a position.
func (l List) place(i int) int {
	if l.places != nil {
		return int(l.places[i])
	}
	return i
}

// group returns the number of the group of the snapshot at a position.
func (l List) group(i int) uint32 { return l.columns.rows[l.place(i)].group }
