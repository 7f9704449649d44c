package timezone_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/timezone"
)

// TestResolve asks for the wall times that people argue about. In a gap, first
// is what it is shifted to, and second the first instant after the gap. In a
// fold they are its two passes.
func TestResolve(t *testing.T) {
	for _, row := range []struct {
		zone, wall    string
		first, second string
	}{
		// Shown once.
		{"America/New_York", "2025-03-09 01:59", "01:59-05:00", ""},
		{"America/New_York", "2025-03-09 03:00", "03:00-04:00", ""},
		{"America/New_York", "2025-11-02 00:59", "00:59-04:00", ""},
		{"America/New_York", "2025-11-02 02:00", "02:00-05:00", ""},
		{"Etc/GMT+12", "2025-03-09 02:30", "02:30-12:00", ""},
		{"Africa/Monrovia", "1960-06-01 12:00", "1960-06-01T12:44:30Z", ""}, // at -00:44:30

		// Gaps.
		{"America/New_York", "2025-03-09 02:00", "03:00-04:00", "03:00-04:00"},
		{"America/New_York", "2025-03-09 02:30", "03:30-04:00", "03:00-04:00"},
		{"America/New_York", "2025-03-09 02:59", "03:59-04:00", "03:00-04:00"},
		{"Europe/Berlin", "2025-03-30 02:30", "03:30+02:00", "03:00+02:00"},
		{"Australia/Lord_Howe", "2025-10-05 02:15", "02:45+11:00", "02:30+11:00"}, // half an hour
		{"Antarctica/Troll", "2025-03-30 02:30", "04:30+02:00", "03:00+02:00"},    // two hours
		{"America/Sao_Paulo", "2017-10-15 00:00", "01:00-02:00", "01:00-02:00"},   // no midnight
		{"Africa/Cairo", "2025-04-25 00:30", "01:30+03:00", "01:00+03:00"},
		{"America/Havana", "2025-03-09 00:00", "01:00-04:00", "01:00-04:00"},
		{"America/Santiago", "2025-09-07 00:59", "01:59-03:00", "01:00-03:00"},
		{"America/Godthab", "2025-03-29 23:30", "2025-03-30T00:30-01:00", "2025-03-30T00:00-01:00"}, // on Sunday
		{"Pacific/Apia", "2011-12-30 00:00", "2011-12-31T00:00+14:00", "2011-12-31T00:00+14:00"},    // no such day
		{"Pacific/Apia", "2011-12-30 23:59", "2011-12-31T23:59+14:00", "2011-12-31T00:00+14:00"},
		{"Pacific/Kwajalein", "1993-08-21 12:00", "1993-08-22T12:00+12:00", "1993-08-22T00:00+12:00"},
		{"Pacific/Enderbury", "1994-12-31 12:00", "1995-01-01T12:00+13:00", "1995-01-01T00:00+13:00"},

		// Folds.
		{"America/New_York", "2025-11-02 01:00", "01:00-04:00", "01:00-05:00"},
		{"America/New_York", "2025-11-02 01:30", "01:30-04:00", "01:30-05:00"},
		{"America/New_York", "2025-11-02 01:59", "01:59-04:00", "01:59-05:00"},
		{"Europe/Berlin", "2025-10-26 02:30", "02:30+02:00", "02:30+01:00"},
		{"Europe/London", "2025-10-26 01:30", "01:30+01:00", "01:30+00:00"},
		{"Europe/Dublin", "2025-10-26 01:30", "01:30+01:00", "01:30+00:00"}, // winter is the saving
		{"Australia/Lord_Howe", "2025-04-06 01:45", "01:45+11:00", "01:45+10:30"},
		{"Africa/Cairo", "2025-10-30 23:30", "23:30+03:00", "23:30+02:00"},
		{"America/Havana", "2025-11-02 00:00", "00:00-04:00", "00:00-05:00"}, // two midnights
		{"America/Godthab", "2025-10-25 23:30", "23:30-01:00", "23:30-02:00"},
		{"America/Sao_Paulo", "2018-02-17 23:30", "23:30-02:00", "23:30-03:00"},
		{"America/St_Johns", "2006-10-29 00:00", "00:00-02:30", "00:00-03:30"}, // at 00:01
		{"Pacific/Kwajalein", "1969-09-30 12:00", "12:00+11:00", "12:00-12:00"},
	} {
		wall, err := time.Parse("2006-01-02 15:04", row.wall)
		if err != nil {
			t.Fatal(err)
		}
		first, second := instant(t, row.wall, row.first), instant(t, row.wall, row.second)
		checkResolve(t, row.zone, wall, first, second)
	}
}

// instant reads a time such as 03:30-04:00 on the date of a wall time, or one
// with its own date, or none.
func instant(t *testing.T, wall, s string) int64 {
	t.Helper()
	if s == "" {
		return 0
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00"} {
		for _, text := range []string{s, wall[:10] + "T" + s} {
			if at, err := time.Parse(layout, text); err == nil {
				return at.Unix()
			}
		}
	}
	t.Fatalf("%q is no instant", s)
	return 0
}

// checkResolve tries every choice. Only the two instants of a fold show the
// same wall time.
func checkResolve(t *testing.T, name string, wall time.Time, first, second int64) {
	t.Helper()
	zone := load(t, name)
	shown := func(unix int64) bool { return unix+int64(offsetAt(zone.Location(), unix)) == wall.Unix() }
	fold := shown(first) && second != 0
	for gap := timezone.GapDefault; gap <= timezone.GapSkip; gap++ {
		for choice := timezone.FoldDefault; choice <= timezone.FoldBoth; choice++ {
			want, wantOK := first, true
			switch {
			case fold && choice == timezone.FoldSecond:
				want = second
			case !fold && second != 0 && gap == timezone.GapNext:
				want = second
			case !fold && second != 0 && gap == timezone.GapSkip:
				want, wantOK = 0, false
			}
			dst := timezone.DST{Gap: gap, Fold: choice}
			got, ok := zone.Resolve(wall.Unix(), dst)
			if got != want || ok != wantOK {
				t.Errorf("%s in %s, %v: got %v %t", wall.Format(time.DateTime), name, dst, zone.Time(got), ok)
			}
		}
	}
}

// TestResolveSlowly compares wall times around changes of the clocks with a
// search through every second.
func TestResolveSlowly(t *testing.T) {
	for _, row := range []struct{ zone, day string }{
		{"America/New_York", "2025-03-09"},
		{"America/New_York", "2025-11-02"},
		{"Europe/Berlin", "2025-10-26"},
		{"Australia/Lord_Howe", "2025-04-06"},
		{"America/Sao_Paulo", "2017-10-15"},
		{"America/Havana", "2025-03-09"},
		{"America/Godthab", "2025-03-29"},
		{"Pacific/Apia", "2011-12-30"},
		{"Pacific/Kwajalein", "1993-08-21"},
		{"Africa/Monrovia", "1972-01-07"}, // forward by 44 minutes and 30 seconds
		{"Europe/Amsterdam", "1937-07-01"},
		{"America/Juneau", "1867-10-18"}, // back by a day, from the Asian side of the date line
		{"Asia/Manila", "1844-12-31"},
	} {
		day, err := time.Parse(time.DateOnly, row.day)
		if err != nil {
			t.Fatal(err)
		}
		shown := lookAround(load(t, row.zone).Location(), day)
		for minute := -60; minute < 26*60; minute += 17 {
			wall := day.Add(time.Duration(minute) * time.Minute)
			first, second := shown.resolve(wall.Unix())
			checkResolve(t, row.zone, wall, first, second)
		}
	}
}

// clocks is what the clocks of a place showed second by second.
type clocks struct {
	from  int64
	shown []int64 // local seconds, by Unix seconds since from
}

func lookAround(loc *time.Location, day time.Time) clocks {
	const days = 3 * 24 * 3600
	c := clocks{from: day.Unix() - days}
	for unix := c.from; unix < day.Unix()+days; unix++ {
		c.shown = append(c.shown, unix+int64(offsetAt(loc, unix)))
	}
	return c
}

// resolve returns the instants that checkResolve expects.
func (c clocks) resolve(local int64) (first, second int64) {
	for i, shown := range c.shown {
		unix := c.from + int64(i)
		switch {
		case shown == local && first == 0:
			first = unix
		case shown == local:
			second = unix
		}
	}
	if first != 0 {
		return first, second
	}
	for i, shown := range c.shown {
		if shown > local {
			passed := local - c.shown[i-1] // seconds since the last one shown
			return c.from + int64(i-1) + passed, c.from + int64(i)
		}
	}
	return 0, 0
}

// TestStartOf has a date without midnight, with two, and without any instant.
func TestStartOf(t *testing.T) {
	for _, row := range []struct{ zone, date, want string }{
		{"UTC", "2025-03-09", "2025-03-09T00:00:00Z"},
		{"Europe/Berlin", "2025-10-26", "2025-10-26T00:00:00+02:00"},
		{"America/Havana", "2025-03-09", "2025-03-09T01:00:00-04:00"},  // no midnight
		{"America/Havana", "2025-11-02", "2025-11-02T00:00:00-04:00"},  // two midnights
		{"America/Toronto", "1919-03-31", "1919-03-31T00:30:00-04:00"}, // from 23:30 to 00:30
		{"Pacific/Apia", "2011-12-30", "2011-12-31T00:00:00+14:00"},    // no such date
		{"Pacific/Apia", "2011-12-31", "2011-12-31T00:00:00+14:00"},
	} {
		zone := load(t, row.zone)
		date, err := calendar.ParseDate(row.date)
		require.NoError(t, err)
		start := zone.Time(zone.StartOf(date))
		require.Equal(t, row.want, start.Format(time.RFC3339), "%s in %s", row.date, row.zone)
	}
	require.Zero(t, (*timezone.Zone)(nil).StartOf(0), "a nil zone is UTC")
}
