package retention_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/fuzz"
	"github.com/longcase/longcase/retention"
)

// TestRareVerdicts has verdicts that random lists of snapshots seldom reach.
func TestRareVerdicts(t *testing.T) {
	good := func(created string) retention.Snapshot {
		return retention.Snapshot{Created: mustTime(t, created)}
	}
	failed := func(created, nominal string) retention.Snapshot {
		return retention.Snapshot{Created: mustTime(t, created), Nominal: mustTime(t, nominal), Failed: true}
	}
	// Two attempts at one run, and both fail.
	attempts := []retention.Snapshot{
		failed("2025-03-01T12:00:00Z", "2025-03-01T11:00:00Z"),
		failed("2025-03-02T12:00:00Z", "2025-03-01T11:00:00Z"),
	}
	for _, test := range []struct {
		what      string
		rules     []string
		now       string
		snapshots []retention.Snapshot
		want      []string
	}{
		{"a failed attempt supersedes none", []string{"failed last 2"}, "2025-03-03T00:00:00Z", attempts, []string{
			"failed last 2, counted",
			"failed last 2, counted",
		}},
		{"nor in its period", []string{"failed daily 1 first"}, "2025-03-03T00:00:00Z", attempts, []string{
			"failed daily 1 first, for 2025-03-01",
			"failed daily 1 first, superseded by 2025-03-01T07:00:00-05:00 for 2025-03-01",
		}},
		// February 2025 has no 31st: a month back from 31 March is 3 March, as in kopia.
		{"back to a day that the month lacks", []string{"within 1 month back from newest"}, "2025-04-10T00:00:00Z", []retention.Snapshot{
			good("2025-03-01T12:00:00Z"),
			good("2025-03-03T12:59:59Z"),
			good("2025-03-03T13:00:00Z"),
			good("2025-03-31T12:00:00Z"),
		}, []string{
			"within 1 month back from newest, ended",
			"within 1 month back from newest, ended",
			"within 1 month back from newest, without end",
			"within 1 month back from newest, without end",
		}},
		// Once the age has let go of 2 March, it is the newest day that the age leaves.
		{"until an earlier rule lets go", []string{"within 2 days", "daily 1 unkept"}, "2025-03-03T13:00:00Z", []retention.Snapshot{
			good("2025-03-01T12:00:00Z"),
			good("2025-03-02T12:00:00Z"),
			good("2025-03-03T12:00:00Z"),
		}, []string{
			"daily 1 unkept, for 2025-03-01 until 2025-03-04T07:00:00-05:00",
			"within 2 days, until 2025-03-04T07:00:00-05:00",
			"within 2 days, until 2025-03-05T07:00:00-05:00",
		}},
		// The first two were created at once. The yearly rule passes over one of them alone, so
		// that the other stands for its week, and both are kept.
		{"one of two passed over", []string{"weekly 1 within 2 years on workday -16 or next", "yearly 3 uncovered on sun", "weekly 3 uncovered first"}, "2025-01-10T12:00:00Z", []retention.Snapshot{
			{Created: mustTime(t, "2025-01-08T12:00:00Z"), Nominal: mustTime(t, "2024-12-09T12:00:00Z")},
			{Created: mustTime(t, "2025-01-08T12:00:00Z"), Nominal: mustTime(t, "2024-12-29T12:00:00Z")},
			{Created: mustTime(t, "2025-01-09T12:00:00Z"), Nominal: mustTime(t, "2024-11-11T00:00:00Z")},
		}, []string{
			"weekly 3 uncovered first, for the week from 2024-12-09",
			"weekly 3 uncovered first, for the week from 2024-12-09",
			"yearly 3 uncovered on sun, for 2024", // in New York, Sunday 10 November
		}},
	} {
		p, now := policy(t, "America/New_York", test.rules...), mustTime(t, test.now)
		var got []string
		plan := p.Plan(now, test.snapshots)
		for _, v := range plan.Verdicts() {
			got = append(got, v.String())
		}
		require.Equal(t, test.want, got, test.what)
		definition := fuzz.Policy{Zone: p.Zone().Location(), Rules: p.Rules()}
		require.Equal(t, definition.Kept(now, test.snapshots), keeps(plan), test.what)
		gone := retention.NewLedger(p, test.snapshots...).Advance(now)
		require.Len(t, gone, plan.Deleted(), test.what)
	}
}
