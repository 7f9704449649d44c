package draw_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/draw"
)

func TestClockChanges(t *testing.T) {
	const (
		daily = `{"at": ["02:30"]}`
		night = `{"at": ["00:30", "23:30"]}`
		grid  = `{"every": "15 minutes"}`
		noon  = `{"at": ["12:00"]}`
	)
	for _, row := range []struct {
		zone, rule, choice, want string
	}{
		{"America/New_York", daily, "", "Sun 2025-03-09, 02:00: the clocks go forward 1 hour; 02:30 is taken at 03:30"},
		{"America/New_York", daily, `"gap": "next",`, "forward 1 hour; 02:30 is taken at 03:00"},
		{"America/New_York", daily, `"gap": "skip",`, "forward 1 hour; 02:30 has no snapshot of its own"},
		{"America/New_York", daily, "", "Sun 2025-11-02, 02:00: the clocks go back 1 hour; no snapshot is affected"},
		{"Europe/Berlin", daily, "", "Sun 2025-10-26, 03:00: the clocks go back 1 hour; 02:30 is taken once, the first time"},
		{"Europe/Berlin", daily, `"fold": "second",`, "back 1 hour; 02:30 is taken once, the second time"},
		{"Europe/Berlin", daily, `"fold": "both",`, "back 1 hour; 02:30 is taken twice"},
		{"Europe/Berlin", noon, "", "Sun 2025-03-30, 02:00: the clocks go forward 1 hour; no snapshot is affected"},
		{"Europe/Berlin", grid, "", "forward 1 hour; the 4 skipped times have no snapshots of their own"},
		{"Europe/Berlin", grid, "", "back 1 hour; the 4 snapshots of the repeated time are taken twice"},
		{"Atlantic/Azores", night, "", "Sun 2025-03-30, 00:00: the clocks go forward 1 hour; 00:30 is taken at 01:30"},
		// Midnight exists, but the last hour of Saturday comes twice.
		{"Asia/Beirut", night, "", "Sat 2025-10-25, 24:00: the clocks go back 1 hour; 23:30 is taken once, the first time"},
		// 23:30 is shifted to Sunday's 00:30, where a snapshot is due anyway.
		{"America/Godthab", night, "", "Sat 2025-03-29, 23:00: the clocks go forward 1 hour; 23:30 has no snapshot of its own"},
		{"Australia/Lord_Howe", daily, "", "Sun 2025-10-05, 02:00: the clocks go forward 30 minutes; no snapshot is affected"},
	} {
		s := subject(t, `{"longcase": 1, "zone": "`+row.zone+`",
			"schedule": {`+row.choice+`"rules": [`+row.rule+`]}}`)
		document := svg(t, draw.Calendar(s, calendar.DateOf(2025, 1, 1), 12))
		require.Contains(t, document, row.want, "%s %s", row.zone, row.choice)
		marks := lists(t, document)["clock changes"]
		require.Len(t, marks, 2, row.zone)
		for _, mark := range marks { // each is told again below
			require.Equal(t, 2, strings.Count(document, mark.Children[0].Text))
		}
	}
}

// TestClockChangeOfMonth shows a change in the month of its own date: that of 2011-12-30,
// which Apia skipped, in December.
func TestClockChangeOfMonth(t *testing.T) {
	s := subject(t, `{"longcase": 1, "zone": "Pacific/Apia", "schedule": {"rules": [{"at": ["00:30"]}]}}`)
	const want = "Fri 2011-12-30, 00:00: the clocks go forward 1 day; 00:30 has no snapshot of its own"
	require.Contains(t, svg(t, draw.Calendar(s, calendar.DateOf(2011, 12, 1), 1)), want)
	require.NotContains(t, svg(t, draw.Calendar(s, calendar.DateOf(2012, 1, 1), 1)), want)
}
