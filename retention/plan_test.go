package retention_test

import (
	"testing"
	"time"

	"github.com/longcase/longcase/retention"
)

func TestVerdict(t *testing.T) {
	const now = "2025-03-03T12:00:00Z" // a Monday
	rules := []string{"within 7 days", "within 4 weeks on mon"}
	at := func(s string) retention.Snapshot { return retention.Snapshot{Created: mustTime(t, s)} }
	held := func(s retention.Snapshot, until string) retention.Snapshot {
		s.Held = true
		if until != "" {
			s.HeldUntil = mustTime(t, until)
		}
		return s
	}
	locked := func(s retention.Snapshot) retention.Snapshot {
		s.Locked = true
		return s
	}
	for _, test := range []struct {
		snapshot retention.Snapshot
		rules    []string
		keep     bool
		until    string
		want     string
	}{
		{at("2025-03-01T01:00:00Z"), rules, true, "2025-03-08T01:00:00Z", "within 7 days, until 2025-03-08T01:00:00Z"},
		{
			at("2025-03-03T01:00:00Z"), rules, true, "2025-03-31T01:00:00Z",
			"within 7 days, until 2025-03-10T01:00:00Z; within 4 weeks on mon, until 2025-03-31T01:00:00Z",
		},
		{
			at("2025-02-24T12:00:00Z"), rules, true, "2025-03-24T12:00:00Z", // a week old to the second
			"within 4 weeks on mon, until 2025-03-24T12:00:00Z",
		},
		{
			at("2025-02-23T12:00:00Z"), rules, false, "2025-03-02T12:00:00Z",
			"within 7 days, ended 2025-03-02T12:00:00Z; within 4 weeks on mon, on another day",
		},
		{
			at("2025-01-27T12:00:00Z"), rules, false, "2025-02-24T12:00:00Z",
			"within 7 days, ended 2025-02-03T12:00:00Z; within 4 weeks on mon, ended 2025-02-24T12:00:00Z",
		},
		{at("2020-01-01T00:00:00Z"), nil, true, "", "the policy has no rules"},
		{at("2025-03-03T12:00:00.000000001Z"), rules[:1], true, "2025-03-10T12:00:00.000000001Z",
			"dated after now; within 7 days, until 2025-03-10T12:00:00Z"},
		{at("2025-03-04T12:00:00Z"), rules[1:], true, "2025-03-04T12:00:00Z", "dated after now"},
		{held(at("2025-02-01T00:00:00Z"), ""), rules, true, "", "held without end"},
		{held(at("2025-02-01T00:00:00Z"), "2025-04-01T00:00:00Z"), rules, true, "2025-04-01T00:00:00Z", "held until 2025-04-01T00:00:00Z"},
		{
			held(at("2025-03-01T00:00:00Z"), "2025-03-04T00:00:00Z"), rules, true, "2025-03-08T00:00:00Z",
			"held until 2025-03-04T00:00:00Z; within 7 days, until 2025-03-08T00:00:00Z",
		},
		{held(at("2025-02-01T00:00:00Z"), now), rules[:1], false, "2025-02-08T00:00:00Z", "within 7 days, ended 2025-02-08T00:00:00Z"},
		{
			locked(at("2025-03-01T00:00:00Z")), rules[:1], true, "2025-03-08T00:00:00Z",
			"locked until 2025-03-08T00:00:00Z; within 7 days, until 2025-03-08T00:00:00Z",
		},
		{locked(at("2025-02-01T00:00:00Z")), rules[:1], false, "2025-02-08T00:00:00Z", "within 7 days, ended 2025-02-08T00:00:00Z"},
		{locked(at("2025-02-01T00:00:00Z")), nil, true, "", "locked without end; the policy has no rules"},
		{at("2025-02-01T00:00:00Z"), []string{"within 9999 years"}, true, "", "within 9999 years, without end"},
	} {
		v := policy(t, "UTC", test.rules...).Plan(mustTime(t, now), []retention.Snapshot{test.snapshot}).Verdicts[0]
		until := ""
		if !v.Until.IsZero() {
			until = v.Until.Format(time.RFC3339Nano)
		}
		if v.Keep != test.keep || until != test.until || v.String() != test.want {
			t.Errorf("%+v:\ngot  %v until %q: %v\nwant %v until %q: %v",
				test.snapshot, v.Keep, until, v, test.keep, test.until, test.want)
		}
	}
}

func TestPlanInNewYork(t *testing.T) {
	p := policy(t, "America/New_York", "within 1 month on 1")
	v := p.Plan(mustTime(t, "2025-03-20T00:00:00Z"), []retention.Snapshot{
		{Created: mustTime(t, "2025-03-01T23:00:00-05:00")}, // the 2nd in UTC
		{Created: mustTime(t, "2025-03-01T01:00:00Z")},      // 28 February in New York
	}).Verdicts
	if !v[0].Keep || v[1].Keep {
		t.Errorf("got %v, %v", v[0], v[1])
	}
	if want := "2025-04-01T23:00:00-04:00"; v[0].Until.Format(time.RFC3339) != want {
		t.Errorf("got %v, want %v", v[0].Until, want)
	}
}
