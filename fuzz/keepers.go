package fuzz

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/longcase/longcase/retention"
)

// Keeper is a retention policy under test. It returns whether each snapshot is kept
// at an instant, in the order given.
type Keeper func(now time.Time, snapshots []retention.Snapshot) []bool

// KeeperOf returns the Keeper of a function from the times of snapshots to the
// times of the kept. The function must not reorder its argument; if it does,
// [Untouched] fails.
//
// Such a function cannot know that a snapshot is held, locked or failed. [Kept] and
// [Harmless] give it ordinary snapshots only, and expect no more.
func KeeperOf(keep func(now time.Time, created []time.Time) []time.Time) Keeper {
	return func(now time.Time, snapshots []retention.Snapshot) []bool {
		if now == asking {
			return nil
		}
		// A verdict by time: two snapshots of one instant are kept both, or neither.
		created := make([]time.Time, len(snapshots))
		for i, s := range snapshots {
			created[i] = s.Created
		}
		given := slices.Clone(created)
		left := keep(now, created)
		verdicts := make([]bool, len(snapshots))
		for i, at := range given {
			verdicts[i] = slices.ContainsFunc(left, at.Equal)
		}
		if !slices.EqualFunc(given, created, time.Time.Equal) {
			// The function had a copy of the times and not the list itself. Change
			// the list, so that Untouched sees the fault.
			snapshots[0] = retention.Snapshot{}
		}
		return verdicts
	}
}

// asking is an instant that no caller has: its location is nobody else's. Asked
// then, a Keeper made by KeeperOf has no verdicts, as no other Keeper does. A
// Keeper is a function, and has no other way to say that it sees times alone.
var asking = time.Unix(0, 0).In(time.FixedZone("asking", 0))

// seenBy returns a history as a keeper sees it: of times alone, if it was made by
// KeeperOf.
func seenBy(keep Keeper, history History) History {
	if len(keep(asking, slices.Clone(history))) > 0 {
		return history
	}
	seen := make(History, len(history))
	for i, s := range history {
		seen[i].Created = s.Created
	}
	return seen
}

// CheckRetention checks the laws of every policy: [Untouched],
// [Repeatable], [Permuted] and [Harmless].
func CheckRetention(t TB, keep Keeper, now time.Time, history History) {
	t.Helper()
	Untouched(t, keep, now, history)
	Repeatable(t, keep, now, history)
	Permuted(t, keep, now, history)
	Harmless(t, keep, now, history)
}

// Untouched requires a verdict for each snapshot, and the caller's list left as
// it was.
//
// restic and zrepl sort the list in place. A caller who then pairs it with another
// list by index deletes the wrong snapshots.
func Untouched(t TB, keep Keeper, now time.Time, history History) {
	t.Helper()
	given := slices.Clone(history)
	kept := keep(now, given)
	if len(kept) != len(history) {
		failKeeper(t, "Untouched", fmt.Sprintf("%d verdicts for %d snapshots", len(kept), len(history)), now, history)
	}
	if !slices.Equal(given, history) {
		failKeeper(t, "Untouched", "the caller's list was changed", now, history)
	}
}

// Repeatable requires a second run, on the snapshots left by the first, to delete
// nothing more.
//
// Without it, a policy deletes more the more often it runs, and a retry after a
// failure loses data.
func Repeatable(t TB, keep Keeper, now time.Time, history History) {
	t.Helper()
	left := pruned(keep, now, history)
	for i, kept := range keep(now, slices.Clone(left)) {
		if !kept {
			failKeeper(t, "Repeatable", "the second run deletes "+left[i].Created.String(), now, history)
		}
	}
}

// pruned returns the kept snapshots of a history.
func pruned(keep Keeper, now time.Time, history History) (left History) {
	for i, kept := range keep(now, slices.Clone(history)) {
		if kept {
			left = append(left, history[i])
		}
	}
	return left
}

// Permuted requires the permuted verdicts for a permuted list: its order must not
// matter.
//
// Lists come from directories, APIs and maps, in any order. Without it, a policy
// keeps the snapshots listed first.
func Permuted(t TB, keep Keeper, now time.Time, history History) {
	t.Helper()
	want := keep(now, slices.Clone(history))
	// A fixed seed: a failure must come again when rapid shrinks the case.
	order := rand.New(rand.NewPCG(1, uint64(len(history)))).Perm(len(history))
	shuffled := make(History, len(history))
	for to, from := range order {
		shuffled[to] = history[from]
	}
	for to, kept := range keep(now, slices.Clone(shuffled)) {
		if kept != want[order[to]] {
			failKeeper(t, "Permuted", fmt.Sprintf("keep %v, and %v in another order: %v",
				want[order[to]], kept, shuffled[to].Created), now, history)
		}
	}
}

// Harmless requires snapshots dated after now, and held snapshots, to change
// nothing for others, and failed snapshots to change nothing for good snapshots.
//
// restic, with three snapshots dated 2099 and keep-last 3, deletes every good
// snapshot.
func Harmless(t TB, keep Keeper, now time.Time, history History) {
	t.Helper()
	history = seenBy(keep, history)
	without(t, "from the future", keep, now, history, func(s retention.Snapshot) bool { return s.Created.After(now) })
	without(t, "held", keep, now, history, func(s retention.Snapshot) bool { return held(s, now) })
	without(t, "failed", keep, now, history, func(s retention.Snapshot) bool { return s.Failed })
}

// without compares the verdicts on the rest with and without some snapshots.
func without(t TB, what string, keep Keeper, now time.Time, history History, some func(retention.Snapshot) bool) {
	t.Helper()
	var rest History
	var want []bool
	for i, kept := range keep(now, slices.Clone(history)) {
		if !some(history[i]) {
			rest, want = append(rest, history[i]), append(want, kept)
		} else if !kept && history[i].Created.After(now) {
			failKeeper(t, "Harmless", "one from the future is deleted", now, history)
		}
	}
	for i, kept := range keep(now, slices.Clone(rest)) {
		if kept != want[i] {
			failKeeper(t, "Harmless", fmt.Sprintf("without those %s keep is %v, and with them %v: %v",
				what, kept, want[i], rest[i].Created), now, history)
		}
	}
}

// Partial requires that of a part of a list nothing is deleted that is kept of the
// whole list. It asks about the list without each snapshot, its older and its newer
// half, and every other snapshot.
//
// Without it, a list cut short costs snapshots: when the program that prints it
// dies half-way, or the connection does. Rules of age alone promise it, also from
// the newest snapshot, and rules that count periods or snapshots, with
// substitutes, the oldest and the base; not so rules that count the rest left by others:
// [retention.CountUnkept] on some days, and [retention.CountUncovered]. Nor do the
// needs of incremental snapshots; nor, where two snapshots share a nominal time,
// [retention.First], the oldest and substitutes; nor snapshots of one instant with
// different nominal times, which are decided alike.
func Partial(t TB, keep Keeper, now time.Time, history History) {
	t.Helper()
	kept := keep(now, slices.Clone(history))
	check := func(in func(i int) bool) {
		t.Helper()
		var part History
		var from []int
		for i := range history {
			if in(i) {
				part, from = append(part, history[i]), append(from, i)
			}
		}
		for k, keeps := range keep(now, slices.Clone(part)) {
			if kept[from[k]] && !keeps {
				failKeeper(t, "Partial", fmt.Sprintf("of %d snapshots, %v is deleted", len(part), part[k].Created), now, history)
			}
		}
	}
	for gone := range history {
		check(func(i int) bool { return i != gone })
	}
	half := len(history) / 2
	check(func(i int) bool { return i < half })
	check(func(i int) bool { return i >= half })
	check(func(i int) bool { return i%2 == 0 })
}

// KeepsMore requires a policy with an additional rule, or a larger number in a
// rule, to keep every snapshot of the lesser policy. The lesser policy must have
// a rule: no rules keep everything.
//
// Without it, an operator who asks to keep more loses a snapshot. kopia breaks the
// law when a week and a month have the same name, 2026-01, because each tier takes
// the other's snapshot for its own.
func KeepsMore(t TB, less, more Keeper, now time.Time, history History) {
	t.Helper()
	kept := more(now, slices.Clone(history))
	for i, before := range less(now, slices.Clone(history)) {
		if before && !kept[i] {
			failKeeper(t, "KeepsMore", "the larger policy deletes "+history[i].Created.String(), now, history)
		}
	}
}

// Steady requires all verdicts to stay the same from an instant until just before
// another, such as the earliest expiry in a plan.
func Steady(t TB, keep Keeper, from, to time.Time, history History) {
	t.Helper()
	want := keep(from, slices.Clone(history))
	// Changes are rare events on the way, so half way and the last nanosecond show
	// most of them.
	for _, now := range []time.Time{from.Add(to.Sub(from) / 2), to.Add(-1)} {
		if now.After(from) && !slices.Equal(want, keep(now, slices.Clone(history))) {
			failKeeper(t, "Steady", "the verdicts change before "+to.String(), now, history)
		}
	}
}

// Stepwise requires pruning after every snapshot to leave, in the end, the same
// snapshots as pruning once. Only some rules promise it: rules by age and day
// alone, and rules that keep the newest of their periods. A rule for the oldest
// of a period within some age may need, later, a snapshot already pruned.
func Stepwise(t TB, keep Keeper, now time.Time, history History) {
	t.Helper()
	taken := slices.Clone(history)
	slices.SortStableFunc(taken, func(a, b retention.Snapshot) int { return a.Created.Compare(b.Created) })
	var left History
	for i, s := range taken {
		left = append(left, s)
		last := i+1 == len(taken) || s.Created.Before(taken[i+1].Created) // those of an instant come at once
		if last && !s.Created.After(now) {
			left = pruned(keep, s.Created, left)
		}
	}
	left = pruned(keep, now, left)
	if once := pruned(keep, now, taken); !slices.Equal(left, once) {
		failKeeper(t, "Stepwise", fmt.Sprintf("%d are left, and %d after pruning once", len(left), len(once)), now, history)
	}
}

// Kept requires the verdicts of the definition, [Policy.Kept]; of a Keeper made by
// [KeeperOf], those for a list of the times alone.
func Kept(t TB, keep Keeper, policy Policy, now time.Time, history History) {
	t.Helper()
	history = seenBy(keep, history)
	want := policy.Kept(now, history)
	for i, kept := range keep(now, slices.Clone(history)) {
		if kept != want[i] {
			what := fmt.Sprintf("keep %v, want %v: %s\n\tpolicy  %#v", kept, want[i], source(history[i]), policy)
			failKeeper(t, "Kept", what, now, history)
		}
	}
}

// failKeeper ends the test with the name of the broken law and the case.
func failKeeper(t TB, law, what string, now time.Time, history History) {
	t.Helper()
	lines := []string{
		"law " + law + ": " + what,
		"now     " + source(now),
		"history " + source(history),
	}
	t.Fatalf("%s", strings.Join(lines, "\n\t"))
}
