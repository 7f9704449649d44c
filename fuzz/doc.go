// Package fuzz tests schedulers and retention policies: ours, and yours.
//
// It has generators of what breaks them, oracles that say slowly and plainly
// what is right, and laws that compare the two, or need no oracle at all. Our own
// tests use nothing else. To test a scheduler of your own, import this package
// and the zone database in a test:
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
// A scheduler is anything with a method Next from an instant to the next one,
// which returns a time that is zero for never, or a time and whether there is
// one; see [Of]. If the test fails, it prints the zone, the choice of daylight
// saving, the civil time and UTC, and the smallest case that rapid could find.
// More cases are tried with -rapid.checks=10000.
//
// # Laws of schedules
//
// [CheckSchedule] checks them all. What a scheduler does not have, such as Prev,
// is not checked.
//
//   - [Answers]: Next returns.
//   - [Advances]: Next is later, Prev is earlier.
//   - [Successor]: Next(t) is the next one of the sequence that Next makes, from
//     wherever it is asked.
//   - [Inverse]: Prev undoes Next.
//   - [SameInstant]: the location of the argument does not matter.
//   - [Membership], [Ranges], [Counted]: Contains, iterators and counts agree with
//     Next.
//   - [Defined]: Next and Prev agree with the definition. It needs to know the
//     rules: give them in the [Spec], with the [timezone.DST] that your scheduler
//     promises.
//
// # Laws of retention
//
// [CheckRetention] checks the first four. A policy is a [Keeper], or a function
// from the times of snapshots to those that are kept; see [KeeperOf].
//
//   - [Untouched]: one verdict each, and the caller's list is left alone.
//   - [Repeatable]: what is kept once is kept again.
//   - [Permuted]: order does not matter.
//   - [Harmless]: what is from the future, held or failed costs no other its place.
//   - [KeepsMore]: more rules, or larger numbers, never delete more.
//   - [Steady]: nothing changes before it was said to.
//   - [Stepwise]: pruning at every step is pruning once, where that is promised.
//   - [Kept]: the verdicts are those of the definition.
//
// # Oracles
//
// [Occurrences], [Openings] and [Policy.Kept] are definitions. They look at the
// clocks of a zone minute by minute, through package time alone, and share no
// arithmetic with the engine. They are small enough to be checked by eye, and as
// slow as that makes them: a few milliseconds for a day or two.
//
// # Generators
//
// [Zones], [Instants], [Dates] and [Clocks] favour what goes wrong: zones without
// midnights or with half-hour shifts, changes of the clocks, ends of months and
// years, leap days. [Specs] and [Policies] put rules together, [Histories] the
// lists of snapshots that storage systems have, [CloudSigma] and [Qumulo] the
// vendors' documents in all their forms, and [Nearly] documents with one mistake.
// They shrink to what a person can read, and print as Go that can be pasted into
// a test; see [Source].
package fuzz
