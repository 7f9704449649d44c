package longcase_test

import (
	"fmt"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// Snapshots at 02:30 in New York, each kept for 3 days and those of Saturdays
// for 2 weeks. On 9 March the clocks go from 02:00 to 03:00.
func Example() {
	zone, err := timezone.Load("America/New_York")
	if err != nil {
		panic(err)
	}
	policy := longcase.Policy{
		Name:    "nightly",
		Enabled: true,
		Zone:    zone,
		Schedule: schedule.MustCompile(zone, timezone.DST{}, schedule.Rule{
			At: []calendar.Clock{calendar.ClockOf(2, 30)},
		}),
		Retention: retention.MustCompile(
			zone,
			retention.Rule{Within: calendar.PeriodOf(3, calendar.Day)},
			retention.Rule{
				Within:   calendar.PeriodOf(2, calendar.Week),
				Weekdays: calendar.WeekdaysOf(time.Saturday),
			},
		),
	}

	now := time.Date(2025, time.March, 8, 0, 0, 0, 0, time.UTC)
	run := policy.Simulate(now)
	for event := range run.Until(now.AddDate(0, 0, 5)) {
		fmt.Println(event.Kind, event.Snapshot.Created)
	}

	alive := run.Alive()
	for i, verdict := range policy.Retention.Plan(run.Now(), alive).Verdicts() {
		fmt.Println(alive[i].Created.Format(time.DateOnly), verdict)
	}
	// Output:
	// taken 2025-03-08 02:30:00 -0500 EST
	// taken 2025-03-09 03:30:00 -0400 EDT
	// taken 2025-03-10 02:30:00 -0400 EDT
	// taken 2025-03-11 02:30:00 -0400 EDT
	// taken 2025-03-12 02:30:00 -0400 EDT
	// expired 2025-03-09 03:30:00 -0400 EDT
	// 2025-03-08 within 2 weeks on sat, until 2025-03-22T02:30:00-04:00
	// 2025-03-10 within 3 days, until 2025-03-13T02:30:00-04:00
	// 2025-03-11 within 3 days, until 2025-03-14T02:30:00-04:00
	// 2025-03-12 within 3 days, until 2025-03-15T02:30:00-04:00
}
