// Package fuzz tests schedulers and retention policies: longcase's and yours.
//
// It holds generators of dangerous cases, oracles with the right answers, slow
// and plain, and laws: some compare a scheduler with an oracle, most need none.
// To test a scheduler of your own, import this package and the zone database in a
// test:
//
//	import (
//		_ "time/tzdata"
//
//		"github.com/longcase/longcase/fuzz"
//		"pgregory.net/rapid"
//	)
//
//	func TestMyCron(t *testing.T) {
//		rapid.Check(t, func(t *rapid.T) {
//			zone := fuzz.MustLoad(fuzz.Zones().Draw(t, "zone"))
//			mine, err := mycron.Parse("30 2 * * *", zone)
//			if err != nil {
//				t.Fatal(err)
//			}
//			near := fuzz.Instants(zone).Draw(t, "near")
//			fuzz.CheckSchedule(t, fuzz.Of(fuzz.Spec{Zone: zone}, mine), near)
//		})
//	}
//
// A scheduler is any value with a method Next from an instant to the next
// occurrence; see [Of]. A failing test prints the zone, the choice of daylight
// saving, the civil time and UTC, for the smallest case found. The flag
// -rapid.checks=10000 tries more cases.
//
// # Laws of schedules
//
// [CheckSchedule] checks all of them around an instant, and [Sweep] at every clock
// change of a zone. A law about a missing method, such as Prev, checks nothing.
//
//   - [Answers]: Next returns.
//   - [Advances]: Next is later, Prev is earlier.
//   - [Successor]: Next(t) is the next element of the sequence made by Next, from
//     any starting point.
//   - [Inverse]: Prev undoes Next.
//   - [SameInstant]: the location of the argument does not matter.
//   - [Membership], [Ranges], [Counted]: Contains, iterators and counts agree with
//     Next.
//   - [Defined]: Next and Prev agree with the definition. It needs the rules: set
//     them in the [Spec], with the [timezone.DST] of the scheduler.
//
// # Laws of CloudSigma's resource
//
// [CheckResource] checks them on any [Resource]: on package cloudsigma with a map,
// or on a server. [Requests] and [Queries] generate its input.
//
// # Laws of retention
//
// [CheckRetention] checks the first four. A policy is a [Keeper]; [KeeperOf] makes
// a Keeper from a function on the times of snapshots.
//
//   - [Untouched]: each snapshot has a verdict, and the caller's list stays as it
//     was.
//   - [Repeatable]: a second run deletes nothing more.
//   - [Permuted]: order does not matter.
//   - [Harmless]: snapshots from the future, held or failed cost no other its place.
//   - [KeepsMore]: more rules, or larger numbers, never delete more.
//   - [Steady]: nothing changes before it was said to.
//   - [Stepwise]: pruning at every step is pruning once, for policies that promise it.
//   - [Kept]: the verdicts are those of the definition.
//
// # Oracles
//
// [Spec.Occurrences] and [Policy.Kept] are definitions. They look at the clocks of
// a zone minute by minute, through package time alone, and share no arithmetic
// with the engine. They are small enough to be checked by eye, and slow: a few
// milliseconds for a day or two.
//
// # Generators
//
// [Zones], [Instants], [InstantsBetween], [Dates] and [Clocks] favour the dangerous: zones without
// midnights or with half-hour shifts, changes of the clocks, ends of months and
// years, leap days. [Specs] and [Policies] combine rules, [Histories] makes the
// lists of snapshots of storage systems, [CloudSigma] and [Qumulo] the
// vendors' documents in all their forms, and [Nearly] documents with one mistake.
// The values shrink to a readable size, and print as Go for pasting into a test.
package fuzz
