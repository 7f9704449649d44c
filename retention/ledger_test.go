package retention_test

import (
	"slices"
	"testing"
	"time"

	"github.com/longcase/longcase/retention"
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
	for i, v := range p.policy.Plan(now, p.alive).Verdicts {
		if v.Keep {
			left = append(left, p.alive[i])
		} else {
			gone = append(gone, p.alive[i])
		}
	}
	p.alive = left
	return gone
}

// TestLedgerIsPlan lets time go on, mostly with one good snapshot after the
// other, and compares what expires with plans.
func TestLedgerIsPlan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds(rules()).Draw(t, "world")
		plain := rapid.Bool().Draw(t, "plain")
		if plain {
			w.snapshots = nil
		}
		p := w.policy(t)
		ledger, want := retention.NewLedger(p, w.snapshots...), pruned{policy: p}
		for _, s := range w.snapshots {
			want.add(s)
		}
		steps := rapid.SliceOfN(rapid.SampledFrom([]time.Duration{
			time.Second, 20 * time.Minute, time.Hour, 7 * time.Hour, 24 * time.Hour, 6 * 24 * time.Hour, 40 * 24 * time.Hour,
		}), 1, 40).Draw(t, "steps")
		now := w.now
		for _, step := range steps {
			if next, ok := ledger.Next(); ok && !now.Before(next) && now.After(w.now) && ledger.Len() > 0 {
				t.Fatalf("at %v: what is due next is at %v", now, next)
			}
			now = now.Add(step)
			if next, ok := ledger.Next(); (!ok || now.Before(next)) && len(ledger.Advance(now)) > 0 {
				t.Fatalf("at %v: something expires before %v, %v", now, next, ok)
			}
			s := retention.Snapshot{Created: now}
			switch rapid.IntRange(0, 9).Draw(t, "added") {
			case 0:
				s.Created = now.Add(-rapid.SampledFrom(steps).Draw(t, "before"))
			case 1:
				s.Created = now.Add(rapid.SampledFrom(steps).Draw(t, "ahead"))
			case 2:
				s.Locked = true
			case 3:
				s.Failed = true
			case 4:
				s.Held, s.HeldUntil = true, now.Add(rapid.SampledFrom(steps).Draw(t, "hold"))
			}
			if plain {
				s = retention.Snapshot{Created: now, Locked: s.Locked}
			}
			ledger.Add(s)
			want.add(s)
			if got, want := ledger.Advance(now), want.advance(now); !slices.Equal(got, want) {
				t.Fatalf("%v at %v: got %v expired, want %v", w.rules, now, got, want)
			}
			if got := ledger.Alive(); !slices.Equal(got, want.alive) {
				t.Fatalf("%v at %v: got %v alive, want %v", w.rules, now, got, want.alive)
			}
		}
	})
}
