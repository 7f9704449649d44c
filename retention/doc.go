// Map of the package, in the order in which a plan is made:
//
//	rule.go, parse.go, text.go, words.go
//	                   a rule, its errors, its text, and its words for a person
//	policy.go          compiles rules; the expiry of a single snapshot
//	plan.go            sets apart snapshots rules do not see (held, from
//	                   the future), sorts the others, asks for their verdicts
//	instants.go        a list as sorted instants, and searches in it
//	sorted.go          puts a list in order of time, as far as it is read
//	instant.go         an instant, and when a period after it ends: ages
//	timeless.go        sets apart snapshots without a time
//	nominal.go         the times by which days and periods are judged
//	period.go          the stretches of time that belong to a rule's periods
//	representative.go  the snapshot that stands for each period
//	cascade.go         the periods of rules that count the rest of others
//	judge.go           the reason each rule has for each snapshot
//	notes.go           the reasons of a plan, held without pointers
//	verdict.go         reasons, and their text
//	texts.go           the texts of a plan's verdicts, for lists to print
//	needing.go         keeps the parents of kept snapshots
//	guard.go           refuses a plan that deletes too much
//
// The same answers without a plan:
//
//	ranges.go          the ranges of a sorted list rules keep
//	timeline.go        Timeline, Keep and Split, on top of the ranges
//	ledger.go          follows a list as time goes on
//	ledger_list.go     its snapshots, a linked list in order of time
//	ledger_class.go    those rules see, good or failed, in two orders of time
//	ledger_show.go     the way of a snapshot through the tiers of its class
//	ledger_tier.go     those of a class a rule keeps
//	ledger_extra.go    the oldest and the base, kept beside them
//	ledger_slot.go     the periods a rule counts, and their representatives
//	ledger_period.go   where periods begin and end
//	ledger_cascade.go  periods whose snapshots earlier rules keep
//	ledger_cover.go    likewise, for rules that pass snapshots over
//	ledger_queue.go    queues: a tier's periods, and when its snapshots end
//	ledger_alarm.go    when holds end, and the future comes
//
// The meaning of a rule is told three times. Ranges answer for a million
// snapshots in microseconds, because they skip the rest; reasons have
// to say something of each snapshot; a ledger sees a snapshot at a time and may
// not read the list again. Any two of them in one piece of code made both slow.
// TestThreeTellingsAgree holds the three together, and TestAgainstDefinition
// holds the reasons to a slow definition that shares no code with them.

// Package retention decides which snapshots may be deleted.
//
// A [Rule] keeps snapshots by age, or by representing each of some periods. A
// [Policy] is a set of rules in a time zone: it keeps a snapshot while any of
// its rules does. [Policy.Plan] returns a [Verdict] for each snapshot, with all
// reasons for it. [Policy.Keep], [Split] and [Timeline] return the kept
// snapshots without reasons, or without a look at every snapshot. A [Ledger] follows a
// list as time goes on.
//
// # Safety
//
//   - A policy without rules deletes nothing. Without rules for failed
//     snapshots, each of those is kept until a newer good snapshot exists.
//   - A snapshot dated after now is never deleted, takes no other's place, and
//     no age is judged by it. The same holds for a held snapshot.
//   - A failed snapshot takes no good snapshot's place.
//   - Snapshots of the same instant are decided alike, and count once, apart from
//     their holds, locks and failures.
//   - [Policy.WithMinimum] keeps the newest good snapshots besides those of the
//     rules, and a [Guard] refuses plans that delete too much.
//
// # Time
//
// Now is always an argument. Periods of minutes and hours are elapsed time.
// Days and longer periods are added on the calendar in the policy's zone, and
// keep the time of day:
//
//   - Where a month is too short, the snapshot expires at the end of its last
//     day: one month after 31 January is 1 March 00:00. So a later snapshot
//     never expires sooner.
//   - An expiry a clock change skips is the first instant after the gap.
//     An expiry that is repeated is the second of the two. Only snapshots taken
//     in the two passes of a repeated hour may expire out of order.
//   - An expiry after the year 9999 is none: the snapshot is kept without end.
//     Instants outside of the years 1 to 9999 count as the nearest inside.
//
// A snapshot belongs to the day, week, month, quarter or year of its local
// date, by its nominal time if it has one: [Snapshot] says why. Hours follow the
// clock: the hour repeated at the end of daylight saving is two.
//
// # Laws
//
// Planning again deletes nothing. The order of the list does not matter. In a
// policy with a rule, another rule or a greater number never deletes more; the
// same holds for failed snapshots and their rules. [CountUncovered] is an
// exception to the first law and to the last: which snapshots such a rule passes
// over depends on snapshots that are deleted.
//
// Pruning at every step keeps, in the end, the same as pruning once, if every
// rule either only counts or is only an age, and no two snapshots have the same
// nominal time. With a number or period and an age
// in one rule it may not: "daily within 2 days first" stands for a day by its
// first snapshot alone, and once this is too old, the day has none. After its
// deletion, the next of the day kept by another rule becomes the first,
// and is kept until it is two days old itself.
//
// # Costs
//
// With p periods and n snapshots, a [Timeline] costs p times the logarithm of
// the snapshots of a period. Lists in order are read once; others are sorted.
// [Policy.Plan] does either, and holds a single verdict for neighbours that share
// it. A [Ledger] holds about 240 bytes for each snapshot left, keeps room for as
// many again, and pays about as much as a heap for each that comes or goes.
package retention
