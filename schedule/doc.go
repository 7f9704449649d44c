// Package schedule computes when something is due: the next occurrence, the
// previous one, the number of them, exactly and without search.
//
// A [Rule] is a set of wall times, written as a person would say it: these
// times, or every so many minutes, within this window, on these days. [Compile]
// turns rules and a time zone into a [Schedule], an immutable set of instants on
// whole local minutes, safe for concurrent use.
//
// # Clock changes
//
// A clock change skips wall times (a gap) or repeats them (a fold). By default:
//
//   - Fixed times fire once on every matching date. In a gap they fire as if
//     the clock had not been changed yet: New York's 02:30 on 2025-03-09 fires
//     at 03:30 (RFC 5545, section 3.3.5). In a fold they fire in the first of
//     the two passes.
//   - Grids, which are rules with Every and rules whose times At cover all 24
//     hours, are points on the wall clock: if the step is no longer than the
//     gap or fold, points inside a gap do not fire, and points inside a fold
//     fire in both passes. With a longer step they behave as fixed times do.
//     The step of times At is the largest distance between two neighbours,
//     around midnight too, before the window is applied.
//
// To choose otherwise, for gaps and folds separately, give [Compile] a
// [timezone.DST]. Days, months and windows apply to the nominal wall time: to
// 02:30, not to the 03:30 at which it fires. Times that land on the same instant
// fire once.
//
// Occurrences lie in the years 1 to 9999, by the local date.
//
// # More than the next one
//
// [Schedule.Forward], [Schedule.Backward] and [Schedule.Between] walk a
// schedule; [Schedule.Count], [Schedule.Nth] and [Schedule.Missed] count it
// without walking. [CatchUp] chooses the occurrences to run after an outage.
// [Schedule.Explain] tells why an instant is or is not an occurrence.
//
// A [Sequence] is anything that can be walked both ways: schedules, explicit
// [Times], and the results of [Union], [Except], [Outside] and [Within].
// [Windows] are stretches of time that open and close.
//
// # Map of the package
//
// rule.go and compile.go turn a rule into the product of a set of dates
// (dates.go) and a set of minutes of the day (minutes.go), and prove that it
// fires. next.go and prev.go find occurrences, iter.go walks them and count.go
// counts them. windows.go, sequence.go, catchup.go and explain.go are built on
// these; words.go says rules in English.
package schedule
