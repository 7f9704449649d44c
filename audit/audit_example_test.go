package audit_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/audit"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// The grandfathers are the snapshots of the 23rds, of which there are few where
// snapshots are taken on Saturdays.
func ExamplePolicy() {
	policy := longcase.Policy{
		Enabled: true,
		Schedule: schedule.MustCompile(nil, timezone.DST{}, schedule.Rule{
			At:       []calendar.Clock{calendar.ClockOf(1, 0)},
			Weekdays: calendar.WeekdaysOf(time.Saturday),
		}),
		Retention: retention.MustCompile(
			nil,
			retention.Rule{Within: calendar.PeriodOf(4, calendar.Week)},
			retention.Rule{
				Within:    calendar.PeriodOf(12, calendar.Month),
				MonthDays: calendar.MonthDaysOf(23),
			},
		),
	}
	for _, finding := range audit.Policy(policy, time.Date(2025, time.January, 1, 0, 0, 0, 0, time.UTC)) {
		fmt.Println(strings.ReplaceAll(finding.Message, ": ", ":\n  "))
	}
	// Output:
	// "within 12 months on 23" keeps little:
	//   a snapshot is taken on its days in 14% of the months, 1.7 times a year
	// snapshots alive at once:
	//   at most 6, typically 5
	// snapshots are at most 7 days apart up to an age of 4 weeks, then 273 days up to an age of 12 months
}
