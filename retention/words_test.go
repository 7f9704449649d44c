package retention_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/retention"
)

func TestPolicyString(t *testing.T) {
	for _, test := range []struct {
		want    string
		minimum int
		rules   []string
	}{
		{"every snapshot forever", 0, nil},
		{"every snapshot forever and always the newest 2", 2, nil},
		{"every snapshot for 7 days", 0, []string{"within 7 days"}},
		{"snapshots of Mondays for 4 weeks", 0, []string{"within 4 weeks on mon"}},
		{
			"every snapshot for 7 days, those of Mondays for 4 weeks and those of the 23rd for 12 months",
			0,
			[]string{"within 7 days", "within 4 weeks on mon", "within 12 months on 23"},
		},
		{"snapshots of Saturdays and Sundays for 1 day", 0, []string{"within 1 day on sat,sun"}},
		{"snapshots of Fridays the 13th for 1 year", 0, []string{"within 1 year on fri on 13"}},
		{"the newest 10", 0, []string{"last 10"}},
		{"the newest 10 of Mondays for 5 days", 0, []string{"last 10 within 5 days on mon"}},
		{"the last of each of 7 days", 0, []string{"daily 7"}},
		{"the first of each of 12 months on the 1st and last day", 0, []string{"monthly 12 on 1,last first"}},
		{"the last of the newest week", 0, []string{"weekly 1"}},
		{"the last of each of 9 days for 5 days", 0, []string{"daily 9 within 5 days"}},
		{"the last of each day for 5 days", 0, []string{"daily within 5 days"}},
		{"the last of each year forever", 0, []string{"yearly all"}},
		{`those of the rule "monthly 12 on 1 or next"`, 0, []string{"monthly 12 on 1 or next"}},
		{`the newest 3 and those of the rule "weekly 4 nearest sun 02:00"`, 0, []string{"last 3", "weekly 4 nearest sun 02:00"}},
		// Without a rule for good snapshots all of them are kept.
		{`those of the rule "failed within 2 days" and every snapshot forever`, 0, []string{"failed within 2 days"}},
	} {
		var rules []retention.Rule
		for _, text := range test.rules {
			rule, err := retention.ParseRule(text)
			require.NoError(t, err)
			rules = append(rules, rule)
		}
		policy := retention.MustCompile(nil, rules...).WithMinimum(test.minimum)
		require.Equal(t, test.want, policy.String())
	}
	require.Equal(t, "every snapshot forever", retention.Policy{}.String())
}
