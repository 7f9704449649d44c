package longcase_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/fuzz"
	"github.com/longcase/longcase/retention"
)

// policies generates policies that take a snapshot now and then.
func policies() *rapid.Generator[longcase.Policy] {
	return rapid.Custom(func(t *rapid.T) longcase.Policy {
		zone := zone(t, fuzz.Zones().Draw(t, "zone"))
		rules := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{
			"within 90 minutes", "within 36 hours", "within 3 days", "within 1 week",
			"within 1 month", "within 4 weeks on mon", "within 2 weeks on sat,sun",
			"within 2 months on 29,30,31", "within 1 quarter on last", "within 1 year on 1",
		}), 0, 4, rapid.ID).Draw(t, "rules")
		policy := longcase.Policy{Enabled: true, Zone: zone, Retention: kept(t, zone, rules...)}
		if rapid.Bool().Draw(t, "grid") {
			policy.Schedule = every(zone, rapid.IntRange(1, 24).Draw(t, "hours"), calendar.Hour)
			return policy
		}
		clocks := rapid.SliceOfN(fuzz.Clocks(), 1, 3).Draw(t, "clocks")
		policy.Schedule = daily(zone, texts(clocks)...)
		return policy
	})
}

func texts(clocks []calendar.Clock) (all []string) {
	for _, clock := range clocks {
		all = append(all, clock.String())
	}
	return all
}

// existing generates snapshots of up to a year before an instant, and a few
// days after it.
func existing(at time.Time) *rapid.Generator[retention.Snapshot] {
	return rapid.Custom(func(t *rapid.T) retention.Snapshot {
		snapshot := retention.Snapshot{
			Created: at.Add(time.Duration(rapid.IntRange(-366*24*60, 10*24*60).Draw(t, "minutes")) * time.Minute),
			Held:    rapid.IntRange(0, 3).Draw(t, "held") == 3,
			Locked:  rapid.Bool().Draw(t, "locked"),
		}
		if rapid.Bool().Draw(t, "ends") {
			snapshot.HeldUntil = at.Add(time.Duration(rapid.IntRange(-99, 99).Draw(t, "hours")) * time.Hour)
		}
		return snapshot
	})
}

// A simulation says what one finds by asking the schedule and the plan at each
// of its events, and just before: what was taken is what was due, and what is
// alive is what the plan keeps of all that there ever was.
func TestSimulationFollowsScheduleAndPlan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		policy := policies().Draw(t, "policy")
		start := fuzz.Instants(policy.Zone.Location()).Draw(t, "start")
		until := nth(policy, start, rapid.IntRange(0, 60).Draw(t, "occurrences"))
		all := rapid.SliceOfN(existing(start), 0, 10).Draw(t, "existing")
		events := slices.Collect(policy.Simulate(start, all...).Until(until))

		run := policy.Simulate(start, all...)
		for i, event := range events {
			if i == 0 || events[i-1].Time.Before(event.Time) {
				checkAlive(t, policy, run, event.Time.Add(-1), all)
			}
			if event.Kind == longcase.Taken {
				all = append(all, event.Snapshot)
			}
			if i+1 == len(events) || event.Time.Before(events[i+1].Time) {
				checkAlive(t, policy, run, event.Time, all)
			}
		}
		checkAlive(t, policy, run, until, all)
		checkTaken(t, policy, start, until, events)
	})
}

// nth returns the n-th time that a policy's schedule fires after an instant,
// or the last one if there are fewer.
func nth(policy longcase.Policy, after time.Time, n int) time.Time {
	for ; n > 0; n-- {
		next, ok := policy.Schedule.Next(after)
		if !ok {
			break
		}
		after = next
	}
	return after
}

// checkAlive moves a run on, and compares what is alive with what the plan
// keeps.
func checkAlive(
	t *rapid.T, policy longcase.Policy, run *longcase.Simulation,
	at time.Time, all []retention.Snapshot,
) {
	if at.Before(run.Now()) {
		return
	}
	for range run.Until(at) {
	}
	var want []retention.Snapshot
	for i, verdict := range policy.Retention.Plan(at, all).Verdicts {
		if verdict.Keep {
			want = append(want, all[i])
		}
	}
	slices.SortStableFunc(want, func(a, b retention.Snapshot) int { return a.Created.Compare(b.Created) })
	if got := run.Alive(); !slices.Equal(got, want) || run.Len() != len(want) {
		t.Fatalf("at %v: got %v, want %v", at, got, want)
	}
}

func checkTaken(t *rapid.T, policy longcase.Policy, start, until time.Time, events []longcase.Event) {
	due := slices.Collect(policy.Schedule.Between(start.Add(1), until.Add(1)))
	var taken []time.Time
	for _, event := range events {
		if event.Kind == longcase.Taken {
			taken = append(taken, event.Time)
		}
	}
	if !slices.EqualFunc(taken, due, time.Time.Equal) {
		t.Fatalf("took %v, want %v", taken, due)
	}
}
