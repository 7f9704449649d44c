package retention_test

import (
	"slices"
	"testing"
	"time"

	"github.com/longcase/longcase/retention"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestThreeTellingsAgree takes a good snapshot at each of some steps,
// deletes at each what expires, and asks the three tellings of the rules which
// are kept: as ranges of a list, with reasons, and online.
func TestThreeTellingsAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := good(t)
		if rapid.Bool().Draw(t, "counted") { // so that the ledger plans seldom
			for i := range w.rules {
				w.rules[i] = counted(w.rules[i])
			}
		}
		p, now := w.policy(t), w.now
		ledger := retention.NewLedger(p, w.snapshots...)
		alive := slices.SortedFunc(slices.Values(w.times()), time.Time.Compare)
		for _, step := range rapid.SliceOfN(steps(), 1, 20).Draw(t, "steps") {
			ledger.Advance(now)
			ranges := p.Keep(now, alive)
			require.Equal(t, reasonsKeep(p, now, alive), ranges, "reasons and ranges, %v at %v", w.rules, now)
			require.Equal(t, created(ledger.Alive()), ranges, "ledger and ranges, %v at %v", w.rules, now)
			now = now.Add(step)
			if next, ok := ledger.Next(); ok && next.Before(now) && rapid.Bool().Draw(t, "due") {
				now = next // the very instant at which something expires
			}
			ledger.Add(retention.Snapshot{Created: now})
			alive = append(ranges, now)
			slices.SortStableFunc(alive, time.Time.Compare) // some are from the future
		}
	})
}

// reasonsKeep returns the instants to which a plan gives reasons that keep.
func reasonsKeep(p retention.Policy, now time.Time, times []time.Time) []time.Time {
	snapshots := make([]retention.Snapshot, len(times))
	for i, t := range times {
		snapshots[i].Created = t
	}
	return created(left(p.Plan(now, snapshots), snapshots))
}

func created(snapshots []retention.Snapshot) []time.Time {
	times := make([]time.Time, len(snapshots))
	for i, s := range snapshots {
		times[i] = s.Created
	}
	return times
}
