// Package crontab reads and writes the expressions that cron made common, such
// as "30 2 * * mon-fri".
//
// # What is read
//
// Five fields: minute, hour, day of the month, month, day of the week. Each is
// a list, separated by commas, of:
//
//	7         one value
//	1-5       a range, both ends included
//	*         every value
//	*/15      a step: every 15th value, beginning with the first
//	10-50/20  a step in a range: 10, 30, 50
//	5/15      a step from a value on, to the last: 5, 20, 35, 50
//	jan, mon  names of months and weekdays, in any case; in ranges too
//	L         among the days of the month, the last one
//
// "?" stands for "*" in the two day fields. Sunday is 0 or 7. In place of the
// fields there may be @yearly, @annually, @monthly, @weekly, @daily, @midnight
// or @hourly. CRON_TZ=Europe/Berlin or TZ=Europe/Berlin before the expression
// names the zone.
//
// A day field is restricted unless it is exactly "*" or "?". Where both are, a
// date needs to match only one of them, as cron has it: "0 0 13 * fri" is every
// 13th and every Friday. [Options] can ask for both. Note that "*/1" is
// restricted, and matches every day.
//
// Not read, and refused by name: seconds, commands, the nearest weekday (15W),
// the nth weekday (mon#2) and the last one (5L), days before the last (L-3),
// @reboot and @every.
//
// # Clock changes
//
// An expression says nothing about them; [schedule.Compile] takes a choice. By
// default, minutes of every hour, as in "*/15 * * * *", go on being that far
// apart, and any other times are fixed ones; see package schedule.
//
// # What is written
//
// [Format] writes an expression only where it is exact: read again, and
// compiled with the same choice of daylight saving, it gives a schedule that
// fires at the same instants. Otherwise it says what of the schedule cron
// cannot express.
package crontab
