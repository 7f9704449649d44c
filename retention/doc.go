// Package retention decides which snapshots may be deleted.
//
// A [Rule] keeps snapshots by their age, and a [Policy] is a set of rules in a
// time zone: a snapshot is kept while any rule keeps it. A policy without
// rules keeps everything. [Policy.Plan] gives a [Verdict] for each snapshot,
// with every reason for it.
//
// # Time
//
// Now is always an argument. A snapshot dated after now is never deleted, and
// changes nothing for others. Snapshots of one instant are decided alike.
//
// Periods of minutes and hours are elapsed time. Days and longer are added on
// the calendar in the policy's zone, and keep the time of day:
//
//   - Where a month is too short the snapshot expires at the end of its last
//     day: one month after 31 January is 1 March 00:00. So what was taken
//     later never expires sooner.
//   - An expiry that a clock change skips is the first instant after it. One
//     that is repeated is the second. Only snapshots taken in the two passes
//     of a repeated hour may expire out of order.
//   - An expiry after the year 9999 is none: the snapshot is kept without end.
//     Instants outside of the years 1 to 9999 count as the nearest inside.
package retention
