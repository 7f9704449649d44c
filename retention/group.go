package retention

import "time"

// Group is the part of a list that goes together, and its plan.
type Group[K comparable] struct {
	Key K
	// Index holds the positions in the list, in order.
	Index []int
	// Plan has the verdict on the snapshot at Index[i] at i.
	Plan Plan
}

// GroupBy makes a plan for each group of a list, such as those of one drive,
// or those that are remote, so that none takes the place of another's. The
// groups are in the order in which they first occur.
func GroupBy[S any, K comparable](
	p Policy, now time.Time, list []S, describe func(S) (K, Snapshot),
) []Group[K] {
	var groups []Group[K]
	var snapshots [][]Snapshot
	known := make(map[K]int)
	for i, s := range list {
		key, snapshot := describe(s)
		g, ok := known[key]
		if !ok {
			g, known[key] = len(groups), len(groups)
			groups, snapshots = append(groups, Group[K]{Key: key}), append(snapshots, nil)
		}
		groups[g].Index = append(groups[g].Index, i)
		snapshots[g] = append(snapshots[g], snapshot)
	}
	for g := range groups {
		groups[g].Plan = p.Plan(now, snapshots[g])
	}
	return groups
}
