package oncalendar_test

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/oncalendar"
	"github.com/longcase/longcase/timezone"
)

// TestParse gives each expression in words, which the schedule prints.
func TestParse(t *testing.T) {
	for _, row := range []struct{ expr, want string }{
		{"Mon..Fri *-*-* 07..19:00/15 Europe/Berlin", "Mon-Fri every 15 minutes from 07:00 to 19:45, Europe/Berlin"},
		{"02:30", "daily at 02:30, UTC"},
		{"02:30:00", "daily at 02:30, UTC"},
		{"2:30:0.000", "daily at 02:30, UTC"},
		{"  *-*-*   02:30  Europe/Berlin ", "daily at 02:30, Europe/Berlin"},
		{"*-* 02:30", "daily at 02:30, UTC"},
		{"02:30 utc", "daily at 02:30, UTC"},
		{"Mon", "Mon at 00:00, UTC"},
		{"monday,WEDNESDAY..fri", "Mon and Wed-Fri at 00:00, UTC"},
		{"mon-fri 12:00", "Mon-Fri at 12:00, UTC"}, // an older form
		{"Sat, 12:00", "Sat at 12:00, UTC"},        // as systemd has it
		{"Mon..Sun", "daily at 00:00, UTC"},
		{"Mon UTC", "Mon at 00:00, UTC"},
		{"05-01", "on the 1st of May at 00:00, UTC"},
		{"*-1..3,11-1,15 6:00", "on the 1st and 15th of Jan-Mar and Nov at 06:00, UTC"},
		{"*-*-1/10", "on the 1st, 11th, 21st and 31st of every month at 00:00, UTC"},
		{"*-*-01..31", "daily at 00:00, UTC"},
		{"Fri *-*-13", "on the 13th of every month, if it is Fri, at 00:00, UTC"}, // both
		{"*-*~1", "on the last day of every month at 00:00, UTC"},
		{"*~01", "on the last day of every month at 00:00, UTC"},
		{"*-*~1..3/5", "on the last day of every month at 00:00, UTC"},
		{"*-*~3", "on the 3rd last day of every month at 00:00, UTC"},
		{"*-*~07/3,2", "on the 7th last day, 4th last day, 2nd last day and last day of every month at 00:00, UTC"},
		{"*-*~*", "daily at 00:00, UTC"},
		{"*:0/15", "every 15 minutes, UTC"},
		{"*:*", "every minute, UTC"},
		{"5..10/20:00", "daily at 05:00, UTC"}, // a step past the range
		{"00000002:00", "daily at 02:00, UTC"},
		{"minutely", "every minute, UTC"},
		{"hourly", "every hour, UTC"},
		{"Daily", "daily at 00:00, UTC"},
		{"weekly Europe/Berlin", "Mon at 00:00, Europe/Berlin"},
		{"monthly", "on the 1st of every month at 00:00, UTC"},
		{"quarterly", "on the 1st of Jan, Apr, Jul and Oct at 00:00, UTC"},
		{"semiannually", "on the 1st of Jan and Jul at 00:00, UTC"},
		{"bi-annually", "on the 1st of Jan and Jul at 00:00, UTC"},
		{"yearly", "on the 1st of Jan at 00:00, UTC"},
		{"annually", "on the 1st of Jan at 00:00, UTC"},
	} {
		x, err := oncalendar.Parse(row.expr, oncalendar.Options{})
		require.NoError(t, err, row.expr)
		s, err := schedule.Compile(x.Zone, x.DST, x.Rules...)
		require.NoError(t, err, row.expr)
		require.Equal(t, row.want, words(s), row.expr)
	}
}

// words returns a schedule in words, without its choice for clock changes.
func words(s schedule.Schedule) string {
	text := s.String()
	if i := strings.Index(text, " ("); i > 0 {
		text = text[:i]
	}
	return text
}

func TestParseErrors(t *testing.T) {
	for _, row := range []struct{ expr, want string }{
		{"*-*~40", `column 5: day from the end "40": want 1 to 28`},
		{"mon..", `column 6: weekday "": want Mon to Sun, or a word such as daily or weekly`},
		{"", `column 1: expression "": want a date such as *-*-01, a time such as 02:30, or a word such as daily`},
		{"Fri..Mon", `column 1: weekday "Fri..Mon": want a range that does not end before it begins; weeks begin with Monday`},
		{"Mondays", `column 1: weekday "Mondays": want Mon to Sun, or a word such as daily or weekly`},
		{"fortnightly", `column 1: weekday "fortnightly": want Mon to Sun, or a word such as daily or weekly`},
		{"12", `column 1: date "12": want year-month-day or month-day, such as *-*-01, or a time with a colon`},
		{"*-*-*-*", `column 1: date "*-*-*-*": want year-month-day or month-day, such as *-*-01, or a time with a colon`},
		{"2025-01-01", `column 1: year "2025": want *: schedules have no years`},
		{"2020..2030-*-*", `column 1: year "2020..2030": want *: schedules have no years`},
		{"@1700000000", `column 1: date "@1700000000": want a date such as *-*-01: an expression of one instant has no schedule`},
		{"*:*:30", `column 5: second "30": want 00: schedules are on whole minutes`},
		{"*:*:0/20", `column 5: second "0/20": want 00: schedules are on whole minutes`},
		{"*:*:00.5", `column 5: second "00.5": want 00: schedules are on whole minutes`},
		{"*:*:*", `column 5: second "*": want 00: schedules are on whole minutes`},
		{"1:2:3:4", `column 1: time "1:2:3:4": want hour:minute, such as 02:30`},
		{"24:00", `column 1: hour "24": want 0 to 23`},
		{"12:60", `column 4: minute "60": want 0 to 59`},
		{":30", `column 1: hour "": want 0 to 23, or *`},
		{"+1:30", `column 1: hour "+1": want 0 to 23`},
		{"22..2:00", `column 1: hour "22..2": want a range that does not end before it begins`},
		{"*/15:00", `column 1: hour "*": want 0 to 23; * stands alone, and steps begin with a value, as 0/2`},
		{"*,1:00", `column 1: hour "*": want 0 to 23; * stands alone, and steps begin with a value, as 0/2`},
		{"0:5/0", `column 5: step "0": want a number from 1 on`},
		{"0:58/2", `column 3: minute "58/2": want a step with a second value: a number after / of at most 1`},
		{"0:9999999999", `column 3: minute "9999999999": want 0 to 59`},
		{"*-13-01", `column 3: month "13": want 1 to 12`},
		{"*-*-32", `column 5: day of month "32": want 1 to 31`},
		{"*-*-1..", `column 8: day of month "": want 1 to 31, or *`},
		{"*-*~29", `column 5: day from the end "29": want 1 to 28`},
		{"*-*~3/3", `column 5: day from the end "3/3": want a step with a second value: a number after / of at most 2`},
		{"*-*~3..1", `column 5: day from the end "3..1": want a range that does not end before it begins`},
		{"*-*~0", `column 5: day from the end "0": want 1 to 28`},
		{"02:00 Mars/Olympus", `column 7: zone "Mars/Olympus": want UTC, or a name in the zone database such as Europe/Berlin`},
		{"02:00 Local", `column 7: zone "Local": want UTC, or a name in the zone database such as Europe/Berlin`},
		{"02:00 *-*-*", `column 7: expression "*-*-*": want weekdays, a date, a time and a zone, in this order`},
		{"daily 02:00", `column 7: expression "02:00": want nothing but a zone after a word`},
		{"ü:x", "column 1: hour \"ü\": want 0 to 23\n" + `column 3: minute "x": want 0 to 59`}, // columns are characters
		{"Mo 2025-0-0 24:60:1 Nowhere", strings.Join([]string{ // all at once
			`column 21: zone "Nowhere": want UTC, or a name in the zone database such as Europe/Berlin`,
			`column 1: weekday "Mo": want Mon to Sun, or a word such as daily or weekly`,
			`column 4: year "2025": want *: schedules have no years`,
			`column 9: month "0": want 1 to 12`,
			`column 11: day of month "0": want 1 to 31`,
			`column 19: second "1": want 00: schedules are on whole minutes`,
			`column 13: hour "24": want 0 to 23`,
			`column 16: minute "60": want 0 to 59`,
		}, "\n")},
	} {
		x, err := oncalendar.Parse(row.expr, oncalendar.Options{})
		require.EqualError(t, err, row.want, row.expr)
		require.Zero(t, x, row.expr)
		var problem *calendar.ParseError
		require.ErrorAs(t, err, &problem, row.expr)
	}
}

// TestParseDST keeps a choice that is made, and makes systemd's where none is.
func TestParseDST(t *testing.T) {
	for _, row := range []struct{ dst, want timezone.DST }{
		{timezone.DST{}, timezone.DST{Gap: timezone.GapSkip, Fold: timezone.FoldFirst}},
		{timezone.DST{Gap: timezone.GapShift}, timezone.DST{Gap: timezone.GapShift, Fold: timezone.FoldFirst}},
		{timezone.DST{Fold: timezone.FoldBoth}, timezone.DST{Gap: timezone.GapSkip, Fold: timezone.FoldBoth}},
	} {
		x, err := oncalendar.Parse("daily", oncalendar.Options{DST: row.dst})
		require.NoError(t, err)
		require.Equal(t, row.want, x.DST)
	}
}

// TestParseNever leaves it to Compile to say that an expression never fires.
func TestParseNever(t *testing.T) {
	x, err := oncalendar.Parse("*-02-30", oncalendar.Options{})
	require.NoError(t, err)
	_, err = schedule.Compile(x.Zone, x.DST, x.Rules...)
	require.ErrorContains(t, err, "never fires")
}

// date is a day at midnight in UTC.
func date(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}
