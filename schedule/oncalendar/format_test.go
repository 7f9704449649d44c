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
