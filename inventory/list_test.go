package inventory_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/longcase/longcase/inventory"
	"github.com/longcase/longcase/retention"
)

// lines draws lines of the plain list, with each field on some of them.
func lines(t *rapid.T) string {
	var b strings.Builder
	for i := range rapid.IntRange(0, 12).Draw(t, "length") {
		hour := rapid.IntRange(0, 40).Draw(t, "hour")
		fmt.Fprintf(&b, "%s\tsnapshot-%d", time.Unix(1761442200+int64(hour)*3600, 0).UTC().Format(time.RFC3339), i)
		b.WriteString(rapid.SampledFrom([]string{"", "\tgroup=a", "\tgroup=b", "\tgroup=c"}).Draw(t, "group"))
		for _, field := range []string{
			"held", "held=2025-10-27T00:00:00Z", "locked", "failed", "nominal=2025-10-26T02:00:00.5Z",
		} {
			if rapid.IntRange(0, 3).Draw(t, field) == 0 && !(strings.HasPrefix(field, "held=") && strings.HasSuffix(b.String(), "\theld")) {
				b.WriteString("\t" + field)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// TestList compares a list with the slice of its items: item by item, and group by
// group, the plans too.
func TestList(t *testing.T) {
	policy, err := retention.Compile(nil, retention.Rule{Count: 2}, retention.Rule{Count: 1, Failed: true})
	require.NoError(t, err)
	now := time.Date(2025, 10, 27, 12, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		text := lines(t)
		list, err := inventory.Reader{Format: inventory.Plain}.Read(strings.NewReader(text))
		require.NoError(t, err, text)
		items, err := read(inventory.Plain, text)
		require.NoError(t, err)
		require.Equal(t, items, itemsOf(list))
		groups, want := list.Groups(), inventory.Groups(items)
		if len(items) == 0 {
			want = nil
		}
		require.Len(t, groups, len(want))
		for k, group := range groups {
			require.Equal(t, want[k], itemsOf(group))
			plan := policy.Plan(now, inventory.Snapshots(want[k]))
			require.Equal(t, verdictsOf(plan), verdictsOf(group.Plan(policy, now)))
			require.Equal(t, [][]inventory.Item{want[k]}, [][]inventory.Item{itemsOf(group.Groups()[0])})
		}
	})
}

func TestListOfJSON(t *testing.T) {
	for name, format := range fixtures {
		text := fixture(t, name)
		list, err := inventory.Reader{Format: format}.Read(strings.NewReader(text))
		require.NoError(t, err, name)
		items, err := read(format, text)
		require.NoError(t, err, name)
		require.Equal(t, items, itemsOf(list), name)
		require.Equal(t, len(items), list.Len(), name)
	}
	require.Zero(t, inventory.List{}.Len())
	require.Empty(t, inventory.List{}.Groups())
	require.Empty(t, itemsOf(inventory.List{}))
}

// TestListMemory checks what the documentation says of a list's memory: a row
// of 24 bytes for each line, and no allocation for each.
func TestListMemory(t *testing.T) {
	text := string(plainList(100_000))
	allocations := testing.AllocsPerRun(3, func() {
		_, err := inventory.Reader{Format: inventory.Plain}.Read(strings.NewReader(text))
		require.NoError(t, err)
	})
	require.Less(t, allocations, 100.0)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := inventory.Reader{Format: inventory.Plain}.Read(strings.NewReader(text))
	require.NoError(t, err)
	runtime.ReadMemStats(&after)
	const buffers, line = 3 << 20, 60 // beside the text: its row, and its hash until the names are compared
	require.Less(t, int(after.TotalAlloc-before.TotalAlloc), len(text)+buffers+100_000*line)
}

// verdictsOf returns the verdicts of a plan, in order.
func verdictsOf(plan retention.Plan) (list []retention.Verdict) {
	for _, verdict := range plan.Verdicts() {
		list = append(list, verdict)
	}
	return list
}

// itemsOf returns the snapshots of a list, put together from their parts.
func itemsOf(list inventory.List) []inventory.Item {
	items := []inventory.Item{}
	for i := range list.Len() {
		item := inventory.Item{Name: list.Name(i), Group: list.Item(i).Group, Snapshot: list.Snapshot(i)}
		if item != list.Item(i) {
			panic(item)
		}
		items = append(items, item)
	}
	return items
}
