package audit_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/audit"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/fleet"
	"github.com/longcase/longcase/timezone"
)

func TestSpread(t *testing.T) {
	const berlin = "Europe/Berlin"
	evenings := cron(t, "", "0 * * * *", "within 23 hours")
	evenings.Schedule = schedule.MustCompile(nil, timezone.DST{}, schedule.Rule{
		Every:  calendar.PeriodOf(1, calendar.Hour),
		Window: schedule.WindowOf(calendar.ClockOf(20, 0), calendar.ClockOf(21, 29)),
	})
	for _, row := range []struct {
		what   string
		policy longcase.Policy
		bound  time.Duration
		want   []string
	}{
		{"no bound", cron(t, berlin, "30 23 * * sun", "within 12 weeks on sun"), 0, nil},
		{"before midnight", cron(t, berlin, "0 3 * * *", "daily 7", "weekly 4 on sun"), time.Hour, []string{
			"spread: spread, snapshots are created up to 60 minutes late",
		}},
		{"past midnight", cron(t, berlin, "30 23 * * sun", "within 12 weeks on sun"), time.Hour, []string{
			"spread: spread, snapshots are created up to 60 minutes late, 64 of 64 on another day than they are due",
			`spread-off-day: spread, "within 12 weeks on sun" keeps 0 snapshots instead of 12 where nominal times are not known`,
		}},
		{"past the workday", cron(t, berlin, "30 23 15W * *", "within 12 months on workday 15"), time.Hour, []string{
			"spread: spread, snapshots are created up to 60 minutes late, 25 of 25 on another day than they are due",
			`spread-off-day: spread, "within 12 months on workday 15" keeps 0 snapshots instead of 12 where nominal times are not known`,
		}},
		{"two a day", cron(t, berlin, "30 1,23 * * *", "daily 7"), 2 * time.Hour, []string{ // on 2025-10-26 the first comes at 2:29, in the second pass
			"spread: spread, snapshots are created up to 120 minutes late, 373 of 746 on another day than they are due, and at most 23 hours apart instead of 22 hours",
		}},
		{"unlike rooms", evenings, time.Hour, []string{ // an hour at 20:00, and 29 minutes at 21:00
			"spread: spread, snapshots are created up to 60 minutes late, and at most 24 hours apart instead of 23 hours",
			"bare: spread, no snapshot is left from 2025-01-11 20:29 to 2025-01-11 20:59",
		}},
	} {
		before := audit.Policy(row.policy, auditedFrom)
		findings := audit.Spread(row.policy, row.bound, auditedFrom)
		require.Equal(t, before, findings[:len(before)], row.what)
		var got []string
		for _, f := range findings[len(before):] {
			got = append(got, string(f.Code)+": "+f.Message)
		}
		require.Equal(t, row.want, got, row.what)
	}
}

// TestSpreadMembersKeepTheSame lets a thousand members of a spread run for a
// year. Each has as many weekly, monthly and yearly snapshots then as without a
// spread: those of Sunday 23:30 are Sunday's, though half of the members take
// theirs on Monday.
func TestSpreadMembersKeepTheSame(t *testing.T) {
	rules := []string{"within 12 weeks on sun", "weekly 9", "monthly 5 on 30,31 or next", "within 1 year on last", "yearly 2"}
	p := cron(t, "Europe/Berlin", "30 23 * * *", rules...)
	from, until := auditedFrom, auditedFrom.AddDate(1, 0, 0)
	want := keptByRule(t, p, rules, aliveOn(p, p.Schedule, from, until), until)
	spread, moved := fleet.NewSpread(p.Schedule, time.Hour), 0
	for key := range 1000 {
		member := spread.For("drive-" + strconv.Itoa(key))
		taken := takenOn(member, from, until)
		require.Equal(t, want, keptByRule(t, p, rules, taken, until), "key %d", key)
		if key%25 == 0 { // step by step, too
			require.Equal(t, want, keptByRule(t, p, rules, aliveOn(p, member, from, until), until), "key %d", key)
		}
		if p.Zone.Date(taken[0].Created) != p.Zone.Date(taken[0].Nominal) {
			moved++
		}
	}
	require.InDelta(t, 500, moved, 100)
}

// takenOn returns the snapshots of a member, none of them deleted.
func takenOn(member fleet.Spread, from, until time.Time) (taken []retention.Snapshot) {
	for fire, ok := member.NextFire(from); ok && !fire.Spread.After(until); fire, ok = member.NextFire(fire.Spread) {
		taken = append(taken, retention.Snapshot{Created: fire.Spread, Nominal: fire.Nominal})
	}
	return taken
}

// aliveOn returns the snapshots alive after a run at the instants of a sequence.
func aliveOn(p longcase.Policy, fires schedule.Sequence, from, until time.Time) []retention.Snapshot {
	run := p.SimulateOn(fires, from)
	for range run.Until(until) {
	}
	return run.Alive()
}

// keptByRule returns how many snapshots each rule alone keeps.
func keptByRule(t *testing.T, p longcase.Policy, rules []string, alive []retention.Snapshot, at time.Time) (counts []int) {
	for _, rule := range rules {
		plan := kept(t, p.Zone, rule).Plan(at, alive)
		counts = append(counts, plan.Len()-plan.Deleted())
	}
	return counts
}
