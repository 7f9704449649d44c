package fuzz_test

import (
	"fmt"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/fuzz"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
)

// daily fires at 02:30 every day, or so its author thought.
type daily struct{ zone *time.Location }

// Next returns 02:30 of today or tomorrow.
func (d daily) Next(t time.Time) time.Time {
	t = t.In(d.zone)
	next := time.Date(t.Year(), t.Month(), t.Day(), 2, 30, 0, 0, d.zone)
	if next.After(t) {
		return next
	}
	return next.Add(24 * time.Hour)
}

// A scheduler works except twice a year, and a law says so. In a test, call the
// law with the test itself in place of Complaint.
func Example() {
	zone := fuzz.MustLoad("America/New_York")
	spring := time.Date(2025, 3, 9, 7, 0, 0, 0, time.UTC)
	fmt.Println(fuzz.Complaint(func(t fuzz.TB) {
		fuzz.CheckSchedule(t, fuzz.Of(fuzz.Spec{Zone: zone}, daily{zone}), spring)
	}))
	// Output:
	// law Successor: Next contradicts its own sequence
	// 	zone  America/New_York, gap default, fold default
	// 	at    Sun 2025-03-09 00:00:00 -0500 = 2025-03-09T05:00:00Z
	// 	got   Sun 2025-03-09 01:30:00 -0500 = 2025-03-09T06:30:00Z
	// 	want  Sun 2025-03-09 03:30:00 -0400 = 2025-03-09T07:30:00Z
	// 	spec  fuzz.Spec{Zone: fuzz.MustLoad("America/New_York")}
}

// By definition, 02:30 fires at 03:30 on the night without a 02:30.
func ExampleSpec_Occurrences() {
	rule := schedule.Rule{At: []calendar.Clock{calendar.ClockOf(2, 30)}}
	spec := fuzz.Spec{Zone: fuzz.MustLoad("America/New_York"), Rules: []schedule.Rule{rule}}
	from := time.Date(2025, 3, 8, 0, 0, 0, 0, time.UTC)
	for _, at := range spec.Occurrences(from, from.AddDate(0, 0, 3)) {
		fmt.Println(at)
	}
	// Output:
	// 2025-03-08 02:30:00 -0500 EST
	// 2025-03-09 03:30:00 -0400 EDT
	// 2025-03-10 02:30:00 -0400 EDT
}

// A policy that keeps the newest two takes a date in the future for a snapshot.
func ExampleKeeperOf() {
	newestTwo := fuzz.KeeperOf(func(_ time.Time, created []time.Time) []time.Time { return created[max(0, len(created)-2):] })
	now := time.Date(2025, 6, 30, 12, 0, 0, 0, time.UTC)
	var history fuzz.History
	for _, day := range []int{28, 29, 30, 365} {
		history = append(history, retention.Snapshot{Created: now.AddDate(0, 0, day-30)})
	}
	fmt.Println(fuzz.Complaint(func(t fuzz.TB) { fuzz.Harmless(t, newestTwo, now, history) }))
	// Output:
	// law Harmless: without those from the future keep is true, and with them false: 2025-06-29 12:00:00 +0000 UTC
	// 	now     time.Date(2025, time.June, 30, 12, 0, 0, 0, time.UTC)
	// 	history fuzz.History{{Created: time.Date(2025, time.June, 28, 12, 0, 0, 0, time.UTC)}, {Created: time.Date(2025, time.June, 29, 12, 0, 0, 0, time.UTC)}, {Created: time.Date(2025, time.June, 30, 12, 0, 0, 0, time.UTC)}, {Created: time.Date(2026, time.May, 31, 12, 0, 0, 0, time.UTC)}}
}
