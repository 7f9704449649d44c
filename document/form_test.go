package document_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/document"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// from is the instant from which conversions have to be exact.
var from = time.Date(2025, time.January, 1, 0, 0, 0, 0, time.UTC)

func keep(rules string) string {
	return rule(`"at":["02:00"]`) + `,"retention":{"rules":[` + rules + `]}`
}

// written returns a policy in another form, in one line, or why it is refused.
func written(t testing.TB, to string, p longcase.Policy) string {
	t.Helper()
	var form document.Form
	require.NoError(t, form.UnmarshalText([]byte(to)))
	text, err := document.Write(p, form, from)
	var refused *longcase.DocumentError
	switch {
	case errors.As(err, &refused):
		return strings.ReplaceAll(err.Error(), "\n", " | ")
	case err != nil:
		t.Errorf("%s: %v", to, err)
	case form == document.CloudSigma, form == document.Qumulo:
		return strings.Join(strings.Fields(string(text)), " ")
	}
	return string(text)
}

// TestRefused says for each field why it has no counterpart.
func TestRefused(t *testing.T) {
	const berlin = `"zone":"Europe/Berlin",`
	tests := []struct{ policy, to, want string }{
		{`"nameTemplate":"{ID}"`, "cloudsigma", `/nameTemplate: inexact: "{ID}": CloudSigma has no names of snapshots`},
		{`"directory":"/home"`, "cloudsigma", `/directory: inexact: "/home": CloudSigma has no directories`},
		{`"locked":true`, "cloudsigma", `/locked: inexact: "true": CloudSigma has no locks`},
		{`"enabled":false,` + keep(`"within 7 days"`), "cloudsigma", `/enabled: inexact: "false": a disabled scheduler deletes nothing, but what this policy took expires`},
		{`"zone":"UTC","schedule":{"zone":"Asia/Tokyo","rules":[{"at":["02:00"]}]}`, "cloudsigma", `/schedule/zone: inexact: "Asia/Tokyo": CloudSigma has one zone, and that of the policy is UTC`},
		{`"retention":{"zone":"Asia/Tokyo","rules":["within 7 days"]}`, "cloudsigma", `/retention/zone: inexact: "Asia/Tokyo": CloudSigma has one zone, and that of the policy is UTC`},
		{rule(`"monthDays":"1,last","at":["02:00"]`), "cloudsigma", `/schedule/rules/0/monthDays: inexact: "1,last": CloudSigma has the days 1 to 31 only`},
		{`"schedule":{"rules":[{"at":["02:00"],"weekdays":"mon"},{"at":["02:00"],"monthDays":"1"}]}`, "cloudsigma", `/schedule/rules: inexact: "2": CloudSigma has one rule, and these differ in their days`},
		{berlin + `"schedule":{"gap":"skip","rules":[{"at":["02:30"]}]}`, "cloudsigma", `/schedule: inexact: "daily at 02:30, Europe/Berlin (gap skip, fold default)": where clocks are changed, on 2025-03-30T03:30:00+02:00, only this or what CloudSigma makes of it fires`},
		{keep(`"last 10"`), "cloudsigma", `/retention/rules/0: inexact: "last 10": CloudSigma knows ages alone; this rule counts`},
		{keep(`"within 7 days","daily 7"`), "cloudsigma", `/retention/rules/1: inexact: "daily 7": CloudSigma knows ages alone; this rule keeps one for each day`},
		{keep(`"all","failed within 2 days"`), "cloudsigma", `/retention/rules/0: inexact: "all": CloudSigma knows ages alone; this rule has none | /retention/rules/1: inexact: "failed within 2 days": CloudSigma knows ages alone; this rule is for failed snapshots`},
		{keep(`"within 7 days of newest"`), "cloudsigma", `/retention/rules/0: inexact: "within 7 days of newest": CloudSigma knows ages alone; this rule counts from the newest snapshot`},
		{keep(`"within 48 hours"`), "cloudsigma", `/retention/rules/0: inexact: "within 48 hours": CloudSigma has days, weeks and months`}, // 2 days may have 49 hours
		{keep(`"within 10000 days"`), "cloudsigma", `/retention/rules/0: inexact: "within 10000 days": CloudSigma has at most 9999 of a period`},
		{keep(`"within 10 days on mon"`), "cloudsigma", `/retention/rules/0: inexact: "within 10 days on mon": CloudSigma has days of the week for whole weeks only`},
		{keep(`"within 10 days on 1"`), "cloudsigma", `/retention/rules/0: inexact: "within 10 days on 1": CloudSigma has days of the month for months only`},
		{keep(`"within 4 weeks on mon on 1"`), "cloudsigma", `/retention/rules/0: inexact: "within 4 weeks on mon on 1": CloudSigma has either a day of the week or one of the month`},
		{keep(`"within 4 months on last"`), "cloudsigma", `/retention/rules/0: inexact: "within 4 months on last": CloudSigma has the days 1 to 31 only`},
		{rule(`"at":["02:00"]`) + `,"retention":{"minimum":3}`, "cloudsigma", `/retention/minimum: inexact: "3": CloudSigma has no number of snapshots that are always kept`},

		{rule(`"at":["02:00"]`) + `,"remote":true`, "qumulo", `/remote: inexact: "true": Qumulo has no remote snapshots`},
		{`"name":"x"`, "qumulo", `/schedule: inexact: "never": Qumulo has no policy that is never due`},
		{rule(`"at":["02:00"]`) + `,"locked":true`, "qumulo", `/locked: inexact: "true": Qumulo needs the key of the lock, which a policy does not hold`},
		{rule(`"at":["02:00"],"months":"jan"`), "qumulo", `/schedule/rules/0/months: inexact: "jan": Qumulo has no months`},
		{rule(`"at":["02:00"],"monthDays":"1,15"`), "qumulo", `/schedule/rules/0/monthDays: inexact: "1,15": Qumulo has one day of the month, 1 to 27 or the last`},
		{rule(`"at":["02:00"],"monthDays":"28"`), "qumulo", `/schedule/rules/0/monthDays: inexact: "28": Qumulo has one day of the month, 1 to 27 or the last`},
		{rule(`"at":["02:00"],"monthDays":"27","weekdays":"fri"`), "qumulo", `/schedule/rules/0/weekdays: inexact: "fri": Qumulo has no days of the week beside a day of the month`},
		{rule(`"at":["02:00","14:00"],"monthDays":"last"`), "qumulo", `/schedule/rules/0/at: inexact: "02:00,14:00": Qumulo has one time of day beside a day of the month`},
		{rule(`"at":["02:00","14:30","15:00"]`), "qumulo", `/schedule/rules/0/at: inexact: "02:00,14:30,15:00": Qumulo has one time of day, or steps of 1 to 99 minutes or hours within a day`},
		{rule(`"every":"100 minutes"`), "qumulo", `/schedule/rules/0/every: inexact: "100 minutes": Qumulo has one time of day, or steps of 1 to 99 minutes or hours within a day`},
		{rule(`"every":"2 hours","window":"20:00-06:45"`), "qumulo", `/schedule/rules/0/window: inexact: "20:00-06:45": Qumulo has one time of day, or steps of 1 to 99 minutes or hours within a day; this window wraps midnight`},
		{`"zone":"America/Sao_Paulo",` + rule(`"at":["00:00","01:00"]`), "qumulo", ``},                                                                                                                                           // its clocks are not changed any more
		{berlin + rule(`"at":["02:00","02:30"]`), "qumulo", `/schedule: inexact: "daily at 02:00 and 02:30, Europe/Berlin": where clocks are changed, on 2025-03-30T03:00:00+02:00, only this or what Qumulo makes of it fires`}, // a grid skips both
		{keep(`"within 7 days","within 4 weeks"`), "qumulo", `/retention/rules: inexact: "2": Qumulo has one time to live for all snapshots`},
		{keep(`"within 4 weeks on mon"`), "qumulo", `/retention/rules/0: inexact: "within 4 weeks on mon": Qumulo has one time to live for the snapshots of all days`},
		{keep(`"within 100 days"`), "qumulo", `/retention/rules/0: inexact: "within 100 days": Qumulo has at most 99 of a unit`},
		{keep(`"within 9 years"`), "qumulo", `/retention/rules/0: inexact: "within 9 years": Qumulo has at most 99 of a unit`},
		{keep(`"weekly 4"`), "qumulo", `/retention/rules/0: inexact: "weekly 4": Qumulo knows ages alone; this rule keeps one for each week`},

		{`"enabled":false,` + rule(`"every":"45 minutes"`), "cron", `/enabled: inexact: "false": cron cannot say that nothing is due | /schedule/rules/0/every: inexact: "45 minutes": fires at 00:00 but not at 01:00; cron has the same minutes in all its hours`},
		{`"name":"x"`, "cron", `/schedule/rules: inexact: "0": never fires; every expression does`},
		{`"enabled":false,` + rule(`"at":["02:00","14:30"]`), "ical", `/enabled: inexact: "false": RFC 5545 cannot say that nothing is due | /schedule/rules/0/at: inexact: "02:00,14:30": fires at 02:00 but not at 14:00; RFC 5545 has the same minutes in all hours of a rule`},
	}
	for _, test := range tests {
		got := written(t, test.to, policy(t, test.policy))
		if test.want == "" && strings.Contains(got, "inexact") || test.want != "" && got != test.want {
			t.Errorf("%s to %s:\ngot  %s\nwant %s", test.policy, test.to, got, test.want)
		}
	}
}

// hours lists a minute of every hour.
func hours(minute string) string {
	var list []string
	for hour := range 24 {
		list = append(list, fmt.Sprintf("%02d:%s", hour, minute))
	}
	return strings.Join(list, `","`)
}

// TestWritten checks the parts of documents that say something.
func TestWritten(t *testing.T) {
	tests := []struct{ policy, to, want string }{
		{rule(`"at":["02:00","14:30"]`), "cloudsigma", `"hour": "", "minute": "", "repeat": { "hour": "", "minute": "" } }, "manual_incremental_backup": "02:00,14:30"`},
		{rule(`"at":["02:15","14:15"],"months":"jan,jul","monthDays":"1,15"`), "cloudsigma", `"month": "1,7", "day_of_month": "1,15", "day_of_week": [ "*" ], "hour": "2,14", "minute": "15"`},
		{rule(`"at":["02:00"],"weekdays":"sun,mon"`), "cloudsigma", `"day_of_week": [ "mon", "sun" ], "hour": "2", "minute": "0"`},
		{rule(`"every":"90 minutes","window":"20:00-06:45"`), "cloudsigma", `"repeat": { "hour": "", "minute": "*/90" }, "start_time": { "hour": 20, "minute": 0 }, "end_time": { "hour": 6, "minute": 45 }`},
		{rule(`"every":"120 minutes"`), "cloudsigma", `"repeat": { "hour": "*/2", "minute": "" } }`},
		{rule(`"every":"25 hours","window":"07:00-08:00"`), "cloudsigma", `"hour": "7", "minute": "0"`},                                                                                                                         // once a day
		{`"zone":"America/New_York",` + rule(`"window":"02:30-01:00","at":["`+hours("00")+`"]`), "cloudsigma", `"hour": "*", "minute": "0", "repeat": { "hour": "", "minute": "" }, "start_time": { "hour": 2, "minute": 30 }`}, // the hours are a grid, so that 01:00 fires in both passes
		{`"schedule":{"rules":[{"at":["02:00"]},{"at":["14:30"],"weekdays":"mon,tue,wed,thu,fri,sat,sun"}]}`, "cloudsigma", `"manual_incremental_backup": "02:00,14:30"`},
		{keep(`"within 28 days on mon,wed"`), "cloudsigma", `"rules": [ { "period": "weeks", "quantity": 4, "time_option": 1 }, { "period": "weeks", "quantity": 4, "time_option": 3 } ]`},
		{keep(`"within 1 year on 31"`), "cloudsigma", `"rules": [ { "period": "months", "quantity": 12, "time_option": 31 } ]`},
		{keep(`"all within 2 quarters"`), "cloudsigma", `"rules": [ { "period": "months", "quantity": 6 } ]`},
		{`"name":"x","enabled":false`, "cloudsigma", `{ "name": "x", "type": "snapshot", "is_enabled": false, "is_default": false, "user_timezone": "UTC", "incremental_backup": {}, "manual_incremental_backup": "", "retention_policy": {}, "enable_backup_policy_notifications": true, "enable_retention_policy_notifications": true }`},

		{`"remote":true`, "cloudsigma", `"type": "backup"`},
		{rule(`"at":["02:30"]`) + `,"directory":"/home","nameTemplate":"{ID}"`, "qumulo", `{ "policy_name": "", "enabled": true, "snapshot_name_template": "{ID}", "source_file_path": "/home", "schedule": { "creation_schedule": { "timezone": "UTC", "frequency": "SCHEDULE_DAILY_OR_WEEKLY", "on_days": [ "EVERY_DAY" ], "hour": 2, "minute": 30 }, "expiration_time_to_live": "never" } }`},
		{rule(`"at":["00:00"],"weekdays":"sat,mon"`), "qumulo", `"SCHEDULE_DAILY_OR_WEEKLY", "on_days": [ "MON", "SAT" ], "hour": 0, "minute": 0`},
		{rule(`"at":["23:59"],"monthDays":"last"`), "qumulo", `"SCHEDULE_MONTHLY", "day_of_month": 128, "hour": 23, "minute": 59`},
		{rule(`"every":"30 hours","monthDays":"27","window":"05:00-06:00"`), "qumulo", `"SCHEDULE_MONTHLY", "day_of_month": 27, "hour": 5, "minute": 0`},
		{rule(`"every":"99 minutes","window":"07:00-19:00"`), "qumulo", `"fire_every": 99, "fire_every_interval": "FIRE_IN_MINUTES", "window_start_hour": 7, "window_start_minute": 0, "window_end_hour": 19, "window_end_minute": 0`},
		{rule(`"at":["07:00","13:00","19:00"]`), "qumulo", `"fire_every": 6, "fire_every_interval": "FIRE_IN_HOURS", "window_start_hour": 7, "window_start_minute": 0, "window_end_hour": 19, "window_end_minute": 0`},
		{keep(`"within 120 minutes"`), "qumulo", `"expiration_time_to_live": "2hours"`},
		{keep(`"within 35 days"`), "qumulo", `"expiration_time_to_live": "35days"`},
		{keep(`"within 630 days"`), "qumulo", `"expiration_time_to_live": "90weeks"`},
		{keep(`"within 8 years"`), "qumulo", `"expiration_time_to_live": "96months"`},

		{rule(`"at":["02:30"],"weekdays":"mon,tue,wed,thu,fri"`), "cron", `30 2 * * 1-5`},
		{`"zone":"Europe/Berlin",` + rule(`"at":["23:59"],"monthDays":"last"`), "cron", `CRON_TZ=Europe/Berlin 59 23 L * *`},
		{`"zone":"Europe/Berlin",` + rule(`"at":["02:30"]`), "ical", "DTSTART;TZID=Europe/Berlin:20250101T023000\nRRULE:FREQ=DAILY;BYHOUR=2;BYMINUTE=30"},
	}
	for _, test := range tests {
		if got := written(t, test.to, policy(t, test.policy)); !strings.Contains(got, test.want) {
			t.Errorf("%s to %s:\ngot  %s\nwant %s", test.policy, test.to, got, test.want)
		}
	}
}

// What no document can hold is refused by all.
func TestRefusedByAll(t *testing.T) {
	p := longcase.Policy{
		Name:      "\xff",
		Zone:      timezone.Of(time.FixedZone("Nowhere", 3600)),
		Schedule:  schedule.MustCompile(nil, timezone.DST{}, schedule.Rule{At: []calendar.Clock{120}}),
		Retention: retention.MustCompile(nil, retention.Rule{Within: calendar.PeriodOf(1, calendar.Day)}),
	}
	want := `/name: not-allowed: want UTF-8 | /zone: unknown-zone: "Nowhere": want a zone that its name loads | ` +
		`/schedule/zone: inexact: "UTC": CloudSigma has one zone, and that of the policy is Nowhere | ` +
		`/retention/zone: inexact: "UTC": CloudSigma has one zone, and that of the policy is Nowhere`
	if got := written(t, "cloudsigma", longcase.Policy{Name: p.Name, Enabled: true, Zone: p.Zone, Schedule: p.Schedule, Retention: p.Retention}); got != want {
		t.Errorf("got %s", got)
	}
}

// TestKept checks that a scheduler written as a scheduler keeps the parts that a
// policy does not hold, and that its snapshots stay remote in any form.
func TestKept(t *testing.T) {
	const text = `{"name":"n","type":"%s","is_enabled":true,"is_default":true,"user_timezone":"UTC",
		"remote_location":"ZRH","enable_backup_policy_notifications":false,
		"enable_retention_policy_notifications":true,"manual_incremental_backup":"02:00,14:30",
		"incremental_backup":{},"initial_backup":{"day_of_week":["sat"],"start_time":{"hour":"20"}}}`
	for _, kind := range []cloudsigma.Type{cloudsigma.Backup, cloudsigma.Migration, cloudsigma.DR, cloudsigma.Snapshot} {
		file, err := document.Open([]byte(fmt.Sprintf(text, kind)))
		require.NoError(t, err)
		p, err := file.Policy()
		require.NoError(t, err)
		require.Equal(t, kind != cloudsigma.Snapshot, p.Remote)
		written, err := p.As(document.CloudSigma, time.Time{})
		require.NoError(t, err)
		created, err := cloudsigma.ParseCreate(written)
		require.NoError(t, err)
		require.Empty(t, keyed(created.Findings(), "no-notification-flag"))
		want, err := cloudsigma.ParseCreate([]byte(fmt.Sprintf(text, kind)))
		require.NoError(t, err)
		for _, key := range []string{
			"type", "is_default", "remote_location", "enable_backup_policy_notifications",
			"enable_retention_policy_notifications", "initial_backup",
		} {
			require.Equal(t, string(want.Schedulers()[0].Answer(key)), string(created.Schedulers()[0].Answer(key)))
		}
		_, err = p.As(document.Qumulo, time.Time{})
		require.Equal(t, p.Remote, strings.Contains(fmt.Sprint(err), "/remote: inexact"), err)
		ours, err := p.As(document.Longcase, time.Time{})
		require.NoError(t, err)
		require.Equal(t, p.Remote, strings.Contains(string(ours), `"remote": true`))
		p.Remote = !p.Remote
		turned, err := p.As(document.CloudSigma, time.Time{})
		require.NoError(t, err)
		require.Contains(t, string(turned), map[bool]string{true: `"type": "backup"`, false: `"type": "snapshot"`}[p.Remote])
	}
}

func keyed(findings []longcase.Finding, code longcase.Code) (found []longcase.Finding) {
	for _, f := range findings {
		if f.Code == code {
			found = append(found, f)
		}
	}
	return found
}

// TestShortListing checks that the items of a short listing are no policies in
// any form.
func TestShortListing(t *testing.T) {
	file, err := document.Open(read(t, "../cloudsigma/testdata/list.json"))
	require.NoError(t, err)
	require.Len(t, file.Policies(), 9)
	for i, p := range file.Policies() {
		require.True(t, p.Partial)
		require.NotEmpty(t, p.ID)
		require.NotEmpty(t, p.Name)
		require.Equal(t, fmt.Sprintf("/objects/%d", i), p.Pointer)
		for _, form := range []document.Form{document.Longcase, document.CloudSigma, document.Qumulo, document.Cron, document.ICal} {
			_, err := p.As(form, from)
			require.ErrorContains(t, err, "this is a short listing")
		}
	}
}
