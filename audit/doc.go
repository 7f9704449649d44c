// Package audit finds faults of a policy before it runs: rules that keep nothing,
// times without a snapshot, surprises at clock changes.
//
// The findings come by topic, in this order:
//
//   - the days of rules on which snapshots are taken rarely or never
//     (keeps-nothing, keeps-little);
//   - times without any snapshot (bare);
//   - the effect of each rule and of all together: counts out of reach
//     (never-full, reaches-far), redundant rules (useless), the number of
//     snapshots (population), and the time between them (spacing);
//   - clock changes: moved, dropped and doubled snapshots (clock-shift,
//     shifted-off-day, clock-drop, clock-repeat);
//   - names given twice (same-name).
//
// An audit has three sources. A census takes the schedule through the 400 years
// after which the calendar repeats, day by day, and so counts the weeks and
// months with a snapshot on a rule's days. A forecast runs the policy's own
// simulation until all rules are full and a year more, at most 20 years. It
// stops early after about 20,000 snapshots, fewer for many rules. A survey then
// asks the retention about single moments of the last year; for a forecast that
// stopped early its numbers are samples, given with "about". Clock changes are
// examined for two years.
package audit
