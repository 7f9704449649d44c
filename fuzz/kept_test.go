package fuzz_test

import (
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/fuzz"
	"github.com/longcase/longcase/retention"
)

func TestKept(t *testing.T) {
	now := time.Date(2025, 6, 30, 12, 0, 0, 0, time.UTC) // a Monday
	daysAgo := func(n int) retention.Snapshot { return retention.Snapshot{Created: now.AddDate(0, 0, -n)} }
	week := retention.Rule{Within: calendar.PeriodOf(1, calendar.Week)}
	mondays := retention.Rule{
		Within:   calendar.PeriodOf(3, calendar.Week),
		Weekdays: calendar.WeekdaysOf(time.Monday),
	}
	heldFor := func(s retention.Snapshot, d time.Duration) retention.Snapshot {
		s.Held, s.HeldUntil = true, now.Add(d)
		return s
	}
	forever := retention.Snapshot{Created: now.AddDate(-9, 0, 0), Held: true}
	snapshots := []retention.Snapshot{
		daysAgo(-1), daysAgo(0), daysAgo(6), daysAgo(7), daysAgo(8), daysAgo(14), daysAgo(21),
		heldFor(daysAgo(99), 1), heldFor(daysAgo(99), 0), forever,
	}
	require.Equal(t, []bool{true, true, true, true, false, true, false, true, false, true},
		fuzz.Policy{Rules: []retention.Rule{week, mondays}}.Kept(now, snapshots))
	require.NotContains(t, fuzz.Policy{}.Kept(now, snapshots), false)
}
