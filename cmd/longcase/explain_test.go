package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestExplainAgreesWithSimulate compares when explain says that a snapshot is
// deleted with the events of a simulation from long before.
func TestExplainAgreesWithSimulate(t *testing.T) {
	for _, policy := range [][]string{
		{"-cron", "0 1 * * *", "-rule", "within 7 days", "-rule", "within 4 weeks on mon", "-rule", "monthly 3 first"},
		{"-cron", "0 */8 * * *", "-zone", "Europe/Berlin", "-preset", "borg:keep-daily=7,keep-weekly=4"},
		{"-cron", "30 2 * * *", "-zone", "America/New_York", "-gap", "skip", "-rule", "daily 3", "-rule", "weekly 2 on sun"},
		{"-rrule", "DTSTART;TZID=Europe/Berlin:20220101T010000\nRRULE:FREQ=DAILY;INTERVAL=3", "-rule", "daily 3"},
		{"-cron", "0 1 * * sat", "-rule", "within 4 weeks on sun"}, // deletes all at once
	} {
		simulate := append([]string{"simulate", "-events", "-from", "2023-01-01", "-until", "2025-08-01"}, policy...)
		events := runOn("", simulate...)
		require.Equal(t, statusDone, events.status, events.stderr)
		deleted := map[string]string{}
		for line := range strings.Lines(events.stdout) {
			if fields := strings.Fields(line); fields[0] == "expired" {
				deleted[fields[1]] = fields[2]
			}
		}
		for line := range strings.Lines(events.stdout) {
			fields := strings.Fields(line)
			if fields[0] != "taken" || fields[1] < "2025-03-08" || fields[1] > "2025-04-01" {
				continue
			}
			var x struct {
				Due     bool
				Deleted string
			}
			r := runOn("", append([]string{"explain", "-json", fields[1]}, policy...)...)
			require.NoError(t, json.Unmarshal([]byte(r.stdout), &x), r.stderr)
			require.True(t, x.Due, fields[1])
			require.NotEmpty(t, deleted[fields[1]])
			require.Equal(t, deleted[fields[1]], x.Deleted, "%q %s", policy, fields[1])
		}
	}
}
