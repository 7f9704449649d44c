package crontab_test

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/crontab"
	"github.com/longcase/longcase/timezone"
)

// TestParse gives each expression in words, which the schedule prints.
func TestParse(t *testing.T) {
	for _, row := range []struct{ expr, want string }{
		{"30 2 * * *", "daily at 02:30, UTC"},
		{"30 2 * * mon-fri", "Mon-Fri at 02:30, UTC"},
		{"30 2 * * 1-5", "Mon-Fri at 02:30, UTC"},
		{" 30\t2  * * *  ", "daily at 02:30, UTC"},
		{"30 02 * * *", "daily at 02:30, UTC"},
		{"0 0 ? * ?", "daily at 00:00, UTC"},
		{"*/15 * * * *", "every 15 minutes, UTC"},
		{"5/15 1 * * *", "daily at 01:05, 01:20, 01:35 and 01:50, UTC"}, // to the field's last value
		{"10-50/20 1 * * *", "daily at 01:10, 01:30 and 01:50, UTC"},
		{"*/60 */24 * * *", "daily at 00:00, UTC"}, // as many as there are values: the first
		{"0 7-19/2 * * *", "every 2 hours from 07:00 to 19:00, UTC"},
		{"0 0 1,15,L * *", "on the 1st, 15th and last day of every month at 00:00, UTC"},
		{"0 0 l * *", "on the last day of every month at 00:00, UTC"},
		{"0 0 31 JAN,Mar-may *", "on the 31st of Jan and Mar-May at 00:00, UTC"},
		{"0 0 29/7 2 *", "on the 29th of Feb at 00:00, UTC"},
		{"0 0 * */6 *", "daily in Jan and Jul at 00:00, UTC"},
		{"0 0 * 1-12 0-6", "daily at 00:00, UTC"},
		{"0 0 * * 0", "Sun at 00:00, UTC"},
		{"0 0 * * 7", "Sun at 00:00, UTC"},
		{"0 0 * * 5-7", "Fri-Sun at 00:00, UTC"},
		{"0 0 * * fri-7", "Fri-Sun at 00:00, UTC"},
		{"0 0 * * */2", "Tue, Thu, Sat and Sun at 00:00, UTC"}, // 0, 2, 4 and 6
		{"0 0 * * 1/2", "Mon, Wed and Fri at 00:00, UTC"},
		{"0 0 * * 7/2", "Sun at 00:00, UTC"},
		{"0 0 13 * 5", "on the 13th of every month at 00:00; Fri at 00:00, UTC"}, // either
		{"0 0 */10 * 5", "on the 1st, 11th, 21st and 31st of every month at 00:00; Fri at 00:00, UTC"},
		{"0 0 */1 * 5", "daily at 00:00, UTC"}, // restricted, and yet every day
		{"0 0 1-31 * 5", "daily at 00:00, UTC"},
		{"0 0 5 * *,1", "daily at 00:00, UTC"},
		{"0 0 30 2 5", "Fri in Feb at 00:00, UTC"}, // 30 February is left out
		{"@yearly", "on the 1st of Jan at 00:00, UTC"},
		{"@annually", "on the 1st of Jan at 00:00, UTC"},
		{"@monthly", "on the 1st of every month at 00:00, UTC"},
		{"@weekly", "Sun at 00:00, UTC"},
		{"@Daily", "daily at 00:00, UTC"},
		{"@midnight", "daily at 00:00, UTC"},
		{"@hourly", "every hour, UTC"},
		{"CRON_TZ=Europe/Berlin 30 2 * * *", "daily at 02:30, Europe/Berlin"},
		{"TZ=Etc/UTC @daily", "daily at 00:00, Etc/UTC"},
		{"CRON_TZ= @daily", "daily at 00:00, UTC"},
	} {
		x, err := crontab.Parse(row.expr, crontab.Options{})
		require.NoError(t, err, row.expr)
		s, err := schedule.Compile(x.Zone, timezone.DST{}, x.Rules...)
		require.NoError(t, err, row.expr)
		require.Equal(t, row.want, s.String(), row.expr)
	}
}

func TestParseAnd(t *testing.T) {
	for _, row := range []struct{ expr, want string }{
		{"0 0 13 * 5", "on the 13th of every month, if it is Fri, at 00:00"},
		{"0 0 1-31 * 5", "Fri at 00:00"},
		{"0 0 13 * *", "on the 13th of every month at 00:00"},
	} {
		x, err := crontab.Parse(row.expr, crontab.Options{Days: crontab.And})
		require.NoError(t, err, row.expr)
		require.Len(t, x.Rules, 1, row.expr)
		require.Equal(t, row.want, x.Rules[0].String(), row.expr)
	}
}

func TestParseErrors(t *testing.T) {
	for _, row := range []struct{ expr, want string }{
		{"60 * * * *", `minute, column 1: "60": want 0 to 59`},
		{"-1 * * * *", `minute, column 1: "": want 0 to 59`},
		{"+1 * * * *", `minute, column 1: "+1": want 0 to 59`},
		{"00001 * * * *", `minute, column 1: "00001": want 0 to 59`},
		{"0 24 * * *", `hour, column 3: "24": want 0 to 23`},
		{"0 0 0 * *", `day of month, column 5: "0": want 1 to 31, or L for the last`},
		{"0 0 * 0 *", `month, column 7: "0": want 1 to 12, or jan to dec`},
		{"0 0 * june *", `month, column 7: "june": want 1 to 12, or jan to dec`},
		{"0 0 * * 8", `day of week, column 9: "8": want 0 to 7, or sun to sat`},
		{"0 0 * * jan", `day of week, column 9: "jan": want 0 to 7, or sun to sat`},
		{"0,,5 0 * * *", `minute, column 3: "": want 0 to 59`},
		{"0, 0 * * *", `minute, column 3: "": want 0 to 59`},
		{"5- 0 * * *", `minute, column 3: "": want 0 to 59`},
		{"1-2-3 0 * * *", `minute, column 3: "2-3": want 0 to 59`},
		{"0 22-6 * * *", `hour, column 3: "22-6": want a range that does not end before it begins`},
		{"0 0 * * fri-sun", `day of week, column 9: "fri-sun": want a range that does not end before it begins; Sunday, as its end, is 7`},
		{"*/0 * * * *", `minute, column 3: "0": want a step of 1 to 60`},
		{"*/ * * * *", `minute, column 3: "": want a step of 1 to 60`},
		{"*/5/5 * * * *", `minute, column 3: "5/5": want a step of 1 to 60`},
		{"*/90 * * * *", `minute, column 3: "90": want a step of 1 to 60; steps do not reach past the field's last value`},
		{"0 0 * * */8", `day of week, column 11: "8": want a step of 1 to 7; steps do not reach past the field's last value`},
		{"? 0 * * *", `minute, column 1: "?": is for the day fields only; want *`},
		{"0 0 ?/2 * *", `day of month, column 5: "?": wants to be alone in its field`},
		{"0 0 15W * *", `day of month, column 5: "15W": the nearest weekday (W) is not supported`},
		{"0 0 LW * *", `day of month, column 5: "LW": the nearest weekday (W) is not supported`},
		{"0 0 L-3 * *", `day of month, column 5: "L-3": L is the last day of the month; what is counted from it is not supported`},
		{"0 0 1,L/2 * *", `day of month, column 7: "L": L is the last day of the month; what is counted from it is not supported`},
		{"0 0 * * mon#2", `day of week, column 9: "mon#2": the nth weekday of a month (#) is not supported`},
		{"0 0 * * 5L", `day of week, column 9: "5L": the last weekday of a month (L) is not supported`},
		{"0 0 0 * * *", `expression, column 11: "*": is one too many; want 5 fields, without seconds and without a command`},
		{"0 0 * * * /bin/true now", `expression, column 11: "/bin/true": is one too many; want 5 fields, without seconds and without a command`},
		{"0 0 * *", `expression, column 8: "": ends too early; want 5 fields: minute, hour, day of month, month, day of week`},
		{"", `expression, column 1: "": ends too early; want 5 fields: minute, hour, day of month, month, day of week`},
		{"@reboot", `expression, column 1: "@reboot": happens at the start of a machine, and at no time that could be computed`},
		{"@every 5m", `expression, column 1: "@every": counts from the start of a program, and not on the calendar; want a step such as */5`},
		{"@fortnightly", `expression, column 1: "@fortnightly": want @yearly, @monthly, @weekly, @daily or @hourly`},
		{"@daily /bin/true", `expression, column 8: "/bin/true": is one too many; want @daily alone`},
		{"TZ=Mars/Olympus @daily", `zone, column 4: "Mars/Olympus": is not in the zone database`},
		{"CRON_TZ=Local @daily", `zone, column 9: "Local": depends on the machine; want an IANA name such as "Europe/Berlin"`},
		{"TZ=UTC", `expression, column 7: "": ends too early; want 5 fields: minute, hour, day of month, month, day of week`},
		{"ü x * * *", "minute, column 1: \"ü\": want 0 to 59\n" + `hour, column 3: "x": want 0 to 23`}, // columns are characters
		{"TZ=x 60 24 0,32 13 9", strings.Join([]string{ // all at once
			`zone, column 4: "x": is not in the zone database`,
			`minute, column 6: "60": want 0 to 59`,
			`hour, column 9: "24": want 0 to 23`,
			`day of month, column 12: "0": want 1 to 31, or L for the last`,
			`day of month, column 14: "32": want 1 to 31, or L for the last`,
			`month, column 17: "13": want 1 to 12, or jan to dec`,
			`day of week, column 20: "9": want 0 to 7, or sun to sat`,
		}, "\n")},
	} {
		x, err := crontab.Parse(row.expr, crontab.Options{})
		require.EqualError(t, err, row.want, row.expr)
		require.Zero(t, x, row.expr)
	}
}

// TestParseNever leaves it to Compile to say that an expression never fires.
func TestParseNever(t *testing.T) {
	x, err := crontab.Parse("0 0 30 2 *", crontab.Options{})
	require.NoError(t, err)
	_, err = schedule.Compile(x.Zone, timezone.DST{}, x.Rules...)
	require.EqualError(t, err, `rule 0: MonthDays "30": never fires: no such date in months feb`)
}

// TestRulesAreSeparate changes one of two rules and looks at the other.
func TestRulesAreSeparate(t *testing.T) {
	x, err := crontab.Parse("0 0 13 * 5", crontab.Options{})
	require.NoError(t, err)
	x.Rules[0].At[0] = 60
	require.Zero(t, x.Rules[1].At[0])
}

func TestDaysText(t *testing.T) {
	for _, days := range []crontab.Days{crontab.Or, crontab.And} {
		text, err := days.MarshalText()
		require.NoError(t, err)
		again := crontab.And
		require.NoError(t, again.UnmarshalText(text))
		require.Equal(t, days, again)
	}
	d := crontab.And
	require.NoError(t, d.UnmarshalText(nil))
	require.Equal(t, crontab.Or, d)
	require.EqualError(t, d.UnmarshalText([]byte("xor")), `days "xor": want or, or and`)
	_, err := crontab.Days(7).MarshalText()
	require.EqualError(t, err, `days "days 7": want or, or and`)
}

// date is a day at midnight in UTC.
func date(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}
