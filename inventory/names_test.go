package inventory_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/longcase/longcase/inventory"
)

// TestRepeatedNames compares the names that a list is refused for with those that a map
// has seen before. Groups take turns or follow each other, and their names mostly ascend;
// the starts of some begin those of others.
func TestRepeatedNames(t *testing.T) {
	starts := []string{"a@", "b@", "a", "a@1", "", "a@b@"}
	rapid.Check(t, func(t *rapid.T) {
		groups := rapid.IntRange(1, 3).Draw(t, "groups")
		rows := rapid.IntRange(16*groups-1, 20*groups).Draw(t, "rows")
		inTurn := rapid.Bool().Draw(t, "in turn")
		var begin [3]string
		for g := range begin {
			begin[g] = rapid.SampledFrom(starts).Draw(t, "start")
		}
		names, lines := make([]string, rows), make([]string, rows)
		for i := range names {
			group, number := i%groups, i/groups
			if !inTurn {
				group, number = i*groups/rows, i
			}
			names[i] = fmt.Sprint(begin[group], number)
			if i > 0 && rapid.IntRange(0, 4*rows).Draw(t, "again") == 0 {
				names[i] = names[rapid.IntRange(0, i-1).Draw(t, "row")]
			}
			lines[i] = fmt.Sprintf("2025-10-26T02:30:00Z\t%s\tgroup=%d\n", names[i], group)
		}
		seen, want := map[string]bool{}, ""
		for i, name := range names {
			if seen[name] && name != "" {
				want += fmt.Sprintf("\nline %d: name %q: want each name once", i+1, name)
			}
			seen[name] = true
		}
		got := ""
		if _, err := inventory.ReadCut(inventory.Plain, cut(t, lines), nil); err != nil {
			got = "\n" + err.Error()
		}
		require.Equal(t, want, got, lines)
	})
}

// TestNamesBetween repeats a name that begins unlike the first of its group, as the last of
// its length does, at the end of the group and before longer ones, wherever the list is cut.
func TestNamesBetween(t *testing.T) {
	for _, starts := range [][]string{{"a", "b"}, {"a", "b", "a0"}} {
		var lines []string
		add := func(start, group string) {
			for i := range 20 {
				lines = append(lines, fmt.Sprintf("2025-10-26T02:30:00Z\t%s%02d\tgroup=%s\n", start, i, group))
			}
		}
		for _, start := range starts {
			add(start, "1")
		}
		add("b", "2")
		want := fmt.Sprintf(`line %d: name "b19": want each name once`, len(lines))
		for at := range lines {
			pieces := []string{strings.Join(lines[:at], ""), strings.Join(lines[at:], "")}
			_, err := inventory.ReadCut(inventory.Plain, pieces, nil)
			require.ErrorContains(t, err, want, at)
		}
	}
}
