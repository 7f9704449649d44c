package fuzz_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/fuzz"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/timezone"
)

// TestRetention holds our own policies to the laws and to the definition.
func TestRetention(t *testing.T) { rapid.Check(t, checkPlan) }

func checkPlan(t *rapid.T) {
	policy := fuzz.Policies().Draw(t, "policy")
	now := fuzz.Instants(policy.Zone).Draw(t, "now")
	history := fuzz.Histories(now).Draw(t, "history")
	keep := compile(t, policy)
	fuzz.Kept(t, keep, policy, now, history)
	fuzz.CheckRetention(t, keep, now, history)
}

// TestNearest asks for what is nearest to anchors that many periods do not have,
// such as the 31st, of snapshots around the ends of periods.
func TestNearest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		policy := fuzz.Policy{
			Zone:  fuzz.MustLoad(fuzz.Zones().Draw(t, "zone")),
			Rules: []retention.Rule{fuzz.NearestRules().Draw(t, "rule")},
		}
		end := calendar.Month.BucketStart(rapid.IntRange(500, 700).Draw(t, "month"))
		now := timezone.Of(policy.Zone).Time(timezone.Join(end, 0)).AddDate(0, 0, 2)
		var history fuzz.History
		for n := range 24 {
			step := time.Duration(rapid.IntRange(1, 12).Draw(t, "hours")) * time.Hour
			history = append(history, retention.Snapshot{Created: now.Add(-time.Duration(n) * step)})
		}
		fuzz.Kept(t, compile(t, policy), policy, now, history)
	})
}

// TestKeepsMore adds a rule to policies that have one, and raises its number.
func TestKeepsMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		policy := fuzz.Policies().Draw(t, "policy")
		now := fuzz.Instants(policy.Zone).Draw(t, "now")
		history := fuzz.Histories(now).Draw(t, "history")
		rule := fuzz.RetentionRules().Draw(t, "rule")
		policy.Rules = append(policy.Rules, rule)
		less := compile(t, policy)

		added := policy
		more := fuzz.RetentionRules().Draw(t, "added")
		more.Failed, more.Base = rule.Failed, more.Base && !rule.Failed // the first rule for failed ones ends what holds without
		added.Rules = append(slices.Clone(policy.Rules), more)
		fuzz.KeepsMore(t, less, compile(t, added), now, history)

		raised := policy
		raised.Rules = slices.Clone(policy.Rules)
		last := &raised.Rules[len(raised.Rules)-1]
		if last.Within.N++; last.Within.N == 1 { // it had none
			last.Within = policy.Rules[len(policy.Rules)-1].Within
		}
		if last.Count > 0 {
			last.Count++
		}
		fuzz.KeepsMore(t, less, compile(t, raised), now, history)
	})
}

// TestPartial asks the rules that promise it about parts of a list.
func TestPartial(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		policy := fuzz.Policies().Draw(t, "policy")
		now := fuzz.Instants(policy.Zone).Draw(t, "now")
		history := fuzz.Histories(now).Draw(t, "history")
		moved := false // whether a second attempt may take the place of a first
		for i := range policy.Rules {
			rule := &policy.Rules[i]
			if rule.Counting == retention.CountUncovered || rule.Weekdays != 0 || rule.MonthDays != 0 {
				rule.Counting = retention.CountAll
			}
			moved = moved || rule.Pick == retention.First || rule.Oldest || rule.Substitute
		}
		slices.SortStableFunc(history, func(a, b retention.Snapshot) int { return a.Created.Compare(b.Created) })
		for i := range history {
			twin := i > 0 && history[i].Created.Equal(history[i-1].Created)
			if twin {
				history[i].Nominal = history[i-1].Nominal
			}
			if moved {
				history[i].Nominal = time.Time{}
			}
		}
		fuzz.Partial(t, compile(t, policy), now, history)
	})
}

// TestStepwise prunes after every snapshot by rules that promise the same as
// pruning once.
func TestStepwise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		policy := fuzz.Policy{
			Zone:  fuzz.MustLoad(fuzz.Zones().Draw(t, "zone")),
			Rules: rapid.SliceOfN(fuzz.AgeRules(), 1, 3).Draw(t, "rules"),
		}
		now := fuzz.Instants(policy.Zone).Draw(t, "now")
		fuzz.Stepwise(t, compile(t, policy), now, fuzz.Histories(now).Draw(t, "history"))
	})
}

// TestSteady asks what a policy by age says until the earliest of the times that
// it gives.
func TestSteady(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		policy := fuzz.Policies().Draw(t, "policy")
		now := fuzz.Instants(policy.Zone).Draw(t, "now")
		history := fuzz.Histories(now).Draw(t, "history")
		compiled, err := policy.Compile()
		if err != nil {
			t.Fatal(err)
		}
		soonest := now.AddDate(100, 0, 0)
		for i, verdict := range compiled.Plan(now, history).Verdicts() {
			for _, end := range []time.Time{verdict.Until, history[i].HeldUntil, history[i].Created} {
				if end.After(now) && end.Before(soonest) {
					soonest = end
				}
			}
			for _, reason := range verdict.Reasons {
				if reason.Until.After(now) && reason.Until.Before(soonest) {
					soonest = reason.Until
				}
			}
		}
		fuzz.Steady(t, keeperOf(compiled), now, soonest, history)
	})
}

func compile(t *rapid.T, policy fuzz.Policy) fuzz.Keeper {
	compiled, err := policy.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return keeperOf(compiled)
}

// keeperOf returns one of our own policies as a Keeper.
func keeperOf(policy retention.Policy) fuzz.Keeper {
	return func(now time.Time, snapshots []retention.Snapshot) []bool {
		plan := policy.Plan(now, snapshots)
		kept := make([]bool, plan.Len())
		for i, verdict := range plan.Verdicts() {
			kept[i] = verdict.Keep
		}
		return kept
	}
}

// TestTimesOnly holds a keeper that sees times alone to a definition that knows of
// holds and failures, in histories with both: it is longcase's own, and right.
func TestTimesOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		policy := fuzz.Policies().Draw(t, "policy")
		now := fuzz.Instants(policy.Zone).Draw(t, "now")
		history := fuzz.Histories(now).Draw(t, "history")
		compiled, err := policy.Compile()
		require.NoError(t, err)
		keep := fuzz.KeeperOf(compiled.Keep)
		fuzz.Kept(t, keep, policy, now, history)
		fuzz.CheckRetention(t, keep, now, history)
	})
}

// TestTimesOnlyIsChecked expects a keeper of times to be told of its mistakes, and
// one that sees snapshots of holds that it does not heed.
func TestTimesOnlyIsChecked(t *testing.T) {
	now := time.Date(2025, 6, 30, 12, 0, 0, 0, time.UTC)
	history := fuzz.History{{Created: now}, {Created: now.AddDate(0, 0, -9), Held: true}}
	week := fuzz.Policy{Rules: []retention.Rule{{Within: calendar.PeriodOf(1, calendar.Week)}}}
	kept := func(keep fuzz.Keeper) string {
		return fuzz.Complaint(func(t fuzz.TB) { fuzz.Kept(t, keep, week, now, history) })
	}
	newest := func(_ time.Time, created []time.Time) []time.Time { return created[:1] }
	all := func(_ time.Time, created []time.Time) []time.Time { return created }
	require.Empty(t, kept(fuzz.KeeperOf(newest)))
	require.NotEmpty(t, kept(fuzz.KeeperOf(all)))
	require.NotEmpty(t, kept(func(_ time.Time, s []retention.Snapshot) []bool { return []bool{true, false}[:len(s)] }))
}
