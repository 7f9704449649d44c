package retention_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/retention"
)

// TestLedgerCascade adds a snapshot at noon of each date, and says which are left
// at noon of the last.
func TestLedgerCascade(t *testing.T) {
	for _, test := range []struct {
		rules []string
		taken []string
		last  string
		left  string
	}{
		// The week of the 31st is dropped, and passes nothing over any longer.
		{
			[]string{"weekly 1 uncovered", "monthly 2 uncovered", "within 8 days"},
			[]string{"2023-01-31", "2023-02-03", "2023-02-06"},
			"2023-02-09",
			"2023-01-31 2023-02-03 2023-02-06",
		},
		// The Saturday covers its week, so that the one before it counts.
		{
			[]string{"last 1 on sat", "weekly 1 uncovered", "within 10 days"},
			[]string{"2023-01-27", "2023-02-03", "2023-02-04"},
			"2023-02-08",
			"2023-01-27 2023-02-03 2023-02-04",
		},
	} {
		ledger := retention.NewLedger(keeping(test.rules...))
		for _, at := range on(test.taken...) {
			ledger.Add(retention.Snapshot{Created: at})
			ledger.Advance(at)
		}
		ledger.Advance(on(test.last)[0])
		require.Equal(t, test.left, dates(created(ledger.Alive())), "%v", test.rules)
	}
}

// TestLedgerAgain deletes what the list of ExampleCountUncovered_planningAgain
// loses when it is planned again, and says before that it is due.
func TestLedgerAgain(t *testing.T) {
	now, taken := on("2023-02-05")[0], on("2023-01-29", "2023-01-31", "2023-02-01")
	ledger := retention.NewLedger(keeping("monthly 1 first within 1 day uncovered", "weekly all first uncovered"), snapshotsOf(taken)...)
	require.Equal(t, "2023-02-01", dates(created(ledger.Advance(now))))
	next, ok := ledger.Next()
	require.True(t, ok)
	require.False(t, next.After(now))
	require.Equal(t, "2023-01-31", dates(created(ledger.Advance(now))))
	next, ok = ledger.Next()
	require.False(t, ok, next)
}

// TestLedgerNominalOrder removes the representative of a week, whose other
// snapshots were caught up out of order.
func TestLedgerNominalOrder(t *testing.T) {
	for _, test := range []struct {
		rule    string
		nominal []string
		removed int
		left    string // the nominal times
	}{
		{"weekly 9 first", []string{"2023-02-15", "2023-02-12", "2023-02-08", "2023-02-13"}, 0, "2023-02-12 2023-02-13"},
		{"weekly 9", []string{"2023-02-14", "2023-02-13", "2023-02-15"}, 2, "2023-02-13"}, // the last created
	} {
		ledger := retention.NewLedger(keeping(test.rule, "within 2 days"))
		start := mustTime(t, "2023-02-16T00:00:00Z")
		for i, due := range on(test.nominal...) {
			ledger.Add(retention.Snapshot{Created: start.Add(time.Duration(i) * time.Hour), Nominal: due})
		}
		ledger.Advance(start.Add(5 * time.Hour))
		require.True(t, ledger.Remove(start.Add(time.Duration(test.removed)*time.Hour)))
		ledger.Advance(start.AddDate(0, 0, 3))
		var left []time.Time
		for _, s := range ledger.Alive() {
			left = append(left, s.Nominal)
		}
		require.Equal(t, test.left, dates(left), test.rule)
	}
}

// TestLedgerRemoved removes the snapshot of a date long before the last one, and
// says which others are left.
func TestLedgerRemoved(t *testing.T) {
	for _, test := range []struct {
		rules   []string
		taken   []string
		removed string
		left    string
	}{
		{[]string{"within 1 day and base", "within 40 days on sun"}, []string{"2023-01-01", "2023-01-02"}, "2023-01-02", "2023-01-01"},
		{[]string{"within 2 days of newest and base", "within 40 days on sun"}, []string{"2023-01-01", "2023-01-03", "2023-01-10"}, "2023-01-10", "2023-01-01 2023-01-03"},
		{[]string{"last 1", "weekly 1 unkept", "within 40 days on sun"}, []string{"2023-01-01", "2023-01-11", "2023-01-18"}, "2023-01-18", "2023-01-01 2023-01-11"},
	} {
		ledger := retention.NewLedger(keeping(test.rules...), snapshotsOf(on(test.taken...))...)
		ledger.Advance(on("2023-01-19")[0])
		require.True(t, ledger.Remove(on(test.removed)[0]))
		ledger.Advance(on("2023-01-19")[0])
		ledger.Advance(on("2023-03-01")[0])
		require.Equal(t, test.left, dates(created(ledger.Alive())), "%v", test.rules)
	}
}

// TestLedgerLateAttempt adds a first attempt after the second one of the same
// nominal time: it takes no other's place.
func TestLedgerLateAttempt(t *testing.T) {
	due := mustTime(t, "2023-01-01T00:00:00Z")
	at := func(hour int) time.Time { return due.Add(time.Duration(hour) * time.Hour) }
	ledger := retention.NewLedger(keeping("last 2"),
		retention.Snapshot{Created: at(1)}, retention.Snapshot{Created: at(3), Nominal: due})
	require.Empty(t, ledger.Advance(at(4)))
	ledger.Add(retention.Snapshot{Created: at(2), Nominal: due})
	require.Equal(t, []time.Time{at(2)}, created(ledger.Advance(at(4))))
}

// TestLedgerFirstAttempt checks that a first attempt counts again once the second
// is removed, and that a minimum does not keep it beside the second.
func TestLedgerFirstAttempt(t *testing.T) {
	due := mustTime(t, "2023-01-01T00:00:00Z")
	first, second := due.Add(time.Hour), due.Add(3*time.Hour)
	list := []retention.Snapshot{{Created: first, Nominal: due}, {Created: second, Nominal: due}}
	for _, removed := range []bool{true, false} {
		ledger := retention.NewLedger(keeping("within 1 day").WithMinimum(1), list...)
		ledger.Advance(second)
		want := second
		if removed {
			require.True(t, ledger.Remove(second))
			want = first
		}
		ledger.Advance(due.AddDate(0, 0, 3))
		require.Equal(t, []time.Time{want}, created(ledger.Alive()))
	}
}
