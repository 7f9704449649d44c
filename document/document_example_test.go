package document_test

import (
	"fmt"
	"log"
	"os"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/document"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// A policy from a file, and when it is due.
func ExampleOpen() {
	parsed, err := document.Open([]byte(`{
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
func ExampleWrite() {
	text, err := document.Write(longcase.Policy{
		Name:    "Hourly",
		Enabled: true,
		Schedule: schedule.MustCompile(nil, timezone.DST{}, schedule.Rule{
			Every: calendar.PeriodOf(1, calendar.Hour), Window: schedule.WindowOf(420, 1140),
		}),
		Retention: retention.MustCompile(nil, retention.Rule{Per: calendar.Day, Count: 7}),
	}, document.Longcase, time.Time{})
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

// A scheduler of CloudSigma as a policy of Qumulo.
func ExampleWrite_qumulo() {
	text, err := os.ReadFile("../cloudsigma/testdata/schedulers/weekdays_workhours_backup_policy.json")
	if err != nil {
		log.Fatal(err)
	}
	scheduler, err := document.Open(text)
	if err != nil {
		log.Fatal(err)
	}
	policy, err := scheduler.Policy()
	if err != nil {
		log.Fatal(err)
	}
	policy.Remote = false // Qumulo has no remote snapshots
	converted, err := document.Write(policy.Policy, document.Qumulo, time.Time{})
	fmt.Println(string(converted), err)
	// Output:
	// {
	//   "policy_name": "Weekdays Workhours Backup Policy",
	//   "enabled": true,
	//   "schedule": {
	//     "creation_schedule": {
	//       "timezone": "Etc/UTC",
	//       "frequency": "SCHEDULE_HOURLY_OR_LESS",
	//       "on_days": [
	//         "MON",
	//         "WED",
	//         "FRI"
	//       ],
	//       "fire_every": 12,
	//       "fire_every_interval": "FIRE_IN_HOURS",
	//       "window_start_hour": 7,
	//       "window_start_minute": 0,
	//       "window_end_hour": 19,
	//       "window_end_minute": 0
	//     },
	//     "expiration_time_to_live": "1months"
	//   }
	// } <nil>
}

// What has no counterpart is named, all of it.
func ExampleWrite_refused() {
	scheduler, err := document.Open([]byte(`{
		"name": "Nights",
		"type": "snapshot",
		"user_timezone": "Europe/Berlin",
		"incremental_backup": {
			"repeat": {"hour": "*/2"},
			"start_time": {"hour": 20, "minute": 0},
			"end_time": {"hour": 6, "minute": 0}
		},
		"retention_policy": {"rules": [
			{"period": "days", "quantity": 7},
			{"period": "weeks", "quantity": 4, "time_option": 1}
		]}
	}`))
	if err != nil {
		log.Fatal(err)
	}
	policy, err := scheduler.Policy()
	if err != nil {
		log.Fatal(err)
	}
	_, err = document.Write(policy.Policy, document.Qumulo, time.Time{})
	fmt.Println(err)
	// Output:
	// /schedule/rules/0/window: inexact: "20:00-06:00": Qumulo has one time of day, or steps of 1 to 99 minutes or hours within a day; this window wraps midnight
	// /retention/rules: inexact: "2": Qumulo has one time to live for all snapshots
	// /retention/rules/1: inexact: "within 4 weeks on mon": Qumulo has one time to live for the snapshots of all days
}
