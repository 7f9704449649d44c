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
//
// Days of the month, in lists too, are also:
//
//	L         the last day of the month
//	L-3       the third day before it: the 28th of 31 days
//	15W       the workday nearest to the 15th, Monday to Friday, in the same month:
//	          the 14th for a Saturday, and of 1W Monday the 3rd
//	LW, L-3W  the workday nearest to these
//
// and days of the week, in lists too:
//
//	fri#3     the third Friday of the month; 5 is the most, which few months have
//	friL, 5L  the last Friday of the month
//
// Sunday is 0 or 7, and Friday 5: 6#3, by which Quartz means the third Friday, is a
// Saturday here, as in every cron with five fields. A day that a month lacks has no
// workday either: 31W is silent in February. The names @yearly, @annually,
// @monthly, @weekly, @daily, @midnight and @hourly stand for all five fields.
// CRON_TZ=Europe/Berlin or TZ=Europe/Berlin before the expression names the zone.
//
// Seconds, years, commands, H, @reboot and @every are not read. The error calls each
// by its name. Cronos reads W beside no other day, and refuses 1,2W.
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
// [Format] writes an expression only if it is exact: read again with the same
// options, and compiled with the same choice of daylight saving, it fires at the same
// instants. Otherwise the error names the parts of the schedule beyond cron, such as
// the last Friday but one. L, W and # are written where they are needed, and fewer
// crons read them than the rest: robfig/cron and cronie do not.
package crontab
