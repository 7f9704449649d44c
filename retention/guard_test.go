package retention_test

import (
	"errors"
	"testing"

	"github.com/longcase/longcase/retention"
)

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
