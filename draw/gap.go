package draw

import "time"

// gap is the time between two neighbours among the snapshots that can be restored.
type gap struct{ older, newer time.Time }

func (g gap) seconds() int64 { return int64(g.newer.Sub(g.older) / time.Second) }

// spacing says how old the newest snapshot to restore is, and how far others are apart.
func (k *kept) spacing() string {
	if len(k.gaps) == 0 {
		return ""
	}
	text := ", the newest just taken"
	if age := k.gaps[0].seconds(); age >= 60 {
		text = ", the newest " + span(age) + " old"
	}
	if len(k.gaps) > 1 {
		text += " and others at most " + span(longestOf(k.gaps[1:])) + " apart"
	}
	return text
}

// longestOf returns the length of the longest gap in seconds.
func longestOf(list []gap) (longest int64) {
	for _, g := range list {
		longest = max(longest, g.seconds())
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
	for i, g := range k.gaps {
		for column := k.column(axis, g.newer); column <= k.column(axis, g.older); column++ {
			if at := list[column]; at < 0 || k.gaps[at].seconds() < g.seconds() {
				list[column] = i
			}
		}
	}
	return list
}

// scale finds the ends of a logarithmic scale for the gaps. It is wide enough for 12 and 13
// hours to look alike.
func (k *kept) scale() {
	k.high = max(longestOf(k.gaps), 1)
	k.least = k.high
	for _, g := range k.gaps {
		if s := g.seconds(); s > 0 {
			k.least = min(k.least, s)
		}
	}
	k.low = max(min(k.least, k.high/16), 1)
}
