package retention_test

import (
	"slices"
	"testing"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
	"pgregory.net/rapid"
)

// keeps returns which snapshots a plan keeps.
func keeps(plan retention.Plan) []bool {
	kept := make([]bool, plan.Len())
	for i, v := range plan.Verdicts() {
		kept[i] = v.Keep
	}
	return kept
}

// left returns the snapshots that a plan keeps.
func left(plan retention.Plan, snapshots []retention.Snapshot) (list []retention.Snapshot) {
	for i, s := range snapshots {
		if plan.Verdict(i).Keep {
			list = append(list, s)
		}
	}
	return list
}

func TestPlanningAgainDeletesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds(rapid.Map(rules(), func(r retention.Rule) retention.Rule {
			r.Counting = min(r.Counting, retention.CountUnkept) // see ExampleCountUncovered_planningAgain
			return r
		})).Draw(t, "world")
		p := w.policy(t)
		kept := left(p.Plan(w.now, w.snapshots), w.snapshots)
		if again := p.Plan(w.now, kept); again.Deleted() > 0 {
			t.Fatalf("%v: of %v only %v is left", w.rules, kept, left(again, kept))
		}
	})
}

func TestPermutation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds(rules()).Draw(t, "world")
		p := w.policy(t)
		order := make([]int, len(w.snapshots))
		for i := range order {
			order[i] = i
		}
		order = rapid.Permutation(order).Draw(t, "order")
		moved := make([]retention.Snapshot, len(order))
		for i, from := range order {
			moved[i] = w.snapshots[from]
		}
		before, after := keeps(p.Plan(w.now, w.snapshots)), keeps(p.Plan(w.now, moved))
		for i, from := range order {
			if after[i] != before[from] {
				t.Fatalf("%v: %v is kept in one order alone", w.rules, moved[i])
			}
		}
	})
}

// TestMoreRulesKeepMore checks that neither another rule nor a greater number
// deletes more, from one rule for good and one for failed snapshots on. It holds
// for all rules but those with CountUncovered.
func TestMoreRulesKeepMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		known := rules().Filter(func(r retention.Rule) bool { return r.Counting != retention.CountUncovered })
		w := worlds(known).Draw(t, "world")
		first := retention.Rule{Count: 1}
		w.rules = append(w.rules, first, retention.Rule{Count: 1, Failed: true})
		before := keeps(w.policy(t).Plan(w.now, w.snapshots))
		switch i := rapid.IntRange(0, len(w.rules)-1).Draw(t, "rule"); rapid.IntRange(0, 3).Draw(t, "more") {
		case 0:
			w.rules = slices.Insert(w.rules, i, known.Draw(t, "another"))
		case 1:
			if w.rules[i].Count > 0 {
				w.rules[i].Count += rapid.IntRange(1, 9).Draw(t, "by")
			}
		case 2:
			if !w.rules[i].Within.IsZero() {
				w.rules[i].Within.N += rapid.IntRange(1, 9).Draw(t, "by")
			}
		case 3:
			w.minimum++
		}
		for i, kept := range keeps(w.policy(t).Plan(w.now, w.snapshots)) {
			if before[i] && !kept {
				t.Fatalf("with more, %v is deleted", w.snapshots[i])
			}
		}
	})
}

// TestNothingBeforeUntil checks that up to the earliest end of a reason nothing
// changes.
func TestNothingBeforeUntil(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds(rules()).Draw(t, "world")
		p := w.policy(t)
		plan := p.Plan(w.now, w.snapshots)
		var end time.Time
		for _, v := range plan.Verdicts() {
			for _, r := range v.Reasons {
				if v.Keep && !r.Until.IsZero() && (end.IsZero() || r.Until.Before(end)) {
					end = r.Until
				}
			}
			if v.Keep && !v.Until.IsZero() && !w.now.Before(v.Until) {
				t.Fatalf("%v: kept until %v, which is past", w.rules, v.Until)
			}
		}
		if end.IsZero() {
			end = w.now.AddDate(400, 0, 0)
		}
		if !slices.Equal(keeps(p.Plan(end.Add(-1), w.snapshots)), keeps(plan)) {
			t.Fatalf("%v: the plan changes before %v", w.rules, end)
		}
	})
}

// TestOthersCauseNoDeletion checks that a snapshot which is held, from the future,
// or failed costs no good one its place.
func TestOthersCauseNoDeletion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds(rules()).Draw(t, "world")
		p := w.policy(t)
		before := keeps(p.Plan(w.now, w.snapshots))
		other := retention.Snapshot{Created: histories(w.now).Filter(notEmpty).Draw(t, "other")[0].Created}
		switch rapid.IntRange(0, 2).Draw(t, "kind") {
		case 0:
			other.Held = true
		case 1:
			other.Created = w.now.Add(1)
		case 2:
			other.Failed = true
		}
		after := p.Plan(w.now, append(slices.Clone(w.snapshots), other))
		for i, kept := range before {
			if kept && !after.Verdict(i).Keep && !(other.Failed && w.snapshots[i].Failed) {
				t.Fatalf("%v: %v costs %v its place", w.rules, other, w.snapshots[i])
			}
		}
	})
}

func notEmpty(list []retention.Snapshot) bool { return len(list) > 0 }

// TestPruningAtEveryStep checks that it keeps the same as pruning once, for the
// rules of which the package says so.
func TestPruningAtEveryStep(t *testing.T) {
	stable := rules().Filter(func(r retention.Rule) bool {
		counts := r.Per != calendar.NoUnit || r.Count > 0
		return (r.Within.IsZero() || !counts) && r.Counting == retention.CountAll && !r.Base
	})
	rapid.Check(t, func(t *rapid.T) {
		w := worlds(stable).Draw(t, "world")
		p := w.policy(t)
		// A second attempt at a run leaves the place of the first to what came in
		// between, which such a rule deleted then.
		if slices.ContainsFunc(w.rules, func(r retention.Rule) bool { return r.Pick == retention.First || r.Oldest || r.Substitute }) {
			for i := range w.snapshots {
				w.snapshots[i].Nominal = time.Time{}
			}
		}
		slices.SortStableFunc(w.snapshots, func(a, b retention.Snapshot) int { return a.Created.Compare(b.Created) })
		var alive []retention.Snapshot
		for i, s := range w.snapshots {
			alive = append(alive, s)
			if rapid.Bool().Draw(t, "prune") && (i+1 == len(w.snapshots) || s.Created.Before(w.snapshots[i+1].Created)) {
				alive = left(p.Plan(s.Created, alive), alive)
			}
		}
		end := w.now.AddDate(1, 0, 0)
		stepwise, once := left(p.Plan(end, alive), alive), left(p.Plan(end, w.snapshots), w.snapshots)
		if !slices.Equal(stepwise, once) {
			t.Fatalf("%v: step by step %v are left, at once %v", w.rules, stepwise, once)
		}
	})
}
