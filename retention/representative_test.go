package retention_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/longcase/longcase/retention"
)

// TestRepresentatives lists snapshots, the kept ones in capitals, and rules.
func TestRepresentatives(t *testing.T) {
	for _, test := range []struct{ zone, now, rule, days string }{
		{"UTC", "2025-03-20T00:00:00Z", "daily 2", "03-10t01 03-10T02 03-12t03 03-12T23"},
		{"UTC", "2025-03-20T00:00:00Z", "daily 2 first", "03-10T01 03-10t02 03-12T03 03-12t23"},
		{"UTC", "2025-03-20T00:00:00Z", "daily 2 nearest 02:00", "03-10t01 03-10T03 03-12t00 03-12T03"}, // of equals the newer
		{"UTC", "2025-03-20T00:00:00Z", "weekly 2", "03-02t00 03-03t00 03-09T23 03-10t00 03-16T00"},
		{"UTC", "2025-03-20T00:00:00Z", "weekly 2 from sun", "03-02t00 03-08t00 03-09T23 03-16t00 03-18T00"},
		{"UTC", "2025-03-20T00:00:00Z", "weekly 2 on mon", "02-24T00 03-03T00 03-04t00 03-11t00"},
		{"UTC", "2025-03-20T00:00:00Z", "weekly 2 on mon or next", "02-24t00 03-03T00 03-04t00 03-11T00 03-12t00"},
		{"UTC", "2025-03-20T00:00:00Z", "weekly 2 on tue or next", "03-05T00 03-06t00 03-10t00 03-12T00"},    // 10 March is before its Tuesday
		{"UTC", "2025-03-20T00:00:00Z", "monthly 9 on 31 or next", "01-30t00 01-31T00 02-01t00 02-28t00"},    // no such day in February
		{"UTC", "2025-03-20T00:00:00Z", "monthly 9 nearest 31 00:00", "01-30t00 01-31T00 02-01t00 02-28T00"}, // its last day is
		{"UTC", "2025-03-20T00:00:00Z", "daily 3 and oldest", "03-10T01 03-10t02 03-10T03 03-12T23"},
		{"UTC", "2025-03-20T00:00:00Z", "daily 2 and oldest", "03-10t01 03-10T02 03-12T03"}, // no longer
		{"UTC", "2025-03-20T00:00:00Z", "daily all and oldest", "03-10T01 03-10T02 03-12T03"},
		{"UTC", "2025-03-20T00:00:00Z", "daily within 9 days and oldest", "03-11T01 03-11t02 03-11T03"},
		{"UTC", "2025-03-20T00:00:00Z", "daily within 9 days and oldest", "03-11t00 03-11t02 03-11T03"}, // too old
		{"UTC", "2025-03-20T00:00:00Z", "daily 9 within 9 days", "03-10t23 03-11t00 03-11T01 03-19T00"},
		{"UTC", "2025-03-20T00:00:00Z", "daily 9 within 9 days first", "03-10t23 03-11t00 03-11t01 03-19T00"}, // 11 March is represented, and too old
		{"UTC", "2025-03-20T00:00:00Z", "within 9 days of newest", "03-09t23 03-10t00 03-10T01 03-19T00"},
		{"UTC", "2025-03-20T00:00:00Z", "last 2", "03-09t00 03-10T00 03-10T00 03-11T00 03-21T00"}, // equals are one, and tomorrow none
		{"UTC", "2025-03-20T00:00:00Z", "last 2 on mon", "03-03T00 03-09t00 03-10T00 03-11t00"},
		{"UTC", "2025-01-05T00:00:00Z", "weekly 1", "2024-12-30t00 2025-01-04T00"},               // one week, of two years
		{"UTC", "2027-01-05T00:00:00Z", "weekly 2", "2026-12-28t00 2027-01-03T00 2027-01-04T00"}, // week 53
		{"UTC", "2025-04-05T00:00:00Z", "quarterly 2", "2024-12-31t23 2025-01-01t00 2025-03-31T23 2025-04-01T00"},
		{"UTC", "2025-04-05T00:00:00Z", "yearly all", "1999-12-31T23 2000-01-01t00 2000-12-31T23 2025-01-01T00"},
		{"America/New_York", "2025-11-10T00:00:00Z", "hourly 9", "2025-11-02T05 2025-11-02T06"}, // 1:00 and 1:00
		{"America/New_York", "2025-11-10T00:00:00Z", "daily 9", "2025-11-02t05 2025-11-02t06 2025-11-03T04"},
		{"America/St_Johns", "2010-11-10T00:00:00Z", "daily 9", // the 7th has a minute and then the 6th goes on
			"2010-11-07t02:30:10 2010-11-07T03:29:59 2010-11-07T03:31:00"},
		{"America/St_Johns", "2010-11-10T00:00:00Z", "daily 9", "2010-11-07t02:29 2010-11-07T02:30:10 2010-11-07T02:31:00"},
		{"America/St_Johns", "2010-11-10T00:00:00Z", "daily 9 first", "2010-11-07T02:29 2010-11-07T02:30:10 2010-11-07t02:31 2010-11-07t03:31"},
		{"America/St_Johns", "2010-11-10T00:00:00Z", "daily 1", "2010-11-07t02:29 2010-11-07T02:30:10 2010-11-07t02:31:00"},
		{"America/St_Johns", "2010-11-10T00:00:00Z", "hourly 9", "2010-11-07T02:30:10 2010-11-07t02:31:00 2010-11-07T03:29:59"},
		{"Australia/Lord_Howe", "2025-04-10T00:00:00Z", "hourly 9", "2025-04-05t14:00 2025-04-05T14:59 2025-04-05T15:00"},
		{"Pacific/Apia", "2012-01-10T00:00:00Z", "daily 9", "2011-12-30T09:59 2011-12-30T10:00"}, // the 29th and the 31st
		{"UTC", "2025-03-20T00:00:00Z", "daily 9 nearest 12:00", "03-10T11:59:59.75 03-10t12:00:00.5"},
		{"UTC", "2025-03-20T00:00:00Z", "daily 9 nearest 12:00", "03-10t11:59:59.25 03-10T12:00:00.5"},
	} {
		var snapshots []retention.Snapshot
		var want, got []bool
		for day := range strings.FieldsSeq(test.days) {
			text := strings.ToUpper(day)
			if len(text) < len("2025-01-01T00") || text[4] != '-' {
				text = "2025-" + text
			}
			if missing := len("2025-01-01T00:00:00") - len(text); missing > 0 {
				text += ":00:00"[len(":00:00")-missing:]
			}
			text += "Z"
			snapshots = append(snapshots, retention.Snapshot{Created: mustTime(t, text)})
			want = append(want, strings.Contains(day, "T"))
		}
		plan := policy(t, test.zone, test.rule).Plan(mustTime(t, test.now), snapshots)
		for _, verdict := range plan.Verdicts() {
			got = append(got, verdict.Keep)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s, %s: %s: got %v", test.zone, test.rule, test.days, got)
			for i, v := range plan.Verdicts() {
				t.Logf("%v: %v: %v", snapshots[i].Created, v.Keep, v)
			}
		}
	}
}
