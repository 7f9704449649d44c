package qumulo_test

import (
	"strings"
	"testing"
)

func TestFindings(t *testing.T) {
	var (
		day = daily(`"hour":1,"minute":0,"on_days":["MON"]`)
		mon = monthly(`"hour":1,"minute":0,"day_of_month":1`)
		hou = hourly(`"on_days":["MON"],"fire_every":30,"fire_every_interval":"FIRE_IN_MINUTES"`)
		one = hourly(`"on_days":["MON"],"fire_every":1,"fire_every_interval":"FIRE_IN_HOURS"`)
		two = hourly(`"on_days":["MON"],"fire_every":2,"fire_every_interval":"FIRE_IN_HOURS"`)
		utc = strings.Replace(hou, "Europe/Berlin", "UTC", 1)
	)
	named := func(template, policy string) string {
		return strings.Replace(policy, "{", `{"snapshot_name_template":`+template+`,`, 1)
	}
	tests := []struct{ text, want string }{
		{daily(`"hour":1,"minute":0,"on_days":["MON"]`), ""},
		{daily(`"hour":1,"minute":0,"on_days":["MON"],"day_of_month":null,"fire_every":null`), ""},
		{daily(`"hour":1,"minute":0,"on_days":["MON"],"day_of_month":1,"fire_every":0,"window_end_hour":"x"`), `/schedule/creation_schedule/day_of_month: info: unused-key: SCHEDULE_DAILY_OR_WEEKLY does not use this key` + "\n" +
			`/schedule/creation_schedule/fire_every: info: unused-key: SCHEDULE_DAILY_OR_WEEKLY does not use this key` + "\n" +
			`/schedule/creation_schedule/window_end_hour: info: unused-key: SCHEDULE_DAILY_OR_WEEKLY does not use this key`},
		{monthly(`"hour":1,"minute":0,"day_of_month":27`), ""},
		{monthly(`"hour":1,"minute":0,"day_of_month":28`), `/schedule/creation_schedule/day_of_month: warning: day-28: the vendor documents days 1 to 27; every month has a 28th, so it is taken as meant`},
		{monthly(`"hour":1,"minute":0,"day_of_month":128`), ""},
		{monthly(`"hour":1,"minute":0,"day_of_month":128,"on_days":["LAST_DAY_OF_MONTH"]`), ""},
		{monthly(`"hour":1,"minute":0,"day_of_month":1,"on_days":["MON"],"fire_every":1`), `/schedule/creation_schedule/on_days: info: unused-key: SCHEDULE_MONTHLY does not use days of the week, only LAST_DAY_OF_MONTH` + "\n" +
			`/schedule/creation_schedule/fire_every: info: unused-key: SCHEDULE_MONTHLY does not use this key`},
		{monthly(`"hour":1,"minute":0,"day_of_month":1,"on_days":[]`), ""},
		{hourly(`"on_days":["EVERY_DAY"],"fire_every":6,"fire_every_interval":"FIRE_IN_HOURS","hour":0,"minute":0,"x":1`), `/schedule/creation_schedule/hour: info: unused-key: SCHEDULE_HOURLY_OR_LESS does not use this key` + "\n" +
			`/schedule/creation_schedule/minute: info: unused-key: SCHEDULE_HOURLY_OR_LESS does not use this key` + "\n" +
			`/schedule/creation_schedule/x: info: unknown-key: the key "x" is kept but decides nothing`},
		{hourly(`"on_days":["EVERY_DAY"],"fire_every":7,"fire_every_interval":"FIRE_IN_HOURS"`), `/schedule/creation_schedule/fire_every: info: uneven-steps: steps of 7 hours begin anew at midnight, 180 minutes after the last`},
		{hourly(`"on_days":["EVERY_DAY"],"fire_every":24,"fire_every_interval":"FIRE_IN_HOURS"`), ""},
		{hourly(`"on_days":["EVERY_DAY"],"fire_every":48,"fire_every_interval":"FIRE_IN_HOURS"`), `/schedule/creation_schedule/fire_every: warning: step-beyond-window: a step of 48 hours is longer than the window, so a snapshot is due only at 00:00`},
		{hourly(`"on_days":["EVERY_DAY"],"fire_every":90,"fire_every_interval":"FIRE_IN_MINUTES","window_start_hour":8,"window_start_minute":0,"window_end_hour":9,"window_end_minute":0`), `/schedule/creation_schedule/fire_every: warning: step-beyond-window: a step of 90 minutes is longer than the window, so a snapshot is due only at 08:00`},
		{hourly(`"on_days":["EVERY_DAY"],"fire_every":60,"fire_every_interval":"FIRE_IN_MINUTES","window_start_hour":8,"window_start_minute":0,"window_end_hour":9,"window_end_minute":0`), ""},
		{hourly(`"on_days":["EVERY_DAY"],"fire_every":10,"fire_every_interval":"FIRE_IN_MINUTES","window_start_hour":8,"window_start_minute":0,"window_end_hour":8,"window_end_minute":0`), `/schedule/creation_schedule/window_end_hour: warning: one-minute-window: the window starts and ends at 08:00, so a snapshot is due once a day`},
		{inZone(`"Europe/Kiev"`), `/schedule/creation_schedule/timezone: warning: zone-retired: "Europe/Kiev" is a retired name; today's is "Europe/Kyiv"`},
		{inZone(`""`), ""},
		{inZone(`null`), ""},
		{timeToLive(`"never"`), `/schedule/expiration_time_to_live: info: keeps-everything: snapshots never expire`},
		{timeToLive(`""`), `/schedule/expiration_time_to_live: info: keeps-everything: snapshots never expire`},
		{timeToLive(`null`), `/schedule/expiration_time_to_live: info: keeps-everything: snapshots never expire`},
		{document(nightly, expires, `,"enabled":false`), `/enabled: info: disabled: the policy is disabled: it takes no snapshots, but those it took expire`},
		{strings.Replace(day, `"policy_name":"n"`, `"policy_name":""`, 1), `/policy_name: warning: no-name: the policy has no name`},
		{strings.Replace(day, `"policy_name":"n",`, ``, 1), `: warning: no-name: the policy has no name`},
		{document(nightly, "", `,"lock_key":"","lock_key_ref":"a"`), `/schedule: info: keeps-everything: snapshots never expire` + "\n" +
			`/lock_key_ref: warning: lock-without-expiry: snapshots are locked until they expire, and they never do`},
		{document(nightly, expires, `,"lock_key":"a"`), ""},
		{document(nightly, expires, `,"lock_key_ref":"a"`), ""},
		{document(nightly, expires, `,"lock_key":"a","lock_key_ref":"a","owners":[{"id":"1"},{"id":2}]`), `/owners: info: owned: the policy has owners, and may not be changed or deleted while it has`},
		{document(nightly, expires, `,"owners":[],"lock_key":null`), ""},
		{document(nightly, expires, `,"unknown":{}`), `/unknown: info: unknown-key: the key "unknown" is kept but decides nothing`},
		{document(nightly, "", `,"lock_key":"a"`), `/schedule: info: keeps-everything: snapshots never expire` + "\n" +
			`/lock_key: warning: lock-without-expiry: snapshots are locked until they expire, and they never do`},
		{named(`"{Policy}"`, day), `/snapshot_name_template: warning: same-name: without {ID}, snapshots get the same name a year apart`},
		{named(`"{Year}"`, day), `/snapshot_name_template: warning: same-name: without {ID}, snapshots get the same name a month apart`},
		{named(`"{Year}{Month}"`, day), `/snapshot_name_template: warning: same-name: without {ID}, snapshots get the same name a day apart`},
		{named(`"{Year}{Month}{Day}"`, day), ""},
		{named(`"{Year}{Month}"`, mon), ""},
		{named(`"{Year}{Month}{Day}"`, hou), `/snapshot_name_template: warning: same-name: without {ID}, snapshots get the same name on one day`},
		{named(`"{Year}{Month}{Day}{Hour}"`, hou), `/snapshot_name_template: warning: same-name: without {ID}, snapshots get the same name on one day`},
		{named(`"{Year}{Month}{Day}{Hour}{Minute}"`, hou), `/snapshot_name_template: warning: same-name: without {ID}, snapshots get the same name in the hour that a clock change repeats`},
		{named(`"{Year}{Month}{Day}{Hour}{Minute}"`, utc), ""},
		{named(`"{Year}{Month}{Day}{Minute}"`, hou), `/snapshot_name_template: warning: same-name: without {ID}, snapshots get the same name on one day`},
		{named(`"{Year}{Month}{Day}{Hour}"`, two), ""},
		{named(`"{Year}{Month}{Day}{Hour}"`, one), `/snapshot_name_template: warning: same-name: without {ID}, snapshots get the same name in the hour that a clock change repeats`},
		{named(`"{ID}"`, hou), ""},
		{named(`""`, hou), ""},
		{named(`null`, hou), ""},
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
