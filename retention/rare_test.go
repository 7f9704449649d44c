package retention_test

import (
	"testing"

	"github.com/stretchr/testify/require"

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
			"failed daily 1 first, superseded by 2025-03-01T12:00:00Z for 2025-03-01",
		}},
		// February 2025 has no 31st: a month back from 31 March is 3 March, as in kopia.
		{"back to a day that the month lacks", []string{"within 1 month back from newest"}, "2025-04-10T00:00:00Z", []retention.Snapshot{
			good("2025-03-01T12:00:00Z"),
			good("2025-03-03T11:59:59Z"),
			good("2025-03-03T12:00:00Z"),
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
			"daily 1 unkept, for 2025-03-01 until 2025-03-04T12:00:00Z",
			"within 2 days, until 2025-03-04T12:00:00Z",
			"within 2 days, until 2025-03-05T12:00:00Z",
		}},
	} {
		var got []string
		for _, v := range policy(t, "UTC", test.rules...).Plan(mustTime(t, test.now), test.snapshots).Verdicts() {
			got = append(got, v.String())
		}
		require.Equal(t, test.want, got, test.what)
	}
}
