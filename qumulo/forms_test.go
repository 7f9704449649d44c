package qumulo_test

import (
	"fmt"
	"strings"
	"testing"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/qumulo"
	"github.com/longcase/longcase/schedule"
)

// document returns the text of a policy made of a creation schedule and the
// further members of the schedule and of the policy.
func document(creation, schedule, policy string) string {
	return `{"policy_name":"n","schedule":{"creation_schedule":` + creation + schedule + `}` + policy + `}`
}

const expires = `,"expiration_time_to_live":"5days"`

// The creation schedules of the three frequencies, with further members.

func monthly(members string) string { return creation("SCHEDULE_MONTHLY", members) }
func daily(members string) string   { return creation("SCHEDULE_DAILY_OR_WEEKLY", members) }
func hourly(members string) string  { return creation("SCHEDULE_HOURLY_OR_LESS", members) }

func creation(frequency, members string) string {
	return document(`{"timezone":"Europe/Berlin","frequency":"`+frequency+`",`+members+`}`, expires, "")
}

// nightly is a creation schedule without fault.
const nightly = `{"frequency":"SCHEDULE_DAILY_OR_WEEKLY","hour":1,"minute":0,"on_days":["EVERY_DAY"]}`

func parse(t testing.TB, text string) *qumulo.Policy {
	t.Helper()
	return parseDocument(t, text).Policies()[0]
}

func parseDocument(t testing.TB, text string) *qumulo.Document {
	t.Helper()
	document, err := qumulo.Parse([]byte(text))
	require.NoError(t, err, text)
	return document
}

// describe returns the rule as "days/weekdays times window".
func describe(rules []schedule.Rule) string {
	rule := rules[0]
	var times []string
	for _, at := range rule.At {
		times = append(times, at.String())
	}
	if !rule.Every.IsZero() {
		times = append(times, "every "+rule.Every.String())
	}
	return fmt.Sprintf("%v/%v %s %v", rule.MonthDays, rule.Weekdays, strings.Join(times, " "), rule.Window)
}

func TestForms(t *testing.T) {
	const window = `,"window_start_hour":8,"window_start_minute":30,"window_end_hour":18,"window_end_minute":0`
	tests := []struct{ text, want string }{
		{monthly(`"hour":1,"minute":30,"day_of_month":1`), "1/* 01:30 *"},
		{monthly(`"hour":0,"minute":0,"day_of_month":27`), "27/* 00:00 *"},
		{monthly(`"hour":23,"minute":59,"day_of_month":28`), "28/* 23:59 *"},
		{monthly(`"hour":1,"minute":30,"day_of_month":128`), "last/* 01:30 *"},
		{monthly(`"hour":1,"minute":30,"on_days":["LAST_DAY_OF_MONTH"]`), "last/* 01:30 *"},
		{monthly(`"hour":1,"minute":30,"on_days":["LAST_DAY_OF_MONTH"],"day_of_month":128`), "last/* 01:30 *"},
		{monthly(`"hour":1,"minute":30,"on_days":["SUN"],"day_of_month":5`), "5/* 01:30 *"}, // not used
		{daily(`"hour":1,"minute":30,"on_days":["EVERY_DAY"]`), "*/* 01:30 *"},
		{daily(`"hour":1,"minute":30,"on_days":["SUN","MON","TUE","WED","THU","FRI","SAT"]`), "*/mon,tue,wed,thu,fri,sat,sun 01:30 *"},
		{daily(`"hour":1,"minute":30,"on_days":["SAT","SUN","SAT"]`), "*/sat,sun 01:30 *"},
		{hourly(`"fire_every":15,"fire_every_interval":"FIRE_IN_MINUTES","on_days":["EVERY_DAY"]`), "*/* every 15 minutes *"},
		{hourly(`"fire_every":99,"fire_every_interval":"FIRE_IN_HOURS","on_days":["MON"]`), "*/mon every 99 hours *"},
		{hourly(`"fire_every":2,"fire_every_interval":"FIRE_IN_HOURS","on_days":["MON"]` + window), "*/mon every 2 hours 08:30-18:00"},
		{hourly(`"fire_every":2,"fire_every_interval":"FIRE_IN_HOURS","on_days":["MON"],"window_start_hour":null`), "*/mon every 2 hours *"},
		{hourly(`"fire_every":2,"fire_every_interval":"FIRE_IN_HOURS","on_days":["MON"],
			"window_start_hour":0,"window_start_minute":0,"window_end_hour":23,"window_end_minute":59`), "*/mon every 2 hours *"},
	}
	for _, test := range tests {
		if got := describe(parse(t, test.text).Policy().Schedule.Rules()); got != test.want {
			t.Errorf("%s: got %s, want %s", test.text, got, test.want)
		}
	}
}

func TestExpiration(t *testing.T) {
	tests := []struct{ ttl, want string }{
		{`"1months"`, "[within 1 month]"}, // plural even for 1
		{`"99weeks"`, "[within 99 weeks]"},
		{`"5days"`, "[within 5 days]"},
		{`"1hours"`, "[within 1 hour]"},
		{`"90minutes"`, "[within 90 minutes]"},
		{`"never"`, "[]"},
		{`""`, "[]"},
		{`null`, "[]"},
	}
	for _, test := range tests {
		p := parse(t, document(nightly, `,"expiration_time_to_live":`+test.ttl, ""))
		if got := fmt.Sprint(p.Policy().Retention.Rules()); got != test.want {
			t.Errorf("%s: got %s, want %s", test.ttl, got, test.want)
		}
	}
	if got := parse(t, document(nightly, "", "")).Policy().Retention.Rules(); len(got) != 0 {
		t.Errorf("absent: got %v", got)
	}
}
