// Package ical reads and writes recurrences of RFC 5545: the lines DTSTART, RRULE,
// RDATE and EXDATE of a calendar file.
//
//	DTSTART;TZID=Europe/Berlin:20250101T023000
//	RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1
//	EXDATE;TZID=Europe/Berlin:20250430T023000
//
// # Meaning
//
// A rule names wall times, and the zone turns them into instants. A wall time
// skipped by a clock change is read with the offset in force before the change, and
// of a repeated wall time the first pass is taken (section 3.3.5); [Options]
// can choose otherwise. Start, COUNT and the BY parts are about wall times; UNTIL,
// RDATE and EXDATE are about instants. COUNT counts wall times, even if two of them
// fall on the same instant.
//
// The start by itself is no occurrence; a rule has to name it. A text may hold
// several RRULE lines, and an instant of more than one of them occurs once.
// BYSETPOS counts in whole weeks, months and years, those before the start
// included.
//
// If DTSTART is a date, the rule has no times of day: occurrences are at 00:00, and
// BYHOUR, BYMINUTE and BYSECOND are ignored, as section 3.3.10 asks. HOURLY and
// shorter rules are refused then. UNTIL may have seconds, since it is only a bound.
//
// Parts forbidden by the RFC are refused, and so are parts on whose meaning
// libraries disagree: BYWEEKNO without BYDAY, BYDAY with ordinals on some days only,
// YEARLY with BYMONTHDAY and without BYMONTH, unless [Options] choose, and INTERVAL
// beside a week that may lie in two years. Times are whole minutes: SECONDLY is
// refused, and any BYSECOND but 0. Lower case, and semicolons to no purpose, are let
// pass.
//
// # Computation
//
// Rules are read and checked by github.com/teambition/rrule-go, and then compiled,
// if possible, to a [schedule.Schedule]; see [Recurrence.Schedule]. A call then
// costs some tens of nanoseconds, however far away the answer is. A rule compiles if
// it repeats daily, weekly, monthly, yearly, or at a step dividing the day or
// the year, and has no BY parts other than BYMONTH, BYMONTHDAY, BYHOUR, BYMINUTE and
// BYDAY, whose ordinals are of a month, 1 to 5 or -1 to -4, and not of a year. In a
// monthly rule with one time of day, BYSETPOS compiles too beside one weekday, as in
// BYDAY=SU;BYSETPOS=1, and as 1 or -1 beside Monday to Friday.
//
// Of the other rules a text has at most ten, and in them COUNT is at most 10,000 and
// ends within 100 years of the start.
//
// A rule that compiles but for INTERVAL or BYYEARDAY compiles without them, and of
// the times it then names, only those admitted by these two occur. A call costs
// microseconds for every second day, and less than a millisecond for the 29th of
// February at 03:01 of every eleventh minute, which comes once in 88 years.
//
// rrule-go runs the rest: rules with BYSETPOS, BYWEEKNO, or ordinals of a year. It
// does so in UTC, where it is right, and from the start of the year, month, week or
// day of the question, and a call costs no more when the start is long ago. It goes
// through the periods up to the next occurrence: some microseconds for the last
// working day but one of the month. The worst rules have centuries between
// occurrences: to find the next, or to prove that a rule never occurs, which is an
// error, takes up to five milliseconds, and to find the previous up to twenty.
// The worst cases in COMPARE.md have them.
//
// # Writing
//
// [Format] writes a schedule only if it is exact: read again with the same
// options, it occurs at the same instants from the start on. The first Sunday is
// BYDAY=1SU, and the last workday the last of Monday to Friday. Otherwise the error
// names the parts of the schedule beyond RFC 5545 with an RRULE for each rule, such
// as the workday nearest to the 15th.
package ical
