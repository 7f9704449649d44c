package retention_test

import (
	"slices"
	"testing"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/fuzz"
	"github.com/longcase/longcase/retention"
	"pgregory.net/rapid"
)

func TestForecast(t *testing.T) {
	start := mustTime(t, "2025-01-01T00:00:00Z")
	daily := func(yield func(time.Time) bool) {
		for t := start.AddDate(0, 0, 1); yield(t); t = t.AddDate(0, 0, 1) {
		}
	}
	p := policy(t, "UTC", "last 2", "within 36 hours")
	var got []string
	for at, s := range p.Forecast(start, []retention.Snapshot{{Created: start}}, daily) {
		if got = append(got, s.Created.Format("02T15")+" goes "+at.Format("02T15")); len(got) == 3 {
			break
		}
	}
	want := []string{"01T00 goes 03T00", "02T00 goes 04T00", "03T00 goes 05T00"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestForecastEnds is that it ends with the snapshots, and has what expires
// after them, and between them.
func TestForecastEnds(t *testing.T) {
	start := mustTime(t, "2025-01-01T00:00:00Z")
	p := policy(t, "UTC", "within 36 hours")
	upcoming := slices.Values([]time.Time{start.AddDate(0, 0, 1), start.AddDate(0, 0, 9)})
	want := []string{"23T00 goes 01T00", "02T00 goes 03T12", "10T00 goes 11T12"}
	for n := range len(want) + 1 { // after which the loop is left
		var got []string
		for at, s := range p.Forecast(start, []retention.Snapshot{{Created: start.AddDate(0, 0, -9)}}, upcoming) {
			if got = append(got, s.Created.Format("02T15")+" goes "+at.Format("02T15")); len(got) == n+1 {
				break
			}
		}
		if !slices.Equal(got, want[:min(n+1, len(want))]) {
			t.Errorf("got %v, want %v", got, want)
		}
	}
}

// TestForecastAgainstDefinition goes on hour by hour, and asks the definition
// at each what is deleted. All instants are whole hours, and so are all
// expiries.
func TestForecastAgainstDefinition(t *testing.T) {
	const hours = 40 * 24
	rapid.Check(t, func(t *rapid.T) {
		w := world{zone: rapid.SampledFrom([]string{"UTC", "Europe/Berlin", "America/New_York"}).Draw(t, "zone")}
		w.loc, w.minimum = fuzz.MustLoad(w.zone), rapid.IntRange(0, 2).Draw(t, "minimum")
		w.rules = rapid.SliceOfN(rapid.Map(rules(), inHours), 1, 3).Draw(t, "rules")
		w.now = rapid.SampledFrom([]time.Time{
			mustTime(t, "2025-03-05T00:00:00Z"), mustTime(t, "2025-10-20T00:00:00Z"), mustTime(t, "2024-12-20T00:00:00Z"),
		}).Draw(t, "now")
		start := w.now
		hour := func(n int) time.Time { return start.Add(time.Duration(n) * time.Hour) }
		for _, n := range rapid.SliceOfN(rapid.IntRange(-100, 10), 0, 6).Draw(t, "existing") {
			s := retention.Snapshot{Created: hour(n), Failed: n%5 == 0, Locked: n%7 == 0, Held: n%3 == 0}
			if s.Held {
				s.HeldUntil = hour(n * n % 200)
			}
			w.snapshots = append(w.snapshots, s)
		}
		var upcoming []time.Time
		for n, step := range rapid.SliceOfN(rapid.IntRange(1, 40), 0, 20).Draw(t, "upcoming") {
			upcoming = append(upcoming, hour((n+1)*step))
		}
		slices.SortFunc(upcoming, time.Time.Compare)
		upcoming = slices.Compact(upcoming)

		got := map[time.Time][]retention.Snapshot{}
		for at, s := range w.policy(t).Forecast(start, w.snapshots, slices.Values(upcoming)) {
			if at.After(hour(hours)) {
				break
			}
			got[at.UTC()] = append(got[at.UTC()], s)
		}
		alive, next := slices.Clone(w.snapshots), 0
		for n := range hours + 1 {
			w.now = hour(n)
			for ; next < len(upcoming) && !upcoming[next].After(w.now); next++ {
				alive = append(alive, retention.Snapshot{Created: upcoming[next]})
			}
			var gone []retention.Snapshot
			kept, left := w.oracle().kept(alive), alive[:0:0]
			for i, s := range alive {
				if kept[i] {
					left = append(left, s)
				} else {
					gone = append(gone, s)
				}
			}
			alive = left
			older := func(a, b retention.Snapshot) int { return a.Created.Compare(b.Created) }
			slices.SortStableFunc(gone, older)
			slices.SortStableFunc(got[w.now], older)
			if !slices.Equal(got[w.now], gone) {
				t.Fatalf("%v at %v: got %v gone, want %v", w.rules, w.now, got[w.now], gone)
			}
		}
	})
}

// inHours makes an age one of hours at least.
func inHours(r retention.Rule) retention.Rule {
	r.Within.Unit = max(r.Within.Unit, calendar.Hour)
	if r.Within.N == 0 {
		r.Within = calendar.Period{}
	}
	return r
}

func TestGroupBy(t *testing.T) {
	type snapshot struct{ drive, day string }
	list := []snapshot{{"b", "01"}, {"a", "02"}, {"b", "03"}, {"a", "04"}, {"a", "05"}}
	groups := retention.GroupBy(policy(t, "UTC", "last 1"), mustTime(t, "2025-01-10T00:00:00Z"), list,
		func(s snapshot) (string, retention.Snapshot) {
			return s.drive, retention.Snapshot{Created: mustTime(t, "2025-01-"+s.day+"T00:00:00Z")}
		})
	var got []string
	for _, g := range groups {
		for i, v := range g.Plan.Verdicts() {
			if v.Keep {
				got = append(got, g.Key+list[g.Index[i]].day)
			}
		}
	}
	if want := []string{"b03", "a05"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
