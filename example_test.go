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
		Retention: retention.MustNew(
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

// The grandfathers are the snapshots of the 23rds, of which there are few where
// snapshots are taken on Saturdays.
func ExamplePolicy_Audit() {
	policy := longcase.Policy{
		Enabled: true,
		Schedule: schedule.MustCompile(nil, timezone.DST{}, schedule.Rule{
			At:       []calendar.Clock{calendar.ClockOf(1, 0)},
			Weekdays: calendar.WeekdaysOf(time.Saturday),
		}),
		Retention: retention.MustNew(
			nil,
			retention.Rule{Within: calendar.PeriodOf(4, calendar.Week)},
			retention.Rule{
				Within:    calendar.PeriodOf(12, calendar.Month),
				MonthDays: calendar.MonthDaysOf(23),
			},
		),
	}
	for _, finding := range policy.Audit(time.Date(2025, time.January, 1, 0, 0, 0, 0, time.UTC)) {
		fmt.Println(strings.ReplaceAll(finding.Message, ": ", ":\n  "))
	}
	// Output:
	// "within 12 months on 23" keeps little:
	//   a snapshot is taken on its days in 14% of the months, 1.7 times a year
	// snapshots alive at once:
	//   at most 6, typically 5
	// snapshots are at most 7 days apart up to an age of 4 weeks, then 273 days up to an age of 12 months
}
