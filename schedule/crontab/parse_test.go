package crontab_test

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/calendar"
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
		{"0 0 */1 * 5", "Fri at 00:00, UTC"}, // as with *: both must match
		{"0 0 ?/1 * 5", "Fri at 00:00, UTC"},
		{"0 0 */2 * 5", "on the 1st, 3rd, 5th, 7th, 9th, 11th, 13th, 15th, 17th, 19th, 21st, 23rd, 25th, 27th, 29th and 31st of every month at 00:00; Fri at 00:00, UTC"},
		{"0 0 1-31 * 5", "daily at 00:00, UTC"},
		{"0 0 5 * 1,*", "on the 5th of every month at 00:00, UTC"},
		{"0 22-2 * * fri-mon", "Mon and Fri-Sun at 00:00, 01:00, 02:00, 22:00 and 23:00, UTC"}, // ranges wrap
		{"56-3/2 1 * nov-mar *", "daily in Jan-Mar, Nov and Dec at 01:00, 01:02, 01:56 and 01:58, UTC"},
		{"0 0 30-3/2 * *", "on the 1st, 3rd and 30th of every month at 00:00, UTC"}, // 32 is the 1st
		{"0 0 * * sat-tue/2", "Mon and Sat at 00:00, UTC"},
		{"0 0 * * 7-1", "Mon and Sun at 00:00, UTC"},
		{"0 0 * * fri-sun", "Fri-Sun at 00:00, UTC"},
		{"0 0 * September-DECEMBER tuesday,Wed", "Tue and Wed in Sep-Dec at 00:00, UTC"},
		{"? ?/12 * * *", "daily at 120 times from 00:00 to 12:59, UTC"},
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

// TestParseDays reads days with an L, a W or a #, as the two restrictions of each rule.
func TestParseDays(t *testing.T) {
	for _, row := range []struct{ days, weekdays, want string }{
		{"L", "*", "last *"},
		{"l-3,1", "*", "1,-4 *"},
		{"L-0,L-30", "*", "-31,last *"},
		{"15W", "*", "workday 15 *"},
		{"L-3,lw,L-2W", "*", "-4,workday -3,last workday *"},
		{"1,2W", "*", "1,workday 2 *"}, // Cronos refuses it
		{"*,2W", "*", "* *"},
		{"*", "fri#3", "* 3rd fri"},
		{"*", "6#3", "* 3rd sat"}, // in Quartz, where Sunday is 1, a Friday
		{"*", "0#1,7#2,mondayL", "* last mon,first sun,2nd sun"},
		{"*", "mon,mon#2,7l", "* mon,last sun"},
		{"*", "*/2,mon#5", "* 5th mon,tue,thu,sat,sun"},
		{"*", "0-5,sat#1,sat#2,sat#3,sat#4,sat#5", "* *"},
		{"1W", "fri#2", "workday 1 *; * 2nd fri"},
		{"1W", "*/1", "workday 1 *"},
		{"L,L-1,L-2,L-3,L-4,L-5,L-6,1-24", "fri", "* *"}, // all days of every month
	} {
		x, err := crontab.Parse("0 0 "+row.days+" * "+row.weekdays, crontab.Options{})
		require.NoError(t, err, row)
		var rules []string
		for _, r := range x.Rules {
			rules = append(rules, calendar.DaysText(r.MonthDays, r.Workdays)+" "+r.Weekdays.String())
		}
		require.Equal(t, row.want, strings.Join(rules, "; "), row)
	}
	// February has no 31st, and so no workday nearest to it.
	x, err := crontab.Parse("0 0 31W 2 fri#2", crontab.Options{})
	require.NoError(t, err)
	require.Len(t, x.Rules, 1)
}

// TestParseVixie has the expressions on which the readings differ.
func TestParseVixie(t *testing.T) {
	for _, row := range []struct{ expr, or, vixie string }{
		{"0 0 13 * 5", "on the 13th of every month at 00:00; Fri at 00:00, UTC", "on the 13th of every month at 00:00; Fri at 00:00, UTC"},
		{"0 0 */15 * 5", "on the 1st, 16th and 31st of every month at 00:00; Fri at 00:00, UTC", "on the 1st, 16th and 31st of every month, if it is Fri, at 00:00, UTC"},
		{"0 0 13 * */3", "on the 13th of every month at 00:00; Wed, Sat and Sun at 00:00, UTC", "on the 13th of every month, if it is Wed, Sat or Sun, at 00:00, UTC"},
		{"0 0 *,10 * 5", "Fri at 00:00, UTC", "Fri at 00:00, UTC"},
		{"0 0 10,* * 5", "Fri at 00:00, UTC", "daily at 00:00, UTC"},
		{"0 0 ? * 5", "Fri at 00:00, UTC", "Fri at 00:00, UTC"},
	} {
		for days, want := range map[crontab.Days]string{crontab.Or: row.or, crontab.Vixie: row.vixie} {
			x, err := crontab.Parse(row.expr, crontab.Options{Days: days})
			require.NoError(t, err, row.expr)
			s, err := schedule.Compile(x.Zone, timezone.DST{}, x.Rules...)
			require.NoError(t, err, row.expr)
			require.Equal(t, want, s.String(), "%s, %v", row.expr, days)
		}
	}
}

// wantDay is the error for an item with an L or a W in the third field.
func wantDay(item string) string {
	return `column 5: day of month "` + item + `": want 1 to 31, L for the last day, L-1 to L-30 for days before it,` +
		` or one of these and W for the nearest workday`
}

func TestParseErrors(t *testing.T) {
	for _, row := range []struct{ expr, want string }{
		{"60 * * * *", `column 1: minute "60": want 0 to 59`},
		{"-1 * * * *", `column 1: minute "": want 0 to 59`},
		{"+1 * * * *", `column 1: minute "+1": want 0 to 59`},
		{"00001 * * * *", `column 1: minute "00001": want 0 to 59`},
		{"0 24 * * *", `column 3: hour "24": want 0 to 23`},
		{"0 0 0 * *", `column 5: day of month "0": want 1 to 31, or L for the last day`},
		{"0 0 * 0 *", `column 7: month "0": want 1 to 12, or jan to dec`},
		{"0 0 * juni *", `column 7: month "juni": want 1 to 12, or jan to dec`},
		{"0 0 * * 8", `column 9: day of week "8": want 0 to 7, or sun to sat`},
		{"0 0 * * jan", `column 9: day of week "jan": want 0 to 7, or sun to sat`},
		{"0,,5 0 * * *", `column 3: minute "": want 0 to 59`},
		{"0, 0 * * *", `column 3: minute "": want 0 to 59`},
		{"5- 0 * * *", `column 3: minute "": want 0 to 59`},
		{"1-2-3 0 * * *", `column 3: minute "2-3": want 0 to 59`},
		{"*/0 * * * *", `column 3: minute "0": want a step of 1 to 60`},
		{"*/ * * * *", `column 3: minute "": want a step of 1 to 60`},
		{"*/5/5 * * * *", `column 3: minute "5/5": want a step of 1 to 60`},
		{"*/90 * * * *", `column 3: minute "90": want a step of 1 to 60; steps do not reach past the field's last value`},
		{"0 0 * * */8", `column 11: day of week "8": want a step of 1 to 7; steps do not reach past the field's last value`},
		{"?-5 0 * * *", `column 1: minute "?": want 0 to 59`},
		{"*-5 0 * * *", `column 1: minute "*": want 0 to 59`},
		{"H H(0-3) H/2 * *", strings.Join([]string{
			`column 1: minute "H": want 0 to 59; H, which spreads jobs by a hash of their names, is not supported`,
			`column 3: hour "H(0": want 0 to 23; H, which spreads jobs by a hash of their names, is not supported`,
			`column 10: day of month "H": want 1 to 31, or L for the last day; H, which spreads jobs by a hash of their names, is not supported`,
		}, "\n")},
		{"0 0 0W * *", wantDay("0W")},
		{"0 0 32W * *", wantDay("32W")},
		{"0 0 W * *", wantDay("W")},
		{"0 0 WL * *", wantDay("WL")},
		{"0 0 1LW * *", wantDay("1LW")},
		{"0 0 L-31 * *", wantDay("L-31")},
		{"0 0 L- * *", wantDay("L-")},
		{"0 0 L3 * *", wantDay("L3")},
		{"0 0 3L * *", wantDay("3L")},
		{"0 0 1-2W * *", wantDay("1-2W")},
		{"0 0 1/2W * *", wantDay("1/2W")},
		{"0 0 L/2 * *", wantDay("L/2")},
		{"0 0 L-3-1 * *", wantDay("L-3-1")},
		{"0 0 mon * *", `column 5: day of month "mon": want 1 to 31, or L for the last day`},
		{"0 0 1#1 * *", `column 5: day of month "1#1": want 1 to 31, or L for the last day`},
		{"0 0 * * L", `column 9: day of week "L": want 0 to 7, or sun to sat; L needs a weekday before it, as in friL`},
		{"0 0 * * W", `column 9: day of week "W": want 0 to 7, or sun to sat`},
		{"0 0 * * 8L", `column 9: day of week "8": want 0 to 7, or sun to sat`},
		{"0 0 * * sat,friL-1", `column 13: day of week "friL": want 0 to 7, or sun to sat`},
		{"0 0 * * fri#0", `column 13: day of week "0": want 1 to 5 after #, for the first to the fifth of the month`},
		{"0 0 * * fri#6", `column 13: day of week "6": want 1 to 5 after #, for the first to the fifth of the month`},
		{"0 0 * * fri#", `column 13: day of week "": want 1 to 5 after #, for the first to the fifth of the month`},
		{"0 0 * * fri#L", `column 13: day of week "L": want 1 to 5 after #, for the first to the fifth of the month`},
		{"0 0 * * #2", `column 9: day of week "": want 0 to 7, or sun to sat`},
		{"0 0 * * 1-5#2", `column 9: day of week "1-5": want 0 to 7, or sun to sat`},
		{"0 0 * * *#2", `column 9: day of week "*": want 0 to 7, or sun to sat`},
		{"0 0 0 * * *", `column 11: expression "*": want 5 fields, without seconds, a year or a command`},
		{"0 0 * * * /bin/true now", `column 11: expression "/bin/true": want 5 fields, without seconds, a year or a command`},
		{"0 0 * *", `column 8: expression "": want 5 fields: minute, hour, day of month, month, day of week`},
		{"", `column 1: expression "": want 5 fields: minute, hour, day of month, month, day of week`},
		{"@reboot", `column 1: expression "@reboot": want @yearly, @monthly, @weekly, @daily or @hourly; @reboot is the start of a machine, which no calendar knows`},
		{"@every 5m", `column 1: expression "@every": want @yearly, @monthly, @weekly, @daily or @hourly, or a step such as */5; @every counts from the start of a program, not on the calendar`},
		{"@fortnightly", `column 1: expression "@fortnightly": want @yearly, @monthly, @weekly, @daily or @hourly`},
		{"@daily /bin/true", `column 8: expression "/bin/true": want @daily alone`},
		{"TZ=Mars/Olympus @daily", `column 4: zone "Mars/Olympus": want an IANA name such as Europe/Berlin; it is not in the zone database`},
		{"CRON_TZ=Local @daily", `column 9: zone "Local": want an IANA name such as Europe/Berlin; it depends on the machine`},
		{"TZ=UTC", `column 7: expression "": want 5 fields: minute, hour, day of month, month, day of week`},
		{"ü x * * *", "column 1: minute \"ü\": want 0 to 59\n" + `column 3: hour "x": want 0 to 23`}, // columns are characters
		{"TZ=x 60 24 0,32 13 9", strings.Join([]string{ // all at once
			`column 4: zone "x": want an IANA name such as Europe/Berlin; it is not in the zone database`,
			`column 6: minute "60": want 0 to 59`,
			`column 9: hour "24": want 0 to 23`,
			`column 12: day of month "0": want 1 to 31, or L for the last day`,
			`column 14: day of month "32": want 1 to 31, or L for the last day`,
			`column 17: month "13": want 1 to 12, or jan to dec`,
			`column 20: day of week "9": want 0 to 7, or sun to sat`,
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
	for _, days := range []crontab.Days{crontab.Or, crontab.And, crontab.Vixie} {
		text, err := days.MarshalText()
		require.NoError(t, err)
		again := crontab.And
		require.NoError(t, again.UnmarshalText(text))
		require.Equal(t, days, again)
	}
	d := crontab.And
	require.NoError(t, d.UnmarshalText(nil))
	require.Equal(t, crontab.Or, d)
	require.EqualError(t, d.UnmarshalText([]byte("xor")), `days "xor": want "or", "and" or "vixie"`)
	_, err := crontab.Days(7).MarshalText()
	require.EqualError(t, err, `days "7": want "or", "and" or "vixie"`)
}

// date is a day at midnight in UTC.
func date(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}
