package qumulo_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/qumulo"
)

// inZone and timeToLive return the text of a policy without other faults.

func inZone(zone string) string {
	return document(`{"timezone":`+zone+`,`+nightly[1:], expires, "")
}

func timeToLive(ttl string) string {
	return document(nightly, `,"expiration_time_to_live":`+ttl, "")
}

// problems returns why a text is refused, one problem a line.
func problems(t testing.TB, text string) string {
	t.Helper()
	document, err := qumulo.Parse([]byte(text))
	var refused *longcase.DocumentError
	if document != nil || !errors.As(err, &refused) {
		t.Errorf("%s: got %v, %v", text, document, err)
		return ""
	}
	for _, p := range refused.Problems {
		if p.Severity != longcase.Error || p.Code == "" || p.Message == "" {
			t.Errorf("%s: got %+v", text, p)
		}
	}
	return err.Error()
}

func TestErrors(t *testing.T) {
	tests := []struct{ text, want string }{
		{daily(`"hour":24,"minute":0,"on_days":["MON"]`), `/schedule/creation_schedule/hour: not-allowed: 24: want a whole number from 0 to 23`},
		{daily(`"hour":-1,"minute":60,"on_days":["MON"]`), `/schedule/creation_schedule/hour: not-allowed: -1: want a whole number from 0 to 23` + "\n" +
			`/schedule/creation_schedule/minute: not-allowed: 60: want a whole number from 0 to 59`},
		{daily(`"hour":"1","minute":1e0,"on_days":["MON"]`), `/schedule/creation_schedule/hour: wrong-type: "1": want a number` + "\n" +
			`/schedule/creation_schedule/minute: not-allowed: 1e0: want a whole number from 0 to 59`},
		{daily(`"hour":-0,"minute":1.5,"on_days":["MON"]`), `/schedule/creation_schedule/hour: not-allowed: -0: want a whole number from 0 to 23` + "\n" +
			`/schedule/creation_schedule/minute: not-allowed: 1.5: want a whole number from 0 to 59`},
		{daily(`"minute":0,"on_days":["MON"]`), `/schedule/creation_schedule/hour: missing: want an hour from 0 to 23`},
		{daily(`"hour":1,"on_days":["MON"]`), `/schedule/creation_schedule/minute: missing: want a minute from 0 to 59`},
		{daily(`"hour":null,"minute":0,"on_days":["MON"]`), `/schedule/creation_schedule/hour: missing: want an hour from 0 to 23`},
		{daily(`"hour":1,"minute":0`), `/schedule/creation_schedule/on_days: missing: want SUN, MON, TUE, WED, THU, FRI, SAT, or EVERY_DAY alone`},
		{daily(`"hour":1,"minute":0,"on_days":[]`), `/schedule/creation_schedule/on_days: not-allowed: []: want SUN, MON, TUE, WED, THU, FRI, SAT, or EVERY_DAY alone`},
		{daily(`"hour":1,"minute":0,"on_days":["MON","EVERY_DAY"]`), `/schedule/creation_schedule/on_days/1: not-allowed: "EVERY_DAY": want SUN, MON, TUE, WED, THU, FRI, SAT, or EVERY_DAY alone`},
		{daily(`"hour":1,"minute":0,"on_days":["Monday","mon",1]`), `/schedule/creation_schedule/on_days/0: not-allowed: "Monday": want SUN, MON, TUE, WED, THU, FRI, SAT, or EVERY_DAY alone` + "\n" +
			`/schedule/creation_schedule/on_days/1: not-allowed: "mon": want SUN, MON, TUE, WED, THU, FRI, SAT, or EVERY_DAY alone` + "\n" +
			`/schedule/creation_schedule/on_days/2: wrong-type: 1: want a string`},
		{daily(`"hour":1,"minute":0,"on_days":["LAST_DAY_OF_MONTH"]`), `/schedule/creation_schedule/on_days/0: not-allowed: "LAST_DAY_OF_MONTH": want SUN, MON, TUE, WED, THU, FRI, SAT, or EVERY_DAY alone`},
		{daily(`"hour":1,"minute":0,"on_days":"MON"`), `/schedule/creation_schedule/on_days: wrong-type: "MON": want an array`},
		{monthly(`"hour":1,"minute":0`), `/schedule/creation_schedule/day_of_month: missing: want 1 to 27, or 128 for the last day of the month`},
		{monthly(`"hour":1,"minute":0,"day_of_month":0`), `/schedule/creation_schedule/day_of_month: not-allowed: 0: want 1 to 27, or 128 for the last day of the month`},
		{monthly(`"hour":1,"minute":0,"day_of_month":29`), `/schedule/creation_schedule/day_of_month: not-allowed: 29: want 1 to 27, or 128 for the last day of the month`},
		{monthly(`"hour":1,"minute":0,"day_of_month":31`), `/schedule/creation_schedule/day_of_month: not-allowed: 31: want 1 to 27, or 128 for the last day of the month`},
		{monthly(`"hour":1,"minute":0,"day_of_month":127`), `/schedule/creation_schedule/day_of_month: not-allowed: 127: want 1 to 27, or 128 for the last day of the month`},
		{monthly(`"hour":1,"minute":0,"day_of_month":129`), `/schedule/creation_schedule/day_of_month: not-allowed: 129: want 1 to 27, or 128 for the last day of the month`},
		{monthly(`"hour":1,"minute":0,"day_of_month":"1"`), `/schedule/creation_schedule/day_of_month: wrong-type: "1": want a number`},
		{monthly(`"hour":1,"minute":0,"day_of_month":1e9`), `/schedule/creation_schedule/day_of_month: not-allowed: 1e9: want 1 to 27, or 128 for the last day of the month`},
		{monthly(`"hour":1,"minute":0,"day_of_month":0128`), `/schedule/creation_schedule: syntax: line 1, column 147: "1": want "," or "}"`},
		{monthly(`"hour":1,"minute":0,"on_days":["MON"]`), `/schedule/creation_schedule/day_of_month: missing: want 1 to 27, or 128 for the last day of the month`},
		{monthly(`"hour":1,"minute":0,"on_days":["LAST_DAY_OF_MONTH","MON"]`), `/schedule/creation_schedule/on_days: conflict: ["LAST_DAY_OF_MONTH","MON"]: want LAST_DAY_OF_MONTH alone`},
		{monthly(`"hour":1,"minute":0,"day_of_month":15,"on_days":["LAST_DAY_OF_MONTH"]`), `/schedule/creation_schedule/day_of_month: conflict: 15: want 128 or none beside LAST_DAY_OF_MONTH`},
		{monthly(`"hour":1,"minute":0,"on_days":"LAST_DAY_OF_MONTH"`), `/schedule/creation_schedule/day_of_month: missing: want 1 to 27, or 128 for the last day of the month` + "\n" +
			`/schedule/creation_schedule/on_days: wrong-type: "LAST_DAY_OF_MONTH": want an array`},
		{hourly(`"on_days":["EVERY_DAY"]`), `/schedule/creation_schedule/fire_every: missing: want a whole number from 1 to 99` + "\n" +
			`/schedule/creation_schedule/fire_every_interval: missing: want FIRE_IN_MINUTES or FIRE_IN_HOURS`},
		{hourly(`"on_days":["EVERY_DAY"],"fire_every":0,"fire_every_interval":"FIRE_IN_HOURS"`), `/schedule/creation_schedule/fire_every: not-allowed: 0: want a whole number from 1 to 99`},
		{hourly(`"on_days":["EVERY_DAY"],"fire_every":100,"fire_every_interval":"FIRE_IN_HOURS"`), `/schedule/creation_schedule/fire_every: not-allowed: 100: want a whole number from 1 to 99`},
		{hourly(`"on_days":["EVERY_DAY"],"fire_every":1,"fire_every_interval":"HOURS"`), `/schedule/creation_schedule/fire_every_interval: not-allowed: "HOURS": want FIRE_IN_MINUTES or FIRE_IN_HOURS`},
		{hourly(`"on_days":["EVERY_DAY"],"fire_every":1,"fire_every_interval":1`), `/schedule/creation_schedule/fire_every_interval: wrong-type: 1: want a string`},
		{hourly(`"on_days":["EVERY_DAY"],"fire_every":1,"fire_every_interval":"FIRE_IN_HOURS","window_start_hour":8`), `/schedule/creation_schedule/window_start_minute: missing: want all four keys of the window, or none` + "\n" +
			`/schedule/creation_schedule/window_end_hour: missing: want all four keys of the window, or none` + "\n" +
			`/schedule/creation_schedule/window_end_minute: missing: want all four keys of the window, or none`},
		{hourly(`"on_days":["EVERY_DAY"],"fire_every":1,"fire_every_interval":"FIRE_IN_HOURS","window_start_hour":8,"window_start_minute":0,"window_end_hour":7,"window_end_minute":0`), `/schedule/creation_schedule/window_end_hour: conflict: 7: the window ends at 07:00, want an end at 08:00, its start, or later`},
		{hourly(`"on_days":["EVERY_DAY"],"fire_every":1,"fire_every_interval":"FIRE_IN_HOURS","window_start_hour":24,"window_start_minute":60,"window_end_hour":-1,"window_end_minute":"0"`), `/schedule/creation_schedule/window_start_hour: not-allowed: 24: want a whole number from 0 to 23` + "\n" +
			`/schedule/creation_schedule/window_start_minute: not-allowed: 60: want a whole number from 0 to 59` + "\n" +
			`/schedule/creation_schedule/window_end_hour: not-allowed: -1: want a whole number from 0 to 23` + "\n" +
			`/schedule/creation_schedule/window_end_minute: wrong-type: "0": want a number`},
		{document(`{"frequency":"SCHEDULE_YEARLY"}`, expires, ""), `/schedule/creation_schedule/frequency: not-allowed: "SCHEDULE_YEARLY": want SCHEDULE_MONTHLY, SCHEDULE_DAILY_OR_WEEKLY or SCHEDULE_HOURLY_OR_LESS`},
		{document(`{"frequency":"schedule_monthly"}`, expires, ""), `/schedule/creation_schedule/frequency: not-allowed: "schedule_monthly": want SCHEDULE_MONTHLY, SCHEDULE_DAILY_OR_WEEKLY or SCHEDULE_HOURLY_OR_LESS`},
		{document(`{"frequency":7}`, expires, ""), `/schedule/creation_schedule/frequency: wrong-type: 7: want a string`},
		{document(`{}`, expires, ""), `/schedule/creation_schedule/frequency: missing: want SCHEDULE_MONTHLY, SCHEDULE_DAILY_OR_WEEKLY or SCHEDULE_HOURLY_OR_LESS`},
		{document(`[]`, expires, ""), `/schedule/creation_schedule: wrong-type: []: want an object`},
		{document(`null`, expires, ""), `/schedule/creation_schedule: missing: want an object with a frequency`},
		{inZone(`"Europe/Belin"`), `/schedule/creation_schedule/timezone: unknown-zone: "Europe/Belin": is not in the zone database`},
		{inZone(`"Local"`), `/schedule/creation_schedule/timezone: unknown-zone: "Local": depends on the machine; want an IANA name such as "Europe/Berlin"`},
		{inZone(`5`), `/schedule/creation_schedule/timezone: wrong-type: 5: want a string`},
		{timeToLive(`"0days"`), `/schedule/expiration_time_to_live: not-allowed: "0days": want 1 to 99 and months, weeks, days, hours or minutes, such as "5days", or "never"`},
		{timeToLive(`"100days"`), `/schedule/expiration_time_to_live: not-allowed: "100days": want 1 to 99 and months, weeks, days, hours or minutes, such as "5days", or "never"`},
		{timeToLive(`"5day"`), `/schedule/expiration_time_to_live: not-allowed: "5day": want 1 to 99 and months, weeks, days, hours or minutes, such as "5days", or "never"`},
		{timeToLive(`"5 days"`), `/schedule/expiration_time_to_live: not-allowed: "5 days": want 1 to 99 and months, weeks, days, hours or minutes, such as "5days", or "never"`},
		{timeToLive(`"05days"`), `/schedule/expiration_time_to_live: not-allowed: "05days": want 1 to 99 and months, weeks, days, hours or minutes, such as "5days", or "never"`},
		{timeToLive(`"days"`), `/schedule/expiration_time_to_live: not-allowed: "days": want 1 to 99 and months, weeks, days, hours or minutes, such as "5days", or "never"`},
		{timeToLive(`"5"`), `/schedule/expiration_time_to_live: not-allowed: "5": want 1 to 99 and months, weeks, days, hours or minutes, such as "5days", or "never"`},
		{timeToLive(`"5years"`), `/schedule/expiration_time_to_live: not-allowed: "5years": want 1 to 99 and months, weeks, days, hours or minutes, such as "5days", or "never"`},
		{timeToLive(`"-5days"`), `/schedule/expiration_time_to_live: not-allowed: "-5days": want 1 to 99 and months, weeks, days, hours or minutes, such as "5days", or "never"`},
		{timeToLive(`"5Days"`), `/schedule/expiration_time_to_live: not-allowed: "5Days": want 1 to 99 and months, weeks, days, hours or minutes, such as "5days", or "never"`},
		{timeToLive(`"Never"`), `/schedule/expiration_time_to_live: not-allowed: "Never": want 1 to 99 and months, weeks, days, hours or minutes, such as "5days", or "never"`},
		{timeToLive(`"5days "`), `/schedule/expiration_time_to_live: not-allowed: "5days ": want 1 to 99 and months, weeks, days, hours or minutes, such as "5days", or "never"`},
		{timeToLive(`5`), `/schedule/expiration_time_to_live: wrong-type: 5: want a string`},
		{document(nightly, expires, `,"snapshot_name_template":"{id}_{Policy}"`), `/snapshot_name_template: not-allowed: "{id}_{Policy}": placeholder "{id}": want {ID}, {Year}, {Month}, {Day}, {Hour}, {Minute}, {Policy}, {Directory}`},
		{document(nightly, expires, `,"snapshot_name_template":"{ID"`), `/snapshot_name_template: not-allowed: "{ID": placeholder "{ID": want {ID}, {Year}, {Month}, {Day}, {Hour}, {Minute}, {Policy}, {Directory}`},
		{document(nightly, expires, `,"snapshot_name_template":5`), `/snapshot_name_template: wrong-type: 5: want a string`},
		{document(nightly, expires, `,"lock_key":"a","lock_key_ref":"b"`), `/lock_key_ref: conflict: "b": want the same key as lock_key, "a"`},
		{document(nightly, expires, `,"lock_key":5`), `/lock_key: wrong-type: 5: want a string`},
		{document(nightly, expires, `,"enabled":"true"`), `/enabled: wrong-type: "true": want true or false`},
		{document(nightly, expires, `,"enabled":0`), `/enabled: wrong-type: 0: want true or false`},
		{document(nightly, expires, `,"owners":{}`), `/owners: wrong-type: {}: want an array`},
		{document(nightly, expires, `,"owners":["a"]`), `/owners/0: wrong-type: "a": want an object`},
		{document(nightly, expires, `,"owners":[{"id":{}}]`), `/owners/0/id: wrong-type: {}: want a string`},
		{document(nightly, expires, `,"policy_name":5`), `/policy_name: duplicate-key: 5: want each key once`},
		{document(nightly, expires, `,"source_file_path":[]`), `/source_file_path: wrong-type: []: want a string`},
		{document(nightly, expires, `,"id":{}`), `/id: wrong-type: {}: want a string`},
		{`{"policy_name":"p"}`, `/schedule: missing: want an object with a creation_schedule`},
		{`{"policy_name":"p","schedule":5}`, `/schedule: wrong-type: 5: want an object`},
		{`{"policy_name":"p","schedule":{}}`, `/schedule/creation_schedule: missing: want an object with a frequency`},
		{`{"policy_name":"p","policy_name":"q","schedule":{}}`, `/policy_name: duplicate-key: "q": want each key once` + "\n" +
			`/schedule/creation_schedule: missing: want an object with a frequency`},
		{`{}`, `: not-a-policy: {}: want a snapshot policy or a list of them`},
		{`5`, `: not-a-policy: 5: want a snapshot policy or a list of them`},
		{`[{"policy_name":"p"},5,{}]`, `/0/schedule: missing: want an object with a creation_schedule` + "\n" +
			`/1: not-a-policy: 5: want a snapshot policy or a list of them` + "\n" +
			`/2: not-a-policy: {}: want a snapshot policy or a list of them`},
		{`{"entries":{}}`, `/entries: wrong-type: {}: want an array`},
		{`{"entries":[{}]}`, `/entries/0: not-a-policy: {}: want a snapshot policy or a list of them`},
		{`{"incremental_backup":{}}`, `: not-a-policy: {"incremental_backup":{}}: want a snapshot policy or a list of them`},
		{`{"policy_name":"p",}`, `: syntax: line 1, column 20: "}": want a key in quotes`},
		{`{"policy_name":"p"`, `: syntax: line 1, column 19: end of text: want "," or "}"`},
	}
	for _, test := range tests {
		if got := problems(t, test.text); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.text, got, test.want)
		}
	}
}

// TestEveryProblem checks that all problems come in one answer, in the order
// of the document.
func TestEveryProblem(t *testing.T) {
	const text = `{"entries": [
		{"owners": 1, "lock_key": 2, "enabled": 3, "policy_name": 4, "schedule": {
			"expiration_time_to_live": "5",
			"creation_schedule": {"on_days": [5], "minute": 6e1, "frequency": "SCHEDULE_DAILY_OR_WEEKLY", "timezone": "7"}}},
		8]}`
	want := []string{
		`/entries/0/owners: wrong-type: 1: want an array`,
		`/entries/0/lock_key: wrong-type: 2: want a string`,
		`/entries/0/enabled: wrong-type: 3: want true or false`,
		`/entries/0/policy_name: wrong-type: 4: want a string`,
		`/entries/0/schedule/expiration_time_to_live: not-allowed: "5": want 1 to 99 and months, weeks, days, hours or minutes, such as "5days", or "never"`,
		`/entries/0/schedule/creation_schedule/hour: missing: want an hour from 0 to 23`,
		`/entries/0/schedule/creation_schedule/on_days/0: wrong-type: 5: want a string`,
		`/entries/0/schedule/creation_schedule/minute: not-allowed: 6e1: want a whole number from 0 to 59`,
		`/entries/0/schedule/creation_schedule/timezone: unknown-zone: "7": is not in the zone database`,
		`/entries/1: not-a-policy: 8: want a snapshot policy or a list of them`,
	}
	if got := problems(t, text); got != strings.Join(want, "\n") {
		t.Errorf("got\n%s", got)
	}
}

// TestBadInput checks that broken documents are refused, without a panic and
// in a time that is in proportion to their length.
func TestBadInput(t *testing.T) {
	text := bytes.TrimSpace(read(t, "testdata/hourly.json"))
	for i := range text {
		problems(t, string(text[:i])) // cut off anywhere
	}
	const size = 10 << 20
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	for name, text := range map[string]string{
		"depth":    `{"policy_name":` + fill("["),
		"days":     daily(`"hour":1,"minute":1,"on_days":[` + fill(`"MO",`) + `7]`),
		"name":     `{"policy_name":"` + fill("x"),
		"number":   daily(`"hour":` + fill("1")),
		"policies": `[` + fill(`{"schedule":1},`) + `1]`,
		"template": document(nightly, expires, `,"snapshot_name_template":"`+fill("{ID}")+`{"`),
	} {
		if got := problems(t, text); len(got) > 1<<20 {
			t.Errorf("%s: the error is %d bytes long", name, len(got))
		}
	}
}
