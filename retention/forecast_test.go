package retention_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/longcase/longcase/retention"
)

func TestForecast(t *testing.T) {
	start := mustTime(t, "2025-01-01T00:00:00Z")
	daily := func(yield func(time.Time) bool) {
		for t := start.AddDate(0, 0, 1); yield(t); t = t.AddDate(0, 0, 1) {
		}
	}
	p := policy(t, "UTC", "last 2", "within 36 hours")
	var got []string
	for at, s := range p.Forecast(start, []retention.Snapshot{{Created: start}}, daily) {
		if got = append(got, s.Created.Format("02T15")+" goes "+at.Format("02T15")); len(got) == 3 {
			break
		}
	}
	want := []string{"01T00 goes 03T00", "02T00 goes 04T00", "03T00 goes 05T00"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestForecastEnds is that it ends with the snapshots, and has what expires
// after them, and between them.
func TestForecastEnds(t *testing.T) {
	start := mustTime(t, "2025-01-01T00:00:00Z")
	p := policy(t, "UTC", "within 36 hours")
	var got []string
	upcoming := slices.Values([]time.Time{start.AddDate(0, 0, 1), start.AddDate(0, 0, 9)})
	for at, s := range p.Forecast(start, []retention.Snapshot{{Created: start.AddDate(0, 0, -9)}}, upcoming) {
		got = append(got, s.Created.Format("02T15")+" goes "+at.Format("02T15"))
	}
	want := []string{"23T00 goes 01T00", "02T00 goes 03T12", "10T00 goes 11T12"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestGuard(t *testing.T) {
	now := mustTime(t, "2025-01-10T00:00:00Z")
	var snapshots []retention.Snapshot
	for day := range 10 {
		snapshots = append(snapshots, retention.Snapshot{Created: now.AddDate(0, 0, -day)})
	}
	plan := policy(t, "UTC", "last 6").Plan(now, snapshots) // deletes 4
	for _, test := range []struct {
		guard retention.Guard
		want  string
	}{
		{retention.Guard{}, ""},
		{retention.Guard{Number: 4, Percent: 40}, ""},
		{retention.Guard{Number: 3}, "plan deletes 4 of 10 snapshots: want at most 3"},
		{retention.Guard{Percent: 39}, "plan deletes 4 of 10 snapshots: want at most 39 %"},
		{retention.Guard{Number: 3, Percent: 10}, "plan deletes 4 of 10 snapshots: want at most 3, and 10 %"},
	} {
		got, err := test.guard.Check(plan)
		var refused *retention.GuardError
		if errors.As(err, &refused) != (test.want != "") || err != nil && err.Error() != test.want {
			t.Errorf("%+v: got %v", test.guard, err)
		}
		if want := plan.Deleted(); err == nil && got.Deleted() != want || err != nil && got.Deleted() != 0 {
			t.Errorf("%+v: deletes %d", test.guard, got.Deleted())
		}
	}
	if plan.Deleted() != 4 {
		t.Error("the guard changed the plan")
	}
}

func TestGroupBy(t *testing.T) {
	type snapshot struct{ drive, day string }
	list := []snapshot{{"b", "01"}, {"a", "02"}, {"b", "03"}, {"a", "04"}, {"a", "05"}}
	groups := retention.GroupBy(policy(t, "UTC", "last 1"), mustTime(t, "2025-01-10T00:00:00Z"), list,
		func(s snapshot) (string, retention.Snapshot) {
			return s.drive, retention.Snapshot{Created: mustTime(t, "2025-01-"+s.day+"T00:00:00Z")}
		})
	var got []string
	for _, g := range groups {
		for i, v := range g.Plan.Verdicts() {
			if v.Keep {
				got = append(got, g.Key+list[g.Index[i]].day)
			}
		}
	}
	if want := []string{"b03", "a05"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
