package inventory

import "github.com/longcase/longcase/retention"

// Groups splits a list into its groups, each to be planned apart. The groups are in
// the order of their first items, and the items of a group in the order of the list.
// Items of a single group are returned as they are; otherwise the groups are parts of
// a copy.
func Groups(items []Item) [][]Item {
	groups, numbers := map[string]uint32{}, make([]uint32, len(items))
	var ends []int // of each group: first the number of its items, then its place
	for i := range items {
		// Neighbours of one group are the rule, and comparing is cheaper than hashing.
		if i > 0 && items[i].Group == items[i-1].Group {
			numbers[i] = numbers[i-1]
		} else if number, known := groups[items[i].Group]; known {
			numbers[i] = number
		} else {
			numbers[i] = uint32(len(ends))
			groups[items[i].Group] = numbers[i]
			ends = append(ends, 0)
		}
		ends[numbers[i]]++
	}
	if len(ends) == 1 {
		return [][]Item{items}
	}
	return split(items, numbers, ends)
}

// split returns copies of the items with each number, given how many these are.
func split(items []Item, numbers []uint32, counts []int) [][]Item {
	copied, parts := make([]Item, len(items)), make([][]Item, len(counts))
	for k, from := 0, 0; k < len(counts); k++ {
		// The capacity ends with the group, so that a caller who appends to it does not write over
		// the next.
		parts[k] = copied[from : from : from+counts[k]]
		from += counts[k]
	}
	for i, number := range numbers {
		parts[number] = append(parts[number], items[i])
	}
	return parts
}

// Snapshots returns the snapshots of items, in order, for [retention.Policy.Plan].
func Snapshots(items []Item) []retention.Snapshot {
	snapshots := make([]retention.Snapshot, len(items))
	for i := range items {
		snapshots[i] = items[i].Snapshot
	}
	return snapshots
}
