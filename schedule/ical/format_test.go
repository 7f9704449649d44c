package ical_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/ical"
	"github.com/longcase/longcase/timezone"
)

func at(clocks ...string) (r schedule.Rule) {
	for _, text := range clocks {
		c, err := calendar.ParseClock(text)
		if err != nil {
			panic(err)
		}
		r.At = append(r.At, c)
	}
	return r
}

func every(n int, unit calendar.Unit, window string) schedule.Rule {
	r := schedule.Rule{Every: calendar.PeriodOf(n, unit)}
	if err := r.Window.UnmarshalText([]byte(window)); err != nil {
		panic(err)
	}
	return r
}

// on restricts a rule to days of the month and to weekdays.
func on(r schedule.Rule, monthDays, weekdays string) schedule.Rule {
	errDays := r.MonthDays.UnmarshalText([]byte(monthDays))
	errWeekdays := r.Weekdays.UnmarshalText([]byte(weekdays))
	if errDays != nil || errWeekdays != nil {
		panic(monthDays + weekdays)
	}
	return r
}

func mustLoad(t *testing.T, name string) *timezone.Zone {
	t.Helper()
	zone, err := timezone.Load(name)
	require.NoError(t, err)
	return zone
}

var start = time.Date(2025, 1, 31, 2, 10, 0, 0, time.UTC)

func TestFormat(t *testing.T) {
	weekdays := at("02:30")
	weekdays.Weekdays = calendar.WeekdaysOf(time.Monday, time.Friday, time.Sunday)
	lastDay := at("02:30")
	lastDay.MonthDays = calendar.LastDay | calendar.MonthDaysOf(15)
	lastWorkday := at("02:30")
	lastWorkday.Workdays = calendar.LastDay
	both := weekdays
	both.MonthDays, both.Months = calendar.MonthDaysOf(13), calendar.MonthsOf(time.January, time.July)
	gridOnMondays := every(30, calendar.Minute, "")
	gridOnMondays.Weekdays = calendar.WeekdaysOf(time.Monday)
	shift := timezone.DST{Gap: timezone.GapShift, Fold: timezone.FoldFirst}
	for _, row := range []struct {
		zone  string
		dst   timezone.DST
		rules []schedule.Rule
		want  string
	}{
		{"", timezone.DST{}, []schedule.Rule{at("02:30")}, "DTSTART:20250131T023000Z|RRULE:FREQ=DAILY;BYHOUR=2;BYMINUTE=30"},
		{"", timezone.DST{}, []schedule.Rule{at("02:00")}, "DTSTART:20250201T020000Z|RRULE:FREQ=DAILY;BYHOUR=2;BYMINUTE=0"},
		{"", timezone.DST{}, []schedule.Rule{weekdays}, "DTSTART:20250131T023000Z|RRULE:FREQ=WEEKLY;BYDAY=SU,MO,FR;BYHOUR=2;BYMINUTE=30"},
		{"", timezone.DST{}, []schedule.Rule{lastDay}, "DTSTART:20250131T023000Z|RRULE:FREQ=MONTHLY;BYMONTHDAY=15,-1;BYHOUR=2;BYMINUTE=30"},
		{"", timezone.DST{}, []schedule.Rule{on(at("02:30"), "-2,1", "")}, "DTSTART:20250201T023000Z|RRULE:FREQ=MONTHLY;BYMONTHDAY=1,-2;BYHOUR=2;BYMINUTE=30"},
		{"", timezone.DST{}, []schedule.Rule{on(at("02:30"), "", "first sun,2nd last fri")}, "DTSTART:20250202T023000Z|RRULE:FREQ=MONTHLY;BYDAY=-2FR,+1SU;BYHOUR=2;BYMINUTE=30"},
		{"", timezone.DST{}, []schedule.Rule{on(at("02:30"), "", "mon,last fri")}, "DTSTART:20250131T023000Z|RRULE:FREQ=MONTHLY;BYDAY=+1MO,+2MO,+3MO,+4MO,+5MO,-1FR;BYHOUR=2;BYMINUTE=30"},
		{"", timezone.DST{}, []schedule.Rule{on(every(6, calendar.Hour, ""), "", "last fri")}, "DTSTART:20250131T060000Z|RRULE:FREQ=MONTHLY;BYDAY=-1FR;BYHOUR=0,6,12,18;BYMINUTE=0"},
		{"", timezone.DST{}, []schedule.Rule{lastWorkday}, "DTSTART:20250131T023000Z|RRULE:FREQ=MONTHLY;BYSETPOS=-1;BYDAY=MO,TU,WE,TH,FR;BYHOUR=2;BYMINUTE=30"},
		{"", timezone.DST{}, []schedule.Rule{both}, "DTSTART:20250713T023000Z|RRULE:FREQ=MONTHLY;BYMONTH=1,7;BYMONTHDAY=13;BYDAY=SU,MO,FR;BYHOUR=2;BYMINUTE=30"},
		{"", timezone.DST{}, []schedule.Rule{every(1, calendar.Minute, "")}, "DTSTART:20250131T021000Z|RRULE:FREQ=MINUTELY"},
		{"", timezone.DST{}, []schedule.Rule{every(15, calendar.Minute, "")}, "DTSTART:20250131T021500Z|RRULE:FREQ=MINUTELY;INTERVAL=15"},
		{"", timezone.DST{}, []schedule.Rule{every(45, calendar.Minute, "")}, "DTSTART:20250131T021500Z|RRULE:FREQ=MINUTELY;INTERVAL=45"}, // 32 a day
		{"", timezone.DST{}, []schedule.Rule{every(90, calendar.Minute, "")}, "DTSTART:20250131T030000Z|RRULE:FREQ=MINUTELY;INTERVAL=90"},
		{"", timezone.DST{}, []schedule.Rule{gridOnMondays}, "DTSTART:20250203T000000Z|RRULE:FREQ=MINUTELY;INTERVAL=30;BYDAY=MO"},
		{"", timezone.DST{}, []schedule.Rule{every(1, calendar.Hour, "")}, "DTSTART:20250131T030000Z|RRULE:FREQ=HOURLY;BYMINUTE=0"},
		{"", timezone.DST{}, []schedule.Rule{every(2, calendar.Hour, "07:15-11:15")}, "DTSTART:20250131T071500Z|RRULE:FREQ=DAILY;BYHOUR=7,9,11;BYMINUTE=15"},
		{"", timezone.DST{}, []schedule.Rule{at("02:30"), weekdays}, "DTSTART:20250131T023000Z|RRULE:FREQ=DAILY;BYHOUR=2;BYMINUTE=30|RRULE:FREQ=WEEKLY;BYDAY=SU,MO,FR;BYHOUR=2;BYMINUTE=30"},
		{"Europe/Berlin", timezone.DST{}, []schedule.Rule{at("02:30")}, "DTSTART;TZID=Europe/Berlin:20250201T023000|RRULE:FREQ=DAILY;BYHOUR=2;BYMINUTE=30"},
		{"Europe/Berlin", shift, []schedule.Rule{every(1, calendar.Hour, "")}, "DTSTART;TZID=Europe/Berlin:20250131T040000|RRULE:FREQ=HOURLY;BYMINUTE=0"},
		{"Europe/Berlin", timezone.DST{}, []schedule.Rule{every(1, calendar.Hour, "07:00-19:00")}, "DTSTART;TZID=Europe/Berlin:20250131T070000|RRULE:FREQ=DAILY;BYHOUR=7,8,9,10,11,12,13,14,15,16,17,18,19;BYMINUTE=0"},
		{"Asia/Tokyo", timezone.DST{}, []schedule.Rule{every(1, calendar.Hour, "")}, "DTSTART;TZID=Asia/Tokyo:20250131T120000|RRULE:FREQ=HOURLY;BYMINUTE=0"}, // no clock changes
	} {
		s, err := schedule.Compile(mustLoad(t, row.zone), row.dst, row.rules...)
		require.NoError(t, err)
		got, err := ical.Format(s, start, ical.Options{})
		require.NoError(t, err, s)
		require.Equal(t, strings.ReplaceAll(row.want, "|", "\n"), got)
		require.NotContains(t, got, "\r")
	}
}

func TestFormatInexact(t *testing.T) {
	skip := timezone.DST{Gap: timezone.GapSkip}
	for _, row := range []struct {
		zone  string
		dst   timezone.DST
		rules []schedule.Rule
		want  string
	}{
		{
			"",
			timezone.DST{},
			[]schedule.Rule{every(50, calendar.Minute, "")},
			`rule 0: Every "50 minutes": fires at 00:00 but not at 01:00; RFC 5545 has the same minutes in all hours of a rule`,
		},
		{
			"",
			timezone.DST{},
			[]schedule.Rule{every(15, calendar.Minute, "07:00-19:00"), at("02:00", "22:15")},
			`rule 0: Window "07:00-19:00": fires at 07:15 but not at 19:15; RFC 5545 has the same minutes in all hours of a rule` + "\n" +
				`rule 1: At "02:00,22:15": fires at 02:00 but not at 22:00; RFC 5545 has the same minutes in all hours of a rule`,
		},
		{
			"Europe/Berlin",
			timezone.DST{},
			[]schedule.Rule{every(15, calendar.Minute, "")},
			`rule 0: Every "15 minutes": at a clock change, on 2025-10-26T02:00:00+01:00, only one of the schedule and its recurrence fires`,
		},
		{
			"Europe/Berlin", skip,
			[]schedule.Rule{at("02:30")},
			`rule 0: At "02:30": at a clock change, on 2025-03-30T03:30:00+02:00, only one of the schedule and its recurrence fires`,
		},
	} {
		s, err := schedule.Compile(mustLoad(t, row.zone), row.dst, row.rules...)
		require.NoError(t, err)
		got, err := ical.Format(s, start, ical.Options{})
		require.EqualError(t, err, row.want)
		require.Empty(t, got)
	}
}

// TestFormatWorkdays has the workdays that RFC 5545 cannot say.
func TestFormatWorkdays(t *testing.T) {
	middle, twice, beside := at("02:30"), at("02:30", "03:30"), on(at("02:30"), "1", "")
	middle.Workdays = calendar.MonthDaysOf(15)
	twice.Workdays, beside.Workdays = calendar.LastDay, calendar.LastDay
	for _, row := range []struct {
		rule schedule.Rule
		want string
	}{
		{middle, `rule 0: Workdays "15": RFC 5545 has the first and the last workday of a month alone`},
		{twice, `rule 0: Workdays "last": RFC 5545 has workdays at one time of day alone`},
		{beside, `rule 0: Workdays "last": RFC 5545 has workdays beside no other restriction of days`},
	} {
		_, err := ical.Format(schedule.MustCompile(nil, timezone.DST{}, row.rule), start, ical.Options{})
		require.EqualError(t, err, row.want)
	}
}

// TestFormatOptions writes a schedule that skips gaps, for a reader that does so.
func TestFormatOptions(t *testing.T) {
	skip := timezone.DST{Gap: timezone.GapSkip}
	s := schedule.MustCompile(mustLoad(t, "Europe/Berlin"), skip, at("02:30"))
	got, err := ical.Format(s, start, ical.Options{DST: skip})
	require.NoError(t, err)
	require.Equal(t, "DTSTART;TZID=Europe/Berlin:20250201T023000\nRRULE:FREQ=DAILY;BYHOUR=2;BYMINUTE=30", got)
}

// TestFormatPhase has steps that do not meet the start, which another rule sets.
func TestFormatPhase(t *testing.T) {
	for _, row := range []struct {
		minutes int
		want    string
	}{
		{15, "DTSTART:20250131T022000Z\nRRULE:FREQ=DAILY;BYHOUR=2;BYMINUTE=20\nRRULE:FREQ=HOURLY;BYMONTHDAY=1;BYMINUTE=0,15,30,45"},
		{45, ""},
		{20, "DTSTART:20250131T022000Z\nRRULE:FREQ=DAILY;BYHOUR=2;BYMINUTE=20\nRRULE:FREQ=MINUTELY;INTERVAL=20;BYMONTHDAY=1"},
	} {
		firsts := every(row.minutes, calendar.Minute, "")
		firsts.MonthDays = calendar.MonthDaysOf(1)
		got, err := ical.Format(schedule.MustCompile(nil, timezone.DST{}, at("02:20"), firsts), start, ical.Options{})
		require.Equal(t, row.want == "", err != nil)
		require.Equal(t, row.want, got)
	}
}

func TestFormatNever(t *testing.T) {
	_, err := ical.Format(schedule.Schedule{}, start, ical.Options{})
	require.EqualError(t, err, `Rules "0": never fires; a recurrence has at least one occurrence`)

	s := schedule.MustCompile(nil, timezone.DST{}, at("02:30"))
	_, err = ical.Format(s, time.Date(9999, 12, 31, 3, 0, 0, 0, time.UTC), ical.Options{})
	require.EqualError(t, err, `Rules "1": never fires after the start`)
}

// TestFormatZone has zones whose names are not what they say.
func TestFormatZone(t *testing.T) {
	s := schedule.MustCompile(timezone.Of(time.FixedZone("here", 3600)), timezone.DST{}, at("12:00"))
	_, err := ical.Format(s, start, ical.Options{})
	require.EqualError(t, err, `Zone "here": does not load by its name`)

	s = schedule.MustCompile(timezone.Of(time.FixedZone("CET", 3600)), timezone.DST{}, at("12:00")) // has summer time
	_, err = ical.Format(s, start, ical.Options{})
	require.ErrorContains(t, err, "only one of the schedule and its recurrence fires")
}
