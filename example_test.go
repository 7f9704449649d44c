package longcase_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

func ExamplePolicy_SnapshotName() {
	template, err := longcase.ParseTemplate("{Policy}_{Year}-{Month}-{Day}_{Hour}h{Minute}")
	if err != nil {
		panic(err)
	}
	policy := longcase.Policy{Name: "nightly", NameTemplate: template}
	fmt.Println(policy.SnapshotName("17", time.Date(2025, time.March, 8, 2, 30, 0, 0, time.UTC)))
	// Output: nightly_2025-03-08_02h30
}

func ExampleParseTemplate() {
	_, err := longcase.ParseTemplate("{Policy}_{Date}")
	fmt.Println(strings.ReplaceAll(err.Error(), ": ", ":\n"))
	// Output:
	// placeholder "{Date}":
	// want {ID}, {Year}, {Month}, {Day}, {Hour}, {Minute}, {Policy}, {Directory}
}

// How many snapshots a new policy holds, month by month.
func ExampleSimulation_Len() {
	policy := longcase.Policy{
		Enabled: true,
		Schedule: schedule.MustCompile(nil, timezone.DST{}, schedule.Rule{
			Every: calendar.PeriodOf(6, calendar.Hour),
		}),
		Retention: retention.MustCompile(
			nil,
			retention.Rule{Within: calendar.PeriodOf(2, calendar.Week)},
			retention.Rule{
				Within:    calendar.PeriodOf(1, calendar.Year),
				MonthDays: calendar.MonthDaysOf(1),
			},
		),
	}
	start := time.Date(2025, time.January, 1, 12, 0, 0, 0, time.UTC)
	run := policy.Simulate(start)
	for month := range 4 {
		for range run.Until(start.AddDate(0, month, 0)) {
		}
		fmt.Println(run.Now().Format(time.DateOnly), run.Len())
	}
	// Output:
	// 2025-01-01 0
	// 2025-02-01 57
	// 2025-03-01 61
	// 2025-04-01 65
}

// When the snapshots that exist expire, while new ones are taken.
func ExamplePolicy_Simulate_expiries() {
	policy := longcase.Policy{
		Enabled: true,
		Schedule: schedule.MustCompile(nil, timezone.DST{}, schedule.Rule{
			At: []calendar.Clock{calendar.ClockOf(2, 0)},
		}),
		Retention: retention.MustCompile(nil, retention.Rule{Count: 2}),
	}
	now := time.Date(2025, time.January, 1, 12, 0, 0, 0, time.UTC)
	existing := retention.Snapshot{Created: now.AddDate(0, 0, -1)}
	for event := range policy.Simulate(now, existing).Until(now.AddDate(0, 0, 3)) {
		if event.Kind == longcase.Expired {
			fmt.Println(event.Time.Format(time.DateOnly), "deletes", event.Snapshot.Created.Format(time.DateOnly))
		}
	}
	// Output:
	// 2025-01-03 deletes 2024-12-31
	// 2025-01-04 deletes 2025-01-02
}
