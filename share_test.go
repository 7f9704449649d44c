package longcase_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/fuzz"
	"github.com/longcase/longcase/retention"
)

// sons returns sons, fathers and grandfathers in UTC.
func sons(t rapid.TB) longcase.Policy {
	return longcase.Policy{
		Enabled:   true,
		Schedule:  daily(nil, "01:00"),
		Retention: kept(t, nil, "within 7 days", "within 4 weeks on mon", "within 12 months on 23"),
	}
}

func TestShares(t *testing.T) {
	run := sons(t).Simulate(utc(1, 0)) // a Sunday
	require.Equal(t, []string{"within 7 days", "within 4 weeks on mon", "within 12 months on 23"}, reasons(run))
	for range run.Until(utc(24, 12)) {
	}
	day := func(n int) time.Time { return utc(n, 1) }
	require.Equal(t, []longcase.Share{
		{Reason: "within 7 days", Count: 7, Oldest: day(18), Newest: day(24)},
		{Reason: "within 4 weeks on mon", Count: 4, Shared: 1, Oldest: day(2), Newest: day(23)},
		{Reason: "within 12 months on 23", Count: 1, Shared: 1, Oldest: day(23), Newest: day(23)}, // a Monday
	}, run.Shares())
	require.Equal(t, 10, run.Len())
}

func TestSharesWithoutRules(t *testing.T) {
	held := retention.Snapshot{Created: utc(1, 0), Held: true}
	run := longcase.Policy{}.Simulate(utc(2, 0), held, retention.Snapshot{Created: utc(3, 0)})
	require.Equal(t, []longcase.Share{
		{Reason: "held", Count: 1, Oldest: held.Created, Newest: held.Created},
		{Reason: "no rules", Count: 2, Shared: 1, Oldest: held.Created, Newest: utc(3, 0)},
		{Reason: "future", Count: 1, Shared: 1, Oldest: utc(3, 0), Newest: utc(3, 0)},
	}, run.Shares())
}

// reasons lists the reasons of the shares.
func reasons(run *longcase.Simulation) (list []string) {
	for _, share := range run.Shares() {
		list = append(list, share.Reason)
	}
	return list
}

// TestSharesAddUp counts the snapshots of all shares that are not shared.
func TestSharesAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		policy := policies().Draw(t, "policy")
		start := fuzz.Instants(policy.Zone.Location()).Draw(t, "start")
		run := policy.Simulate(start, rapid.SliceOfN(existing(start), 0, 10).Draw(t, "existing")...)
		for range run.Until(nth(policy, start, rapid.IntRange(0, 40).Draw(t, "occurrences"))) {
		}
		sum := 0
		for _, share := range run.Shares() {
			sum += share.Count - share.Shared
			if share.Count > 0 && share.Newest.Before(share.Oldest) {
				t.Fatalf("out of order: %+v", share)
			}
		}
		if sum != run.Len() {
			t.Fatalf("%d in %+v, want %d", sum, run.Shares(), run.Len())
		}
	})
}

func TestPolicyString(t *testing.T) {
	policy := sons(t)
	const keeps = " Keeps every snapshot for 7 days, those of Mondays for 4 weeks and those of the 23rd for 12 months."
	require.Equal(t, "Takes a snapshot daily at 01:00, UTC."+keeps, policy.String())
	policy.Enabled = false
	require.Equal(t, "Disabled: takes no snapshots."+keeps, policy.String())
	require.Equal(t, "Takes no snapshots. Keeps every snapshot forever.", longcase.Policy{Enabled: true}.String())
}
