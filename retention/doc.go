// Package retention decides which snapshots may be deleted.
//
// A [Rule] keeps snapshots by their age, or one for each of a number of
// periods, and a [Policy] is a set of rules in a time zone: a snapshot is kept
// while any rule keeps it. [Policy.Plan] gives a [Verdict] for each snapshot,
// with every reason for it. [Policy.Keep], [Split] and [Timeline] find what is
// kept without the reasons, or without looking at every snapshot; a [Ledger]
// follows a list as time goes on.
//
// # Safety
//
//   - A policy without rules deletes nothing, and one without rules for failed
//     snapshots keeps each of those until there is a newer good one.
//   - A snapshot dated after now is never deleted, takes no other's place, and
//     no age is judged by it. The same holds for one that is held.
//   - A failed snapshot takes no good one's place.
//   - Snapshots of one instant are decided alike, and count as one, but for
//     their holds, locks and failures.
//   - [Policy.WithMinimum] keeps the newest good ones whatever the rules say,
//     and a [Guard] refuses plans that delete too much.
//
// # Time
//
// Now is always an argument. Periods of minutes and hours are elapsed time.
// Days and longer are added on the calendar in the policy's zone, and keep the
// time of day:
//
//   - Where a month is too short the snapshot expires at the end of its last
//     day: one month after 31 January is 1 March 00:00. So what was taken
//     later never expires sooner.
//   - An expiry that a clock change skips is the first instant after it. One
//     that is repeated is the second. Only snapshots taken in the two passes
//     of a repeated hour may expire out of order.
//   - An expiry after the year 9999 is none: the snapshot is kept without end.
//     Instants outside of the years 1 to 9999 count as the nearest inside.
//
// A snapshot is in the day, week, month, quarter or year of its local date. An
// hour is one of the clock as it goes: the hour that is repeated at the end of
// daylight saving is two.
//
// # Laws
//
// Planning again deletes nothing. The order of the list does not matter. From
// one rule on, another rule or a greater number never deletes more; the same
// for failed snapshots and their rules.
//
// Pruning at every step keeps, in the end, the same as pruning once, if every
// rule either only counts or is only an age. With a number or period and an age
// in one rule it may not: "daily within 2 days first" stands for a day by its
// first snapshot alone, and when that is too old the day has none. Once it is
// deleted, the next of the day that another rule has kept becomes the first,
// and is kept until it is two days old itself.
//
// # Costs
//
// With a number of periods p and of snapshots n, a [Timeline] costs p times the
// logarithm of what a period holds. Lists are read once if they are in order,
// and dealt into slots by time if not; [Policy.Plan] does either, and holds one
// verdict for neighbours that share it. A [Ledger] holds about 160 bytes for each
// snapshot that is left, keeps room for as many again, and pays for each that
// comes or goes about as much as a heap does.
package retention
