package schedule_test

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestCount(t *testing.T) {
	for _, row := range []struct {
		zone, dst, rules string
		from, to         string
		want             int64
	}{
		{"UTC", "", "/1m", "2000-01-01", "2100-01-01", 52_596_000}, // a century of minutes: 36,525 days
		{"America/New_York", "", "/1m", "2000-01-01", "2100-01-01", 52_596_000},
		{"America/New_York", "skip first", "/1m", "2000-01-01", "2100-01-01", 52_596_000 - 100*60},
		{"America/New_York", "shift both", "/1m", "2000-01-01", "2100-01-01", 52_596_000},
		{"America/New_York", "next first", "/1m", "2000-01-01", "2100-01-01", 52_596_000 - 100*60},
		{"America/New_York", "skip second", "/1m", "2000-01-01", "2100-01-01", 52_596_000 - 100*60},
		{"America/New_York", "second", "01:30", "2025-01-01", "2026-01-01", 365},
		{"America/New_York", "", "02:30", "2000-01-01", "2100-01-01", 36_525},
		{"America/New_York", "skip", "02:30", "2000-01-01", "2100-01-01", 36_425},
		{"America/New_York", "", "02:30,03:30", "2000-01-01", "2100-01-01", 2*36_525 - 100},
		{"America/New_York", "", "02:30 + 03:30", "2000-01-01", "2100-01-01", 2*36_525 - 100},
		{"America/New_York", "next", "02:15,02:45", "2000-01-01", "2100-01-01", 2*36_525 - 100},
		{"America/New_York", "both", "01:30", "2000-01-01", "2100-01-01", 36_625},
		{"America/New_York", "", "/15m + /20m", "2000-01-01", "2100-01-01", 6 * 24 * 36_525}, // 0, 15, 20, 30, 40, 45
		{"UTC", "", "03:00 d29 m2", "0001-01-01", "9999-12-31", 2424},
		{"UTC", "", "03:00 d29 m2 mon", "2000-01-01", "2400-01-01", 15}, // the days of a cycle are not fair
		{"UTC", "", "03:00 d13 fri", "2000-01-01", "2400-01-01", 688},
		{"UTC", "", "03:00 dlast + 03:00 d31", "2025-01-01", "2026-01-01", 12},
		{"UTC", "", "03:00", "2025-01-01T03:00", "2025-01-03T03:00", 2}, // from is included, to is not
		{"UTC", "", "03:00", "2025-01-01T03:00:00.5Z", "2025-01-03T03:00:00.5Z", 2},
		{"UTC", "", "03:00", "2025-01-03", "2025-01-01", 0},
		{"Pacific/Apia", "", "12:00", "2011-12-01", "2012-01-01", 30},
		{"Europe/Berlin", "", "*:00", "2025-01-01", "2026-01-01", 365 * 24},
		{"Australia/Lord_Howe", "", "/15m", "2025-01-01", "2026-01-01", 365 * 96},
		{"Australia/Lord_Howe", "first", "/15m", "2025-01-01", "2026-01-01", 365*96 - 2},
	} {
		s := compile(t, row.zone, row.dst, row.rules)
		from, to := instant(t, s.Zone(), row.from), instant(t, s.Zone(), row.to)
		if got := s.Count(from, to); got != row.want {
			t.Errorf("%s %s %s: got %d, want %d", row.zone, row.dst, row.rules, got, row.want)
		}
	}
}

// TestCountBySteps counts from and to every minute around a clock change, and
// compares with what Next steps through.
func TestCountBySteps(t *testing.T) {
	for _, row := range []struct{ zone, dst, rules, around string }{
		{"America/New_York", "", "/20m", "2025-03-09T07:00:00Z"},
		{"America/New_York", "shift second", "/20m", "2025-03-09T07:00:00Z"},
		{"America/New_York", "next", "02:10,02:20,03:00,03:10", "2025-03-09T07:00:00Z"},
		{"America/New_York", "next", "02:10 + /1h", "2025-03-09T07:00:00Z"},
		{"America/New_York", "", "/20m", "2025-11-02T06:00:00Z"},
		{"America/New_York", "second", "/20m", "2025-11-02T06:00:00Z"},
		{"America/New_York", "both", "01:10 + 01:20 + 01:10,01:30", "2025-11-02T06:00:00Z"},
		{"Australia/Lord_Howe", "", "/10m + 01:45", "2025-04-05T15:00:00Z"},
		{"America/Sao_Paulo", "", "00:30,23:30 + /45m", "2017-10-15T03:00:00Z"},
	} {
		s := compile(t, row.zone, row.dst, row.rules)
		around := instant(t, s.Zone(), row.around)
		from, to := around.Add(-2*time.Hour), around.Add(3*time.Hour)
		for a := from; a.Before(to); a = a.Add(7 * time.Minute) {
			want := int64(0)
			next, _ := s.Next(a.Add(-1))
			for b := a; b.Before(to); b = b.Add(time.Minute) {
				for next.Before(b) {
					want++
					next, _ = s.Next(next)
				}
				if got := s.Count(a, b); got != want {
					t.Fatalf("%v from %v to %v: got %d, want %d", s, a, b, got, want)
				}
			}
		}
	}
}

func TestNth(t *testing.T) {
	for _, row := range []struct {
		zone, rules, from string
		n                 int64
		want              string
	}{
		{"UTC", "03:00", "2025-01-01", 1, "2025-01-01T03:00:00Z"},
		{"UTC", "03:00", "2025-01-01T03:00", 1, "2025-01-02T03:00:00Z"}, // strictly after
		{"UTC", "03:00", "2025-01-01T03:00", -1, "2024-12-31T03:00:00Z"},
		{"UTC", "03:00", "2025-01-01T03:00:00.5Z", -1, "2025-01-01T03:00:00Z"},
		{"UTC", "03:00", "2025-01-01", 0, never},
		{"UTC", "03:00", "2025-01-01", 365, "2025-12-31T03:00:00Z"},
		{"UTC", "03:00", "2025-01-01", -366, "2024-01-01T03:00:00Z"},
		{"UTC", "/1m", "2000-01-01", 52_596_000, "2100-01-01T00:00:00Z"},
		{"America/New_York", "/1m", "2000-01-01", 52_596_000, "2100-01-01T00:00:00-05:00"},
		{"America/New_York", "/1m", "2100-01-01", -52_596_000, "2000-01-01T00:00:00-05:00"},
		{"America/New_York", "/15m + 01:20", "2025-01-01", 35_040 + 365, "2026-01-01T00:00:00-05:00"},
		{"America/New_York", "02:30", "2025-01-01", 68, "2025-03-09T03:30:00-04:00"},
		{"UTC", "03:00 d29 m2", "2025-01-01", 1933, "9996-02-29T03:00:00Z"}, // the last one
		{"UTC", "03:00 d29 m2", "2025-01-01", 1934, never},
		{"UTC", "03:00 d29 m2", "2025-01-01", -491, "0004-02-29T03:00:00Z"},
		{"UTC", "03:00 d29 m2", "2025-01-01", -492, never},
		{"UTC", "03:00 + 04:00", "2025-01-01", 1 << 40, never},
		{"America/New_York", "03:00 + 04:00", "2025-01-01", -1 << 40, never},
	} {
		s := compile(t, row.zone, "", row.rules)
		if got := show(s.Nth(instant(t, s.Zone(), row.from), row.n)); got != row.want {
			t.Errorf("%s %s: number %d after %s: got %s, want %s", row.zone, row.rules, row.n, row.from, got, row.want)
		}
	}
}

func TestMissed(t *testing.T) {
	for _, row := range []struct {
		zone, rules, last, now string
		count                  int64
		latest                 string
	}{
		{"UTC", "03:00", "2025-01-01T03:00", "2025-01-04T02:59:59", 2, "2025-01-03T03:00:00Z"},
		{"UTC", "03:00", "2025-01-01T03:00", "2025-01-04T03:00", 3, "2025-01-04T03:00:00Z"}, // now is included, the last run is not
		{"UTC", "03:00", "2025-01-01T03:00:00.5Z", "2025-01-02T03:00:00.5Z", 1, "2025-01-02T03:00:00Z"},
		{"UTC", "03:00", "2025-01-01T03:00", "2025-01-01T03:00", 0, "0001-01-01T00:00:00Z"},
		{"UTC", "03:00", "2025-01-04", "2025-01-01", 0, "0001-01-01T00:00:00Z"},
		{"UTC", "/1m", "2025-01-01", "2025-01-08", 10_080, "2025-01-08T00:00:00Z"}, // a week without power
		{"America/New_York", "01:30", "2025-11-02T01:30:00-04:00", "2025-11-02T01:30:00-05:00", 0, "0001-01-01T00:00:00Z"},
		{"America/New_York", "/30m", "2025-11-02T01:30:00-04:00", "2025-11-02T01:30:00-05:00", 2, "2025-11-02T01:30:00-05:00"},
	} {
		s := compile(t, row.zone, "", row.rules)
		count, latest := s.Missed(instant(t, s.Zone(), row.last), instant(t, s.Zone(), row.now))
		if count != row.count || show(latest, true) != row.latest {
			t.Errorf("%s from %s to %s: got %d, %v", row.rules, row.last, row.now, count, latest)
		}
	}
}

// TestFirstCountAtOnce lets goroutines make what counting needs at the same time:
// the race detector looks on.
func TestFirstCountAtOnce(t *testing.T) {
	from, to := instant(t, zone(t, "UTC"), "2000-01-01T00:00:00Z"), instant(t, zone(t, "UTC"), "2400-01-01T00:00:00Z")
	for rules, want := range map[string]int64{
		"03:00 d29 m2":                 97,
		"03:00 d29 m2 + 04:00 d1 m1,7": 97 + 800,
	} {
		s := compile(t, "UTC", "", rules)
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				if got := s.Count(from, to); got != want {
					t.Errorf("%s: got %d, want %d", rules, got, want)
				}
			})
		}
		all.Wait()
	}
}

// TestCountAtHalfMinutes counts two occurrences of two rules half a minute apart.
// Monrovia's clocks were at -0:44:30 until 1972-01-07, which began at 00:44:30: the
// skipped 00:10 fires at 00:54:30, before 00:55.
func TestCountAtHalfMinutes(t *testing.T) {
	s := compile(t, "Africa/Monrovia", "", "00:10 + 00:55")
	from := time.Date(1972, time.January, 7, 0, 44, 30, 0, time.UTC)
	var seconds []int
	for at := range s.Between(from, from.Add(time.Hour)) {
		seconds = append(seconds, at.Minute()*60+at.Second())
	}
	require.Equal(t, []int{54*60 + 30, 55 * 60}, seconds)
	require.EqualValues(t, 2, s.Count(from, from.Add(time.Hour)))
}
