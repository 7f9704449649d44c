package retention_test

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
)

func ExamplePolicy_Plan() {
	p := retention.MustCompile(nil,
		retention.Rule{Within: calendar.PeriodOf(2, calendar.Day)},
		retention.Rule{Count: 2, Per: calendar.Month},
	)
	now := time.Date(2025, 3, 3, 12, 0, 0, 0, time.UTC)
	var snapshots []retention.Snapshot
	for _, day := range []int{-60, -35, -30, -1} {
		snapshots = append(snapshots, retention.Snapshot{Created: now.AddDate(0, 0, day)})
	}
	for i, v := range p.Plan(now, snapshots).Verdicts() {
		fmt.Println(snapshots[i].Created.Format(time.DateOnly), v.Keep, v)
	}
	// Output:
	// 2025-01-02 false within 2 days, ended 2025-01-04T12:00:00Z; monthly 2, which goes back to 2025-02-01T12:00:00Z
	// 2025-01-27 false within 2 days, ended 2025-01-29T12:00:00Z; monthly 2, which goes back to 2025-02-01T12:00:00Z
	// 2025-02-01 true monthly 2, for 2025-02
	// 2025-03-02 true within 2 days, until 2025-03-04T12:00:00Z; monthly 2, for 2025-03
}

func ExampleParseRule() {
	rule, err := retention.ParseRule("weekly 4 on sun")
	fmt.Println(rule.Count, rule.Per, rule.Weekdays, err)
	_, err = retention.ParseRule("keep 7d")
	fmt.Println(err)
	// Output:
	// 4 week sun <nil>
	// rule "keep 7d": want a rule such as within 4 weeks on mon, last 10, daily 7 or yearly all
}

func ExamplePolicy_Expiry() {
	p := retention.MustCompile(nil, retention.Rule{Within: calendar.PeriodOf(1, calendar.Month)})
	expiry, ok := p.Expiry(retention.Snapshot{Created: time.Date(2025, 1, 31, 1, 0, 0, 0, time.UTC)})
	fmt.Println(expiry, ok)
	// Output: 2025-03-01 00:00:00 +0000 UTC true
}

func ExampleSplit() {
	type backup struct {
		name  string
		taken time.Time
	}
	p := retention.MustCompile(nil, retention.Rule{Count: 1})
	now := time.Date(2025, 3, 3, 12, 0, 0, 0, time.UTC)
	list := []backup{{"a", now.AddDate(0, 0, -1)}, {"b", now}, {"c", now.AddDate(0, 0, -2)}}
	keep, drop := retention.Split(p, now, list, func(b backup) time.Time { return b.taken })
	fmt.Println(len(keep), keep[0].name, len(drop), drop[0].name, drop[1].name)
	// Output: 1 b 2 a c
}

func ExampleTimeline() {
	start := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	const n = 24 * 365 // a year of hours
	line := retention.NewTimeline(n, func(i int) time.Time { return start.Add(time.Duration(i) * time.Hour) })
	p := retention.MustCompile(nil, retention.Rule{Count: 2, Per: calendar.Month})
	fmt.Println(line.Kept(p, start.AddDate(1, 0, 0)))
	fmt.Println(line.Deleted(p, start.AddDate(1, 0, 0)))
	// Output:
	// [{8015 8016} {8759 8760}]
	// [{0 8015} {8016 8759}]
}

func ExampleLedger() {
	p := retention.MustCompile(nil, retention.Rule{Count: 2, Per: calendar.Day})
	ledger := retention.NewLedger(p)
	now := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	for range 6 {
		now = now.Add(9 * time.Hour)
		ledger.Add(retention.Snapshot{Created: now})
		for _, s := range ledger.Advance(now) {
			fmt.Println(now.Format("02 15:04"), "deletes", s.Created.Format("02 15:04"))
		}
	}
	// Output:
	// 01 18:00 deletes 01 09:00
	// 02 12:00 deletes 02 03:00
	// 02 21:00 deletes 02 12:00
	// 03 06:00 deletes 01 18:00
}

func ExampleLedger_AppendExpired() {
	p := retention.MustCompile(nil, retention.Rule{Count: 1})
	drives := []*retention.Ledger{retention.NewLedger(p), retention.NewLedger(p)}
	var expired []retention.Snapshot // room for those of one drive after the other
	for now := time.Date(2025, 1, 1, 9, 0, 0, 0, time.UTC); now.Hour() < 11; now = now.Add(time.Hour) {
		for i, ledger := range drives {
			ledger.Add(retention.Snapshot{Created: now})
			expired = ledger.AppendExpired(expired[:0], now)
			for _, s := range expired {
				fmt.Println(now.Format("15:04"), "drive", i, "deletes", s.Created.Format("15:04"))
			}
		}
	}
	// Output:
	// 10:00 drive 0 deletes 09:00
	// 10:00 drive 1 deletes 09:00
}

// Each drive has a plan of its own, so that no drive's snapshot takes the place
// of another's.
func ExamplePolicy_Plan_groups() {
	type snapshot struct {
		drive string
		taken time.Time
	}
	now := time.Date(2025, 3, 3, 12, 0, 0, 0, time.UTC)
	list := []snapshot{{"b", now.AddDate(0, 0, -1)}, {"a", now.AddDate(0, 0, -2)}, {"a", now}}
	groups := make(map[string][]retention.Snapshot)
	for _, s := range list {
		groups[s.drive] = append(groups[s.drive], retention.Snapshot{Created: s.taken})
	}
	p := retention.MustCompile(nil, retention.Rule{Count: 1})
	for _, drive := range slices.Sorted(maps.Keys(groups)) {
		for i, v := range p.Plan(now, groups[drive]).Verdicts() {
			fmt.Println(drive, groups[drive][i].Created.Format(time.DateOnly), v.Keep)
		}
	}
	// Output:
	// a 2025-03-01 false
	// a 2025-03-03 true
	// b 2025-03-02 true
}

func ExampleGuard() {
	p := retention.MustCompile(nil, retention.Rule{Count: 1})
	now := time.Date(2025, 3, 3, 12, 0, 0, 0, time.UTC)
	plan := p.Plan(now, []retention.Snapshot{{Created: now}, {Created: now.AddDate(0, 0, -1)}})
	plan, err := retention.Guard{Percent: 20}.Check(plan)
	fmt.Println(err)
	fmt.Println(plan.Deleted(), plan.Verdict(1))
	// Output:
	// plan deletes 1 of 2 snapshots: want at most 20 %
	// 0 the plan is refused; last 1, which goes back to 2025-03-03T12:00:00Z
}

// Pruning at every step is not the same as pruning once where a rule that
// picks the first of a day also has an age.
func Example_pruningStepByStep() {
	at := func(hour int) time.Time { return time.Date(2025, 1, 1, hour, 0, 0, 0, time.UTC) }
	p := retention.MustCompile(nil,
		retention.Rule{Within: calendar.PeriodOf(2, calendar.Day), Per: calendar.Day, Pick: retention.First},
		retention.Rule{Within: calendar.PeriodOf(40, calendar.Hour)},
	)
	list := []time.Time{at(0), at(12)}
	fmt.Println("once:", len(p.Keep(at(55), list)))
	step := p.Keep(at(50), list) // the first is too old; the other rule keeps the second
	fmt.Println("step by step:", len(p.Keep(at(55), step)))
	// Output:
	// once: 0
	// step by step: 1
}
