// Package crontab reads and writes cron expressions, such as "30 2 * * mon-fri".
//
// # Reading
//
// An expression has five fields: minute, hour, day of the month, month, day of
// the week. Each is a list, separated by commas, of:
//
//	7         one value
//	1-5       a range, both ends included
//	*         every value
//	*/15      a step: every 15th value, from the first
//	10-50/20  a step in a range: 10, 30, 50
//	5/15      a step from a value to the last: 5, 20, 35, 50
//	jan, mon  names of months and weekdays, in any case; in ranges too
//	L         the last day of the month, among the days of the month
//
// "?" stands for "*" in the two day fields. Sunday is 0 or 7. The names @yearly,
// @annually, @monthly, @weekly, @daily, @midnight and @hourly stand for all five
// fields. CRON_TZ=Europe/Berlin or TZ=Europe/Berlin before the expression names
// the zone.
//
// A day field is restricted unless it is exactly "*" or "?". If both are, it is
// enough for a date to match either, as in the crontab of POSIX: "0 0 13 * fri" is
// every 13th and every Friday. Dialects of cron disagree on this. Cronos asks for
// both, which [Options] can choose; cronie looks at the first character of each
// field. Note that "*/1" is a restriction here, and matches every day.
//
// Seconds, commands, the nearest weekday (15W), the nth weekday (mon#2) and the
// last (5L), days before the last (L-3), @reboot and @every are not read. The
// error calls each by its name.
//
// # Clock changes
//
// An expression does not mention them; [schedule.Compile] takes a choice. By
// default, minutes of every hour, as in "*/15 * * * *", keep their distance, and
// other times are fixed; see package schedule.
//
// # Writing
//
// [Format] writes an expression only if it is exact: read again, and compiled with
// the same choice of daylight saving, it fires at the same instants. Otherwise the
// error names the parts of the schedule beyond cron.
package crontab
