// Package oncalendar reads and writes the calendar expressions of systemd's
// timers, such as "Mon..Fri *-*-* 07..19:00/15 Europe/Berlin" after OnCalendar=.
//
// # Reading
//
// Weekdays, a date, a time of day and a zone, each of them optional, in this
// order and separated by spaces:
//
//	Mon..Fri       weekdays: names, in full or their first three letters, in any
//	Sat,Sun        case; ranges and lists
//	*-*-01         a date: year, month and day, or month and day; the year is *
//	*-*~01         a day counted from the end of the month: 1 is the last
//	02:30          a time: hour and minute, and 00 seconds, as in 02:30:00
//	Europe/Berlin  an IANA zone, or UTC
//
// Without a date every date matches, without a time 00:00. A date must match
// both the weekdays and the days of the month. Each of month, day, hour and
// minute is * or a list, separated by commas, of:
//
//	7         a value
//	1..5      a range, both ends included, which does not wrap
//	0/15      a step from a value on, to the last: 0, 15, 30, 45
//	10..50/20 a step in a range: 10, 30, 50
//
// Counted from the end, ~03 is the last day but two, ~07/1 is the last seven days
// of the month, and ~07/2 every other of these; 28 is the most. In place of
// weekdays, date and time a word may stand, in any case: minutely,
// hourly, daily, weekly (Monday), monthly, yearly, annually, quarterly,
// semiannually.
//
// Refused by name: years, seconds other than 00, their fractions, @ and Unix
// seconds. systemd reads no */15 either; it is 0/15.
//
// # Clock changes
//
// systemd skips a time that does not exist, and of a time that exists twice it
// runs the first, however often the expression fires: "*:00/30" is silent for an
// hour in Berlin on 2025-10-26. [Expression] has that choice; [Options] make
// another. systemd knows no years after 2199; schedules do.
//
// # Writing
//
// [Format] writes an expression if it is exact, in the form that systemd-analyze
// calendar prints as normalized. The first Sunday of the month is "Sun
// *-*-01..07", and the last Friday "Fri *-*~01..07". Otherwise its error lists the parts
// of the schedule without a form here, such as workdays.
package oncalendar
