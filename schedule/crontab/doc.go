// Package crontab reads and writes cron expressions, such as "30 2 * * mon-fri".
//
// # Reading
//
// An expression has five fields: minute, hour, day of the month, month, day of
// the week. Each is a list, separated by commas, of:
//
//	7         one value
//	1-5       a range, both ends included
//	22-2      a range that wraps: 22, 23, 0, 1, 2
//	*         every value, and so is ?
//	*/15      a step: every 15th value, from the first
//	10-50/20  a step in a range: 10, 30, 50; of 56-3/2, 56, 58, 0 and 2
//	5/15      a step from a value to the last: 5, 20, 35, 50
//	jan, mon  names of months and weekdays, in full or their first three letters,
//	          in any case; in ranges too
//	L         the last day of the month, among the days of the month
//
// Sunday is 0 or 7. The names @yearly, @annually, @monthly, @weekly, @daily,
// @midnight and @hourly stand for all five fields. CRON_TZ=Europe/Berlin or
// TZ=Europe/Berlin before the expression names the zone.
//
// Seconds, years, commands, the nearest weekday (15W), the nth weekday (mon#2) and
// the last (5L), days before the last (L-3), H, @reboot and @every are not read.
// The error calls each by its name.
//
// # Two restricted day fields
//
// The day of the month and the day of the week restrict dates both. If a date has
// to match one of them or both is a question on which crons differ, and [Options]
// choose:
//
//	              0 0 13 * fri          0 0 */2 * fri         0 0 10,* * fri
//	[Or]          13ths and Fridays     odd days and Fridays  Fridays
//	[And]         Fridays, the 13th     Fridays on odd days   Fridays
//	[Vixie]       13ths and Fridays     Fridays on odd days   every day
//
// Or is the reading of robfig/cron and so of Kubernetes, And of Cronos, and Vixie
// of cronie and Debian's cron.
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
