package retention_test

import (
	"slices"
	"testing"

	"github.com/longcase/longcase/retention"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestNeeding lists the parent of each snapshot of five days, and the verdicts of
// "last 1" then: the last one is the newest.
func TestNeeding(t *testing.T) {
	const deleted = "last 1, which goes back to 2025-03-05T00:00:00Z"
	for _, test := range []struct {
		parents []int
		want    []string
	}{
		{[]int{-1, -1, -1, -1, -1}, []string{deleted, deleted, deleted, deleted, "last 1, counted"}},
		{[]int{-1, 0, 1, -1, 3}, []string{deleted, deleted, deleted, "needed by snapshot 4", "last 1, counted"}},
		{[]int{-1, 0, 1, 2, 3}, []string{"needed by snapshot 1", "needed by snapshot 2", "needed by snapshot 3", "needed by snapshot 4", "last 1, counted"}},
		{[]int{-1, 0, 9, -1, -1}, []string{deleted, deleted, "built on an unknown snapshot", deleted, "last 1, counted"}},
		{[]int{-1, -7, 1, -1, -1}, []string{deleted, "built on an unknown snapshot", deleted, deleted, "last 1, counted"}},
		{[]int{1, 2, 0, 0, -1}, []string{"needed by snapshot 2", "needed by snapshot 0", "needed by snapshot 1", deleted, "last 1, counted"}}, // a circle
		{[]int{0, -1, -1, -1, 0}, []string{"needed by snapshot 4", deleted, deleted, deleted, "last 1, counted"}},                             // by another, and itself
		{[]int{4, 4, -1, -1, -1}, []string{deleted, deleted, deleted, deleted, "last 1, counted"}},                                            // what they need is kept
	} {
		plan := policy(t, "UTC", "last 1").Plan(mustTime(t, "2025-03-06T00:00:00Z"), fiveDays(t))
		var got []string
		for _, v := range plan.Needing(func(i int) int { return test.parents[i] }).Verdicts() {
			got = append(got, v.String())
		}
		require.Equal(t, test.want, got, "%v", test.parents)
	}
	none := retention.Plan{}.Needing(func(int) int { return 0 })
	require.Zero(t, none.Len())
}

func fiveDays(t *testing.T) (list []retention.Snapshot) {
	for day := range 5 {
		list = append(list, retention.Snapshot{Created: mustTime(t, "2025-03-01T00:00:00Z").AddDate(0, 0, day)})
	}
	return list
}

// TestNeedingUntil checks that a full is kept as long as the last of its
// increments.
func TestNeedingUntil(t *testing.T) {
	plan := policy(t, "UTC", "within 4 days").Plan(mustTime(t, "2025-03-06T00:00:00Z"), fiveDays(t))
	plan = plan.Needing(func(i int) int { return min(i-1, 0) })
	require.Equal(t, "needed by snapshot 4, until 2025-03-09T00:00:00Z", plan.Verdict(0).String())
	require.Equal(t, mustTime(t, "2025-03-09T00:00:00Z"), plan.Verdict(0).Until)
	require.Equal(t, 1, plan.Deleted())
}

// TestNeedingIsItsDefinition compares it with a definition that goes on from what
// is kept until no parent is missing; and checks that the verdicts' ends are
// promises.
func TestNeedingIsItsDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds(rules()).Draw(t, "world")
		n := len(w.snapshots)
		parents := rapid.SliceOfN(rapid.IntRange(-2, n), n, n).Draw(t, "parents")
		parent := func(i int) int { return parents[i] }
		p := w.policy(t)
		plan := p.Plan(w.now, w.snapshots)
		needing := plan.Needing(parent)
		require.Equal(t, needed(keeps(plan), parents), keeps(needing), "%v", parents)
		for i, v := range needing.Verdicts() {
			require.NotEmpty(t, v.String())
			if before := plan.Verdict(i); before.Keep {
				require.Equal(t, before.Reasons, v.Reasons[:len(before.Reasons)])
			}
		}

		// The promise, apart from ends of holds and the future coming of age.
		for i := range w.snapshots {
			if w.snapshots[i].Held = w.snapshots[i].Held && w.snapshots[i].HeldUntil.IsZero(); w.snapshots[i].Created.After(w.now) {
				w.snapshots[i].Created = w.now
			}
		}
		for i, v := range p.Plan(w.now, w.snapshots).Needing(parent).Verdicts() {
			if v.Keep && v.Until.After(w.now) {
				then := p.Plan(v.Until.Add(-1), w.snapshots).Needing(parent)
				require.True(t, then.Verdict(i).Keep, "%v: %d until %v", w.rules, i, v.Until)
			}
		}
	})
}

// needed is the slow definition of what is kept.
func needed(kept []bool, parents []int) []bool {
	kept = slices.Clone(kept)
	for i, p := range parents {
		kept[i] = kept[i] || p < -1 || p >= len(kept) || onCircle(i, parents)
	}
	for range kept {
		for i, p := range parents {
			if kept[i] && 0 <= p && p < len(kept) {
				kept[p] = true
			}
		}
	}
	return kept
}

func onCircle(start int, parents []int) bool {
	i := start
	for range parents {
		if i = parents[i]; i < 0 || i >= len(parents) {
			return false
		} else if i == start {
			return true
		}
	}
	return false
}

// TestGuardAfterNeeding checks that a guard counts what is deleted in the end.
func TestGuardAfterNeeding(t *testing.T) {
	plan := policy(t, "UTC", "last 1").Plan(mustTime(t, "2025-03-06T00:00:00Z"), fiveDays(t))
	guard := retention.Guard{Number: 1}
	_, err := guard.Check(plan)
	require.Error(t, err)
	plan, err = guard.Check(plan.Needing(func(i int) int { return i - 1 }))
	require.NoError(t, err)
	require.Zero(t, plan.Deleted())
}
