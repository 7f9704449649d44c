package retention_test

import (
	"slices"
	"testing"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// agesInARow draws a world of rules with ages alone, and snapshots at even steps across
// clock changes and the ends of months.
func agesInARow(t *rapid.T) world {
	w := worlds(ageRules()).Draw(t, "world")
	for i := range w.rules {
		w.rules[i].Failed, w.rules[i].Base = false, false
		if rapid.Bool().Draw(t, "long") {
			unit := calendar.Unit(rapid.IntRange(int(calendar.Hour), int(calendar.Year)).Draw(t, "unit"))
			w.rules[i].Within = calendar.Period{N: rapid.IntRange(1, 3).Draw(t, "number"), Unit: unit}
		}
	}
	step := rapid.SampledFrom([]time.Duration{10 * time.Minute, time.Hour, 7 * time.Hour, 24 * time.Hour}).Draw(t, "step")
	from := w.now.Add(-step * time.Duration(rapid.IntRange(0, 150).Draw(t, "back")))
	from = from.Add(rapid.SampledFrom([]time.Duration{0, 1, 5e8}).Draw(t, "fraction"))
	w.minimum, w.snapshots = 0, nil
	for i := range rapid.IntRange(1, 100).Draw(t, "length") {
		w.snapshots = append(w.snapshots, retention.Snapshot{Created: from.Add(step * time.Duration(i))})
	}
	return w
}

// requireSame compares verdicts without printing their locations, which are long.
func requireSame(t *rapid.T, want, got retention.Verdict) {
	require.Equal(t, want.Keep, got.Keep)
	require.Equal(t, want.String(), got.String())
	require.True(t, want.Until.Equal(got.Until), "%v: got %v", want, got.Until)
	require.True(t, slices.Equal(want.Reasons, got.Reasons), "%v", want)
}

// TestAgesJudgeAlone checks that ages say of a snapshot in a row, whose neighbours share
// its verdict, what they say of it in a list of its own.
func TestAgesJudgeAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := agesInARow(t)
		p := w.policy(t)
		for i, got := range p.Plan(w.now, w.snapshots).Verdicts() {
			want := p.Plan(w.now, w.snapshots[i:i+1]).Verdict(0)
			requireSame(t, want, got)
		}
	})
}

// TestTexts compares the texts of a plan and its deletions with its verdicts.
func TestTexts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds(rules()).Draw(t, "world")
		if rapid.Bool().Draw(t, "ages") {
			w = agesInARow(t)
		}
		plan := w.policy(t).Plan(w.now, w.snapshots)
		if rapid.Bool().Draw(t, "needing") {
			plan = plan.Needing(func(i int) int { return i/2 - 1 })
		}
		guard := retention.Guard{Percent: rapid.SampledFrom([]int{0, 10}).Draw(t, "percent")}
		plan, _ = guard.Check(plan)
		var deleted []int
		i := 0
		for keep, text := range plan.Texts(retention.Range{To: plan.Len()}) {
			require.Equal(t, plan.Verdict(i).Keep, keep)
			require.Equal(t, plan.Verdict(i).String(), string(text), "%v", w.rules)
			if !keep {
				deleted = append(deleted, i)
			}
			i++
		}
		require.Equal(t, plan.Len(), i)
		require.Equal(t, deleted, slices.Collect(plan.Deletions(retention.Range{To: plan.Len()})))
		within := rapid.IntRange(-2, plan.Len()+2)
		in := retention.Range{From: within.Draw(t, "from"), To: within.Draw(t, "to")}
		i = max(in.From, 0)
		for keep, text := range plan.Texts(in) {
			require.Less(t, i, in.To)
			require.Equal(t, plan.Verdict(i).Keep, keep)
			require.Equal(t, plan.Verdict(i).String(), string(text), "%v", w.rules)
			i++
		}
		require.Equal(t, max(in.From, 0, min(in.To, plan.Len())), i)
		deleted = slices.DeleteFunc(deleted, func(i int) bool { return i < in.From || i >= in.To })
		require.True(t, slices.Equal(deleted, slices.Collect(plan.Deletions(in))), "%v", in)
	})
	for range (retention.Plan{}).Texts(retention.Range{To: 1}) {
		t.Fatal("the plan of an empty list has a text")
	}
}

// TestTimelinePlan compares the plan of a timeline with that of the same snapshots,
// before and after snapshots are built on others.
func TestTimelinePlan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := goodWith(t, func(s retention.Snapshot) (due time.Time) {
			if rapid.Bool().Draw(t, "nominal") {
				due = s.Created.Add(-time.Duration(rapid.IntRange(0, 90).Draw(t, "late")) * time.Minute)
			}
			return due
		})
		if rapid.Bool().Draw(t, "ages") {
			w = agesInARow(t)
		}
		slices.SortFunc(w.snapshots, func(a, b retention.Snapshot) int { return a.Created.Compare(b.Created) })
		timeline := retention.NewTimeline(len(w.snapshots), func(i int) time.Time { return w.snapshots[i].Created }).
			WithNominal(func(i int) time.Time { return w.snapshots[i].Nominal })
		p := w.policy(t)
		want, got := p.Plan(w.now, w.snapshots), timeline.Plan(p, w.now)
		requireSamePlan(t, want, got)
		chain := rapid.IntRange(1, 4).Draw(t, "chain")
		parent := func(i int) int {
			if i%chain == 0 {
				return -1
			}
			return i - 1
		}
		requireSamePlan(t, want.Needing(parent), got.Needing(parent))
	})
	require.Zero(t, retention.NewTimeline(0, nil).Plan(retention.Policy{}, time.Time{}).Len())
}

// requireSamePlan requires the same verdicts of two plans of a list.
func requireSamePlan(t *rapid.T, want, got retention.Plan) {
	require.Equal(t, want.Len(), got.Len())
	require.Equal(t, want.Deleted(), got.Deleted())
	for i := range want.Len() {
		requireSame(t, want.Verdict(i), got.Verdict(i))
	}
}
