package retention_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
)

// TestMarshal expects errors where JSON would be {}, and JSON of what the errors
// name.
func TestMarshal(t *testing.T) {
	rule := retention.Rule{Within: calendar.PeriodOf(1, calendar.Week)}
	policy := retention.MustCompile(nil, rule)
	now := time.Date(2025, 6, 1, 12, 0, 0, 0, time.UTC)
	plan := policy.Plan(now, []retention.Snapshot{{Created: now}})

	_, err := json.Marshal(policy)
	require.ErrorContains(t, err, "Rule.MarshalText")
	require.ErrorContains(t, err, "document.Write")
	_, err = json.Marshal(map[string]any{"plan": plan})
	require.ErrorContains(t, err, "Plan.Verdicts")

	require.ErrorContains(t, json.Unmarshal([]byte(`{}`), &policy), "document.Open")
	require.ErrorContains(t, json.Unmarshal([]byte(`{}`), &plan), "Policy.Plan")
	require.NoError(t, json.Unmarshal([]byte(`null`), &policy))
	require.NoError(t, json.Unmarshal([]byte(`null`), &plan))
	require.Len(t, policy.Rules(), 1)

	text, err := json.Marshal(policy.Rules())
	require.NoError(t, err)
	require.Equal(t, `["within 1 week"]`, string(text))
	for _, verdict := range plan.Verdicts() {
		text, err = json.Marshal(verdict)
		require.NoError(t, err)
		require.Contains(t, string(text), `"Keep":true`)
	}
}
