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

func ageRules() *rapid.Generator[retention.Rule] {
	return rapid.Custom(func(t *rapid.T) retention.Rule {
		rule := retention.Rule{Within: calendar.PeriodOf(
			rapid.IntRange(1, 40).Draw(t, "n"),
			calendar.Unit(rapid.IntRange(int(calendar.Minute), int(calendar.Year)).Draw(t, "unit")),
		)}
		if rapid.IntRange(0, 2).Draw(t, "restricted") == 0 {
			rule.Weekdays = fuzz.Weekdays().Draw(t, "weekdays")
			rule.MonthDays = fuzz.MonthDays().Draw(t, "days")
			rule.Workdays = rapid.OneOf(rapid.Just(calendar.MonthDays(0)), fuzz.MonthDays()).Draw(t, "workdays")
		}
		return rule
	})
}

// TestAgainstDefinition compares every verdict with the definition.
func TestAgainstDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds(rules()).Draw(t, "world")
		given := slices.Clone(w.snapshots)
		plan := w.policy(t).Plan(w.now, w.snapshots)
		if !slices.Equal(given, w.snapshots) {
			t.Fatal("the plan changed the caller's slice")
		}
		for i, want := range w.kept(w.snapshots) {
			if got := plan.Verdict(i); got.Keep != want {
				t.Fatalf("%v in %v: got keep %v (%v), want %v", w.rules, w.snapshots[i], got.Keep, got, want)
			}
		}
	})
}

// TestExpiryAgainstDefinition takes snapshots around clock changes and their
// expiries.
func TestExpiryAgainstDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := world{zone: fuzz.Zones().Draw(t, "zone")}
		w.loc = fuzz.MustLoad(w.zone)
		w.rules = rapid.SliceOfN(ageRules(), 0, 3).Draw(t, "rules")
		w.now = fuzz.Instants(w.loc).Draw(t, "now")
		w.snapshots = rapid.SliceOfN(expiring(w.loc, w.now, w.rules), 1, 20).Draw(t, "snapshots")
		plan := w.policy(t).Plan(w.now, w.snapshots)
		for i, want := range w.kept(w.snapshots) {
			if got := plan.Verdict(i); got.Keep != want {
				t.Fatalf("%v: got keep %v (%v), want %v", w.snapshots[i], got.Keep, got, want)
			}
		}
	})
}

// expiring draws snapshots, most of them near the age at which some rule lets
// go of them.
func expiring(loc *time.Location, now time.Time, rules []retention.Rule) *rapid.Generator[retention.Snapshot] {
	return rapid.Custom(func(t *rapid.T) retention.Snapshot {
		s := retention.Snapshot{Created: now}
		if len(rules) > 0 {
			within := rapid.SampledFrom(rules).Draw(t, "near").Within
			s.Created = back(now.In(loc), within)
		}
		seconds := rapid.OneOf(rapid.Just(0), rapid.IntRange(-7200, 7200), rapid.IntRange(-1e7, 1e7))
		s.Created = s.Created.Add(time.Duration(seconds.Draw(t, "seconds")) * time.Second)
		s.Created = s.Created.Add(time.Duration(rapid.SampledFrom([]int{0, 0, -1, 1}).Draw(t, "nanoseconds")))
		if s.Created.UTC().Year() < 1 { // which counts as the start of year 1
			s.Created = now
		}
		s.Held = rapid.IntRange(0, 9).Draw(t, "held") == 0
		if s.Held && rapid.Bool().Draw(t, "until") {
			s.HeldUntil = now.Add(time.Duration(rapid.IntRange(-1, 1).Draw(t, "end")))
		}
		s.Locked = len(rules) > 0 && rapid.Bool().Draw(t, "locked")
		return s
	})
}

func back(t time.Time, p calendar.Period) time.Time {
	if minutes, ok := p.Elapsed(); ok {
		return t.Add(-time.Duration(minutes) * time.Minute)
	}
	switch p.Unit {
	case calendar.Day:
		return t.AddDate(0, 0, -p.N)
	case calendar.Week:
		return t.AddDate(0, 0, -7*p.N)
	case calendar.Quarter:
		return t.AddDate(0, -3*p.N, 0)
	case calendar.Year:
		return t.AddDate(-p.N, 0, 0)
	}
	return t.AddDate(0, -p.N, 0)
}

// TestNothingBeforeTheExpiry checks that a snapshot kept until an instant is kept just
// before it, and not at it.
func TestNothingBeforeTheExpiry(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := fuzz.Zones().Draw(t, "zone")
		loc := fuzz.MustLoad(name)
		rules := rapid.SliceOfN(ageRules(), 1, 3).Draw(t, "rules")
		p, err := retention.Compile(mustZone(t, name), rules...)
		if err != nil {
			t.Fatal(err)
		}
		created := fuzz.Instants(loc).Draw(t, "created")
		snapshot := []retention.Snapshot{{Created: created}}
		end, ok := p.Expiry(snapshot[0])
		if !ok {
			return
		}
		before, at := p.Plan(end.Add(-1), snapshot).Verdict(0), p.Plan(end, snapshot).Verdict(0)
		young := end.After(created) // and not off its days from the start
		if young && !before.Keep || at.Keep || !at.Until.Equal(end) {
			t.Fatalf("expiry %v: before it %v (%v), at it %v (%v)", end, before.Keep, before, at.Keep, at)
		}
	})
}

// TestPlanFunc plans lists in another form: each snapshot is made when it is asked
// for, and forgotten.
func TestPlanFunc(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds(rules()).Draw(t, "world")
		p := w.policy(t)
		at := func(i int) retention.Snapshot { return w.snapshots[i] }
		require.Equal(t, p.Plan(w.now, w.snapshots), p.PlanFunc(w.now, len(w.snapshots), at))
	})
	require.Zero(t, retention.Policy{}.PlanFunc(time.Now(), -1, nil).Len())
}
