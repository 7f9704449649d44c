package retention_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/longcase/longcase/retention"
)

// keeping compiles rules in UTC.
func keeping(texts ...string) retention.Policy {
	rules := make([]retention.Rule, len(texts))
	for i, text := range texts {
		rule, err := retention.ParseRule(text)
		if err != nil {
			panic(err)
		}
		rules[i] = rule
	}
	return retention.MustCompile(nil, rules...)
}

// on returns noon of each date, such as "2023-01-31".
func on(dates ...string) (times []time.Time) {
	for _, date := range dates {
		day, err := time.Parse(time.DateOnly, date)
		if err != nil {
			panic(err)
		}
		times = append(times, day.Add(12*time.Hour))
	}
	return times
}

// dates returns the dates of times, as text.
func dates(times []time.Time) string {
	var list []string
	for _, t := range times {
		list = append(list, t.Format(time.DateOnly))
	}
	return strings.Join(list, " ")
}

// Restic and kopia count all periods, borg only those whose newest snapshot no
// earlier rule keeps, and Proxmox only those none of whose snapshots one keeps.
// The more they leave out, the further back they reach.
func ExampleCounting() {
	now := time.Date(2023, 7, 1, 13, 0, 0, 0, time.UTC)
	var taken []time.Time
	for day := range 400 {
		taken = append(taken, now.AddDate(0, 0, -day).Add(-time.Hour))
	}
	slices.Reverse(taken)
	for _, counting := range []string{"", " unkept", " uncovered"} {
		p := keeping("daily 7", "weekly 4"+counting, "monthly 6"+counting)
		kept := p.Keep(now, taken)
		fmt.Printf("%d, the oldest of %s, of monthly 6%s\n", len(kept), kept[0].Format(time.DateOnly), counting)
	}
	// Output:
	// 13, the oldest of 2023-02-28, of monthly 6
	// 17, the oldest of 2022-12-31, of monthly 6 unkept
	// 17, the oldest of 2022-11-30, of monthly 6 uncovered
}

// The worked example of two snapshots of one week and of two months. For
// Proxmox, the first is passed over once its week has another, and no later rule
// takes it. For borg it is January's all the same.
func ExampleCounting_passedOver() {
	now, taken := on("2023-02-04")[0], on("2023-01-31", "2023-02-03")
	fmt.Println("uncovered:", dates(keeping("weekly 1 uncovered", "monthly 1 uncovered").Keep(now, taken)))
	fmt.Println("unkept:   ", dates(keeping("weekly 1 unkept", "monthly 1 unkept").Keep(now, taken)))
	for i, v := range keeping("weekly 1 uncovered", "monthly 1 uncovered").Plan(now, snapshotsOf(taken)).Verdicts() {
		fmt.Println(taken[i].Format(time.DateOnly), v)
	}
	// Output:
	// uncovered: 2023-02-03
	// unkept:    2023-01-31 2023-02-03
	// 2023-01-31 weekly 1 uncovered, superseded by 2023-02-03T12:00:00Z for the week from 2023-01-30; monthly 1 uncovered, which an earlier rule passed over
	// 2023-02-03 weekly 1 uncovered, for the week from 2023-01-30
}

func snapshotsOf(times []time.Time) []retention.Snapshot {
	list := make([]retention.Snapshot, len(times))
	for i, t := range times {
		list[i].Created = t
	}
	return list
}

// Another rule, or a greater number, never deletes more, but in front of one
// with CountUncovered it may: the snapshots it passes over stand for no later
// period.
func ExampleCountUncovered() {
	now, taken := on("2023-02-11")[0], on("2023-01-31", "2023-02-03", "2023-02-10")
	fmt.Println("no rule in front:", dates(keeping("monthly 2 uncovered").Keep(now, taken)))
	fmt.Println("weekly 1:        ", dates(keeping("weekly 1 uncovered", "monthly 2 uncovered").Keep(now, taken)))
	fmt.Println("weekly 2:        ", dates(keeping("weekly 2 uncovered", "monthly 2 uncovered").Keep(now, taken)))
	// Output:
	// no rule in front: 2023-01-31 2023-02-10
	// weekly 1:         2023-01-31 2023-02-10
	// weekly 2:         2023-02-03 2023-02-10
}

// Planning again may delete more. February's snapshot stands for the first month
// until it is deleted. Then January's first does, though it is too old, and
// passes over the 31st, which stood for its week.
func ExampleCountUncovered_planningAgain() {
	now, taken := on("2023-02-05")[0], on("2023-01-29", "2023-01-31", "2023-02-01")
	p := keeping("monthly 1 first within 1 day uncovered", "weekly all first uncovered")
	once := p.Keep(now, taken)
	fmt.Println("once: ", dates(once))
	fmt.Println("again:", dates(p.Keep(now, once)))
	// Output:
	// once:  2023-01-29 2023-01-31
	// again: 2023-01-29
}

// A part of a list, as of a producer that dies half-way, never loses what the
// whole list keeps, but for CountUncovered: without the Saturday, the week of the
// 31st counts, and passes it over.
func ExampleCountUncovered_partOfList() {
	now, taken := on("2023-02-05")[0], on("2023-01-31", "2023-02-03", "2023-02-04")
	p := keeping("last 1 on sat", "weekly 1 uncovered", "monthly 2 uncovered")
	fmt.Println("the whole list:", dates(p.Keep(now, taken)))
	fmt.Println("a part of it:  ", dates(p.Keep(now, taken[:2])))
	// Output:
	// the whole list: 2023-01-31 2023-02-04
	// a part of it:   2023-02-03
}

// The law of the part of a list does not hold for CountUnkept beside a rule of
// some days either: without the Saturday, the newest snapshot of its week is
// Friday's, which no earlier rule keeps. So this week counts, and not the one
// before.
func ExampleCountUnkept_partOfList() {
	now, taken := on("2023-02-05")[0], on("2023-01-27", "2023-02-03", "2023-02-04")
	p := keeping("last 1 on sat", "weekly 1 unkept")
	fmt.Println("the whole list:", dates(p.Keep(now, taken)))
	fmt.Println("a part of it:  ", dates(p.Keep(now, taken[:2])))
	// Output:
	// the whole list: 2023-01-27 2023-02-04
	// a part of it:   2023-02-03
}

// A part of a list may also lack the snapshot that needs another. The full one
// of the 1st is kept for the sake of the 3rd, and only while that is listed.
func ExamplePlan_Needing_partOfList() {
	now, taken := on("2023-02-04")[0], on("2023-02-01", "2023-02-02", "2023-02-03")
	parent := func(i int) int { return []int{-1, -1, 0}[i] } // the 3rd is built on the 1st
	for _, n := range []int{3, 2} {
		for i, v := range keeping("last 1").Plan(now, snapshotsOf(taken[:n])).Needing(parent).Verdicts() {
			fmt.Println(n, "listed:", taken[i].Format(time.DateOnly), v.Keep, v)
		}
	}
	// Output:
	// 3 listed: 2023-02-01 true needed by snapshot 2
	// 3 listed: 2023-02-02 false last 1, which goes back to 2023-02-03T12:00:00Z
	// 3 listed: 2023-02-03 true last 1, counted
	// 2 listed: 2023-02-01 false last 1, which goes back to 2023-02-02T12:00:00Z
	// 2 listed: 2023-02-02 true last 1, counted
}

// A chain of incremental backups is kept back to the full one.
func ExamplePlan_Needing() {
	now, taken := on("2023-02-06")[0], on("2023-02-01", "2023-02-02", "2023-02-03", "2023-02-04", "2023-02-05")
	parent := func(i int) int { return []int{-1, 0, 1, -1, 3}[i] } // full on the 1st and on the 4th
	for i, v := range keeping("last 1", "within 3 days").Plan(now, snapshotsOf(taken)).Needing(parent).Verdicts() {
		fmt.Println(taken[i].Format(time.DateOnly), v.Keep, v)
	}
	// Output:
	// 2023-02-01 false last 1, which goes back to 2023-02-05T12:00:00Z; within 3 days, ended 2023-02-04T12:00:00Z
	// 2023-02-02 false last 1, which goes back to 2023-02-05T12:00:00Z; within 3 days, ended 2023-02-05T12:00:00Z
	// 2023-02-03 false last 1, which goes back to 2023-02-05T12:00:00Z; within 3 days, ended 2023-02-06T12:00:00Z
	// 2023-02-04 true within 3 days, until 2023-02-07T12:00:00Z; needed by snapshot 4
	// 2023-02-05 true last 1, counted; within 3 days, until 2023-02-08T12:00:00Z
}
