package convert_test

import (
	"fmt"
	"log"
	"os"
	"time"

	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/convert"
)

// A scheduler of CloudSigma as a policy of Qumulo.
func ExampleQumulo() {
	text, err := os.ReadFile("../cloudsigma/testdata/schedulers/weekdays_workhours_backup_policy.json")
	if err != nil {
		log.Fatal(err)
	}
	scheduler, err := cloudsigma.Parse(text)
	if err != nil {
		log.Fatal(err)
	}
	policy, err := scheduler.Policy()
	if err != nil {
		log.Fatal(err)
	}
	document, err := convert.Qumulo(policy, time.Time{})
	if err != nil {
		log.Fatal(err)
	}
	converted, err := document.MarshalJSON()
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
func ExampleQumulo_refused() {
	scheduler, err := cloudsigma.Parse([]byte(`{
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
	_, err = convert.Qumulo(policy, time.Time{})
	fmt.Println(err)
	// Output:
	// /schedule/rules/0/window: inexact: "20:00-06:00": Qumulo has one time of day, or steps of 1 to 99 minutes or hours within a day; this window wraps midnight
	// /retention/rules: inexact: "2": Qumulo has one time to live for all snapshots
	// /retention/rules/1: inexact: "within 4 weeks on mon": Qumulo has one time to live for the snapshots of all days
}
