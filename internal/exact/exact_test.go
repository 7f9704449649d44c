package exact_test

import (
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/exact"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

func TestProductOf(t *testing.T) {
	for _, row := range []struct {
		clocks           []calendar.Clock
		product          bool
		present, missing string
	}{
		{nil, true, "", ""},
		{clocks("02:30"), true, "", ""},
		{clocks("02:00", "02:30", "14:00", "14:30"), true, "", ""},
		{clocks("02:00", "22:15"), false, "02:00", "22:00"},
		{clocks("00:00", "00:45", "01:30"), false, "00:00", "01:00"}, // every 45 minutes
	} {
		p, present, missing, ok := exact.ProductOf(row.clocks)
		require.Equal(t, row.product, ok, row)
		if ok {
			require.Equal(t, row.clocks, p.Clocks(), row)
			continue
		}
		require.Equal(t, row.present, present.String(), row)
		require.Equal(t, row.missing, missing.String(), row)
	}
}

func clocks(texts ...string) (list []calendar.Clock) {
	for _, text := range texts {
		c, err := calendar.ParseClock(text)
		if err != nil {
			panic(err)
		}
		list = append(list, c)
	}
	return list
}

// TestDifference compares a grid of two times with the list of them. They differ
// only at clock changes: in a gap the list fires late and the grid not at all.
func TestDifference(t *testing.T) {
	hourly := schedule.Rule{
		Every:  calendar.PeriodOf(1, calendar.Hour),
		Window: schedule.WindowOf(calendar.ClockOf(1, 0), calendar.ClockOf(2, 0)),
	}
	listed := schedule.Rule{At: clocks("01:00", "02:00")}
	since := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, row := range []struct{ zone, want string }{
		{"UTC", ""},
		{"Asia/Tokyo", ""}, // no changes since 1951
		{"Europe/Berlin", "2025-03-30T03:00:00+02:00"},
		{"America/New_York", "2025-03-09T03:00:00-04:00"},
		{"America/Sao_Paulo", ""}, // none since 2019
	} {
		zone, err := timezone.Load(row.zone)
		require.NoError(t, err)
		a := schedule.MustCompile(zone, timezone.DST{}, hourly)
		b := schedule.MustCompile(zone, timezone.DST{}, listed)
		at, ok := exact.Difference(a, b, since)
		require.Equal(t, row.want != "", ok, row)
		if ok {
			require.Equal(t, row.want, at.Format(time.RFC3339))
		}
		_, ok = exact.Difference(a, a, since)
		require.False(t, ok, row)
	}
}

func TestReport(t *testing.T) {
	var r exact.Report
	require.NoError(t, r.Err())
	r.Zone(timezone.Of(time.FixedZone("here", 3600)))
	r.Product(1, schedule.Rule{Every: calendar.PeriodOf(45, calendar.Minute)}, "cron has no such minutes")
	r.Add(-1, "Rules", "0", "never fires")
	require.EqualError(t, r.Err(), `Zone "here": does not load by its name
rule 1: Every "45 minutes": fires at 00:00 but not at 01:00; cron has no such minutes
Rules "0": never fires`)
	var reason *schedule.InexactError
	require.ErrorAs(t, r.Err(), &reason)
	require.Equal(t, -1, reason.Rule)
}
