package schedule_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/schedule"
)

func TestCatchUp(t *testing.T) {
	latest := schedule.CatchUp{}
	none := schedule.CatchUp{Mode: schedule.CatchUpNone}
	all := schedule.CatchUp{Mode: schedule.CatchUpAll}
	two := schedule.CatchUp{Mode: schedule.CatchUpAll, Limit: 2}
	grace := schedule.CatchUp{Grace: 30 * time.Minute}
	for _, row := range []struct {
		catchUp   schedule.CatchUp
		rules     string
		last, now string
		missed    int64
		run       []string
		next      string
	}{
		// Three days off, back at noon.
		{latest, "03:00", "2025-01-01T03:00", "2025-01-04T12:00", 3, []string{"04T03:00Z"}, "2025-01-05T03:00:00Z"},
		{none, "03:00", "2025-01-01T03:00", "2025-01-04T12:00", 3, nil, "2025-01-05T03:00:00Z"},
		{all, "03:00", "2025-01-01T03:00", "2025-01-04T12:00", 3, []string{"02T03:00Z", "03T03:00Z", "04T03:00Z"}, "2025-01-05T03:00:00Z"},
		{two, "03:00", "2025-01-01T03:00", "2025-01-04T12:00", 3, []string{"03T03:00Z", "04T03:00Z"}, "2025-01-05T03:00:00Z"},
		// Nothing was missed.
		{latest, "03:00", "2025-01-04T03:00", "2025-01-04T12:00", 0, nil, "2025-01-05T03:00:00Z"},
		{all, "03:00", "2025-01-04T03:00", "2025-01-04T03:00", 0, nil, "2025-01-05T03:00:00Z"}, // ran just now
		{all, "03:00", "2025-01-05", "2025-01-04T12:00", 0, nil, "2025-01-05T03:00:00Z"},       // ran in the future
		// One is due at this very instant: it runs in every mode, and is not late.
		{none, "03:00", "2025-01-01T03:00", "2025-01-04T03:00", 2, []string{"04T03:00Z"}, "2025-01-05T03:00:00Z"},
		{latest, "03:00", "2025-01-01T03:00", "2025-01-04T03:00", 2, []string{"03T03:00Z", "04T03:00Z"}, "2025-01-05T03:00:00Z"},
		{two, "03:00", "2025-01-01T03:00", "2025-01-04T03:00", 2, []string{"02T03:00Z", "03T03:00Z", "04T03:00Z"}, "2025-01-05T03:00:00Z"},
		{latest, "03:00", "2025-01-03T03:00", "2025-01-04T03:00", 0, []string{"04T03:00Z"}, "2025-01-05T03:00:00Z"},
		// The next one is due soon.
		{grace, "03:00", "2025-01-01T03:00", "2025-01-04T02:29:59", 2, []string{"03T03:00Z"}, "2025-01-04T03:00:00Z"},
		{grace, "03:00", "2025-01-01T03:00", "2025-01-04T02:30", 2, nil, "2025-01-04T03:00:00Z"},
		{grace, "/15m", "2025-01-01T03:00", "2025-01-04T02:30", 285, []string{"04T02:30Z"}, "2025-01-04T02:45:00Z"}, // due now
		{grace, "03:00", "2025-01-01T03:00", "2025-01-04T03:00", 2, []string{"04T03:00Z"}, "2025-01-05T03:00:00Z"},  // due now is due within any grace
		{grace, "12:00 d1 m1", "9998-01-01T12:00", "9999-06-01", 1, []string{"01T12:00Z"}, "0001-01-01T00:00:00Z"},  // there is no next one
		// A week of minutes, up to the limit that there is without one.
		{all, "/1m", "2025-01-01", "2025-01-08T00:00:30", 10_080, []string{
			"07T23:51Z", "07T23:52Z", "07T23:53Z", "07T23:54Z", "07T23:55Z",
			"07T23:56Z", "07T23:57Z", "07T23:58Z", "07T23:59Z", "08T00:00Z",
		}, "2025-01-08T00:01:00Z"},
		{schedule.CatchUp{Mode: schedule.CatchUpAll, Limit: -1, Grace: -time.Hour}, "03:00", "2025-01-03", "2025-01-03T12:00", 1, []string{"03T03:00Z"}, "2025-01-04T03:00:00Z"},
		{schedule.CatchUp{Mode: 99}, "03:00", "2025-01-01", "2025-01-03T12:00", 3, []string{"03T03:00Z"}, "2025-01-04T03:00:00Z"}, // no mode: the latest
	} {
		s := compile(t, "UTC", "", row.rules)
		last, now := instant(t, s.Zone(), row.last), instant(t, s.Zone(), row.now)
		got := row.catchUp.Plan(s, last, now)
		// A union is no schedule, and is counted by walking.
		require.Equal(t, got, row.catchUp.Plan(schedule.Union(s), last, now))
		if got.Missed != row.missed || !slices.Equal(format(got.Run), row.run) || show(got.Next, true) != row.next {
			t.Errorf("%+v of %s from %s to %s: got %+v", row.catchUp, row.rules, row.last, row.now, got)
		}
	}
}

// TestMissedOfSequences counts what a sequence has missed, at and before now.
func TestMissedOfSequences(t *testing.T) {
	quarters := compile(t, "UTC", "", "/15m")
	noon := time.Date(2025, 6, 1, 12, 0, 0, 0, time.UTC)
	times := schedule.Times(noon, noon.Add(time.Hour))
	for _, row := range []struct {
		name      string
		sequence  schedule.Sequence
		last, now time.Time
		missed    int64
		latest    time.Time
	}{
		{"now", times, noon.Add(-1), noon, 1, noon},
		{"not yet", times, noon.Add(-2), noon.Add(-1), 0, time.Time{}},
		{"ran", times, noon, noon, 0, time.Time{}},
		{"both", times, noon.Add(-1), noon.Add(9 * time.Hour), 2, noon.Add(time.Hour)},
		{"put back", times, noon.Add(time.Hour), noon, 0, time.Time{}},
		{"union", schedule.Union(quarters, times), noon, noon.Add(time.Hour), 4, noon.Add(time.Hour)},
		{"a schedule counts", quarters, noon.AddDate(-10, 0, 0), noon, 350_688, noon},
		{"a walk ends", schedule.Union(quarters), time.Time{}, noon, 100_000, noon},
	} {
		missed, latest := schedule.Missed(row.sequence, row.last, row.now)
		require.Equal(t, row.missed, missed, row.name)
		require.Equal(t, row.latest, latest, row.name)
	}
	if _, ok := schedule.Latest(times, noon.Add(-1)); ok {
		t.Error("one is latest before the first")
	}
}
