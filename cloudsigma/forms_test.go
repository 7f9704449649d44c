package cloudsigma_test

import (
	"fmt"
	"strings"
	"testing"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/schedule"
)

// scheduler returns the text of a scheduler with further members.
func scheduler(members string) string {
	return `{"name":"n","type":"snapshot","user_timezone":"Europe/Berlin",` + members + `}`
}

// incremental returns the text of a scheduler whose incremental_backup has the
// given members.
func incremental(members string) string {
	return scheduler(`"incremental_backup":{` + members + `}`)
}

func parse(t testing.TB, text string) *cloudsigma.Scheduler {
	t.Helper()
	return parseDocument(t, text).Schedulers()[0]
}

func parseDocument(t testing.TB, text string) *cloudsigma.Document {
	t.Helper()
	document, err := cloudsigma.Parse([]byte(text))
	require.NoError(t, err, text)
	return document
}

// describe returns a rule as "months/days/weekdays times window", or "none".
func describe(rules []schedule.Rule) string {
	if len(rules) == 0 {
		return "none"
	}
	rule := rules[0]
	var times []string
	for _, at := range rule.At {
		times = append(times, at.String())
	}
	if len(times) > 4 {
		times = append(times[:2], fmt.Sprint("to ", len(times)), times[len(times)-1])
	}
	if !rule.Every.IsZero() {
		times = append(times, "every "+rule.Every.String())
	}
	return fmt.Sprintf("%v/%v/%v %s %v", rule.Months, rule.MonthDays, rule.Weekdays, strings.Join(times, " "), rule.Window)
}

func TestForms(t *testing.T) {
	tests := []struct{ members, want string }{
		{`"hour":"1"`, "*/*/* 01:00 *"},

		{`"hour":"1","day_of_week":["*"]`, "*/*/* 01:00 *"},
		{`"hour":"1","day_of_week":[""]`, "*/*/* 01:00 *"},
		{`"hour":"1","day_of_week":[]`, "*/*/* 01:00 *"},
		{`"hour":"1","day_of_week":"*"`, "*/*/* 01:00 *"},
		{`"hour":"1","day_of_week":""`, "*/*/* 01:00 *"},
		{`"hour":"1","day_of_week":["mon","wed"]`, "*/*/mon,wed 01:00 *"},
		{`"hour":"1","day_of_week":"mon,wed"`, "*/*/mon,wed 01:00 *"},
		{`"hour":"1","day_of_week":"sun"`, "*/*/sun 01:00 *"},
		{`"hour":"1","day_of_week":["MON","Tue"]`, "*/*/mon,tue 01:00 *"},
		{`"hour":"1","day_of_week":["mon","mon"]`, "*/*/mon 01:00 *"},
		{`"hour":"1","day_of_week":"sat, sun"`, "*/*/sat,sun 01:00 *"},

		{`"hour":"1","day_of_month":"*"`, "*/*/* 01:00 *"},
		{`"hour":"1","day_of_month":""`, "*/*/* 01:00 *"},
		{`"hour":"1","day_of_month":[]`, "*/*/* 01:00 *"},
		{`"hour":"1","day_of_month":[""]`, "*/*/* 01:00 *"},
		{`"hour":"1","day_of_month":"1"`, "*/1/* 01:00 *"},
		{`"hour":"1","day_of_month":"1,15"`, "*/1,15/* 01:00 *"},
		{`"hour":"1","day_of_month":["2","4"]`, "*/2,4/* 01:00 *"},
		{`"hour":"1","day_of_month":[2,"04"]`, "*/2,4/* 01:00 *"},
		{`"hour":"1","day_of_month":2`, "*/2/* 01:00 *"},
		{`"hour":"1","month":"*"`, "*/*/* 01:00 *"},
		{`"hour":"1","month":""`, "*/*/* 01:00 *"},
		{`"hour":"1","month":["2","4"]`, "feb,apr/*/* 01:00 *"},
		{`"hour":"1","month":"1,12"`, "jan,dec/*/* 01:00 *"},
		{`"hour":"1","month":7`, "jul/*/* 01:00 *"},
		{`"hour":"1","month":"6","day_of_month":"5","day_of_week":"fri"`, "jun/5/fri 01:00 *"},

		{`"hour":"3","minute":"0"`, "*/*/* 03:00 *"},
		{`"hour":"03","minute":"05"`, "*/*/* 03:05 *"},
		{`"hour":3,"minute":30`, "*/*/* 03:30 *"},
		{`"hour":"1,13","minute":"15,45"`, "*/*/* 01:15 01:45 13:15 13:45 *"},
		{`"hour":"13,1"`, "*/*/* 01:00 13:00 *"},
		{`"hour":"3","minute":""`, "*/*/* 03:00 *"}, // an empty minute is 0
		{`"hour":"3","minute":"*"`, "*/*/* 03:00 03:01 to 60 03:59 *"},
		{`"hour":"*","minute":"0"`, "*/*/* 00:00 01:00 to 24 23:00 *"},
		{`"hour":"*","minute":""`, "*/*/* 00:00 01:00 to 24 23:00 *"},
		{`"hour":"*"`, "*/*/* 00:00 01:00 to 24 23:00 *"},
		{`"hour":"","minute":"30"`, "*/*/* 00:30 01:30 to 24 23:30 *"}, // an empty hour is every one
		{`"minute":"30"`, "*/*/* 00:30 01:30 to 24 23:30 *"},
		{`"hour":"*","minute":"*"`, "*/*/* every 1 minute *"},
		{`"hour":"","minute":"*"`, "*/*/* every 1 minute *"},
		{`"hour":"","minute":""`, "none"},
		{``, "none"},

		{`"repeat":{"hour":"*/12","minute":""}`, "*/*/* every 12 hours *"},
		{`"repeat":{"hour":"12","minute":""}`, "*/*/* every 12 hours *"},
		{`"repeat":{"hour":12}`, "*/*/* every 12 hours *"},
		{`"repeat":{"minute":"*/45"}`, "*/*/* every 45 minutes *"},
		{`"repeat":{"minute":"*/1440"}`, "*/*/* every 1440 minutes *"},
		{`"repeat":{"hour":"*/24"}`, "*/*/* every 24 hours *"},
		{`"repeat":{"hour":"*/1","minute":""},"hour":"*","minute":"*"`, "*/*/* every 1 hour *"},
		{`"repeat":{"hour":"*/2","minute":""},"hour":"","minute":""`, "*/*/* every 2 hours *"},
		{`"hour":"3","repeat":{"hour":"","minute":""}`, "*/*/* 03:00 *"},
		{`"hour":"3","repeat":{}`, "*/*/* 03:00 *"},
		{`"hour":"3","repeat":null`, "*/*/* 03:00 *"},

		{`"hour":"8","start_time":{"hour":7,"minute":0},"end_time":{"hour":19,"minute":45}`, "*/*/* 08:00 07:00-19:45"},
		{`"hour":"8","start_time":{"hour":"07","minute":"00"},"end_time":{"hour":"20","minute":"00"}`, "*/*/* 08:00 07:00-20:00"},
		{`"hour":"8","start_time":{"hour":"","minute":""},"end_time":{"hour":"","minute":""}`, "*/*/* 08:00 *"},
		{`"hour":"8","start_time":{},"end_time":{}`, "*/*/* 08:00 *"},
		{`"hour":"8","start_time":{"hour":7,"minute":""}`, "*/*/* 08:00 07:00-23:59"}, // only a start
		{`"hour":"8","end_time":{"hour":9}`, "*/*/* 08:00 00:00-09:00"},               // only an end
		{`"hour":"8","start_time":{"hour":7,"minute":0},"end_time":{"hour":6,"minute":45}`, "*/*/* 08:00 07:00-06:45"},
		{`"hour":"8","start_time":{"hour":8,"minute":0},"end_time":{"hour":8,"minute":0}`, "*/*/* 08:00 08:00-08:00"},
	}
	for _, test := range tests {
		if got := describe(parse(t, incremental(test.members)).Policy().Schedule.Rules()); got != test.want {
			t.Errorf("%s: got %s, want %s", test.members, got, test.want)
		}
	}
}

func TestManualList(t *testing.T) {
	tests := []struct{ members, want string }{
		{`"manual_incremental_backup":"02:00,06:00,20:00,22:15"`, "*/*/* 02:00 06:00 20:00 22:15 *"},
		{`"manual_incremental_backup":"22:15, 02:00,02:00"`, "*/*/* 02:00 22:15 *"},
		{`"manual_incremental_backup":""`, "none"},
		{`"manual_incremental_backup":null`, "none"},
		{`"manual_incremental_backup":"","incremental_backup":{"hour":"1"}`, "*/*/* 01:00 *"},
		{`"manual_incremental_backup":"05:00","incremental_backup":null`, "*/*/* 05:00 *"},
		// It replaces hour, minute and repeat, so that those contradict nothing;
		// the window and the days still restrict.
		{`"manual_incremental_backup":"05:00","incremental_backup":{"hour":"1","repeat":{"hour":"*/2","minute":"*/5"},
			"day_of_week":"mon","start_time":{"hour":4}}`, "*/*/mon 05:00 04:00-23:59"},
	}
	for _, test := range tests {
		if got := describe(parse(t, scheduler(test.members)).Policy().Schedule.Rules()); got != test.want {
			t.Errorf("%s: got %s, want %s", test.members, got, test.want)
		}
	}
}

func TestRetentionRules(t *testing.T) {
	tests := []struct{ members, want string }{
		{`"retention_policy":{}`, "[]"},
		{`"retention_policy":null`, "[]"},
		{`"retention_policy":{"name":"Keep 12 Month","rules":[]}`, "[]"},
		{`"is_enabled":true`, "[]"},
		{`"retention_policy":{"rules":[{"period":"days","quantity":7}]}`, "[within 7 days]"},
		{`"retention_policy":{"rules":[{"period":"weeks","quantity":"4"}]}`, "[within 4 weeks]"},
		{`"retention_policy":{"rules":[{"period":"months","quantity":9999}]}`, "[within 9999 months]"},
		{`"retention_policy":{"name":"Keep 12 Month","rules":[{"period":"months","quantity":6}]}`, "[within 6 months]"}, // the name says nothing
		{`"retention_policy":{"rules":[{"period":"weeks","quantity":4,"time_option":0}]}`, "[within 4 weeks on sun]"},
		{`"retention_policy":{"rules":[{"period":"weeks","quantity":4,"time_option":"6"}]}`, "[within 4 weeks on sat]"},
		{`"retention_policy":{"rules":[{"period":"months","quantity":4,"time_option":31}]}`, "[within 4 months on 31]"},
		{`"retention_policy":{"rules":[{"period":"weeks","quantity":4},{"time_option":1},{"period":"days","quantity":2}]}`, "[within 4 weeks on mon within 2 days]"},
		{`"rentention_policy":{"rules":[{"period":"days","quantity":7}]}`, "[within 7 days]"},
		{`"rentention_policy":null`, "[]"},
	}
	for _, test := range tests {
		if got := fmt.Sprint(parse(t, scheduler(test.members)).RetentionRules()); got != test.want {
			t.Errorf("%s: got %s, want %s", test.members, got, test.want)
		}
	}
}
