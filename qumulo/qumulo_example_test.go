package qumulo_test

import (
	"fmt"
	"log"
	"os"
	"time"

	"github.com/longcase/longcase/qumulo"
)

// A policy as the API gives it, when it is due, and what its snapshots are
// called.
func Example() {
	text, err := os.ReadFile("testdata/monthly_last_day.json")
	if err != nil {
		log.Fatal(err)
	}
	document, err := qumulo.Parse(text)
	if err != nil {
		log.Fatal(err)
	}
	policy, err := document.Policy()
	if err != nil {
		log.Fatal(err)
	}
	due, _ := policy.Schedule.Next(time.Date(2024, 2, 10, 0, 0, 0, 0, time.UTC))
	fmt.Println(due.Format(time.RFC3339), policy.SnapshotName("17", due))
	// Output:
	// 2024-02-29T23:59:00-05:00 2024-02-29_Month end
}

// Everything that is wrong comes in one answer.
func ExampleParse() {
	_, err := qumulo.Parse([]byte(`{
		"policy_name": "Monthly",
		"schedule": {
			"creation_schedule": {"frequency": "SCHEDULE_MONTHLY", "day_of_month": 31, "hour": 1},
			"expiration_time_to_live": "5day"
		}
	}`))
	fmt.Println(err)
	// Output:
	// /schedule/creation_schedule/minute: missing: want a minute from 0 to 59
	// /schedule/creation_schedule/day_of_month: not-allowed: 31: want 1 to 27, or 128 for the last day of the month
	// /schedule/expiration_time_to_live: not-allowed: "5day": want 1 to 99 and months, weeks, days, hours or minutes, such as "5days", or "never"
}
