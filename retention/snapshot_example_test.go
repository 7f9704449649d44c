package retention_test

import (
	"fmt"
	"time"

	"github.com/longcase/longcase/retention"
)

// A snapshot due on Sunday at 23:30 ran on Monday at 00:10. It is Sunday's, and
// expires twelve weeks after it was taken.
func ExampleSnapshot() {
	due := time.Date(2025, 6, 1, 23, 30, 0, 0, time.UTC)
	list := []retention.Snapshot{
		{Created: due.Add(40 * time.Minute), Nominal: due},
		{Created: due.Add(40 * time.Minute)},
	}
	p := keeping("within 12 weeks on sun")
	for _, s := range list {
		v := p.Plan(due.Add(time.Hour), []retention.Snapshot{s}).Verdict(0)
		fmt.Println(v.Keep, v)
	}
	// Output:
	// true within 12 weeks on sun, until 2025-08-25T00:10:00Z
	// false within 12 weeks on sun, on another day
}

// Rules name days as schedules do. Where the last Friday of a month has no
// snapshot, the next one stands in for it.
func ExampleRule_days() {
	now := on("2025-07-10")[0]
	taken := on("2025-04-25", "2025-05-23", "2025-05-31", "2025-06-27", "2025-06-30")
	fmt.Println(dates(keeping("monthly 12 on last fri").Keep(now, taken)))
	fmt.Println(dates(keeping("monthly 12 on last fri or next").Keep(now, taken)))

	years := on("2022-12-30", "2022-12-31", "2023-12-29", "2023-12-31", "2024-12-31")
	fmt.Println(dates(keeping("yearly 7 on last workday").Keep(now, years)))
	// Output:
	// 2025-04-25 2025-06-27
	// 2025-04-25 2025-05-31 2025-06-27
	// 2022-12-30 2023-12-29 2024-12-31
}

// A window of a week can be restored to any instant within it only from the
// newest backup before it.
func ExampleRule_base() {
	now, taken := on("2025-06-20")[0], on("2025-06-01", "2025-06-08", "2025-06-15")
	for i, v := range keeping("within 7 days and base").Plan(now, snapshotsOf(taken)).Verdicts() {
		fmt.Println(taken[i].Format(time.DateOnly), v.Keep, v)
	}
	// Output:
	// 2025-06-01 false within 7 days and base, ended 2025-06-08T12:00:00Z
	// 2025-06-08 true within 7 days and base, as the base until 2025-06-22T12:00:00Z
	// 2025-06-15 true within 7 days and base, until 2025-06-22T12:00:00Z
}
