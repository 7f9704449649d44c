// Package audit finds faults of a policy before it runs: rules that keep nothing,
// times without a snapshot, surprises at clock changes.
//
// # Findings
//
// Besides [longcase.CodeDisabled] and [longcase.CodeNeverFires], the codes are, in the
// order of the findings:
//
//   - keeps-nothing (warning, error): no snapshot is ever taken on a rule's days, or
//     the rules together keep no snapshot.
//   - keeps-little (warning): many weeks or months have no snapshot on a rule's days,
//     such as "monthly 12 on 1" for a schedule of Saturdays.
//   - bare (warning): at times no snapshot is left, since the last expires before the
//     next is taken.
//   - never-full (warning): a rule never keeps the number it counts to, since snapshots
//     get too old for it before.
//   - reaches-far (info): a rule reaches back at least twice its number of periods,
//     since periods without a snapshot do not count. "hourly 24" of a daily schedule
//     keeps 24 days.
//   - useless (info): other rules keep the snapshots of a rule at least as long, apart
//     from clock changes, and as long as no run is missed.
//   - population (info): the number of snapshots alive at once.
//   - spacing (info): the longest time between neighbouring snapshots, by their age:
//     the data at risk in a restore from that age.
//   - clock-shift (info): clock changes move snapshots to other times.
//   - shifted-off-day (warning): a clock change moves a snapshot from a day of a rule
//     to another day, where the rule does not keep it.
//   - clock-drop (warning): clock changes drop snapshots.
//   - clock-repeat (info): clock changes double snapshots.
//   - same-name (warning): the template gives two snapshots the same name.
//
// Those of [Spread], after them, are:
//
//   - spread (info): how late the snapshots of a spread are created, how many of them
//     on another day than they are due, and how far apart.
//   - spread-off-day (warning): a rule keeps fewer of them where nominal times are not
//     known. "within 12 weeks on sun" keeps none of a Sunday's 23:30, spread over an
//     hour, for the half of the keys that are delayed past midnight.
//   - bare (warning): at times no snapshot is left, though without the spread some are.
//
// # Method
//
// An audit has three sources. A census takes the schedule through the 400 years after
// which the calendar repeats, day by day, and so counts the weeks and months with a
// snapshot on a rule's days. A forecast runs the policy's own simulation until all
// rules are full and a year more, at most 20 years. It stops early after about 20,000
// snapshots, fewer for many rules. A survey then asks the retention about single
// moments of the last year; for a forecast that stopped early its numbers are samples,
// given with "about". Clock changes are examined for two years.
package audit
