package retention_test

import (
	"slices"
	"testing"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/fuzz"
	"github.com/longcase/longcase/retention"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// pruned is the definition of a ledger: a plan for what is left, each time.
type pruned struct {
	policy retention.Policy
	alive  []retention.Snapshot
}

func (p *pruned) add(s retention.Snapshot) {
	p.alive = append(p.alive, s)
	slices.SortStableFunc(p.alive, func(a, b retention.Snapshot) int { return a.Created.Compare(b.Created) })
}

func (p *pruned) advance(now time.Time) (gone []retention.Snapshot) {
	var left []retention.Snapshot
	for i, v := range p.policy.Plan(now, p.alive).Verdicts() {
		if v.Keep {
			left = append(left, p.alive[i])
		} else {
			gone = append(gone, p.alive[i])
		}
	}
	p.alive = left
	return gone
}

func (p *pruned) remove(created time.Time) {
	p.alive = slices.DeleteFunc(p.alive, func(s retention.Snapshot) bool { return s.Created.Equal(created) })
}

// counted makes a rule one that a ledger need not plan anew for.
func counted(r retention.Rule) retention.Rule {
	r.Substitute, r.Oldest, r.From, r.Failed = false, false, retention.FromNow, false
	return r
}

// TestLedgerIsPlan lets time go on, with one snapshot after the other, and
// compares what expires with plans. It does so more often than other laws
// are checked, since few sequences lead to its rarer states.
func TestLedgerIsPlan(t *testing.T) {
	for range 20 {
		rapid.Check(t, ledgerIsPlan)
	}
}

func ledgerIsPlan(t *rapid.T) {
	kinds := rules()
	if rapid.Bool().Draw(t, "counted") {
		kinds = rapid.Map(kinds, counted)
	}
	w := worlds(kinds).Draw(t, "world")
	odd := rapid.SampledFrom([]int{0, 1, 3}).Draw(t, "odd") // of ten snapshots, how many
	if odd < 3 {
		w.snapshots = nil
	}
	if rapid.IntRange(0, 4).Draw(t, "fold") == 0 {
		w.zone, w.now, w.snapshots = "Europe/Berlin", mustTime(t, "2025-10-26T00:00:00Z"), nil
	}
	p := w.policy(t)
	ledger, want := retention.NewLedger(p, w.snapshots...), pruned{policy: p}
	for _, s := range w.snapshots {
		want.add(s)
	}
	drawn := rapid.SliceOfN(steps(), 1, 40).Draw(t, "steps")
	now := w.now
	for _, step := range drawn {
		if next, ok := ledger.Next(); ok && !now.Before(next) && now.After(w.now) && ledger.Len() > 0 {
			again := pruned{policy: p, alive: want.alive} // without the law of planning again
			if gone := again.advance(now); len(gone) == 0 {
				t.Fatalf("at %v: what is due next is at %v", now, next)
			}
		}
		isOdd := func(what string) bool { return rapid.IntRange(0, 9).Draw(t, what) < odd }
		isBack := isOdd("back") && isOdd("indeed")
		if isBack {
			step = -step
		}
		now = now.Add(step)
		if next, ok := ledger.Next(); !isBack && (!ok || now.Before(next)) {
			if gone := want.advance(now); len(gone) > 0 {
				t.Fatalf("at %v: %v should expire, though the next is at %v, %v", now, gone, next, ok)
			}
		}
		apart := rapid.SampledFrom([]time.Duration{1, 7 * time.Minute}).Draw(t, "apart")
		for n := rapid.SampledFrom([]int{0, 1, 1, 1, 3}).Draw(t, "added") - 1; n >= 0; n-- {
			s := retention.Snapshot{Created: now.Add(-time.Duration(n) * apart)}
			s.Locked, s.Failed, s.Held = isOdd("locked"), isOdd("failed"), isOdd("held")
			if isOdd("nominal") {
				s.Nominal = s.Created.Add(-late(24*time.Hour).Draw(t, "late"))
			}
			if s.Held && rapid.Bool().Draw(t, "ends") {
				s.HeldUntil = now.Add(rapid.SampledFrom(drawn).Draw(t, "hold"))
			}
			if isOdd("early") {
				s.Created = now.Add(-rapid.SampledFrom(drawn).Draw(t, "before"))
			} else if isOdd("future") {
				s.Created = now.Add(rapid.SampledFrom(drawn).Draw(t, "ahead"))
			}
			ledger.Add(s)
			want.add(s)
		}
		if len(want.alive) > 0 && isOdd("removed") {
			created := rapid.SampledFrom(want.alive).Draw(t, "which").Created
			ledger.Remove(created)
			want.remove(created)
		}
		got := ledger.AppendExpired([]retention.Snapshot{{Created: now}}, now)
		if got, want := got[1:], want.advance(now); !slices.Equal(got, want) {
			t.Fatalf("%v at %v: got %v expired, want %v", w.rules, now, got, want)
		}
		if got := ledger.Alive(); !slices.Equal(got, want.alive) {
			t.Fatalf("%v at %v: got %v alive, want %v", w.rules, now, got, want.alive)
		}
	}
}

// TestLedgerAgainstDefinition goes on hour by hour, asks the definition at each
// which snapshots expire, and the ledger only when it says that some may. All
// instants are whole hours, and so are all expiries.
func TestLedgerAgainstDefinition(t *testing.T) {
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

		ledger := retention.NewLedger(w.policy(t), w.snapshots...)
		alive := slices.Clone(w.snapshots)
		for n := range hours + 1 {
			w.now = hour(n)
			for ; len(upcoming) > 0 && !upcoming[0].After(w.now); upcoming = upcoming[1:] {
				s := retention.Snapshot{Created: upcoming[0]}
				alive = append(alive, s)
				ledger.Add(s)
			}
			kept, left := w.kept(alive), alive[:0:0]
			for i, s := range alive {
				if kept[i] {
					left = append(left, s)
				}
			}
			slices.SortStableFunc(left, func(a, b retention.Snapshot) int { return a.Created.Compare(b.Created) })
			alive = left
			if next, ok := ledger.Next(); ok && !w.now.Before(next) {
				ledger.Advance(w.now)
			}
			require.True(t, slices.Equal(alive, ledger.Alive()), "%v at %v: want %v, got %v", w.rules, w.now, alive, ledger.Alive())
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
