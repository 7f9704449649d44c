package oncalendar_test

import (
	"fmt"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/oncalendar"
	"github.com/longcase/longcase/timezone"
)

func ExampleParse() {
	x, err := oncalendar.Parse("Sun *-*-01..07 02:30 Europe/Berlin", oncalendar.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	s, err := schedule.Compile(x.Zone, x.DST, x.Rules...)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Next(time.Date(2025, time.March, 1, 0, 0, 0, 0, time.UTC)))
	// Output:
	// 2025-03-02 02:30:00 +0100 CET true
}

// On 2025-03-30 Berlin has no 02:30. systemd skips it, and an option shifts it.
func ExampleOptions() {
	for _, gap := range []timezone.Gap{timezone.GapDefault, timezone.GapShift} {
		x, err := oncalendar.Parse("02:30 Europe/Berlin", oncalendar.Options{DST: timezone.DST{Gap: gap}})
		if err != nil {
			fmt.Println(err)
			return
		}
		s := schedule.MustCompile(x.Zone, x.DST, x.Rules...)
		fmt.Println(s.Next(time.Date(2025, time.March, 29, 12, 0, 0, 0, time.UTC)))
	}
	// Output:
	// 2025-03-31 02:30:00 +0200 CEST true
	// 2025-03-30 03:30:00 +0200 CEST true
}

func ExampleParse_errors() {
	_, err := oncalendar.Parse("Fri..Mon *-*~40 02:30:15", oncalendar.Options{})
	fmt.Println(err)
	// Output:
	// column 1: weekday "Fri..Mon": want a range that does not end before it begins; weeks begin with Monday
	// column 14: day from the end "40": want 1 to 28
	// column 23: second "15": want 00: schedules are on whole minutes
}

// systemd has no nth weekdays. The first Sunday is the one among the first seven days.
func ExampleFormat_days() {
	for _, n := range []int{1, -1} {
		s := schedule.MustCompile(nil, timezone.DST{}, schedule.Rule{
			Weekdays: calendar.NthWeekdays(n, time.Sunday), At: []calendar.Clock{calendar.ClockOf(2, 0)},
		})
		fmt.Println(oncalendar.Format(s, time.Time{}, oncalendar.Options{}))
	}
	// Output:
	// Sun *-*-01..07 02:00:00 UTC <nil>
	// Sun *-*~01..07 02:00:00 UTC <nil>
}

func ExampleFormat() {
	for _, step := range []int{15, 45} {
		s := schedule.MustCompile(nil, timezone.DST{}, schedule.Rule{
			Weekdays: calendar.WeekdaysOf(time.Saturday, time.Sunday),
			Every:    calendar.PeriodOf(step, calendar.Minute),
		})
		fmt.Println(oncalendar.Format(s, time.Time{}, oncalendar.Options{}))
	}
	// Output:
	// Sat,Sun *-*-* *:00/15:00 UTC <nil>
	//  rule 0: Every "45 minutes": fires at 00:00 but not at 01:00; an expression has the same minutes in all its hours
}
