package inventory_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/longcase/longcase/inventory"
)

// TestGroups compares the groups with a walk through the list for each of them.
func TestGroups(t *testing.T) {
	names := rapid.SampledFrom([]string{"", "a", "b", "c/d"})
	rapid.Check(t, func(t *rapid.T) {
		items := make([]inventory.Item, rapid.IntRange(0, 12).Draw(t, "length"))
		for i := range items {
			items[i] = inventory.Item{Name: string(rune('A' + i)), Group: names.Draw(t, "group")}
		}
		before := slices.Clone(items)
		want, seen := [][]inventory.Item{}, map[string]bool{}
		for _, first := range items {
			if seen[first.Group] {
				continue
			}
			seen[first.Group] = true
			var group []inventory.Item
			for _, item := range items {
				if item.Group == first.Group {
					group = append(group, item)
				}
			}
			want = append(want, group)
		}
		got := inventory.Groups(items)
		require.Len(t, got, len(want))
		for i := range want {
			require.Equal(t, want[i], got[i])
			for k, snapshot := range inventory.Snapshots(got[i]) {
				require.Equal(t, got[i][k].Snapshot, snapshot)
			}
		}
		require.Equal(t, before, items)
	})
}
