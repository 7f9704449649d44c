// Package schedule answers when something is due: the next occurrence, the
// previous one, how many there are, exactly and without search.
//
// A [Rule] says it as a person would: these times, or every so many minutes,
// within this window, on these days. [Compile] turns rules and a time zone
// into a [Schedule], a set of instants on whole local minutes, which never
// changes and is safe for concurrent use.
//
// # Clock changes
//
// Where a clock change skips wall times (a gap) or repeats them (a fold), the
// default is this:
//
//   - Fixed times fire once on every matching date. In a gap they fire as if
//     the clock had not been changed yet: New York's 02:30 on 2025-03-09 fires
//     at 03:30 (RFC 5545, section 3.3.5). In a fold they fire in the first of
//     the two passes.
//   - Grids, which are rules with Every and rules whose times At cover all 24
//     hours, are points on the wall clock: if the step is no longer than the
//     gap or fold, points inside a gap do not fire, and points inside a fold
//     fire in both passes. A longer step makes them behave as fixed times do.
//     The step of times At is the largest distance between two of them, around
//     midnight too, before the window is applied.
//
// [timezone.DST] chooses otherwise, for the gap and for the fold separately.
// Days, months and windows judge the nominal wall time: 02:30, not the 03:30
// that it fires at. Times that land on one instant fire once.
//
// Occurrences lie in the years 1 to 9999, on the local date.
//
// # More than the next one
//
// A schedule is walked with [Schedule.Forward], [Schedule.Backward] and
// [Schedule.Between], and counted without walking with [Schedule.Count],
// [Schedule.Nth] and [Schedule.Missed]. [CatchUp] says what to run after an
// outage. [Schedule.Explain] says why an instant is or is not an occurrence.
//
// A [Sequence] is anything that can be walked both ways: schedules, explicit
// [Times], and what [Union], [Except], [Outside] and [Within] make of them.
// [Windows] are stretches of time that open and close.
package schedule
