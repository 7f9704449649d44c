package audit_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/audit"
)

// TestAnyInstant audits from instants inside and outside the years 1 to 9999.
func TestAnyInstant(t *testing.T) {
	for _, zone := range []string{"", "Pacific/Kiritimati", "Etc/GMT+12"} {
		policy := cron(t, zone, "*/15 * * * *", "weekly 4 on mon", "within 3 months of newest", "monthly 12 on 31 or next")
		for _, from := range []time.Time{
			{},
			time.Date(-6040, 1, 1, 0, 0, 0, 0, time.UTC), time.Unix(math.MinInt64, 0), time.Unix(math.MaxInt64, 999_999_999),
			time.Date(1, 1, 1, 0, 0, 0, 1, time.UTC), time.Date(9999, 12, 31, 23, 59, 0, 0, time.UTC), time.Date(12_000, 1, 1, 0, 0, 0, 0, time.UTC),
		} {
			require.NotEmpty(t, audit.Policy(policy, from), "%v", from)
		}
	}
}

// TestFirstFarAhead audits a schedule whose first occurrence is 23 years ahead.
func TestFirstFarAhead(t *testing.T) {
	findings := audit.Policy(cron(t, "Europe/Berlin", "0 3 29 2 sat", "last 3"), auditedFrom)
	require.Len(t, findings, 1)
	require.Equal(t, longcase.CodeNeverFires, findings[0].Code)
	require.Equal(t, longcase.Warning, findings[0].Severity)
	require.Equal(t, "no snapshot is due until 2048-02-29 03:00, which is further ahead than an audit looks", findings[0].Message)
}
