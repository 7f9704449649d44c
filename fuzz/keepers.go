package fuzz

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/longcase/longcase/retention"
)

// Keeper is a retention policy under test: it says of each snapshot whether it
// is kept, in the order given.
type Keeper func(now time.Time, snapshots []retention.Snapshot) []bool

// KeeperOf returns the Keeper of a function that takes the times of snapshots
// and returns those that are kept. It must not reorder its argument; if it does,
// [Untouched] says so.
func KeeperOf(keep func(now time.Time, created []time.Time) []time.Time) Keeper {
	return func(now time.Time, snapshots []retention.Snapshot) []bool {
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
			snapshots[0] = retention.Snapshot{} // let the law see it
		}
		return verdicts
	}
}

// CheckRetention checks the laws that hold for every policy: [Untouched],
// [Repeatable], [Permuted] and [Harmless].
func CheckRetention(t TB, keep Keeper, now time.Time, history History) {
	t.Helper()
	Untouched(t, keep, now, history)
	Repeatable(t, keep, now, history)
	Permuted(t, keep, now, history)
	Harmless(t, keep, now, history)
}

// Untouched is the law that there is one verdict for each snapshot, and that the
// caller's list is as it was.
//
// restic and zrepl sort the list that they are given: whoever goes on to pair it
// with another list by index deletes the wrong ones.
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

// Repeatable is the law that planning again, after what is deleted is gone,
// deletes nothing more.
//
// A policy that breaks it deletes the more the more often it runs, so that a
// retry after a failure loses data.
func Repeatable(t TB, keep Keeper, now time.Time, history History) {
	t.Helper()
	left := pruned(keep, now, history)
	for i, kept := range keep(now, slices.Clone(left)) {
		if !kept {
			failKeeper(t, "Repeatable", "the second run deletes "+left[i].Created.String(), now, history)
		}
	}
}

// pruned returns what is kept of a history.
func pruned(keep Keeper, now time.Time, history History) (left History) {
	for i, kept := range keep(now, slices.Clone(history)) {
		if kept {
			left = append(left, history[i])
		}
	}
	return left
}

// Permuted is the law that the order of the list does not matter: its
// permutation has the permuted answer.
//
// Lists come from directories, APIs and maps, in any order. A policy that breaks
// it keeps what happened to be listed first.
func Permuted(t TB, keep Keeper, now time.Time, history History) {
	t.Helper()
	want := keep(now, slices.Clone(history))
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

// Harmless is the law that snapshots dated after now, and those that are held,
// change nothing for others, and that failed ones change nothing for good ones.
//
// restic, with three snapshots dated 2099 and keep-last 3, deletes everything
// good.
func Harmless(t TB, keep Keeper, now time.Time, history History) {
	t.Helper()
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

// KeepsMore is the law that one policy keeps all that another one keeps: one with
// a rule more, or a larger number in a rule. It holds from one rule on, since no
// rules keep everything.
//
// A policy that breaks it deletes what an operator just asked it to keep. kopia
// breaks it where a week and a month have the same name, 2026-01, since each tier
// takes the other's snapshot for its own.
func KeepsMore(t TB, less, more Keeper, now time.Time, history History) {
	t.Helper()
	kept := more(now, slices.Clone(history))
	for i, before := range less(now, slices.Clone(history)) {
		if before && !kept[i] {
			failKeeper(t, "KeepsMore", "the larger policy deletes "+history[i].Created.String(), now, history)
		}
	}
}

// Steady is the law that nothing changes from one instant until just before
// another, such as the earliest forecast expiry.
func Steady(t TB, keep Keeper, from, to time.Time, history History) {
	t.Helper()
	want := keep(from, slices.Clone(history))
	for _, now := range []time.Time{from.Add(to.Sub(from) / 2), to.Add(-1)} {
		if now.After(from) && !slices.Equal(want, keep(now, slices.Clone(history))) {
			failKeeper(t, "Steady", "the verdicts change before "+to.String(), now, history)
		}
	}
}

// Stepwise is the law that pruning after every snapshot leaves, in the end, the
// same as pruning once. It is promised by rules that go by age and day alone, and
// by those that keep the newest of their periods; a rule for the oldest of a
// period within some age loses to pruning what it would have needed later.
func Stepwise(t TB, keep Keeper, now time.Time, history History) {
	t.Helper()
	taken := slices.Clone(history)
	slices.SortStableFunc(taken, func(a, b retention.Snapshot) int { return a.Created.Compare(b.Created) })
	var left History
	for _, s := range taken {
		if left = append(left, s); !s.Created.After(now) {
			left = pruned(keep, s.Created, left)
		}
	}
	left = pruned(keep, now, left)
	if once := pruned(keep, now, taken); !slices.Equal(left, once) {
		failKeeper(t, "Stepwise", fmt.Sprintf("%d are left, and %d after pruning once", len(left), len(once)), now, history)
	}
}

// Kept is the law that a Keeper agrees with the definition, [Policy.Kept].
func Kept(t TB, keep Keeper, policy Policy, now time.Time, history History) {
	t.Helper()
	want := policy.Kept(now, history)
	for i, kept := range keep(now, slices.Clone(history)) {
		if kept != want[i] {
			what := fmt.Sprintf("keep %v, want %v: %s\n\tpolicy  %#v", kept, want[i], source(history[i]), policy)
			failKeeper(t, "Kept", what, now, history)
		}
	}
}

// failKeeper says which law is broken, and everything needed to see why.
func failKeeper(t TB, law, what string, now time.Time, history History) {
	t.Helper()
	lines := []string{
		"law " + law + ": " + what,
		"now     " + source(now),
		"history " + source(history),
	}
	t.Fatalf("%s", strings.Join(lines, "\n\t"))
}
