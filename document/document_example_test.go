package document_test

import (
	"fmt"
	"log"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/document"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// A policy from a file, and when it is due.
func ExampleParse() {
	parsed, err := document.Parse([]byte(`{
		"longcase": 1,
		"name": "Nightly",
		"zone": "Europe/Berlin",
		"schedule": {"rules": [{"weekdays": "mon,tue,wed,thu,fri", "at": ["02:30"]}]},
		"retention": {"rules": ["within 7 days", "within 4 weeks on mon"]}
	}`))
	if err != nil {
		log.Fatal(err)
	}
	policy, err := parsed.Policy()
	if err != nil {
		log.Fatal(err)
	}
	due, _ := policy.Schedule.Next(time.Date(2025, time.March, 28, 12, 0, 0, 0, time.UTC))
	fmt.Println(policy.Name, due)
	fmt.Println(policy.Schedule)
	// Output:
	// Nightly 2025-03-31 02:30:00 +0200 CEST
	// Mon-Fri at 02:30, Europe/Berlin
}

// A policy made in Go, as a file.
func ExampleFromPolicy() {
	parsed, err := document.FromPolicy(longcase.Policy{
		Name:    "Hourly",
		Enabled: true,
		Schedule: schedule.MustCompile(nil, timezone.DST{}, schedule.Rule{
			Every: calendar.PeriodOf(1, calendar.Hour), Window: schedule.WindowOf(420, 1140),
		}),
		Retention: retention.MustCompile(nil, retention.Rule{Per: calendar.Day, Count: 7}),
	})
	if err != nil {
		log.Fatal(err)
	}
	text, err := parsed.MarshalJSON()
	fmt.Println(string(text), err)
	// Output:
	// {
	//   "longcase": 1,
	//   "name": "Hourly",
	//   "enabled": true,
	//   "zone": "UTC",
	//   "schedule": {
	//     "rules": [
	//       {
	//         "every": "1 hour",
	//         "window": "07:00-19:00"
	//       }
	//     ]
	//   },
	//   "retention": {
	//     "rules": [
	//       "daily 7"
	//     ]
	//   }
	// } <nil>
}
