package crontab_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/crontab"
	"github.com/longcase/longcase/timezone"
)

func at(clocks ...string) schedule.Rule {
	var r schedule.Rule
	for _, text := range clocks {
		c, err := calendar.ParseClock(text)
		if err != nil {
			panic(err)
		}
		r.At = append(r.At, c)
	}
	return r
}

func every(period, window string) schedule.Rule {
	var r schedule.Rule
	if err := r.Every.UnmarshalText([]byte(period)); err != nil {
		panic(err)
	}
	if err := r.Window.UnmarshalText([]byte(window)); err != nil {
		panic(err)
	}
	return r
}

func on(r schedule.Rule, months, monthDays, weekdays string) schedule.Rule {
	for text, set := range map[string]interface{ UnmarshalText([]byte) error }{
		months: &r.Months, monthDays: &r.MonthDays, weekdays: &r.Weekdays,
	} {
		if err := set.UnmarshalText([]byte(text)); text != "" && err != nil {
			panic(err)
		}
	}
	return r
}

func workdays(r schedule.Rule, days string) schedule.Rule {
	if err := r.Workdays.UnmarshalText([]byte(days)); err != nil {
		panic(err)
	}
	return r
}

func mustLoad(t *testing.T, name string) *timezone.Zone {
	t.Helper()
	zone, err := timezone.Load(name)
	require.NoError(t, err)
	return zone
}

const allMonths = "jan,feb,mar,apr,may,jun,jul,aug,sep,oct,nov,dec"

func TestFormat(t *testing.T) {
	and, vixie := crontab.Options{Days: crontab.And}, crontab.Options{Days: crontab.Vixie}
	for _, row := range []struct {
		zone    string
		options crontab.Options
		rules   []schedule.Rule
		want    string
	}{
		{"", crontab.Options{}, []schedule.Rule{at("02:30")}, "30 2 * * *"},
		{"", crontab.Options{}, []schedule.Rule{at("02:30", "02:00", "14:00", "14:30")}, "*/30 2,14 * * *"},
		{"", crontab.Options{}, []schedule.Rule{at("02:30", "02:31", "02:41", "02:42", "02:43")}, "30,31,41-43 2 * * *"},
		{"", crontab.Options{}, []schedule.Rule{every("15 minutes", "")}, "*/15 * * * *"},
		{"", crontab.Options{}, []schedule.Rule{every("1 minute", "")}, "* * * * *"},
		{"", crontab.Options{}, []schedule.Rule{every("1 hour", "20:00-06:00")}, "0 0-6,20-23 * * *"}, // past midnight
		{"", crontab.Options{}, []schedule.Rule{every("2 hours", "07:00-19:00")}, "0 7-19/2 * * *"},
		{"", crontab.Options{}, []schedule.Rule{every("7 minutes", "00:00-00:59")}, "0-56/7 0 * * *"}, // */7 would look even
		{"", crontab.Options{}, []schedule.Rule{every("7 hours", "")}, "0 0-21/7 * * *"},
		{"", crontab.Options{}, []schedule.Rule{every("99 hours", "03:10-05:00")}, "10 3 * * *"},
		{"", crontab.Options{}, []schedule.Rule{every("15 minutes", "07:00-18:59")}, "*/15 7-18 * * *"},
		{"", crontab.Options{}, []schedule.Rule{on(at("00:00"), "", "", "mon,tue,wed,thu,fri")}, "0 0 * * 1-5"},
		{"", crontab.Options{}, []schedule.Rule{on(at("00:00"), "", "", "sat,sun")}, "0 0 * * 0,6"},
		{"", crontab.Options{}, []schedule.Rule{on(at("00:00"), "", "", "sun,tue,thu,sat")}, "0 0 * * 0-6/2"},
		{"", crontab.Options{}, []schedule.Rule{on(at("00:00"), "jan,apr,jul,oct", "last", "")}, "0 0 L */3 *"},
		{"", crontab.Options{}, []schedule.Rule{on(at("00:00"), "feb,may,aug", "1,15,last", "")}, "0 0 1,15,L 2-8/3 *"},
		{"", and, []schedule.Rule{on(at("00:00"), "", "13", "fri")}, "0 0 13 * 5"},
		{"", crontab.Options{}, []schedule.Rule{on(at("00:00"), "", "13", ""), on(at("00:00"), "", "", "fri")}, "0 0 13 * 5"},
		{"", crontab.Options{}, []schedule.Rule{on(at("00:00"), "", "", "fri"), on(at("00:00"), "", "13", "")}, "0 0 13 * 5"},
		{"", crontab.Options{}, []schedule.Rule{on(at("00:00"), "", "13", ""), on(at("00:00"), allMonths, "", "fri")}, "0 0 13 * 5"},
		{"", crontab.Options{}, []schedule.Rule{on(at("00:00"), "", "1,-3,last", "")}, "0 0 1,L-2,L * *"},
		{"", crontab.Options{}, []schedule.Rule{workdays(at("00:00"), "15,-3,last")}, "0 0 15W,L-2W,LW * *"},
		{"", crontab.Options{}, []schedule.Rule{workdays(on(at("00:00"), "", "2", ""), "1")}, "0 0 2,1W * *"},
		{"", crontab.Options{}, []schedule.Rule{on(at("00:00"), "", "", "first sun")}, "0 0 * * 0#1"},
		{"", crontab.Options{}, []schedule.Rule{on(at("00:00"), "", "", "mon,wed,last fri,5th sun")}, "0 0 * * 1,3,5L,0#5"},
		{"", crontab.Options{}, []schedule.Rule{workdays(at("00:00"), "1"), on(at("00:00"), "", "", "2nd tue")}, "0 0 1W * 2#2"},
		{"", and, []schedule.Rule{workdays(on(at("00:00"), "", "", "2nd tue"), "8")}, "0 0 8W * 2#2"},
		{"", vixie, []schedule.Rule{on(at("00:00"), "", "1,16,31", "fri")}, "0 0 */15 * 5"},
		{"", vixie, []schedule.Rule{on(at("00:00"), "", "1,7,last", "first fri")}, "0 0 */31,7,L * 5#1"},
		{"", vixie, []schedule.Rule{on(at("00:00"), "", "13", "sun,fri")}, "0 0 13 * */5"},
		{"", vixie, []schedule.Rule{on(at("00:00"), "", "13", ""), on(at("00:00"), "", "", "fri")}, "0 0 13 * 5"},
		{"Etc/UTC", crontab.Options{}, []schedule.Rule{at("02:30")}, "CRON_TZ=Etc/UTC 30 2 * * *"},
		{"Europe/Berlin", crontab.Options{}, []schedule.Rule{every("15 minutes", "")}, "CRON_TZ=Europe/Berlin */15 * * * *"},              // a grid, both
		{"Europe/Berlin", crontab.Options{}, []schedule.Rule{every("1 hour", "07:00-19:00")}, "CRON_TZ=Europe/Berlin 0 7-19 * * *"},       // not at night
		{"Europe/Berlin", crontab.Options{}, []schedule.Rule{every("3 hours", "20:00-06:00")}, "CRON_TZ=Europe/Berlin 0 2,5,20,23 * * *"}, // longer than the hour
	} {
		s, err := schedule.Compile(mustLoad(t, row.zone), timezone.DST{}, row.rules...)
		require.NoError(t, err)
		got, err := crontab.Format(s, date(1970, 1, 1), row.options)
		require.NoError(t, err, s)
		require.Equal(t, row.want, got)
	}
}

func TestFormatInexact(t *testing.T) {
	const both = "want one rule (or two that differ only in their days, one for days of the month" +
		" and one for weekdays, if a date needs to match only one of them)"
	for _, row := range []struct {
		zone  string
		rules []schedule.Rule
		want  string
	}{
		{
			"",
			[]schedule.Rule{every("45 minutes", "")},
			`rule 0: Every "45 minutes": fires at 00:00 but not at 01:00; cron has the same minutes in all its hours`,
		},
		{
			"",
			[]schedule.Rule{every("90 minutes", "")},
			`rule 0: Every "90 minutes": fires at 00:00 but not at 01:00; cron has the same minutes in all its hours`,
		},
		{
			"",
			[]schedule.Rule{every("15 minutes", "07:00-19:00")},
			`rule 0: Window "07:00-19:00": fires at 07:15 but not at 19:15; cron has the same minutes in all its hours`,
		},
		{"", []schedule.Rule{every("15 minutes", "20:00-06:45")}, ""},
		{
			"",
			[]schedule.Rule{every("15 minutes", "20:00-06:30")},
			`rule 0: Window "20:00-06:30, which wraps midnight": fires at 00:45 but not at 06:45; cron has the same minutes in all its hours`,
		},
		{
			"",
			[]schedule.Rule{at("02:00", "06:00", "20:00", "22:15")},
			`rule 0: At "02:00,06:00,20:00,22:15": fires at 02:00 but not at 22:00; cron has the same minutes in all its hours`,
		},
		{
			"",
			[]schedule.Rule{on(at("00:00"), "", "13", "fri")},
			`rule 0: Weekdays "fri": a date has to match the days of the month, 13, too; in this reading of cron one of them is enough`,
		},
		{
			"",
			[]schedule.Rule{on(at("00:00"), "", "", "2nd last fri,last sun")},
			`rule 0: Weekdays "2nd last fri,last sun": cron counts weekdays from the start of the month, and of those from its end has the last`,
		},
		{"", []schedule.Rule{at("00:00"), at("01:00")}, `Rules "2": ` + both},
		{"", []schedule.Rule{on(at("00:00"), "", "13", ""), on(at("01:00"), "", "", "fri")}, `Rules "2": ` + both},
		{"", []schedule.Rule{on(at("00:00"), "jan", "13", ""), on(at("00:00"), "", "", "fri")}, `Rules "2": ` + both},
		{
			"",
			[]schedule.Rule{at("00:00"), on(every("50 minutes", ""), "", "13", "fri")},
			`rule 1: Every "50 minutes": fires at 00:00 but not at 01:00; cron has the same minutes in all its hours` + "\n" +
				`rule 1: Weekdays "fri": a date has to match the days of the month, 13, too; in this reading of cron one of them is enough` + "\n" +
				`Rules "2": ` + both,
		},
		{"Europe/Berlin", []schedule.Rule{every("1 hour", "20:00-06:00")}, // both passes of 02:00; cron's are fixed times
			`rule 0: Every "1 hour": at a clock change, on 2025-10-26T02:00:00+01:00, only one of the schedule and "CRON_TZ=Europe/Berlin 0 0-6,20-23 * * *" fires`},
	} {
		s, err := schedule.Compile(mustLoad(t, row.zone), timezone.DST{}, row.rules...)
		require.NoError(t, err)
		got, err := crontab.Format(s, date(2025, 1, 1), crontab.Options{})
		if row.want == "" {
			require.NoError(t, err)
			continue
		}
		require.EqualError(t, err, row.want)
		require.Empty(t, got)
	}
}

// TestFormatAnd has days that need to match only one restriction, for readers
// that ask for both.
func TestFormatAnd(t *testing.T) {
	s := schedule.MustCompile(nil, timezone.DST{}, on(at("00:00"), "", "13", ""), on(at("00:00"), "", "", "fri"))
	_, err := crontab.Format(s, time.Time{}, crontab.Options{Days: crontab.And})
	require.ErrorContains(t, err, `Rules "2": want one rule`)
}

// TestFormatVixie has days that no field that begins with "*" can hold: neither has
// its first value.
func TestFormatVixie(t *testing.T) {
	s := schedule.MustCompile(nil, timezone.DST{}, on(at("00:00"), "", "13", "fri"))
	_, err := crontab.Format(s, time.Time{}, crontab.Options{Days: crontab.Vixie})
	require.ErrorContains(t, err, `rule 0: Weekdays "fri": a date has to match`)
}

// TestFormatSince has a zone whose last clock change was in February 2019.
func TestFormatSince(t *testing.T) {
	s := schedule.MustCompile(mustLoad(t, "America/Sao_Paulo"), timezone.DST{}, every("1 hour", "20:00-06:00"))
	_, err := crontab.Format(s, date(2019, 1, 1), crontab.Options{})
	require.ErrorContains(t, err, "on 2019-02-16T23:00:00-03:00, only one")
	got, err := crontab.Format(s, date(2019, 3, 1), crontab.Options{})
	require.NoError(t, err)
	require.Equal(t, "CRON_TZ=America/Sao_Paulo 0 0-6,20-23 * * *", got)

	secondPass := time.Date(2019, 2, 17, 2, 0, 0, 0, time.UTC) // where only the grid fires
	_, err = crontab.Format(s, secondPass, crontab.Options{})
	require.Error(t, err)
	_, err = crontab.Format(s, secondPass.Add(1), crontab.Options{})
	require.NoError(t, err)
}

// TestFormatZone has zones whose names are not what they say.
func TestFormatZone(t *testing.T) {
	for _, row := range []struct {
		zone *time.Location
		want string
	}{
		{time.FixedZone("here", 3600), `Zone "here": does not load by its name`},
		{time.FixedZone("", 3600), ""},
		{time.FixedZone("CET", 3600), `only one of the schedule and "CRON_TZ=CET 0 12 * * *" fires`}, // has summer time
		{time.FixedZone("UTC", 3600), `only one of the schedule and "0 12 * * *" fires`},
	} {
		s := schedule.MustCompile(timezone.Of(row.zone), timezone.DST{}, at("12:00"))
		_, err := crontab.Format(s, date(2025, 1, 1), crontab.Options{})
		require.ErrorContains(t, err, row.want)
	}
}

func TestFormatNever(t *testing.T) {
	_, err := crontab.Format(schedule.Schedule{}, time.Time{}, crontab.Options{})
	require.EqualError(t, err, `Rules "0": never fires; every expression does`)
}
