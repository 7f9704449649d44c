package cloudsigma_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/cloudsigma"
)

// rules returns the text of a scheduler with retention rules.
func rules(entries string) string {
	return scheduler(`"retention_policy":{"rules":[` + entries + `]}`)
}

// problems returns why a text is refused, one problem a line.
func problems(t testing.TB, text string) string {
	t.Helper()
	document, err := cloudsigma.Parse([]byte(text))
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
		{incremental(`"hour":"24"`), `/incremental_backup/hour: not-allowed: "24": want hours 0 to 23, "*" or ""`},
		{incremental(`"hour":"-1"`), `/incremental_backup/hour: not-allowed: "-1": want hours 0 to 23, "*" or ""`},
		{incremental(`"hour":-0`), `/incremental_backup/hour: not-allowed: -0: want hours 0 to 23, "*" or ""`},
		{incremental(`"hour":1e0`), `/incremental_backup/hour: not-allowed: 1e0: want hours 0 to 23, "*" or ""`},
		{incremental(`"hour":1.0`), `/incremental_backup/hour: not-allowed: 1.0: want hours 0 to 23, "*" or ""`},
		{incremental(`"hour":"x"`), `/incremental_backup/hour: not-allowed: "x": want hours 0 to 23, "*" or ""`},
		{incremental(`"hour":"1,,2"`), `/incremental_backup/hour: not-allowed: "1,,2": want hours 0 to 23, "*" or ""`},
		{incremental(`"hour":["1","*"]`), `/incremental_backup/hour/1: conflict: "*": want it alone, or none`},
		{incremental(`"hour":["1",""]`), `/incremental_backup/hour/1: conflict: "": want it alone, or none`},
		{incremental(`"hour":{}`), `/incremental_backup/hour: wrong-type: {}: want hours 0 to 23, "*" or ""`},
		{incremental(`"hour":true`), `/incremental_backup/hour: wrong-type: true: want hours 0 to 23, "*" or ""`},
		{incremental(`"hour":[[1]]`), `/incremental_backup/hour/0: wrong-type: [1]: want hours 0 to 23, "*" or ""`},
		{incremental(`"hour":"1","minute":"60"`), `/incremental_backup/minute: not-allowed: "60": want minutes 0 to 59, "*" or ""`},
		{incremental(`"hour":"1","day_of_month":"32"`), `/incremental_backup/day_of_month: not-allowed: "32": want days 1 to 31, "*" or ""`},
		{incremental(`"hour":"1","day_of_month":["1","32","0"]`), `/incremental_backup/day_of_month/1: not-allowed: "32": want days 1 to 31, "*" or ""` + "\n" +
			`/incremental_backup/day_of_month/2: not-allowed: "0": want days 1 to 31, "*" or ""`},
		{incremental(`"hour":"1","month":"0"`), `/incremental_backup/month: not-allowed: "0": want months 1 to 12, "*" or ""`},
		{incremental(`"hour":"1","month":"13"`), `/incremental_backup/month: not-allowed: "13": want months 1 to 12, "*" or ""`},
		{incremental(`"hour":"1","month":"jan"`), `/incremental_backup/month: not-allowed: "jan": want months 1 to 12, "*" or ""`},
		{incremental(`"hour":"1","day_of_week":["mon","*"]`), `/incremental_backup/day_of_week/1: conflict: "*": want it alone, or none`},
		{incremental(`"hour":"1","day_of_week":"monday"`), `/incremental_backup/day_of_week: not-allowed: "monday": want mon, tue, wed, thu, fri, sat, sun, "*" or ""`},
		{incremental(`"hour":"1","day_of_week":[1]`), `/incremental_backup/day_of_week/0: not-allowed: 1: want mon, tue, wed, thu, fri, sat, sun, "*" or ""`},
		{incremental(`"hour":"1","day_of_week":5`), `/incremental_backup/day_of_week: not-allowed: 5: want mon, tue, wed, thu, fri, sat, sun, "*" or ""`},
		{incremental(`"repeat":{"hour":"*/25"}`), `/incremental_backup/repeat/hour: not-allowed: "*/25": want "*/1" to "*/24", or ""`},
		{incremental(`"repeat":{"hour":"*/0"}`), `/incremental_backup/repeat/hour: not-allowed: "*/0": want "*/1" to "*/24", or ""`},
		{incremental(`"repeat":{"hour":"*"}`), `/incremental_backup/repeat/hour: not-allowed: "*": want "*/1" to "*/24", or ""`},
		{incremental(`"repeat":{"minute":"*/1441"}`), `/incremental_backup/repeat/minute: not-allowed: "*/1441": want "*/1" to "*/1440", or ""`},
		{incremental(`"repeat":{"minute":1e9}`), `/incremental_backup/repeat/minute: not-allowed: 1e9: want "*/1" to "*/1440", or ""`},
		{incremental(`"repeat":{"hour":"*/2","minute":"*/5"}`), `/incremental_backup/repeat/minute: conflict: "*/5": want "" beside "*/2" in repeat.hour`},
		{incremental(`"repeat":{"hour":"*/2"},"hour":"3"`), `/incremental_backup/hour: conflict: "3": want "" or "*" beside "*/2" in repeat.hour`},
		{incremental(`"repeat":{"minute":"*/30"},"hour":"3","minute":0`), `/incremental_backup/hour: conflict: "3": want "" or "*" beside "*/30" in repeat.minute` + "\n" +
			`/incremental_backup/minute: conflict: 0: want "" or "*" beside "*/30" in repeat.minute`},
		{incremental(`"repeat":"*/2"`), `/incremental_backup/repeat: wrong-type: "*/2": want an object`},
		{incremental(`"hour":"1","start_time":{"hour":24,"minute":0}`), `/incremental_backup/start_time/hour: not-allowed: 24: want an hour 0 to 23 or ""`},
		{incremental(`"hour":"1","start_time":{"minute":15}`), `/incremental_backup/start_time: conflict: {"minute":15}: want an hour beside the minute`},
		{incremental(`"hour":"1","start_time":{"hour":"","minute":"15"}`), `/incremental_backup/start_time: conflict: {"hour":"","minute":"15"}: want an hour beside the minute`},
		{incremental(`"hour":"1","start_time":{"hour":"*"}`), `/incremental_backup/start_time/hour: not-allowed: "*": want an hour 0 to 23 or ""`},
		{incremental(`"hour":"1","end_time":{"hour":1,"minute":60}`), `/incremental_backup/end_time/minute: not-allowed: 60: want a minute 0 to 59 or ""`},
		{incremental(`"hour":"1","end_time":"07:00"`), `/incremental_backup/end_time: wrong-type: "07:00": want an object`},
		{scheduler(`"manual_incremental_backup":"2:00"`), `/manual_incremental_backup: not-allowed: "2:00": want times such as "02:00,14:30", or ""`},
		{scheduler(`"manual_incremental_backup":"24:00"`), `/manual_incremental_backup: not-allowed: "24:00": want times such as "02:00,14:30", or ""`},
		{scheduler(`"manual_incremental_backup":"02:00,"`), `/manual_incremental_backup: not-allowed: "02:00,": want times such as "02:00,14:30", or ""`},
		{scheduler(`"manual_incremental_backup":["02:00"]`), `/manual_incremental_backup: wrong-type: ["02:00"]: want a string`},
		{scheduler(`"incremental_backup":[]`), `/incremental_backup: wrong-type: []: want an object`},
		{scheduler(`"initial_backup":{"day_of_week":["someday"]}`), `/initial_backup/day_of_week/0: not-allowed: "someday": want mon, tue, wed, thu, fri, sat, sun, "*" or ""`},
		{scheduler(`"initial_backup":"now"`), `/initial_backup: wrong-type: "now": want an object`},
		{scheduler(`"is_enabled":"true"`), `/is_enabled: wrong-type: "true": want true or false`},
		{scheduler(`"enable_backup_policy_notifications":1`), `/enable_backup_policy_notifications: wrong-type: 1: want true or false`},
		{scheduler(`"remote_location":5,"meta":{}`), `/remote_location: wrong-type: 5: want a string`},
		{scheduler(`"orchestrator_timezone":"x","uuid":7`), `/uuid: wrong-type: 7: want a string`},
		{rules(`{"period":"day","quantity":1}`), `/retention_policy/rules/0/period: not-allowed: "day": want days, weeks or months`},
		{rules(`{"period":"Days","quantity":1}`), `/retention_policy/rules/0/period: not-allowed: "Days": want days, weeks or months`},
		{rules(`{"period":5,"quantity":1}`), `/retention_policy/rules/0/period: wrong-type: 5: want a string`},
		{rules(`{"period":"days"}`), `/retention_policy/rules/0/quantity: missing: want a whole number from 1 to 9999`},
		{rules(`{"quantity":1}`), `/retention_policy/rules/0/period: missing: want days, weeks or months`},
		{rules(`{}`), `/retention_policy/rules/0/period: missing: want days, weeks or months` + "\n" +
			`/retention_policy/rules/0/quantity: missing: want a whole number from 1 to 9999`},
		{rules(`{"period":"days","quantity":0}`), `/retention_policy/rules/0/quantity: not-allowed: 0: want a whole number from 1 to 9999`},
		{rules(`{"period":"days","quantity":10000}`), `/retention_policy/rules/0/quantity: not-allowed: 10000: want a whole number from 1 to 9999`},
		{rules(`{"period":"days","quantity":1e9}`), `/retention_policy/rules/0/quantity: not-allowed: 1e9: want a whole number from 1 to 9999`},
		{rules(`{"period":"days","quantity":-0}`), `/retention_policy/rules/0/quantity: not-allowed: -0: want a whole number from 1 to 9999`},
		{rules(`{"period":"days","quantity":""}`), `/retention_policy/rules/0/quantity: not-allowed: "": want a whole number from 1 to 9999`},
		{rules(`{"period":"days","quantity":[1]}`), `/retention_policy/rules/0/quantity: wrong-type: [1]: want a whole number from 1 to 9999`},
		{rules(`{"period":"weeks","quantity":1,"time_option":7}`), `/retention_policy/rules/0/time_option: not-allowed: 7: want a weekday from 0, Sunday, to 6, Saturday`},
		{rules(`{"period":"months","quantity":1,"time_option":0}`), `/retention_policy/rules/0/time_option: not-allowed: 0: want a day of the month from 1 to 31`},
		{rules(`{"period":"months","quantity":1,"time_option":32}`), `/retention_policy/rules/0/time_option: not-allowed: 32: want a day of the month from 1 to 31`},
		{rules(`{"period":"days","quantity":1,"time_option":1}`), `/retention_policy/rules/0/time_option: conflict: 1: want no time_option for a period of days`},
		{rules(`{"time_option":1}`), `/retention_policy/rules/0/time_option: conflict: 1: want a rule before it for it to belong to`},
		{rules(`{"period":"days","quantity":1},{"time_option":1}`), `/retention_policy/rules/1/time_option: conflict: 1: want no time_option for a period of days`},
		{rules(`{"period":"weeks","quantity":1,"time_option":1},{"time_option":2}`), `/retention_policy/rules/1/time_option: conflict: 2: the rule before it has a time_option already`},
		{rules(`{"period":"weeks","quantity":1},{"time_option":1},{"time_option":2}`), `/retention_policy/rules/2/time_option: conflict: 2: the rule before it has a time_option already`},
		{rules(`{"period":"weeks","quantity":1},{"time_option":9}`), `/retention_policy/rules/1/time_option: not-allowed: 9: want a weekday from 0, Sunday, to 6, Saturday`},
		{rules(`7`), `/retention_policy/rules/0: wrong-type: 7: want an object`},
		{scheduler(`"retention_policy":[]`), `/retention_policy: wrong-type: []: want an object`},
		{scheduler(`"retention_policy":{"rules":{}}`), `/retention_policy/rules: wrong-type: {}: want an array`},
		{scheduler(`"retention_policy":{},"rentention_policy":{}`), `/rentention_policy: conflict: {}: want one retention_policy, not this beside it`},
		{scheduler(`"rentention_policy":7`), `/rentention_policy: wrong-type: 7: want an object`},
		{`{"user_timezone":"Europe/Belin"}`, `/user_timezone: unknown-zone: "Europe/Belin": is not in the zone database`},
		{`{"user_timezone":"Local"}`, `/user_timezone: unknown-zone: "Local": depends on the machine; want an IANA name such as "Europe/Berlin"`},
		{`{"user_timezone":"../etc/passwd"}`, `/user_timezone: unknown-zone: "../etc/passwd": want an IANA name such as "Europe/Berlin"`},
		{`{"user_timezone":5}`, `/user_timezone: wrong-type: 5: want a string`},
		{`{"type":"snapshots","is_default":false}`, `/type: not-allowed: "snapshots": want migration, backup, dr or snapshot`},
		{`{"type":5,"is_default":false}`, `/type: wrong-type: 5: want a string`},
		{`{"name":5,"is_default":false}`, `/name: wrong-type: 5: want a string`},
		{`{"name":"a","is_default":false,"name":"b"}`, `/name: duplicate-key: "b": want each key once`},
		{`{"is_default":false,"meta":{"a":{"b":1,"b":1}}}`, `/meta/a/b: duplicate-key: 1: want each key once`},
		{`{}`, `: not-a-policy: {}: want a backup scheduler or a list of them`},
		{`5`, `: not-a-policy: 5: want a backup scheduler or a list of them`},
		{scheduler(`"is_default":"yes"`), `/is_default: wrong-type: "yes": want true or false`},
		{scheduler(`"tags":7`), `/tags: wrong-type: 7: want an array`},
		{scheduler(`"meta":[]`), `/meta: wrong-type: []: want an object`},
		{scheduler(`"owner":"me"`), `/owner: wrong-type: "me": want an object`},
		{scheduler(`"resource_uri":1`), `/resource_uri: wrong-type: 1: want a string`},
		{scheduler(`"grantees":{}`), `/grantees: wrong-type: {}: want an array`},
		{scheduler(`"permissions":""`), `/permissions: wrong-type: "": want an array`},
		{scheduler(`"orchestrator_timezone":1`), `/orchestrator_timezone: wrong-type: 1: want a string`},
		{scheduler(`"retention_policy":{"name":5}`), `/retention_policy/name: wrong-type: 5: want a string`},
		{`[{"is_enabled":true,"uuid":"a"},{"is_enabled":true,"uuid":"b"},{"is_enabled":true,"uuid":"a"}]`, `/2/uuid: conflict: "a": want another than at /0/uuid`},
		{`{"meta":{},"objects":[{"uuid":"a"},{"media":"disk"}]}`, `/objects/1: not-a-policy: {"media":"disk"}: want a backup scheduler or a list of them; this is a drive`},
		{`null`, `: not-a-policy: null: want a backup scheduler or a list of them`},
		{`"x"`, `: not-a-policy: "x": want a backup scheduler or a list of them`},
		{`[5]`, `/0: not-a-policy: 5: want a backup scheduler or a list of them`},
		{`[{}]`, `/0: not-a-policy: {}: want a backup scheduler or a list of them`},
		{`{"objects":{}}`, `/objects: wrong-type: {}: want an array`},
		{`{"objects":[{"uuid":"a"},{"is_enabled":1}]}`, `/objects/0: not-a-policy: {"uuid":"a"}: want a backup scheduler or a list of them` + "\n" +
			`/objects/1/is_enabled: wrong-type: 1: want true or false`},
		{`{"objects":[{"is_enabled":1},{"is_enabled":2}]}`, `/objects/0/is_enabled: wrong-type: 1: want true or false` + "\n" +
			`/objects/1/is_enabled: wrong-type: 2: want true or false`},
		{`{"policy_name":"x","schedule":{}}`, `: not-a-policy: {"policy_name":"x","schedule":{}}: want a backup scheduler or a list of them`},
		{`{"is_enabled":true`, `: syntax: line 1, column 19: end of text: want "," or "}"`},
		{`{"is_enabled":true,}`, `: syntax: line 1, column 20: "}": want a key in quotes`},
	}
	for _, test := range tests {
		if got := problems(t, test.text); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.text, got, test.want)
		}
	}
}

// TestTruncated checks that a text which ends too early is not taken for what
// it would be if it ended there.
func TestTruncated(t *testing.T) {
	got := problems(t, `{"objects":[{"uuid":"x"`)
	if want := `/objects/0: syntax: line 1, column 24: end of text: want "," or "}"`; got != want {
		t.Errorf("got %s", got)
	}
}

// TestEveryProblem checks that all problems come in one answer, in the order
// of the document, whatever the order in which they are found.
func TestEveryProblem(t *testing.T) {
	const text = `{"objects": [
		{"retention_policy": {"rules": [{"quantity": 0}, {"period": "years", "quantity": 1}]},
		 "incremental_backup": {"repeat": {"hour": "*/0"}, "hour": 24, "day_of_month": "32"},
		 "user_timezone": "Mars/Olympus"},
		{"uuid": 1},
		{"is_enabled": 1, "is_enabled": 2, "manual_incremental_backup": "25:00"}]}`
	want := []string{
		`/objects/0/retention_policy/rules/0/period: missing: want days, weeks or months`,
		`/objects/0/retention_policy/rules/0/quantity: not-allowed: 0: want a whole number from 1 to 9999`,
		`/objects/0/retention_policy/rules/1/period: not-allowed: "years": want days, weeks or months`,
		`/objects/0/incremental_backup/repeat/hour: not-allowed: "*/0": want "*/1" to "*/24", or ""`,
		`/objects/0/incremental_backup/hour: not-allowed: 24: want hours 0 to 23, "*" or ""`,
		`/objects/0/incremental_backup/day_of_month: not-allowed: "32": want days 1 to 31, "*" or ""`,
		`/objects/0/user_timezone: unknown-zone: "Mars/Olympus": is not in the zone database`,
		`/objects/1: not-a-policy: {"uuid": 1}: want a backup scheduler or a list of them`,
		`/objects/2/is_enabled: wrong-type: 1: want true or false`,
		`/objects/2/is_enabled: duplicate-key: 2: want each key once`,
		`/objects/2/is_enabled: wrong-type: 2: want true or false`,
		`/objects/2/manual_incremental_backup: not-allowed: "25:00": want times such as "02:00,14:30", or ""`,
	}
	if got := problems(t, text); got != strings.Join(want, "\n") {
		t.Errorf("got\n%s", got)
	}
}

// TestLongValues checks that a message does not repeat ten megabytes of input.
func TestLongValues(t *testing.T) {
	long := strings.Repeat("é", 5<<20)
	got := problems(t, `{"is_enabled":true,"name":{"`+long[:100]+`":0},"type":"`+long+`"}`)
	want := `/name: wrong-type: an object: want a string` + "\n" +
		`/type: not-allowed: "ééééééééééééééééééé...: want migration, backup, dr or snapshot`
	if got != want {
		t.Errorf("got %.300s", got)
	}
}

// TestManyProblems checks that the answer stays readable.
func TestManyProblems(t *testing.T) {
	got := strings.Split(problems(t, "["+strings.Repeat("1,", 1<<20)+"1]"), "\n")
	want := fmt.Sprintf(": too-many-problems: %d more problems are not listed", 1<<20+1-1000)
	if len(got) != 1001 || got[1000] != want {
		t.Errorf("got %d problems, the last %q", len(got), got[len(got)-1])
	}
}
