package ical_test

import (
	"fmt"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/ical"
	"github.com/longcase/longcase/timezone"
)

// The last working day of each month, but not in April 2025.
func ExampleParse() {
	r, err := ical.Parse(`
DTSTART;TZID=Europe/Berlin:20250101T023000
RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1
EXDATE;TZID=Europe/Berlin:20250430T023000
`, ical.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	from := time.Date(2025, time.February, 1, 0, 0, 0, 0, time.UTC)
	for t := range schedule.Range(r, from, from.AddDate(0, 4, 0)) {
		fmt.Println(t)
	}
	// Output:
	// 2025-02-28 02:30:00 +0100 CET
	// 2025-03-31 02:30:00 +0200 CEST
	// 2025-05-30 02:30:00 +0200 CEST
}

func ExampleParse_errors() {
	_, err := ical.Parse("DTSTART:20250101T000000Z\nRRULE:FREQ=WEEKLY;BYDAY=1MO;COUNT=0", ical.Options{})
	fmt.Println(err)
	// Output:
	// line 2: COUNT "0": want 1 or more
	// line 2: BYDAY "1MO": want ordinals with FREQ=MONTHLY or YEARLY only
}

// A rule that can be compiled has a schedule, which can be counted.
func ExampleRecurrence_Schedule() {
	r, err := ical.Parse("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1", ical.Options{
		Start: time.Date(2025, time.January, 1, 17, 0, 0, 0, time.UTC),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	if s, ok := r.Schedule(); ok {
		century := time.Date(2100, time.January, 1, 0, 0, 0, 0, time.UTC)
		fmt.Println(s.Rules()[0])
		fmt.Println(s.Count(time.Date(2025, time.January, 1, 0, 0, 0, 0, time.UTC), century))
	}
	// Output:
	// on the last day of Jan, Apr, Jul and Oct at 17:00
	// 300
}

// Libraries differ on a yearly rule with days of an open month.
func ExampleYearlyMonths() {
	start := time.Date(2025, time.May, 5, 2, 0, 0, 0, time.UTC)
	for _, months := range []ical.YearlyMonths{ical.Undecided, ical.StartMonth, ical.EveryMonth} {
		r, err := ical.Parse("FREQ=YEARLY;BYMONTHDAY=13", ical.Options{Start: start, YearlyMonths: months})
		if err != nil {
			fmt.Println(err)
			continue
		}
		s, _ := r.Schedule()
		fmt.Println(s.Rules()[0])
	}
	// Output:
	// line 1: BYMONTHDAY "13": want BYMONTH with it: without, libraries differ in taking the start's month or every month
	// on the 13th of May at 02:00
	// on the 13th of every month at 02:00
}

func ExampleFormat() {
	start := time.Date(2025, time.January, 1, 0, 0, 0, 0, time.UTC)
	for _, step := range []int{45, 50} {
		s := schedule.MustCompile(nil, timezone.DST{}, schedule.Rule{
			Every:    calendar.PeriodOf(step, calendar.Minute),
			Weekdays: calendar.WeekdaysOf(time.Saturday, time.Sunday),
		})
		fmt.Println(ical.Format(s, start, ical.Options{}))
	}
	// Output:
	// DTSTART:20250104T000000Z
	// RRULE:FREQ=MINUTELY;INTERVAL=45;BYDAY=SU,SA <nil>
	//  rule 0: Every "50 minutes": fires at 00:00 but not at 01:00; RFC 5545 has the same minutes in all hours of a rule
}
