package cloudsigma_test

import (
	"fmt"
	"log"
	"net/url"
	"os"
	"time"

	"github.com/longcase/longcase/cloudsigma"
)

// A scheduler as the API gives it, and when it is due.
func Example() {
	text, err := os.ReadFile("testdata/schedulers/weekdays_workhours_backup_policy.json")
	if err != nil {
		log.Fatal(err)
	}
	document, err := cloudsigma.Parse(text)
	if err != nil {
		log.Fatal(err)
	}
	policy, err := document.Policy()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(policy.Name)
	now := time.Date(2025, 10, 24, 12, 0, 0, 0, time.UTC)
	for due := range policy.Schedule.Forward(now) {
		fmt.Println(due.Format(time.RFC1123))
		if due.After(now.AddDate(0, 0, 3)) {
			break
		}
	}
	// Output:
	// Weekdays Workhours Backup Policy
	// Fri, 24 Oct 2025 19:00:00 UTC
	// Mon, 27 Oct 2025 07:00:00 UTC
	// Mon, 27 Oct 2025 19:00:00 UTC
}

// Everything that is wrong comes in one answer.
func ExampleParse() {
	_, err := cloudsigma.Parse([]byte(`{
		"name": "Nightly",
		"user_timezone": "Europe/Belin",
		"incremental_backup": {"hour": "25", "day_of_month": "32"},
		"retention_policy": {"rules": [{"period": "month", "quantity": 1}]}
	}`))
	fmt.Println(err)
	// Output:
	// /user_timezone: unknown-zone: "Europe/Belin": is not in the zone database
	// /incremental_backup/hour: not-allowed: "25": want hours 0 to 23, "*" or ""
	// /incremental_backup/day_of_month: not-allowed: "32": want days 1 to 31, "*" or ""
	// /retention_policy/rules/0/period: not-allowed: "month": want days, weeks or months
}

// What is allowed but probably not meant.
func ExampleDocument_Findings() {
	document, err := cloudsigma.Parse([]byte(`{
		"name": "Often",
		"type": "backup",
		"user_timezone": "Europe/Kiev",
		"incremental_backup": {"repeat": {"minute": "*/45"}},
		"retention_policy": {"rules": [{"period": "months", "quantity": 6, "time_option": 31}]}
	}`))
	if err != nil {
		log.Fatal(err)
	}
	for _, finding := range document.Findings() {
		fmt.Println(finding)
	}
	// Output:
	// /user_timezone: warning: zone-retired: "Europe/Kiev" is a retired name; today's is "Europe/Kyiv"
	// /incremental_backup/repeat/minute: info: not-as-cron: every 45 minutes, counted from 00:00; cron would take the minutes divisible by 45
	// /retention_policy/rules/0/time_option: warning: short-months: some months have no day 31, and no match
}

// A document is written back as it was read, unknown keys included.
func ExampleDocument_MarshalJSON() {
	document, err := cloudsigma.Parse([]byte(
		`{"rentention_policy": {"rules": [{"period": "weeks", "quantity": 4}]}, "colour": 1.50}`))
	if err != nil {
		log.Fatal(err)
	}
	text, err := document.MarshalJSON()
	fmt.Println(string(text), err)
	// Output:
	// {"retention_policy": {"rules": [{"period": "weeks", "quantity": 4}]}, "colour": 1.50} <nil>
}

// The vendor's own examples use a zone that is not on its list.
func ExampleAllowed() {
	fmt.Println(cloudsigma.Allowed("Europe/Berlin"), cloudsigma.Allowed("Etc/UTC"), len(cloudsigma.Zones()))
	// Output: true false 429
}

// A request to create a scheduler, its answer, and a request to change it.
func ExampleParseCreate() {
	document, err := cloudsigma.ParseCreate([]byte(`{
		"name": "Nightly", "type": "snapshot", "is_enabled": true, "is_default": false,
		"user_timezone": "Europe/Berlin", "manual_incremental_backup": "",
		"incremental_backup": {"hour": "3"}
	}`))
	if err != nil {
		log.Fatal(err)
	}
	scheduler := document.Schedulers()[0].Identify(cloudsigma.Identity{UUID: "1c23", Owner: "6a02"})
	fmt.Println(string(scheduler.Brief()))

	_, err = scheduler.Update([]byte(`{"name": null, "uuid": "2d34"}`))
	fmt.Println(err)
	changed, err := scheduler.Update([]byte(`{"manual_incremental_backup": "03:00,15:00"}`))
	fmt.Println(changed.Policy(), err)
	// Output:
	// {"is_default":false,"is_enabled":true,"meta":{},"name":"Nightly","orchestrator_timezone":"","owner":{"resource_uri":"/api/2.0/user/6a02/","uuid":"6a02"},"remote_location":"","resource_uri":"/api/2.0/backupschedulers/1c23/","type":"snapshot","user_timezone":"Europe/Berlin","uuid":"1c23"}
	// /name: wrong-type: null: want a string
	// /uuid: read-only: "2d34": want "1c23", or no such key
	// Takes a snapshot daily at 03:00 and 15:00, Europe/Berlin. Keeps every snapshot forever. <nil>
}

// A page of a list, as the parameters of a URL ask for it.
func ExampleParseQuery() {
	text, err := os.ReadFile("testdata/detail.json")
	if err != nil {
		log.Fatal(err)
	}
	document, err := cloudsigma.Parse(text)
	if err != nil {
		log.Fatal(err)
	}
	values, err := url.ParseQuery("type=backup&order_by=-name&limit=2&fields=name")
	if err != nil {
		log.Fatal(err)
	}
	query, err := cloudsigma.ParseQuery(values)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(query.Listing(document.Schedulers())))
	// Output:
	// {"meta":{"limit":2,"offset":0,"total_count":4},"objects":[{"name":"backups policy"},{"name":"Weekdays Workhours Backup Policy"}]}
}

// A scheduler written as a scheduler keeps the parts that a policy does not hold.
func ExampleScheduler_Write() {
	document, err := cloudsigma.Parse([]byte(`{"name": "Weekly", "type": "backup", "remote_location": "ZRH",
		"user_timezone": "UTC", "incremental_backup": {"hour": "3", "day_of_week": ["sun"]}}`))
	if err != nil {
		log.Fatal(err)
	}
	scheduler := document.Schedulers()[0]
	policy := scheduler.Policy()
	policy.Name = "Weekly, once more"
	body, err := scheduler.Write(policy, time.Time{})
	if err != nil {
		log.Fatal(err)
	}
	created, err := cloudsigma.ParseCreate(body)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(created.Schedulers()[0].Answer("name", "type", "remote_location")))
	// Output:
	// {"name":"Weekly, once more","remote_location":"ZRH","type":"backup"}
}
