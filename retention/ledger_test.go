package retention_test

import (
	"strings"
	"testing"
	"time"

	"github.com/longcase/longcase/retention"
	"github.com/stretchr/testify/require"
)

// TestLedgerVacancy checks that a period whose representative was too old, and is
// gone, is represented by another snapshot from then on.
func TestLedgerVacancy(t *testing.T) {
	day := time.Date(2025, time.March, 3, 0, 0, 0, 0, time.UTC)
	at := func(hour int) time.Time { return day.Add(time.Duration(hour) * time.Hour) }
	const none = -1
	for _, row := range []struct {
		rules []string
		hours [][2]int // taken, and when that is said
		gone  []int    // how many expire then
	}{
		{[]string{"daily within 1 hour first"}, [][2]int{{none, 1}, {0, 2}, {3, 3}}, []int{0, 1, 0}}, // too old when it is added
		{[]string{"daily within 12 hours first", "last 1"}, [][2]int{{0, 0}, {none, 13}, {14, 14}, {15, 15}}, []int{0, 0, 1, 0}},
	} {
		ledger := retention.NewLedger(policy(t, "UTC", row.rules...))
		for i, hours := range row.hours {
			if hours[0] != none {
				ledger.Add(retention.Snapshot{Created: at(hours[0])})
			}
			if gone := ledger.Advance(at(hours[1])); len(gone) != row.gone[i] {
				t.Errorf("%v at hour %d: got %v expired, want %d", row.rules, hours[1], gone, row.gone[i])
			}
		}
	}
}

func TestLedgerRemove(t *testing.T) {
	first, second := mustTime(t, "2025-01-01T00:00:00Z"), mustTime(t, "2025-01-02T00:00:00Z")
	ledger := retention.NewLedger(policy(t, "UTC", "last 1"), retention.Snapshot{Created: second})
	ledger.Add(retention.Snapshot{Created: first, Held: true})
	if gone := ledger.Advance(second); len(gone) != 0 {
		t.Fatalf("%v expired", gone)
	}
	if !ledger.Remove(first) || ledger.Remove(first) {
		t.Error("a snapshot is removed once")
	}
	ledger.Add(retention.Snapshot{Created: first}) // released
	if gone := ledger.Advance(second); len(gone) != 1 || gone[0].Created != first {
		t.Errorf("%v expired", gone)
	}
}

// TestLedgerStory adds snapshots one by one and lists what expires at each.
func TestLedgerStory(t *testing.T) {
	for _, test := range []struct {
		zone  string
		rules []string
		steps [][3]string // now, what is added, and what expires
	}{
		{"UTC", []string{"last 1"}, [][3]string{
			{"2025-01-01T12:00:00Z", "2025-01-01T12:00:00Z", ""},
			{"2025-01-01T12:00:00Z", "2025-01-01T13:00:00Z", ""}, // from the future
			{"2025-01-01T14:00:00Z", "2025-01-01T14:00:00Z", "2025-01-01T12:00:00Z 2025-01-01T13:00:00Z"},
		}},
		{"UTC", []string{"last 1", "within 1 hour"}, [][3]string{
			{"2025-01-01T12:00:00Z", "2025-01-01T12:00:00Z", ""},
			{"2025-01-01T13:05:00Z", "", ""}, // the last one
			{"2025-01-01T12:15:00Z", "", ""}, // the clock is put back, and it is young again
			{"2025-01-01T12:20:00Z", "2025-01-01T12:20:00Z", ""},
			{"2025-01-01T13:05:00Z", "", "2025-01-01T12:00:00Z"},
		}},
		{"America/St_Johns", []string{"daily 9"}, [][3]string{ // at 0:01 on the 7th it is 23:01 on the 6th again
			{"2010-11-07T02:29:00Z", "2010-11-07T02:29:00Z", ""},
			{"2010-11-07T02:30:10Z", "2010-11-07T02:30:10Z", ""},
			{"2010-11-07T02:31:00Z", "2010-11-07T02:31:00Z", "2010-11-07T02:29:00Z"},
			{"2010-11-07T04:00:00Z", "2010-11-07T04:00:00Z", "2010-11-07T02:30:10Z"},
		}},
		{"Europe/Berlin", []string{"last 2 within 1 day"}, [][3]string{ // 2:50, and 2:10 in the second pass
			{"2025-10-26T00:50:00Z", "2025-10-26T00:50:00Z", ""},
			{"2025-10-26T01:10:00Z", "2025-10-26T01:10:00Z", ""},
			{"2025-10-27T01:10:00Z", "", "2025-10-26T01:10:00Z"},
			{"2025-10-27T01:50:00Z", "", "2025-10-26T00:50:00Z"},
		}},
		{"Europe/Berlin", []string{"last 10 within 1 day", "hourly 1 first"}, [][3]string{ // and 2:30 in the second pass
			{"2025-10-26T00:50:00Z", "2025-10-26T00:50:00Z", ""},
			{"2025-10-26T01:10:00Z", "2025-10-26T01:10:00Z", ""},
			{"2025-10-26T01:30:00Z", "2025-10-26T01:30:00Z", ""},
			{"2025-10-27T01:10:00Z", "", ""}, // the first of its hour
			{"2025-10-27T01:35:00Z", "", "2025-10-26T01:30:00Z"},
			{"2025-10-27T01:50:00Z", "", "2025-10-26T00:50:00Z"},
		}},
	} {
		ledger := retention.NewLedger(policy(t, test.zone, test.rules...))
		for _, step := range test.steps {
			if step[1] != "" {
				ledger.Add(retention.Snapshot{Created: mustTime(t, step[1])})
			}
			var gone []string
			for _, s := range ledger.Advance(mustTime(t, step[0])) {
				gone = append(gone, s.Created.UTC().Format(time.RFC3339))
			}
			if got := strings.Join(gone, " "); got != step[2] {
				t.Errorf("%v, %s: got %q, want %q", test.rules, step[0], got, step[2])
			}
		}
	}
}

// TestLedgerFoldAtMidnight removes each set of snapshots around a midnight that
// is shown twice, and compares what is left five days later with plans. In St.
// John's, the clock went from 2010-11-07 00:01 back to 23:01 of the 6th.
func TestLedgerFoldAtMidnight(t *testing.T) {
	var taken []time.Time
	for _, s := range []string{
		"2010-11-06T02:00:00Z", // the 5th
		"2010-11-07T02:20:00Z", // the 6th
		"2010-11-07T02:30:10Z", // the 7th
		"2010-11-07T02:30:50Z", // the 7th
		"2010-11-07T02:40:00Z", // the 6th again
		"2010-11-07T03:20:00Z", // the 6th again
		"2010-11-07T04:00:00Z", // the 7th again
		"2010-11-08T12:00:00Z", // the 8th
	} {
		taken = append(taken, mustTime(t, s))
	}
	now := mustTime(t, "2010-11-08T13:00:00Z")
	for _, rule := range []string{
		"daily 1", "daily 2", "daily 9", "daily 1 first", "daily 2 first", "daily 9 first",
		"daily 2 nearest 00:00", "daily 9 nearest 23:30", "daily 2 and oldest",
	} {
		for removed := range 1 << len(taken) {
			p := policy(t, "America/St_Johns", rule, "within 4 days")
			ledger, want := retention.NewLedger(p), pruned{policy: p}
			for _, at := range taken {
				ledger.Add(retention.Snapshot{Created: at})
				want.add(retention.Snapshot{Created: at})
			}
			ledger.Advance(now)
			for i, at := range taken {
				if removed>>i&1 != 0 {
					ledger.Remove(at)
					want.remove(at)
				}
			}
			ledger.Advance(now.AddDate(0, 0, 5))
			want.advance(now.AddDate(0, 0, 5))
			require.Equal(t, created(want.alive), created(ledger.Alive()), "%s, without %b", rule, removed)
		}
	}
}

// TestLedgerLockedTwin checks that a locked snapshot stands for its instant once
// the other, which is not locked, has expired.
func TestLedgerLockedTwin(t *testing.T) {
	first := mustTime(t, "2025-01-01T00:00:00Z")
	ledger := retention.NewLedger(policy(t, "UTC", "within 1 day of newest"),
		retention.Snapshot{Created: first}, retention.Snapshot{Created: first, Locked: true})
	ledger.Advance(first)
	ledger.Add(retention.Snapshot{Created: first.AddDate(0, 0, 2)})
	require.Equal(t, []retention.Snapshot{{Created: first}}, ledger.Advance(first.AddDate(0, 0, 2)))
	require.True(t, ledger.Remove(first))
	require.Empty(t, ledger.Advance(first.AddDate(0, 0, 9)))
	require.Equal(t, 1, ledger.Len())
}

// TestLedgerOldest checks that the oldest is let go of once there are enough.
func TestLedgerOldest(t *testing.T) {
	ledger := retention.NewLedger(policy(t, "UTC", "monthly 3 and oldest"))
	var gone []string
	for day := mustTime(t, "2025-01-05T00:00:00Z"); day.Month() < time.April; day = day.AddDate(0, 0, 9) {
		ledger.Add(retention.Snapshot{Created: day})
		for _, s := range ledger.Advance(day) {
			gone = append(gone, s.Created.Format("01-02"))
		}
	}
	if got, want := strings.Join(gone, " "), "01-14 02-01 02-10 02-19 01-05 03-09 03-18"; got != want {
		t.Errorf("got %s gone, want %s", got, want)
	}
}

func TestLedgerZero(t *testing.T) {
	now := mustTime(t, "2025-01-01T00:00:00Z")
	var empty, added retention.Ledger
	if next, ok := empty.Next(); ok || empty.Remove(now) || len(empty.Alive())+len(empty.Advance(now)) > 0 {
		t.Errorf("got something of nothing, and that at %v", next)
	}
	added.Add(retention.Snapshot{Created: now})
	if gone := added.Advance(now.AddDate(10, 0, 0)); len(gone) > 0 || added.Len() != 1 {
		t.Errorf("got %v gone", gone)
	}
}
