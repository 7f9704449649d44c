package main

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/longcase/longcase/timezone"
)

// TestRelativeTimes compares days and weeks with package time: the date is as many
// days away, and the clocks show the same unless a clock change skips it. Hours and
// minutes elapse.
func TestRelativeTimes(t *testing.T) {
	names := []string{"UTC", "Europe/Berlin", "Australia/Lord_Howe", "America/Havana", "Asia/Kathmandu"}
	rapid.Check(t, func(t *rapid.T) {
		zone, err := timezone.Load(rapid.SampledFrom(names).Draw(t, "zone"))
		require.NoError(t, err)
		now := time.Unix(rapid.Int64Range(1e9, 3e9).Draw(t, "now"), 0)
		n := rapid.IntRange(-99999, 99999).Draw(t, "n")
		resolve := func(unit string) time.Time {
			m := moment{now: now}
			require.NoError(t, m.Set(fmt.Sprintf("%+d%s", n, unit)))
			return m.in(zone, time.Time{})
		}
		require.True(t, now.Add(time.Duration(n)*time.Minute).Equal(resolve("m")))
		require.True(t, now.Add(time.Duration(n)*time.Hour).Equal(resolve("h")))
		location := zone.Location()
		for unit, days := range map[string]int{"d": n, "w": 7 * n} {
			if n == 0 {
				require.True(t, now.Equal(resolve(unit)))
				continue
			}
			got := resolve(unit).In(location)
			year, month, day := now.In(location).Date()
			hour, minute, second := now.In(location).Clock()
			want := time.Date(year, month, day+days, hour, minute, second, 0, time.UTC)
			shown := time.Date(got.Year(), got.Month(), got.Day(), got.Hour(), got.Minute(), got.Second(), 0, time.UTC)
			if skipped := shown.Sub(want); skipped != 0 { // by a clock change of an hour at most
				require.LessOrEqual(t, skipped, time.Hour)
				require.Positive(t, skipped)
			}
		}
	})
}

// TestMomentRefuses lists texts that are near to a TIME.
func TestMomentRefuses(t *testing.T) {
	for _, text := range []string{
		"", "Now", "-d", "+1", "1d", "-1D", "- 1d", "+-1d", "--1d", "-1.5d", "-1d2h", "-100000d", "-1_0d", "+0x1d",
		"2025-10-26T2:30", "2025-10-26T24:00", "2025-10-26 02:30", "2025-10-26T02:30:00", "2025-02-29T02:30", "2025-2-1",
		"2025-10-26T02:30Z", "0000-01-01T00:00",
	} {
		m := moment{now: now}
		require.Error(t, m.Set(text), text)
		require.False(t, m.given(), text)
	}
}
