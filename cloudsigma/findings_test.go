package cloudsigma_test

import (
	"strings"
	"testing"
)

func TestFindings(t *testing.T) {
	// Without these, a scheduler has findings.
	const (
		fires    = `,"incremental_backup":{"hour":"1"}`
		policy   = `{"rules":[{"period":"days","quantity":1}]}`
		quiet    = `,"retention_policy":` + policy
		misspelt = `"rentention_policy":` + policy
	)
	inc := func(members string) string { return scheduler(`"incremental_backup":{` + members + `}` + quiet) }
	backup := func(members string) string { return strings.Replace(inc(members), "snapshot", "backup", 1) }
	manual := func(list, members string) string {
		return scheduler(`"manual_incremental_backup":"` + list + `","incremental_backup":{` + members + `}` + quiet)
	}
	ret := func(entries string) string {
		return scheduler(`"retention_policy":{"rules":[` + entries + `]}` + fires)
	}
	tests := []struct{ text, want string }{
		{inc(`"hour":"1"`), ""},
		{inc(`"hour":"1","hours":"2","repeat":{"hour":"","second":""},"start_time":{"hour":0,"minute":0,"second":0}`), `/incremental_backup/hours: info: unknown-key: the key "hours" is kept but decides nothing` + "\n" +
			`/incremental_backup/repeat/second: info: unknown-key: the key "second" is kept but decides nothing` + "\n" +
			`/incremental_backup/start_time/second: info: unknown-key: the key "second" is kept but decides nothing`},
		{`{"name":"","type":"snapshot","user_timezone":"Europe/Berlin"` + quiet + fires + `}`, `/name: warning: no-name: the scheduler has no name`},
		{`{"type":"snapshot","user_timezone":"Europe/Berlin"` + quiet + fires + `}`, `: warning: no-name: the scheduler has no name`},
		{`{"name":null,"type":null,"user_timezone":null` + quiet + fires + `}`, `/name: warning: no-name: the scheduler has no name` + "\n" +
			`/type: warning: no-type: the scheduler has no type, so its interval is not checked` + "\n" +
			`/user_timezone: info: no-zone: no time zone is given, UTC is taken`},
		{`{"name":"n","type":"","user_timezone":""` + quiet + fires + `}`, `/type: warning: no-type: the scheduler has no type, so its interval is not checked` + "\n" +
			`/user_timezone: info: no-zone: no time zone is given, UTC is taken`},
		{`{"name":"n","user_timezone":"UTC"` + quiet + fires + `}`, `: warning: no-type: the scheduler has no type, so its interval is not checked` + "\n" +
			`/user_timezone: info: zone-not-listed: "UTC" is not on the vendor's list of time zones`},
		{`{"name":"n","type":"dr","user_timezone":"Europe/Kyiv"` + quiet + fires + `}`, `/user_timezone: info: zone-not-listed: "Europe/Kyiv" is not on the vendor's list of time zones`},
		{`{"name":"n","type":"dr","user_timezone":"Europe/Kiev"` + quiet + fires + `}`, `/user_timezone: warning: zone-retired: "Europe/Kiev" is a retired name; today's is "Europe/Kyiv"`},
		{`{"name":"n","type":"dr","user_timezone":"Europe/Berlin","retension_policy":{}` + quiet + fires + `}`, `/retension_policy: info: unknown-key: the key "retension_policy" is kept but decides nothing`},
		{scheduler(`"is_enabled":false` + fires + quiet), `/is_enabled: info: disabled: the scheduler is disabled: it takes no snapshots and deletes none`},
		{inc(`"hour":"","minute":""`), `/incremental_backup: warning: never-fires: nothing says when snapshots are taken`},
		{scheduler(`"retention_policy":{"rules":[{"period":"days","quantity":1}]}`), `: warning: never-fires: nothing says when snapshots are taken`},
		{inc(`"hour":"1","day_of_month":"30","month":"2"`), `/incremental_backup: error: never-fires: no snapshot is ever due: 30: no such date in months feb` + "\n" +
			`/incremental_backup/day_of_month: warning: short-months: some months have no day 30, and no match`},
		{inc(`"hour":"1","day_of_month":"31","month":"4,6"`), `/incremental_backup: error: never-fires: no snapshot is ever due: 31: no such date in months apr,jun` + "\n" +
			`/incremental_backup/day_of_month: warning: short-months: some months have no day 31, and no match`},
		{inc(`"hour":"1","day_of_month":"31"`), `/incremental_backup/day_of_month: warning: short-months: some months have no day 31, and no match`},
		{inc(`"hour":"1","day_of_month":"1,31","month":"1,3"`), ""},
		{inc(`"hour":"1","day_of_month":"29","month":"2"`), `/incremental_backup/day_of_month: warning: short-months: some months have no day 29, and no match`},
		{inc(`"hour":"6,8,20","start_time":{"hour":7,"minute":0},"end_time":{"hour":19,"minute":0}`), `/incremental_backup/hour: warning: outside-window: not within 07:00-19:00, and so not due: 06:00, 20:00`},
		{inc(`"hour":"6","start_time":{"hour":7,"minute":0},"end_time":{"hour":19,"minute":0}`), `/incremental_backup: error: never-fires: no snapshot is ever due: 06:00: outside the window 07:00-19:00` + "\n" +
			`/incremental_backup/hour: warning: outside-window: not within 07:00-19:00, and so not due: 06:00`},
		{inc(`"minute":"30","start_time":{"hour":7,"minute":0},"end_time":{"hour":19,"minute":0}`), `/incremental_backup/minute: warning: outside-window: not within 07:00-19:00, and so not due: 00:30, 01:30, 02:30, 9 more`},
		{manual(`02:00,08:00,20:00`, `"start_time":{"hour":7,"minute":0},"end_time":{"hour":19,"minute":0}`), `/manual_incremental_backup: warning: outside-window: not within 07:00-19:00, and so not due: 02:00, 20:00`},
		{manual(`08:00`, `"hour":"3"`), `/manual_incremental_backup: info: manual-replaces: the manual list replaces hour, minute and repeat`},
		{manual(`08:00`, `"hour":"*","minute":"","repeat":{"hour":"","minute":""}`), ""},
		{manual(`08:00`, `"repeat":{"hour":"*/2","minute":"*/5"}`), `/manual_incremental_backup: info: manual-replaces: the manual list replaces hour, minute and repeat`},
		{inc(`"hour":"7","start_time":{"hour":7,"minute":0},"end_time":{"hour":7,"minute":0}`), `/incremental_backup: warning: one-minute-window: start_time and end_time are both 07:00, so the window is that one minute`},
		{inc(`"repeat":{"minute":"*/15"}`), ""},
		{inc(`"repeat":{"minute":"*/45"}`), `/incremental_backup/repeat/minute: info: not-as-cron: every 45 minutes, counted from 00:00; cron would take the minutes divisible by 45`},
		{inc(`"repeat":{"minute":"*/120"}`), `/incremental_backup/repeat/minute: info: not-as-cron: every 120 minutes, counted from 00:00; cron would take the minutes divisible by 120`},
		{inc(`"repeat":{"hour":"*/5"}`), `/incremental_backup/repeat/hour: info: not-as-cron: every 5 hours, counted from 00:00; cron would take the hours divisible by 5`},
		{inc(`"repeat":{"hour":"*/2"},"start_time":{"hour":8,"minute":0}`), ""},
		{inc(`"repeat":{"hour":"*/2"},"start_time":{"hour":7,"minute":0}`), `/incremental_backup/repeat/hour: info: not-as-cron: every 2 hours, counted from 07:00; cron would take the hours divisible by 2`},
		{inc(`"repeat":{"hour":"*/1"},"start_time":{"hour":7,"minute":30}`), `/incremental_backup/repeat/hour: info: not-as-cron: every 1 hour, counted from 07:30; cron would take the hours divisible by 1`},
		{inc(`"repeat":{"minute":"*/15"},"start_time":{"hour":7,"minute":45}`), ""},
		{inc(`"repeat":{"minute":"*/15"},"start_time":{"hour":7,"minute":50}`), `/incremental_backup/repeat/minute: info: not-as-cron: every 15 minutes, counted from 07:50; cron would take the minutes divisible by 15`},
		{inc(`"repeat":{"hour":"*/12"},"start_time":{"hour":0,"minute":0},"end_time":{"hour":11,"minute":59}`), `/incremental_backup/repeat/hour: warning: step-beyond-window: a step of 12 hours is longer than the window, so a snapshot is due only at 00:00`},
		{inc(`"repeat":{"hour":"*/12"},"start_time":{"hour":0,"minute":0},"end_time":{"hour":12,"minute":0}`), ""},
		{inc(`"repeat":{"hour":"*/24"}`), ""},
		{backup(`"repeat":{"minute":"*/15"}`), `/incremental_backup: warning: too-fast: snapshots are due 15 minutes apart; a drive takes one remote snapshot in 30 minutes`},
		{backup(`"repeat":{"minute":"*/30"}`), ""},
		{backup(`"repeat":{"minute":"*/31"}`), `/incremental_backup: warning: too-fast: snapshots are due 14 minutes apart; a drive takes one remote snapshot in 30 minutes` + "\n" +
			`/incremental_backup/repeat/minute: info: not-as-cron: every 31 minutes, counted from 00:00; cron would take the minutes divisible by 31`},
		{backup(`"repeat":{"minute":"*/31"},"day_of_week":"mon,wed"`), `/incremental_backup/repeat/minute: info: not-as-cron: every 31 minutes, counted from 00:00; cron would take the minutes divisible by 31`},
		{backup(`"repeat":{"minute":"*/31"},"day_of_week":"sat,sun"`), `/incremental_backup: warning: too-fast: snapshots are due 14 minutes apart; a drive takes one remote snapshot in 30 minutes` + "\n" +
			`/incremental_backup/repeat/minute: info: not-as-cron: every 31 minutes, counted from 00:00; cron would take the minutes divisible by 31`},
		{backup(`"repeat":{"minute":"*/31"},"day_of_month":"1,28"`), `/incremental_backup: warning: too-fast: snapshots are due 14 minutes apart; a drive takes one remote snapshot in 30 minutes` + "\n" +
			`/incremental_backup/repeat/minute: info: not-as-cron: every 31 minutes, counted from 00:00; cron would take the minutes divisible by 31`},
		{backup(`"repeat":{"minute":"*/31"},"day_of_month":"2,27"`), `/incremental_backup/repeat/minute: info: not-as-cron: every 31 minutes, counted from 00:00; cron would take the minutes divisible by 31`},
		{backup(`"hour":"1","minute":"0,20"`), `/incremental_backup: warning: too-fast: snapshots are due 20 minutes apart; a drive takes one remote snapshot in 30 minutes`},
		{backup(`"hour":"0,23","minute":"10,50"`), `/incremental_backup: warning: too-fast: snapshots are due 20 minutes apart; a drive takes one remote snapshot in 30 minutes`},
		{backup(`"hour":"0","minute":"10,15","end_time":{"hour":0,"minute":12}`), `/incremental_backup/hour: warning: outside-window: not within 00:00-00:12, and so not due: 00:15`},
		{backup(`"hour":"*","minute":"*"`), `/incremental_backup: warning: too-fast: snapshots are due 1 minute apart; a drive takes one remote snapshot in 30 minutes`},
		{inc(`"hour":"*","minute":"*"`), ""},
		{ret(`{"period":"months","quantity":1,"time_option":29}`), `/retention_policy/rules/0/time_option: warning: short-months: some months have no day 29, and no match`},
		{ret(`{"period":"months","quantity":1,"time_option":28}`), ""},
		{ret(`{"period":"months","quantity":1},{"time_option":31}`), `/retention_policy/rules/1/time_option: warning: short-months: some months have no day 31, and no match`},
		{ret(`{"period":"weeks","quantity":1,"time_options":6}`), `/retention_policy/rules/0/time_options: info: unknown-key: the key "time_options" is kept but decides nothing`},
		{scheduler(misspelt + fires), `/rentention_policy: info: misspelt-key: read as retention_policy, and written so`},
		{scheduler(`"retention_policy":{}` + fires), `/retention_policy: info: keeps-everything: without retention rules no snapshot is ever deleted`},
	}
	for _, test := range tests {
		var got []string
		for _, finding := range parseDocument(t, test.text).Findings() {
			got = append(got, finding.String())
		}
		if got := strings.Join(got, "\n"); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.text, got, test.want)
		}
	}
}

// TestNeverFires checks that an impossible schedule is empty, not an error.
func TestNeverFires(t *testing.T) {
	for _, members := range []string{``, `"hour":"1","day_of_month":"30","month":"2"`} {
		policy := parse(t, incremental(members)).Policy()
		for range policy.Schedule.Forward(policy.Zone.Time(0)) {
			t.Errorf("%s fires", members)
			break
		}
	}
}
