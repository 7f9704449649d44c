package fleet_test

import (
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/fleet"
)

type drives = fleet.Fleet[string]

// advance returns what falls due, as "a 1 01T03:00, b 5 01T03:00-07:00+30m0s":
// the key, the count, and the nominal times of the first and the latest fire,
// with their delay.
func advance(f *drives, now time.Time) string {
	var all []string
	for due := range f.Advance(now) {
		text := due.Key + " " + strconv.FormatInt(due.Count, 10) + " " + show(due.First)
		if due.Latest != due.First {
			text += "-" + show(due.Latest)
		}
		all = append(all, text)
	}
	return strings.Join(all, ", ")
}

func show(f fleet.Fire) string {
	text := f.Nominal.Format("02T15:04")
	if delay := f.Spread.Sub(f.Nominal); delay != 0 {
		text += "+" + delay.String()
	}
	return text
}

func TestAdvance(t *testing.T) {
	hourly := compile(t, "UTC", schedule.Rule{Every: calendar.PeriodOf(1, calendar.Hour)})
	nightly := compile(t, "UTC", at("03:00"))
	autumn := compile(t, "Europe/Berlin", at("02:30"))
	spread := fleet.NewSpread(nightly, time.Hour)
	hour := func(n int) time.Time { return time.Date(2025, 10, 26, n, 0, 0, 0, time.UTC) }
	lastDay := time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)
	tests := []struct {
		name string
		set  func(f *drives)
		now  time.Time
		want string
	}{
		{"empty", func(*drives) {}, hour(12), ""},
		{"not yet", func(f *drives) { f.Set("a", nightly, hour(0)) }, hour(3).Add(-1), ""},
		{"now", func(f *drives) { f.Set("a", nightly, hour(0)) }, hour(3), "a 1 26T03:00"},
		{"since is past", func(f *drives) { f.Set("a", nightly, hour(3)) }, hour(12), ""},
		{"missed", func(f *drives) { f.Set("a", hourly, hour(0)) }, hour(6).Add(-1), "a 5 26T01:00-26T05:00"},
		{"missed until now", func(f *drives) { f.Set("a", hourly, hour(0)) }, hour(2), "a 2 26T01:00-26T02:00"},
		{"fold", func(f *drives) { f.Set("a", autumn, hour(-24)) }, hour(12), "a 2 25T02:30-26T02:30"},
		{"in order", func(f *drives) { f.Set("b", nightly, hour(2)); f.Set("a", hourly, hour(0)) }, hour(3), "a 3 26T01:00-26T03:00, b 1 26T03:00"},
		{"at once", func(f *drives) { f.Set("b", nightly, hour(2)); f.Set("a", hourly, hour(2)) }, hour(3), "b 1 26T03:00, a 1 26T03:00"}, // as they were set
		{"delayed", func(f *drives) { f.SetSpread("a", spread.For(middle), hour(0)) }, hour(3).Add(30 * time.Minute), "a 1 26T03:00+30m0s"},
		{"during a delay", func(f *drives) { f.SetSpread("a", spread.For(middle), hour(-24)) }, hour(3).Add(30*time.Minute - 1), "a 1 25T03:00+30m0s"}, // today's is not due yet
		{"removed", func(f *drives) { f.Set("a", nightly, hour(0)); f.Remove("a") }, hour(12), ""},
		{"disabled", func(f *drives) { f.Set("a", nightly, hour(0)); f.Disable("a") }, hour(12), ""},
		{"disabled still", func(f *drives) { f.Set("a", nightly, hour(0)); f.Disable("a"); f.Set("a", hourly, hour(0)) }, hour(12), ""},
		{"enabled late", func(f *drives) { f.Set("a", hourly, hour(0)); f.Disable("a"); f.Enable("a", hour(2)) }, hour(3), "a 1 26T03:00"},
		{"enabled twice", func(f *drives) { f.Set("a", hourly, hour(0)); f.Enable("a", hour(2)) }, hour(3), "a 3 26T01:00-26T03:00"}, // was not disabled
		{"changed", func(f *drives) { f.Set("a", hourly, hour(0)); f.Set("a", nightly, hour(0)) }, hour(3), "a 1 26T03:00"},
		{"never", func(f *drives) { f.Set("a", schedule.Schedule{}, hour(0)) }, hour(12), ""},
		{"end of time", func(f *drives) { f.Set("a", nightly, lastDay) }, lastDay.AddDate(2, 0, 0), "a 1 31T03:00"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var f drives
			test.set(&f)
			if got := advance(&f, test.now); got != test.want {
				t.Errorf("due: %s, want %s", got, test.want)
			}
			if got := advance(&f, test.now); got != "" {
				t.Errorf("due again: %s", got)
			}
			if wake, ok := f.Peek(); ok && !wake.After(test.now) {
				t.Errorf("wakes at %v, which is past", wake)
			}
		})
	}
}

func TestAdvanceIsInterrupted(t *testing.T) {
	nightly := compile(t, "UTC", at("03:00"))
	var f drives
	for _, key := range []string{"a", "b", "c", "d"} {
		f.Set(key, nightly, newYear)
	}
	now := newYear.Add(12 * time.Hour)
	for due := range f.Advance(now) {
		if due.Key == "b" {
			break
		}
		f.Remove("c")
	}
	if got, want := advance(&f, now), "d 1 01T03:00"; got != want {
		t.Errorf("left over: %q, want %q", got, want)
	}
}

// TestAdvanceEnds changes the fleet in the loop so that a member is due again,
// over and over: the loop yields each member once, and the next loop what is due
// by then.
func TestAdvanceEnds(t *testing.T) {
	nightly := compile(t, "UTC", at("03:00"))
	day := newYear.AddDate(0, 0, 1)
	for name, change := range map[string]func(f *drives, key string){
		"set":     func(f *drives, key string) { f.Set(key, nightly, newYear) },
		"resumed": func(f *drives, key string) { f.Resume(key, newYear) },
		"enabled": func(f *drives, key string) { f.Disable(key); f.Enable(key, newYear) },
		"removed": func(f *drives, key string) { f.Remove(key); f.Set(key, nightly, newYear) },
		"added":   func(f *drives, key string) { f.Set(key, nightly, newYear); f.Set(key+"'", nightly, newYear) },
		"nested": func(f *drives, key string) {
			f.Resume(key, newYear)
			for due := range f.Advance(day.Add(time.Hour)) {
				f.Resume(due.Key, newYear)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			var f drives
			f.Set("a", nightly, newYear)
			f.Set("b", nightly, newYear)
			for range 3 {
				yielded := map[string]int{}
				for due := range f.Advance(day) {
					yielded[due.Key]++
					require.Equal(t, 1, yielded[due.Key], due.Key)
					change(&f, due.Key)
					next, ok := f.Next(due.Key)
					require.True(t, ok)
					require.Equal(t, newYear.Add(3*time.Hour), next.Spread.UTC())
					wake, _ := f.Peek()
					require.Equal(t, next.Spread.UTC(), wake)
				}
				require.NotEmpty(t, yielded)
			}
			f.Remove("a")
			require.NotContains(t, advance(&f, day), "a 1")
		})
	}
}

// TestAdvanceWithinAdvance makes a member due in a loop up to 04:00 within a loop
// up to midnight, at an instant past the inner loop's end and before the outer's.
func TestAdvanceWithinAdvance(t *testing.T) {
	var f drives
	f.Set("a", compile(t, "UTC", schedule.Rule{Every: calendar.PeriodOf(1, calendar.Hour)}), newYear)
	f.Set("b", compile(t, "UTC", at("03:00")), newYear)
	var yielded []string
	for outer := range f.Advance(newYear.AddDate(0, 0, 1)) {
		yielded = append(yielded, outer.Key)
		for inner := range f.Advance(newYear.Add(4 * time.Hour)) {
			yielded = append(yielded, inner.Key)
			f.Resume("a", newYear.Add(4*time.Hour))
		}
	}
	require.Equal(t, []string{"a", "b"}, yielded)
	require.Equal(t, "a 20 01T05:00-02T00:00", advance(&f, newYear.AddDate(0, 0, 1)))
}

// TestResume goes on from a nominal time under a larger bound. By the time of the
// last start, the same night comes again.
func TestResume(t *testing.T) {
	nightly := compile(t, "UTC", at("03:00"))
	old, new := fleet.NewSpread(nightly, 20*time.Minute).For(middle), fleet.NewSpread(nightly, 2*time.Hour).For(middle)
	var f drives
	f.SetSpread("a", old, newYear)
	var last fleet.Fire
	for due := range f.Advance(newYear.Add(5 * time.Hour)) {
		last = due.Latest
	}
	require.Equal(t, "01T03:00+10m0s", show(last))

	f.SetSpread("a", new, last.Spread)
	require.Equal(t, "a 1 01T03:00+1h0m0s", advance(&f, newYear.Add(5*time.Hour)), "the same night again")
	f.SetSpread("a", new, last.Spread)
	require.True(t, f.Resume("a", last.Nominal))
	require.Empty(t, advance(&f, newYear.Add(5*time.Hour)))
	require.Equal(t, "a 2 02T03:00+1h0m0s-03T03:00+1h0m0s", advance(&f, newYear.AddDate(0, 0, 2).Add(5*time.Hour)))

	f.Resume("a", last.Nominal) // the transaction failed: all of it again, and the day's
	require.Equal(t, "a 3 02T03:00+1h0m0s-04T03:00+1h0m0s", advance(&f, newYear.AddDate(0, 0, 3).Add(5*time.Hour)))

	f.Disable("a")
	require.False(t, f.Resume("a", last.Nominal), "disabled")
	require.False(t, f.Resume("b", last.Nominal), "unknown")
}

// TestMemory holds the memory of a member to what the package promises.
func TestMemory(t *testing.T) {
	const members, most = 200_000, 112
	spread := fleet.NewSpread(compile(t, "UTC", at("03:00")), time.Hour)
	keys := slices.Repeat([]string{"a", "b", "c", "d"}, members/4)
	used := func() uint64 {
		var stats runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&stats)
		return stats.HeapAlloc
	}
	before := used()
	var f fleet.Fleet[int]
	for n, key := range keys {
		f.SetSpread(n, spread.For(key), newYear)
	}
	if each := (used() - before) / members; each > most {
		t.Errorf("%d bytes a member, want at most %d", each, most)
	}
	runtime.KeepAlive(&f)
}

// TestAllocs lists the calls that allocate nothing.
func TestAllocs(t *testing.T) {
	var rules []schedule.Rule
	for _, window := range []string{"02:00-03:29", "00:00-04:00"} {
		rules = append(rules, in(window, at("03:00")))
	}
	spread := fleet.NewSpread(compile(t, "Europe/Berlin", rules...), time.Hour)
	member := spread.For("a")
	var f fleet.Fleet[int]
	for n := range 1000 {
		f.SetSpread(n, member, newYear)
	}
	now := newYear
	for name, test := range map[string]struct {
		most float64
		call func()
	}{
		"For":        {0, func() { spread.For("6f670b3c-a2e6-433f-aeab-b976b1cdaf03") }},
		"Next":       {0, func() { member.Next(now) }},
		"Prev":       {0, func() { member.Prev(now) }},
		"NextFire":   {0, func() { member.NextFire(now) }},
		"PrevFire":   {0, func() { member.PrevFire(now) }},
		"Peek":       {0, func() { f.Peek() }},
		"Fleet.Next": {0, func() { f.Next(500) }},
		"LatestFire": {0, func() { member.LatestFire(now) }},
		"FireAfter":  {0, func() { member.FireAfter(now) }},
		"Count":      {0, func() { member.Count(now, now.AddDate(1, 0, 0)) }},
		"Resume":     {0, func() { f.Resume(500, now) }},
		"SetSpread":  {0, func() { f.SetSpread(500, member, now) }}, // to a second for which another waits
		"Disable":    {0, func() { f.Disable(500); f.Enable(500, now) }},
		"Advance": {1, func() { // all of a thousand members, from one second to another
			now = now.AddDate(0, 0, 1)
			for range f.Advance(now) {
			}
		}},
	} {
		if got := testing.AllocsPerRun(100, test.call); got > test.most {
			t.Errorf("%s allocates %v times, want at most %v", name, got, test.most)
		}
	}
}
