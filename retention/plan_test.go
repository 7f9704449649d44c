package retention_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/retention"
)

// TestPlanSeesEachSnapshot changes each snapshot of short lists, and compares with
// the plan of the reversed list: a slice in order is read in four parts side by side,
// and nothing in it may be passed over.
func TestPlanSeesEachSnapshot(t *testing.T) {
	now := mustTime(t, "2025-03-03T12:00:00Z")
	p := policy(t, "UTC", "daily 2", "within 5 hours")
	for n := 1; n <= 17; n++ {
		for i := range n {
			for _, change := range []func(s *retention.Snapshot){
				func(s *retention.Snapshot) { s.Held = true },
				func(s *retention.Snapshot) { s.Locked = true },
				func(s *retention.Snapshot) { s.Failed = true },
				func(s *retention.Snapshot) { s.Nominal = s.Created.Add(-12 * time.Hour) },
				func(s *retention.Snapshot) { s.Created = s.Created.Add(90 * time.Minute) },
				func(s *retention.Snapshot) { s.Created = s.Created.Add(-time.Hour - 1) },
				func(s *retention.Snapshot) { s.Created = now.Add(1) },
				func(s *retention.Snapshot) { s.Created = time.Time{} },
			} {
				list := make([]retention.Snapshot, n)
				for k := range list {
					list[k].Created = now.Add(time.Duration(k-n) * time.Hour)
				}
				change(&list[i])
				reversed := slices.Clone(list)
				slices.Reverse(reversed)
				plan, want := p.Plan(now, list), p.Plan(now, reversed)
				for k := range list {
					require.Equal(t, want.Verdict(n-1-k).String(), plan.Verdict(k).String(), "%d of %v", k, list)
				}
			}
		}
	}
}

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
		{
			at("2025-03-03T12:00:00.000000001Z"), rules[:1], true, "2025-03-10T12:00:00.000000001Z",
			"dated after now; within 7 days, until 2025-03-10T12:00:00Z",
		},
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
		{
			locked(at("2025-02-01T00:00:00Z")),
			[]string{"daily 7 within 3 months first", "last 3"},
			true, "",
			"locked without end; daily 7 within 3 months first, for 2025-02-01 until 2025-05-01T00:00:00Z; last 3, counted",
		},
		{locked(at("2025-03-01T00:00:00Z")), []string{"monthly 3 on 15 or next"}, true, "", "locked without end"}, // it might stand in
		{locked(at("2025-03-01T00:00:00Z")), []string{"monthly 3 on 15"}, false, "2025-03-01T00:00:00Z", "monthly 3 on 15, on another day"},
		{at("2025-02-01T00:00:00Z"), []string{"all"}, true, "", "all, without end"},
		{at("2025-02-01T00:00:00Z"), []string{"failed all"}, true, "", "the policy has no rules"}, // for good ones
		{retention.Snapshot{Created: mustTime(t, "2025-02-01T00:00:00Z"), Failed: true}, rules, true, "", "failed, with no newer good one"},
		{at("2025-02-01T00:00:00Z"), []string{"within 9999 years"}, true, "", "within 9999 years, without end"},
	} {
		v := policy(t, "UTC", test.rules...).Plan(mustTime(t, now), []retention.Snapshot{test.snapshot}).Verdict(0)
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

// TestVerdictsOnEachOther has the reasons that lie in other snapshots.
func TestVerdictsOnEachOther(t *testing.T) {
	snapshots := []retention.Snapshot{
		{Created: mustTime(t, "2025-03-01T01:00:00Z")},
		{Created: mustTime(t, "2025-03-01T02:00:00Z")},
		{Created: mustTime(t, "2025-03-02T01:00:00Z"), Failed: true},
		{Created: mustTime(t, "2025-03-02T02:00:00Z")},
		{Created: mustTime(t, "2025-03-02T03:00:00Z"), Failed: true},
	}
	now := mustTime(t, "2025-03-03T00:00:00Z")
	for _, test := range []struct {
		minimum int
		rule    string
		want    []string
	}{
		{0, "last 1", []string{
			"delete: last 1, which goes back to 2025-03-02T02:00:00Z",
			"delete: last 1, which goes back to 2025-03-02T02:00:00Z",
			"delete: failed, with a newer good one of 2025-03-02T02:00:00Z",
			"keep: last 1, counted",
			"keep: failed, with no newer good one",
		}},
		{2, "failed hourly 1", []string{ // no rule for good ones
			"keep: the policy has no rules",
			"keep: the policy has no rules; within the minimum to be kept",
			"delete: failed hourly 1, which goes back to 2025-03-02T03:00:00Z",
			"keep: the policy has no rules; within the minimum to be kept",
			"keep: failed hourly 1, for the hour from 2025-03-02T03:00:00Z",
		}},
		{2, "yearly 1 first", []string{
			"keep: yearly 1 first, for 2025",
			"keep: within the minimum to be kept",
			"delete: failed, with a newer good one of 2025-03-02T02:00:00Z",
			"keep: within the minimum to be kept",
			"keep: failed, with no newer good one",
		}},
		{0, "quarterly 1 first", []string{
			"keep: quarterly 1 first, for 2025-Q1",
			"delete: quarterly 1 first, superseded by 2025-03-01T01:00:00Z for 2025-Q1",
			"delete: failed, with a newer good one of 2025-03-02T02:00:00Z",
			"delete: quarterly 1 first, superseded by 2025-03-01T01:00:00Z for 2025-Q1",
			"keep: failed, with no newer good one",
		}},
		{0, "weekly 1 within 1 hour of newest", []string{
			"delete: weekly 1 within 1 hour of newest, superseded by 2025-03-02T02:00:00Z for the week from 2025-02-24",
			"delete: weekly 1 within 1 hour of newest, superseded by 2025-03-02T02:00:00Z for the week from 2025-02-24",
			"delete: failed, with a newer good one of 2025-03-02T02:00:00Z",
			"keep: weekly 1 within 1 hour of newest, for the week from 2025-02-24",
			"keep: failed, with no newer good one",
		}},
		{0, "daily within 1 hour of newest", []string{
			"delete: daily within 1 hour of newest, superseded by 2025-03-01T02:00:00Z for 2025-03-01",
			"delete: daily within 1 hour of newest, ended",
			"delete: failed, with a newer good one of 2025-03-02T02:00:00Z",
			"keep: daily within 1 hour of newest, for 2025-03-02",
			"keep: failed, with no newer good one",
		}},
	} {
		for i, v := range policy(t, "UTC", test.rule).WithMinimum(test.minimum).Plan(now, snapshots).Verdicts() {
			got := "delete: " + v.String()
			if v.Keep {
				got = "keep: " + v.String()
			}
			if !v.Until.IsZero() {
				t.Errorf("%s, %v: until %v, but others decide", test.rule, snapshots[i].Created, v.Until)
			}
			if got != test.want[i] {
				t.Errorf("%s, %v:\ngot  %s\nwant %s", test.rule, snapshots[i].Created, got, test.want[i])
			}
		}
	}
}

// TestUntilOfOffDays checks that what is on another day has expired from the start,
// each at its own.
func TestUntilOfOffDays(t *testing.T) {
	snapshots := []retention.Snapshot{
		{Created: mustTime(t, "2025-03-04T01:00:00Z")}, {Created: mustTime(t, "2025-03-04T02:00:00Z")},
	}
	p := policy(t, "UTC", "within 4 weeks on mon")
	for i, v := range p.Plan(mustTime(t, "2025-03-05T00:00:00Z"), snapshots).Verdicts() {
		if v.Keep || !v.Until.Equal(snapshots[i].Created) {
			t.Errorf("%v: kept %v until %v", snapshots[i].Created, v.Keep, v.Until)
		}
	}
}

func TestReasonKinds(t *testing.T) {
	for kind := retention.NoRules; kind <= retention.Outdated; kind++ {
		v := retention.Verdict{Reasons: []retention.Reason{{Kind: kind}}}
		if kind.String() == "" || v.String() == "" {
			t.Errorf("kind %d has no name or sentence", kind)
		}
		if last := kind == retention.Outdated; kind.Keeps() == (kind > retention.Base) || last && kind.IsRule() {
			t.Errorf("%v: keeps %v, is a rule %v", kind, kind.Keeps(), kind.IsRule())
		}
	}
	if got := retention.ReasonKind(99).String(); got != "reason 99" {
		t.Errorf("got %s", got)
	}
}

func TestPlanInNewYork(t *testing.T) {
	p := policy(t, "America/New_York", "within 1 month on 1")
	plan := p.Plan(mustTime(t, "2025-03-20T00:00:00Z"), []retention.Snapshot{
		{Created: mustTime(t, "2025-03-01T23:00:00-05:00")}, // the 2nd in UTC
		{Created: mustTime(t, "2025-03-01T01:00:00Z")},      // 28 February in New York
	})
	first, second := plan.Verdict(0), plan.Verdict(1)
	if !first.Keep || second.Keep {
		t.Errorf("got %v, %v", first, second)
	}
	if want := "2025-04-01T23:00:00-04:00"; first.Until.Format(time.RFC3339) != want {
		t.Errorf("got %v, want %v", first.Until, want)
	}
}

// TestVerdictsLeftEarly checks that loops over verdicts can be left.
func TestVerdictsLeftEarly(t *testing.T) {
	now := mustTime(t, "2025-03-04T12:00:00Z")
	times := []time.Time{now.Add(-1), now, now.Add(1)}
	p := policy(t, "UTC", "last 1")
	plan := p.Plan(now, []retention.Snapshot{{Created: times[0]}, {Created: times[1]}, {Created: times[2]}})
	if plan.Len() != 3 {
		t.Errorf("got a plan of %d", plan.Len())
	}
	for i := range plan.Verdicts() {
		if i > 0 {
			t.Fatal("a plan goes on")
		}
		break
	}
	line := retention.NewTimeline(len(times), func(i int) time.Time { return times[i] })
	for last := len(times) - 1; last >= 0; last-- {
		for r := range line.Verdicts(p, now) {
			if r.From < last {
				t.Fatal("a timeline goes on")
			}
			if r.From == last {
				break
			}
		}
	}
}

func TestOldestInWords(t *testing.T) {
	now := mustTime(t, "2025-03-04T12:00:00Z")
	p := policy(t, "UTC", "daily 7 within 4 days and oldest")
	var list []retention.Snapshot
	for _, hours := range []time.Duration{100, 99, 97, 1} {
		list = append(list, retention.Snapshot{Created: now.Add(-hours * time.Hour)})
	}
	for hours, want := range map[time.Duration][4]string{
		-5: {
			"daily 7 within 4 days and oldest, as the oldest until 2025-03-04T08:00:00Z",
			"daily 7 within 4 days and oldest, superseded by 2025-02-28T11:00:00Z for 2025-02-28",
			"daily 7 within 4 days and oldest, for 2025-02-28 until 2025-03-04T11:00:00Z",
			"dated after now",
		},
		-2: {
			"daily 7 within 4 days and oldest, superseded by 2025-02-28T11:00:00Z for 2025-02-28",
			"daily 7 within 4 days and oldest, superseded by 2025-02-28T11:00:00Z for 2025-02-28",
			"daily 7 within 4 days and oldest, for 2025-02-28 until 2025-03-04T11:00:00Z",
			"dated after now",
		},
	} {
		for i, v := range p.Plan(now.Add(hours*time.Hour), list).Verdicts() {
			if got := v.String(); got != want[i] {
				t.Errorf("at %d hours: %d: got %q, want %q", hours, i, got, want[i])
			}
		}
	}
}
