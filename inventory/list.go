package inventory

import (
	"time"

	"github.com/longcase/longcase/retention"
)

// List is the snapshots of a list, in its order. It takes the memory of the
// list's text and 24 bytes a snapshot, a fifth of a slice of items;
// nominal times and ends of holds take 16 more each. The zero value is empty. A
// List is immutable and safe for concurrent use.
type List struct{ columns *columns } // nil if empty

// Len returns the number of snapshots.
func (l List) Len() int {
	if l.columns == nil {
		return 0
	}
	return len(l.columns.rows)
}

// Item returns the snapshot at a position. It panics if the position is out of
// range, as an index does.
func (l List) Item(i int) Item { return l.columns.item(i) }

// Name returns the Name of the item at a position, in less time.
func (l List) Name(i int) string { return l.columns.name(i) }

// Snapshot returns the Snapshot of the item at a position, in less time.
func (l List) Snapshot(i int) retention.Snapshot { return l.columns.snapshot(i) }

// Created returns when the snapshot at a position was taken: the Created of
// [List.Snapshot], without reading the rest.
func (l List) Created(i int) time.Time { return l.columns.rows[i].created() }

// items returns the snapshots as a slice.
func (l List) items() []Item {
	items := make([]Item, l.Len())
	for i := range items {
		items[i] = l.Item(i)
	}
	return items
}

// Plan plans the list by a policy.
func (l List) Plan(p retention.Policy, now time.Time) retention.Plan {
	if l.columns.isPlain() {
		return retention.NewTimeline(l.Len(), l.Created).Plan(p, now)
	}
	return p.PlanFunc(now, l.Len(), l.Snapshot)
}

// Groups splits the list into its groups, each to be planned apart. The groups
// are in the order of their first snapshots, and the snapshots of a group in the
// order of the list. Groups that follow each other are parts of the list. Others
// are copies, which share the text: in a list that takes turns with hundreds of
// volumes, each snapshot of a group would be a wait for memory.
func (l List) Groups() []List {
	if l.Len() == 0 {
		return nil
	}
	if len(l.columns.groups) == 1 {
		return []List{l}
	}
	split := l.columns.split()
	groups := make([]List, 0, len(split))
	for k := range split {
		if len(split[k].rows) > 0 { // a group has none of the other groups
			groups = append(groups, List{&split[k]})
		}
	}
	return groups
}
