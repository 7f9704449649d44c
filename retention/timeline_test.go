package retention_test

import (
	"slices"
	"testing"
	"time"

	"github.com/longcase/longcase/retention"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// good draws a world with nothing but good snapshots that nobody holds, without
// nominal times.
func good(t *rapid.T) world {
	return goodWith(t, func(retention.Snapshot) (unknown time.Time) { return unknown })
}

// goodWith draws one with some nominal times.
func goodWith(t *rapid.T, nominal func(retention.Snapshot) time.Time) world {
	w := worlds(rules()).Draw(t, "world")
	for i := range w.snapshots {
		w.snapshots[i] = retention.Snapshot{Created: w.snapshots[i].Created, Nominal: nominal(w.snapshots[i])}
	}
	return w
}

func (w world) times() (times []time.Time) {
	for _, s := range w.snapshots {
		times = append(times, s.Created)
	}
	return times
}

// TestKeepIsPlan checks that the fast ways say what the plan says.
func TestKeepIsPlan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := good(t)
		p := w.policy(t)
		plan := p.Plan(w.now, w.snapshots)
		var kept, dropped []time.Time
		for i, s := range w.snapshots {
			if plan.Verdict(i).Keep {
				kept = append(kept, s.Created)
			} else {
				dropped = append(dropped, s.Created)
			}
		}
		times := w.times()
		if got := p.Keep(w.now, times); !slices.Equal(got, kept) {
			t.Fatalf("%v of %v: keeps %v, but the plan %v", w.rules, times, got, kept)
		}
		keep, drop := retention.Split(p, w.now, times, func(t time.Time) time.Time { return t })
		if !slices.Equal(keep, kept) || !slices.Equal(drop, dropped) {
			t.Fatalf("%v of %v: splits into %v and %v, but the plan %v", w.rules, times, keep, drop, kept)
		}
		slices.SortFunc(times, time.Time.Compare)
		slices.SortFunc(kept, time.Time.Compare)
		if got := p.Keep(w.now, times); !slices.Equal(got, kept) {
			t.Fatalf("%v of %v: keeps %v, but the plan %v", w.rules, times, got, kept)
		}
	})
}

// TestOutsideOfYears checks that of two snapshots, one in the year 9999 and the other
// after it, the newer is the newer in any order. One before the year 1 counts as of
// its first instant, which is the zero time, and so is timeless.
func TestOutsideOfYears(t *testing.T) {
	p := policy(t, "UTC", "last 1")
	early := time.Date(0, time.December, 31, 0, 0, 0, 0, time.UTC)
	require.Equal(t, retention.Timeless, p.Plan(early, []retention.Snapshot{{Created: early}}).Verdict(0).Reasons[0].Kind)
	for _, newer := range []time.Time{
		time.Date(10000, time.January, 1, 0, 0, 0, 0, time.UTC),
	} {
		older := newer.Add(-500 * time.Millisecond)
		now := newer.Add(time.Hour)
		for _, times := range [][]time.Time{{older, newer}, {newer, older}} {
			if kept := p.Keep(now, times); !slices.Equal(kept, []time.Time{newer}) {
				t.Errorf("%v of %v are kept", kept, times)
			}
			plan := p.Plan(now, []retention.Snapshot{{Created: times[0]}, {Created: times[1]}})
			for i, verdict := range plan.Verdicts() {
				if verdict.Keep != (times[i] == newer) {
					t.Errorf("%v of %v: %v", times[i], times, verdict)
				}
			}
		}
	}
}

// TestKeepAtFold checks that a fraction of a second after the start of a fold's
// second pass is later than that start.
func TestKeepAtFold(t *testing.T) {
	p := policy(t, "Europe/Berlin", "within 1 day")
	var times []time.Time
	for _, text := range []string{
		"2025-10-25T23:00:00Z", "2025-10-25T23:01:00Z", "2025-10-25T23:02:00Z", "2025-10-25T23:03:00Z",
		"2025-10-26T00:00:00.5Z", "2025-10-26T01:00:00.2Z", "2025-10-26T01:05:00.2Z", "2025-10-26T01:10:00.2Z",
	} {
		times = append(times, mustTime(t, text))
	}
	now := mustTime(t, "2025-10-27T01:00:00.3Z")
	want := slices.Concat(times[4:5], times[6:])
	if got := p.Keep(now, times); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestTimelineOutOfOrder asks about a timeless snapshot after one of 1969, which is
// in front of the timeless ones in any list in order.
func TestTimelineOutOfOrder(t *testing.T) {
	taken := []time.Time{mustTime(t, "1969-01-01T00:00:00Z"), {}}
	line := retention.NewTimeline(len(taken), func(i int) time.Time { return taken[i] })
	for in, v := range line.Verdicts(policy(t, "UTC", "hourly all and oldest"), taken[0]) {
		require.True(t, v.Keep, "%v: %v", in, v)
	}
}

// TestTimelineRanges checks that the ranges kept and deleted make up the list, and
// so do those of the verdicts, though it may be out of order.
func TestTimelineRanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := goodWith(t, func(s retention.Snapshot) time.Time { return s.Nominal })
		p, times := w.policy(t), w.times()
		if rapid.Bool().Draw(t, "in order") {
			slices.SortFunc(times, time.Time.Compare)
		}
		line := retention.NewTimeline(len(times), func(i int) time.Time { return times[i] })
		if rapid.Bool().Draw(t, "with nominal") {
			line = line.WithNominal(func(i int) time.Time { return w.snapshots[i].Nominal })
		}
		kept := line.Kept(p, w.now)
		for i := 1; i < len(kept); i++ {
			if kept[i].From <= kept[i-1].To {
				t.Fatalf("ranges %v meet", kept)
			}
		}
		all := slices.Concat(kept, line.Deleted(p, w.now))
		slices.SortFunc(all, func(a, b retention.Range) int { return a.From - b.From })
		next := 0
		for _, r := range all {
			if r.From != next || r.Len() <= 0 {
				t.Fatalf("ranges %v of %d", all, len(times))
			}
			next = r.To
		}
		if next != len(times) {
			t.Fatalf("ranges %v of %d", all, len(times))
		}
		for r := range line.Verdicts(p, w.now) {
			if r.To != next || r.Len() <= 0 {
				t.Fatalf("a verdict on %v follows that on %d", r, next)
			}
			next = r.From
		}
		if next != 0 {
			t.Fatalf("there is no verdict in front of %d", next)
		}
	})
}

// TestKeepOfRepeatedHours checks that of the two passes of an hour each snapshot
// expires at its own time, the later one first.
func TestKeepOfRepeatedHours(t *testing.T) {
	start := mustTime(t, "2025-10-25T23:00:00Z") // two hours before Berlin's 3:00 is 2:00
	var snapshots []retention.Snapshot
	var times []time.Time
	for minute := 0; minute < 6*60; minute += 10 {
		at := start.Add(time.Duration(minute) * time.Minute)
		times, snapshots = append(times, at), append(snapshots, retention.Snapshot{Created: at})
	}
	for _, rule := range []string{"within 1 day", "within 1 day on sun", "last 30 within 1 day", "within 1 day of newest"} {
		p := policy(t, "Europe/Berlin", rule)
		for minute := 0; minute < 7*60; minute += 5 {
			now := start.Add(24*time.Hour + time.Duration(minute)*time.Minute)
			var want []time.Time
			for i, v := range p.Plan(now, snapshots).Verdicts() {
				if v.Keep {
					want = append(want, times[i])
				}
			}
			if got := p.Keep(now, times); !slices.Equal(got, want) {
				t.Errorf("%s at %v: keeps %v, but the plan %v", rule, now, got, want)
			}
		}
	}
}

// TestTimelineVerdicts checks that stretches have the verdicts of the plan.
func TestTimelineVerdicts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := good(t)
		slices.SortFunc(w.snapshots, func(a, b retention.Snapshot) int { return a.Created.Compare(b.Created) })
		p, next := w.policy(t), len(w.snapshots)
		plan := p.Plan(w.now, w.snapshots)
		line := retention.NewTimeline(next, func(i int) time.Time { return w.snapshots[i].Created })
		for stretch, got := range line.Verdicts(p, w.now) {
			if stretch.To != next || stretch.Len() <= 0 {
				t.Fatalf("%v after %d", stretch, next)
			}
			next = stretch.From
			for i := stretch.From; i < stretch.To; i++ {
				if want := plan.Verdict(i); got.Keep != want.Keep || got.String() != want.String() || got.Until != want.Until {
					t.Fatalf("%v: %v: got %v, want %v", w.rules, w.snapshots[i], got, want)
				}
			}
		}
		if next != 0 {
			t.Fatalf("%d are left", next)
		}
	})
}

// TestKeepLongLists has lists long enough for slots to matter.
func TestKeepLongLists(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := good(t)
		w.snapshots = nil
		for range 3000 {
			seconds := rapid.IntRange(-1000, 400*24*3600).Draw(t, "seconds")
			s := retention.Snapshot{Created: w.now.Add(-time.Duration(seconds) * time.Second)}
			if seconds%5 == 0 {
				s.Created = s.Created.Add(time.Duration(seconds % 3))
			}
			w.snapshots = append(w.snapshots, s)
		}
		p, times := w.policy(t), w.times()
		got := p.Keep(w.now, times)
		slices.SortFunc(times, time.Time.Compare)
		want := p.Keep(w.now, times)
		slices.SortFunc(got, time.Time.Compare)
		if !slices.Equal(got, want) {
			t.Fatalf("%v: keeps %v of a list out of order, and %v in order", w.rules, got, want)
		}
	})
}

// TestKeepWideLists has the widest range of seconds, and one too wide to fit
// beside the positions.
func TestKeepWideLists(t *testing.T) {
	p := policy(t, "UTC", "last 2", "yearly 2 first")
	times := []time.Time{
		mustTime(t, "9999-12-31T23:59:59.5Z"), mustTime(t, "9999-12-31T23:59:59.25Z"),
		mustTime(t, "0001-01-01T00:00:01Z"), mustTime(t, "9999-01-01T00:00:00Z"), mustTime(t, "5000-01-01T00:00:00Z"),
	}
	want := []time.Time{times[0], times[1], times[3], times[4]}
	if got := p.Keep(times[0], times); !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}

func TestTimelineOfNothing(t *testing.T) {
	var line retention.Timeline
	p := policy(t, "UTC", "daily 7").WithMinimum(3)
	if kept, deleted := line.Kept(p, time.Time{}), line.Deleted(p, time.Time{}); len(kept)+len(deleted) != 0 {
		t.Errorf("kept %v, deleted %v", kept, deleted)
	}
	if kept := p.Keep(time.Time{}, nil); len(kept) != 0 {
		t.Errorf("kept %v", kept)
	}
}

// TestAllocs lists the promises about allocations: as many for a thousand
// times as for a hundred thousand.
func TestAllocs(t *testing.T) {
	p := policy(t, "Europe/Berlin", "last 10", "daily 7", "weekly 4", "monthly 12")
	allocs := func(n int, shuffle bool) float64 {
		times := million()[:n]
		now := times[n-1]
		if shuffle {
			times = shuffled(times)
		}
		return testing.AllocsPerRun(3, func() { p.Keep(now, times) })
	}
	for _, shuffle := range []bool{false, true} {
		if few, many := allocs(50_000, shuffle), allocs(500_000, shuffle); few != many || many > 20 {
			t.Errorf("shuffled %v: %v allocations for few, %v for many", shuffle, few, many)
		}
	}
	times := million()
	line := retention.NewTimeline(len(times), func(i int) time.Time { return times[i] })
	if n := testing.AllocsPerRun(10, func() { line.Kept(p, times[len(times)-1]) }); n > 3 {
		t.Errorf("timeline: %v allocations", n)
	}
	snapshot := retention.Snapshot{Created: times[0]}
	if n := testing.AllocsPerRun(10, func() { p.Expiry(snapshot) }); n != 0 {
		t.Errorf("expiry: %v allocations", n)
	}
}
