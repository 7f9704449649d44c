package draw

import (
	"slices"
	"time"
)

// gap is the time between two neighbours among the snapshots that can be restored.
type gap struct {
	older, newer time.Time
	seconds      int64 // between them, rounded down
}

// gapsUp returns the gaps up to an instant between points in order, the newest first.
func gapsUp(to time.Time, points []time.Time) []gap {
	list := make([]gap, 0, len(points))
	for _, t := range slices.Backward(points) {
		list = append(list, gap{t, to, int64(to.Sub(t) / time.Second)})
		to = t
	}
	return list
}

// spacing says how old the newest snapshot to restore is, and how far others are apart.
func (k *kept) spacing() string {
	if len(k.gaps) == 0 {
		return ""
	}
	text := ", the newest just taken"
	if age := k.gaps[0].seconds; age >= 60 {
		text = ", the newest " + span(age) + " old"
	}
	if len(k.gaps) > 1 {
		text += " and others at most " + span(longestOf(k.gaps[1:])) + " apart"
	}
	return text
}

// longestOf returns the length of the longest gap in seconds.
func longestOf(list []gap) (longest int64) {
	for i := range list {
		longest = max(longest, list[i].seconds)
	}
	return longest
}

// longest returns the longest of the gaps that reach into each column, in seconds, and its
// position among the gaps; -1 for a column older than any snapshot.
func (k *kept) longest(columns int) (list []int) {
	axis := k.axis(columns)
	list = make([]int, columns)
	for i := range list {
		list[i] = -1
	}
	if len(k.gaps) == 0 {
		return list
	}
	// Gaps are in order, so each begins in the column where its newer neighbour ended: a
	// single pass, however many share a column.
	newer := k.column(axis, k.gaps[0].newer)
	for i := range k.gaps {
		older := k.column(axis, k.gaps[i].older) // where the next gap begins
		for column := newer; column <= older; column++ {
			if at := list[column]; at < 0 || k.gaps[at].seconds < k.gaps[i].seconds {
				list[column] = i
			}
		}
		newer = older
	}
	return list
}

// scale finds the ends of a logarithmic scale for the gaps. It is wide enough for 12 and 13
// hours to look alike.
func (k *kept) scale() {
	// The logarithm of 0 has no place on a scale: both ends are at least a second.
	k.high = max(longestOf(k.gaps), 1)
	k.least = k.high
	for i := range k.gaps {
		if s := k.gaps[i].seconds; s > 0 {
			k.least = min(k.least, s)
		}
	}
	k.low = max(min(k.least, k.high/16), 1)
}
