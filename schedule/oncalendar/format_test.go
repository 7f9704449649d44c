package oncalendar_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/oncalendar"
	"github.com/longcase/longcase/timezone"
)

// TestFormat writes expressions in systemd's normalized form.
func TestFormat(t *testing.T) {
	for _, row := range []struct{ expr, want string }{
		{"daily", "*-*-* 00:00:00 UTC"},
		{"weekly Europe/Berlin", "Mon *-*-* 00:00:00 Europe/Berlin"},
		{"quarterly", "*-01/3-01 00:00:00 UTC"},
		{"Fri,Sat,Sun,Mon", "Mon,Fri..Sun *-*-* 00:00:00 UTC"},
		{"Sat..Sun", "Sat,Sun *-*-* 00:00:00 UTC"},
		{"*:0/15", "*-*-* *:00/15:00 UTC"},
		{"*:5/15", "*-*-* *:05/15:00 UTC"},
		{"*:00,30", "*-*-* *:00/30:00 UTC"},
		{"*:20..50/10", "*-*-* *:20..50/10:00 UTC"}, // another step could begin sooner
		{"1,2,3,7:10,20", "*-*-* 01..03,07:10,20:00 UTC"},
		{"22,23:00", "*-*-* 22,23:00:00 UTC"},
		{"*-*~1", "*-*~01 00:00:00 UTC"},
		{"*-*~07/1", "*-*~01..07 00:00:00 UTC"},
		{"*-*~7/2", "*-*~07/2 00:00:00 UTC"},
		{"*-*~8/2", "*-*~08/2 00:00:00 UTC"},
		{"*-*~3..9/3", "*-*~09/3 00:00:00 UTC"},
		{"*-*~4..10/3", "*-*~04..10/3 00:00:00 UTC"}, // an open step would come down to 1
		{"*-*~1..28", "*-*~01..28 00:00:00 UTC"},     // not all days of a longer month
		{"*-*~25,12", "*-*~25/13 00:00:00 UTC"},      // as a list, systemd refuses some of them
		{"*-*~25,14", "*-*~14,25 00:00:00 UTC"},
		{"*-*-31", "*-*-31 00:00:00 UTC"},
		{"*-*-1..31", "*-*-* 00:00:00 UTC"},
	} {
		x, err := oncalendar.Parse(row.expr, oncalendar.Options{})
		require.NoError(t, err, row.expr)
		s := schedule.MustCompile(x.Zone, x.DST, x.Rules...)
		written, err := oncalendar.Format(s, time.Time{}, oncalendar.Options{})
		require.NoError(t, err, row.expr)
		require.Equal(t, row.want, written, row.expr)
	}
}

func TestFormatErrors(t *testing.T) {
	berlin, err := timezone.Load("Europe/Berlin")
	require.NoError(t, err)
	skip := timezone.DST{Gap: timezone.GapSkip, Fold: timezone.FoldFirst}
	night := schedule.Rule{At: []calendar.Clock{calendar.ClockOf(2, 30)}}
	noon := schedule.Rule{At: []calendar.Clock{calendar.ClockOf(12, 0)}}
	ends := noon
	ends.MonthDays = calendar.MonthDaysOf(1) | calendar.LastDay
	workday := noon
	workday.Workdays = calendar.MonthDaysOf(15)
	uneven := schedule.Rule{Every: calendar.PeriodOf(45, calendar.Minute)}
	quarters := schedule.Rule{Every: calendar.PeriodOf(15, calendar.Minute)}
	for name, row := range map[string]struct {
		schedule schedule.Schedule
		since    time.Time
		want     string
	}{
		"nothing": {schedule.Schedule{}, time.Time{}, `Rules "0": never fires; every expression does`},
		"two": {
			schedule.MustCompile(nil, skip, noon, ends),
			time.Time{},
			`Rules "2": want one rule; a timer takes several OnCalendar= lines`,
		},
		"both ends of the month": {
			schedule.MustCompile(nil, skip, ends),
			time.Time{},
			`rule 0: MonthDays "1,last": mixes days counted from the start of the month with days from its end, and an expression has either`,
		},
		"workdays": {
			schedule.MustCompile(nil, skip, workday),
			time.Time{},
			`rule 0: Workdays "15": an expression has no workdays`,
		},
		"far from the end": {
			schedule.MustCompile(nil, skip, onDays(-29, -1)),
			time.Time{},
			`rule 0: MonthDays "-29,last": an expression counts at most 28 days from the end of the month`,
		},
		"far from the end in a list": {
			schedule.MustCompile(nil, skip, onDays(-20, -28)),
			time.Time{},
			`rule 0: MonthDays "-28,-20": systemd refuses ~20,28, a list of days so far from the end`,
		},
		"weeks of two kinds": {
			schedule.MustCompile(nil, skip, onWeekdays("first mon,last tue")),
			time.Time{},
			`rule 0: Weekdays "first mon,last tue": an expression has weekdays of one choice of weeks alone`,
		},
		"weeks from both ends": {
			schedule.MustCompile(nil, skip, onWeekdays("first mon,last mon")),
			time.Time{},
			`rule 0: MonthDays "1,2,3,4,5,6,7,-7,-6,-5,-4,-3,-2,last": mixes days counted from the start of the month with days from its end, and an expression has either`,
		},
		"no product": {
			schedule.MustCompile(nil, skip, uneven),
			time.Time{},
			`rule 0: Every "45 minutes": fires at 00:00 but not at 01:00; an expression has the same minutes in all its hours`,
		},
		"shifted": {
			schedule.MustCompile(berlin, timezone.DST{}, night), date(2025, 1, 1),
			`rule 0: At "02:30": at a clock change, on 2025-03-30T03:30:00+02:00, only one of the schedule and "*-*-* 02:30:00 Europe/Berlin" fires`,
		},
		"both passes": {
			schedule.MustCompile(berlin, timezone.DST{}, quarters), date(2025, 6, 1),
			`rule 0: Every "15 minutes": at a clock change, on 2025-10-26T02:00:00+01:00, only one of the schedule and "*-*-* *:00/15:00 Europe/Berlin" fires`,
		},
	} {
		written, err := oncalendar.Format(row.schedule, row.since, oncalendar.Options{})
		require.EqualError(t, err, row.want, name)
		require.Empty(t, written, name)
	}
}

// onDays returns a rule of days of the month, at noon.
func onDays(days ...int) schedule.Rule {
	return schedule.Rule{At: []calendar.Clock{calendar.ClockOf(12, 0)}, MonthDays: calendar.MonthDaysOf(days...)}
}

// onWeekdays returns a rule of weekdays, at noon.
func onWeekdays(text string) schedule.Rule {
	days, err := calendar.ParseWeekdays(text)
	if err != nil {
		panic(err)
	}
	return schedule.Rule{At: []calendar.Clock{calendar.ClockOf(12, 0)}, Weekdays: days}
}

// TestFormatWeeks writes weekdays of some weeks of the month.
func TestFormatWeeks(t *testing.T) {
	skip := timezone.DST{Gap: timezone.GapSkip, Fold: timezone.FoldFirst}
	for weekdays, want := range map[string]string{
		"first sun":                   "Sun *-*-01..07 12:00:00 UTC",
		"3rd mon,3rd tue":             "Mon,Tue *-*-15..21 12:00:00 UTC",
		"first fri,3rd fri":           "Fri *-*-01..07,15..21 12:00:00 UTC",
		"5th sat":                     "Sat *-*-29..31 12:00:00 UTC",
		"last fri":                    "Fri *-*~01..07 12:00:00 UTC",
		"2nd last fri":                "Fri *-*~08..14 12:00:00 UTC",
		"4th last wed":                "Wed *-*~22..28 12:00:00 UTC",
		"mon,wed":                     "Mon,Wed *-*-* 12:00:00 UTC",
		"mon,tue,wed,thu,fri,sat,sun": "*-*-* 12:00:00 UTC",
	} {
		s := schedule.MustCompile(nil, skip, onWeekdays(weekdays))
		written, err := oncalendar.Format(s, time.Time{}, oncalendar.Options{})
		require.NoError(t, err, weekdays)
		require.Equal(t, want, written)
	}
}

// TestFormatDST writes what the same options read, with defaults for what
// depends on the rule.
func TestFormatDST(t *testing.T) {
	berlin, err := timezone.Load("Europe/Berlin")
	require.NoError(t, err)
	options := oncalendar.Options{DST: timezone.DST{Gap: timezone.GapShift}}
	s := schedule.MustCompile(berlin, timezone.DST{}, schedule.Rule{At: []calendar.Clock{calendar.ClockOf(2, 30)}})
	written, err := oncalendar.Format(s, time.Time{}, options)
	require.NoError(t, err)
	require.Equal(t, "*-*-* 02:30:00 Europe/Berlin", written)
}
