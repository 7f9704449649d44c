package cloudsigma

import (
	"embed"
	"slices"
	"strings"
)

// Example is a scheduler from the vendor's page of examples, to start from.
type Example struct {
	// Name is short, such as "sfg".
	Name string
	// Title is the vendor's, such as "Weekdays Workhours Backup Policy".
	Title string
	// Body is the body of a request that creates the scheduler.
	Body string
}

// Examples returns the eleven examples named by the vendor, in the vendor's
// order. The slice belongs to the caller.
func Examples() []Example {
	list := slices.Clone(examples[:])
	for i := range list {
		body, _ := bodies.ReadFile("examples/" + list[i].Name + ".json") // a test reads them all
		list[i].Body = strings.TrimSuffix(string(body), "\n")
	}
	return list
}

// bodies holds a file for each example. As files, the vendor's documents can be sent
// to a server, compared with the vendor's page, and read by any tool for JSON.
//
//go:embed examples
var bodies embed.FS

// examples is never written.
var examples = [...]Example{
	{Name: "45min", Title: "Backup Scheduler: Every 45 Minutes"},
	{Name: "12h", Title: "Snapshot Policy: Every 12 Hours. Keep Last 2 Days"},
	{Name: "sunday", Title: "Backup Scheduler: Every Sunday at 23:00"},
	{Name: "first-2359", Title: "Backup Scheduler: Every First of the Month at 23:59"},
	{Name: "evening", Title: "Backup Scheduler: Every Hour (20:00–23:00)"},
	{Name: "defined", Title: "Snapshot Policy: Defined Hours Backups (Keep 1 Month)"},
	{Name: "weekdays-3am", Title: "Weekdays 3AM Snapshot Policy"},
	{Name: "workhours", Title: "Weekdays Workhours Backup Policy"},
	{Name: "bimonthly", Title: "Bi-monthly Backup Policy"},
	{Name: "first", Title: "1st of the Month Backup Policy"},
	{Name: "sfg", Title: "Son, Father, Grandfather (SFG) Retention Strategy"},
}
