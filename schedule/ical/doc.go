// Package ical reads and writes recurrences as RFC 5545 has them, in the lines
// DTSTART, RRULE, RDATE and EXDATE of a calendar file:
//
//	DTSTART;TZID=Europe/Berlin:20250101T023000
//	RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1
//	EXDATE;TZID=Europe/Berlin:20250430T023000
//
// # Meaning
//
// A rule names wall times, and the zone says when those are. Where a clock
// change skips a wall time, the offset in force before it holds, and where it
// repeats one, the first of the two is taken (section 3.3.5); [Options] can
// choose otherwise. Start, COUNT and the BY parts are about wall times; UNTIL,
// RDATE and EXDATE are about instants. COUNT counts wall times, also where two
// of them fall on one instant.
//
// The start is not an occurrence by itself: it is one if a rule names it. There
// may be several RRULE lines; each instant of any of them occurs once. BYSETPOS
// counts in whole weeks, months and years, also in those that the start is in.
//
// What the RFC forbids is refused, as is what libraries understand differently:
// BYWEEKNO without BYDAY, and BYDAY with ordinals on some days only. Times are
// whole minutes: SECONDLY is refused, and so is any BYSECOND but 0.
//
// # How it is computed
//
// Rules are read and checked by github.com/teambition/rrule-go. Those that
// repeat daily, weekly, monthly, yearly, or at a step that fits into the day or
// year, and that have none but BYMONTH, BYMONTHDAY (1 to 31 and -1), BYDAY
// without ordinals, BYHOUR and BYMINUTE, are then compiled; see
// [Recurrence.Schedule]. Package schedule computes them, and a call costs about
// a microsecond however far away the answer is.
//
// Other rules are run by rrule-go: in UTC, where it can be trusted, and from the
// start of the year, month, week, day, hour or minute that was asked about, so
// that a call does not cost more the longer ago the start is. It goes through
// the periods up to the next occurrence: some microseconds for every second day
// or the last working day of the month. No rule has its occurrences farther
// apart than all periods of 400 years, which take some ten milliseconds, and for
// Prev some more. The same is the price of finding, when it is read, that a rule
// never occurs, which is an error. COUNT is at most [MaxRunCount] in rules that
// are run.
//
// # What is written
//
// [Format] writes a schedule only where that is exact: read again, with no
// options, it occurs at the same instants from the start on. Otherwise it says
// what of the schedule RFC 5545 cannot express in one RRULE for each rule.
package ical
