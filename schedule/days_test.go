package schedule_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// TestDays holds the days that people name, from a wall calendar, forwards,
// backwards and counted.
func TestDays(t *testing.T) {
	for _, row := range []struct {
		rule, from string
		want       string
	}{
		{"02:00 first_sun", "2025-01-01", "2025-01-05 2025-02-02 2025-03-02 2025-04-06 2025-05-04 2025-06-01"},
		{"02:00 last_fri", "2025-01-01", "2025-01-31 2025-02-28 2025-03-28 2025-04-25 2025-05-30"},
		{"02:00 5th_fri", "2025-01-01", "2025-01-31 2025-05-30 2025-08-29 2025-10-31 2026-01-30"},
		{"02:00 4th_last_fri", "2025-01-01", "2025-01-10 2025-02-07 2025-03-07 2025-04-04 2025-05-09"}, // the second of five
		{"02:00 2nd_last_mon m2", "2024-01-01", "2024-02-19 2025-02-17 2026-02-16"},
		{"02:00 mon,last_fri m8", "2025-08-01", "2025-08-04 2025-08-11 2025-08-18 2025-08-25 2025-08-29 2026-08-03"},
		{"02:00 last_sun m2", "2023-01-01", "2023-02-26 2024-02-25 2025-02-23 2026-02-22"},
		{"02:00 5th_thu m2", "2020-01-01", "2024-02-29 2052-02-29"}, // 28 years apart
		{"02:00 5th_mon m2", "2072-03-01", "2112-02-29"},            // 2100 has no leap day
		{"02:00 d-1", "2024-01-15", "2024-01-31 2024-02-29 2024-03-31 2024-04-30"},
		{"02:00 d-3", "2024-01-15", "2024-01-29 2024-02-27 2024-03-29 2024-04-28"},
		{"02:00 d-31", "2025-01-01", "2025-01-01 2025-03-01 2025-05-01 2025-07-01 2025-08-01"},
		{"02:00 d1,-1 m2", "2025-01-01", "2025-02-01 2025-02-28 2026-02-01"},
		{"02:00 w15", "2025-10-01", "2025-10-15 2025-11-14 2025-12-15 2026-01-15 2026-02-16"},
		{"02:00 w1", "2025-10-01", "2025-10-01 2025-11-03 2025-12-01 2026-01-01 2026-02-02"},
		{"02:00 w-1", "2025-08-01", "2025-08-29 2025-09-30 2025-10-31 2025-11-28"},
		{"02:00 w31", "2025-08-01", "2025-08-29 2025-10-31 2025-12-31 2026-01-30 2026-03-31"},
		{"02:00 d1 w15 m11", "2025-01-01", "2025-11-01 2025-11-14 2026-11-01 2026-11-16"},
		{"02:00 w-1 fri", "2025-08-01", "2025-08-29 2025-10-31 2025-11-28 2026-01-30"},
		{"02:00 d13 2nd_fri", "2025-01-01", "2025-06-13 2026-02-13 2026-03-13 2026-11-13"},
	} {
		s := schedule.MustCompile(nil, timezone.DST{}, rules(t, row.rule)...)
		at, err := time.Parse(time.DateOnly, row.from)
		require.NoError(t, err)
		want := strings.Fields(row.want)
		var got []string
		start := at
		for range want {
			next, ok := s.Next(at)
			require.True(t, ok, "%v", row)
			require.Equal(t, "02:00", next.Format("15:04"))
			got = append(got, next.Format(time.DateOnly))
			at = next
		}
		require.Equal(t, want, got, row.rule)
		require.EqualValues(t, len(want), s.Count(start, at.Add(time.Nanosecond)), row.rule)
		slices.Reverse(want)
		for i, date := range want {
			before, ok := s.Prev(at.Add(1))
			require.True(t, ok, "%v", row)
			require.Equal(t, date, before.Format(time.DateOnly), "%s: %d back", row.rule, i)
			at = before.Add(-time.Nanosecond)
		}
	}
}

// TestDaysInWords holds the sentences about the days that people name.
func TestDaysInWords(t *testing.T) {
	for _, row := range []struct{ rule, want string }{
		{"02:00 first_sun", "on the first Sunday of every month at 02:00"},
		{"02:00 3rd_thu,last_fri m2", "on the 3rd Thursday and last Friday of Feb at 02:00"},
		{"02:00 mon,2nd_last_fri", "on every Mon and the 2nd last Friday of every month at 02:00"},
		{"18:00 w-1", "on the last workday of every month at 18:00"},
		{"12:00 w15", "on the workday nearest to the 15th of every month at 12:00"},
		{"12:00 d1 w15,20,-1 m7", "on the 1st, the workdays nearest to the 15th and 20th and the last workday of Jul at 12:00"},
		{"12:00 d-3,-1", "on the 3rd last day and last day of every month at 12:00"},
		{"12:00 d13 2nd_fri", "on the 13th of every month, if it is the 2nd Friday, at 12:00"},
		{"12:00 d13 mon,2nd_fri", "on the 13th of every month, if it is Mon or the 2nd Friday, at 12:00"},
		{"12:00 d-31,-30,-29,-28,-27,-26,-25,-24,-23,-22,-21,-20,-19,-18,-17,-16,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15", "on the 1st"},
	} {
		require.Equal(t, row.want, rules(t, row.rule)[0].String()[:len(row.want)], row.rule)
	}
}

// TestDaysExplained asks why the named days do or do not fire.
func TestDaysExplained(t *testing.T) {
	for _, row := range []struct{ rule, at, want string }{
		{"02:00 first_sun", "2025-08-10 02:00", "does not fire: Sunday is outside weekdays (first sun)"},
		{"02:00 first_sun", "2025-08-03 02:00", "fires: 02:00 is within times (at 02:00)"},
		{"02:00 w-1", "2025-08-31 02:00", "does not fire: 2025-08-31 is outside month days (last workday)"},
		{"02:00 d1 w15", "2025-11-15 02:00", "does not fire: 2025-11-15 is outside month days (1,workday 15)"},
		{"02:00 d-2", "2025-11-30 02:00", "does not fire: 2025-11-30 is outside month days (-2)"},
	} {
		at, err := time.Parse("2006-01-02 15:04", row.at)
		require.NoError(t, err)
		s := schedule.MustCompile(nil, timezone.DST{}, rules(t, row.rule)...)
		require.Equal(t, row.want, s.Explain(at).String(), "%v", row)
	}
}
