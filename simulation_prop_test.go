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

// policies generates policies of a few snapshots a day.
func policies() *rapid.Generator[longcase.Policy] {
	return rapid.Custom(func(t *rapid.T) longcase.Policy {
		zone := zone(t, fuzz.Zones().Draw(t, "zone"))
		rules := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{
			"within 90 minutes", "within 36 hours", "within 3 days", "within 1 week",
			"within 1 month", "within 4 weeks on mon", "within 2 weeks on sat,sun",
			"within 2 months on 29,30,31", "within 1 quarter on last", "within 1 year on 1",
		}), 0, 4, rapid.ID).Draw(t, "rules")
		if rapid.Bool().Draw(t, "counting") {
			rules = append(rules, rapid.SliceOfN(rapid.SampledFrom([]string{
				"last 1", "last 5", "hourly 24", "daily 7", "daily 3 first", "weekly 2 on sun",
				"monthly 2 last", "yearly all", "daily 9 within 5 days",
			}), 1, 3).Draw(t, "counts")...)
		}
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
			Failed:  rapid.IntRange(0, 9).Draw(t, "failed") == 9,
		}
		if rapid.Bool().Draw(t, "ends") {
			snapshot.HeldUntil = at.Add(time.Duration(rapid.IntRange(-99, 99).Draw(t, "hours")) * time.Hour)
		}
		return snapshot
	})
}

// TestSimulationFollowsScheduleAndPlan compares a simulation with its definition: the
// snapshots taken are those due, and the snapshots alive, at each event and just
// before, are those left by plans for every event so far.
func TestSimulationFollowsScheduleAndPlan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		policy := policies().Draw(t, "policy")
		start := fuzz.Instants(policy.Zone.Location()).Draw(t, "start")
		until := nth(policy, start, rapid.IntRange(0, 60).Draw(t, "occurrences"))
		snapshots := rapid.SliceOfN(existing(start), 0, 10).Draw(t, "existing")
		events := slices.Collect(policy.Simulate(start, snapshots...).Until(until))
		checkTaken(t, policy, start, until, events)

		m := model{policy, policy.Simulate(start, snapshots...), snapshots}
		for i, event := range events {
			if i == 0 || events[i-1].Time.Before(event.Time) {
				m.check(t, event.Time.Add(-1))
				m.prune(event.Time)
			}
			if event.Kind == longcase.Taken {
				m.alive = append(m.alive, event.Snapshot)
			}
			if i+1 == len(events) || event.Time.Before(events[i+1].Time) {
				m.check(t, event.Time)
			}
		}
		m.check(t, until)
	})
}

// nth returns the nth occurrence after an instant, or the last if there are fewer.
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

// model is a simulation beside its slow definition.
type model struct {
	policy longcase.Policy
	run    *longcase.Simulation
	alive  []retention.Snapshot
}

// prune deletes the snapshots that the plan does not keep.
func (m *model) prune(at time.Time) {
	var kept []retention.Snapshot
	for i, verdict := range m.policy.Retention.Plan(at, m.alive).Verdicts() {
		if verdict.Keep {
			kept = append(kept, m.alive[i])
		}
	}
	m.alive = kept
}

// check advances both, and compares the snapshots alive.
func (m *model) check(t *rapid.T, at time.Time) {
	if at.Before(m.run.Now()) {
		return
	}
	for range m.run.Until(at) {
	}
	m.prune(at)
	slices.SortStableFunc(m.alive, func(a, b retention.Snapshot) int { return a.Created.Compare(b.Created) })
	if got := m.run.Alive(); !slices.Equal(got, m.alive) || m.run.Len() != len(m.alive) {
		t.Fatalf("at %v: got %v, want %v", at, got, m.alive)
	}
}

// checkTaken compares the snapshots taken with those due.
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
