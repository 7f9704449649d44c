package crontab_test

import (
	"fmt"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/crontab"
	"github.com/longcase/longcase/timezone"
)

func ExampleParse() {
	x, err := crontab.Parse("CRON_TZ=Europe/Berlin 30 2 L * *", crontab.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	s, err := schedule.Compile(x.Zone, timezone.DST{}, x.Rules...)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s)
	fmt.Println(s.Next(time.Date(2025, time.March, 30, 0, 0, 0, 0, time.UTC)))
	// Output:
	// on the last day of every month at 02:30, Europe/Berlin
	// 2025-03-31 02:30:00 +0200 CEST true
}

func ExampleParse_errors() {
	_, err := crontab.Parse("*/90 2 L-31 * *", crontab.Options{})
	fmt.Println(err)
	// Output:
	// column 3: minute "90": want a step of 1 to 60; steps do not reach past the field's last value
	// column 8: day of month "L-31": want 1 to 31, L for the last day, L-1 to L-30 for days before it, or one of these and W for the nearest workday
}

// Crons differ on expressions with two restricted day fields.
func ExampleDays() {
	for _, days := range []crontab.Days{crontab.Or, crontab.And, crontab.Vixie} {
		x, err := crontab.Parse("0 0 */2 * fri", crontab.Options{Days: days})
		if err != nil {
			fmt.Println(err)
			return
		}
		s := schedule.MustCompile(x.Zone, timezone.DST{}, x.Rules...)
		january := time.Date(2025, time.January, 1, 0, 0, 0, 0, time.UTC)
		fmt.Println(days, s.Count(january, january.AddDate(0, 1, 0)))
	}
	// Output:
	// or 18
	// and 3
	// vixie 3
}

func ExampleFormat_days() {
	monthly := schedule.Rule{At: []calendar.Clock{calendar.ClockOf(18, 0)}}
	monthly.Workdays = calendar.LastDay
	quarterly := schedule.Rule{At: []calendar.Clock{calendar.ClockOf(2, 0)}}
	quarterly.Months = calendar.MonthsOf(time.January, time.April, time.July, time.October)
	quarterly.Weekdays = calendar.NthWeekdays(1, time.Sunday)
	for _, rule := range []schedule.Rule{monthly, quarterly} {
		s := schedule.MustCompile(nil, timezone.DST{}, rule)
		fmt.Println(crontab.Format(s, time.Time{}, crontab.Options{}))
	}
	// Output:
	// 0 18 LW * * <nil>
	// 0 2 * */3 0#1 <nil>
}

func ExampleFormat() {
	for _, step := range []int{15, 45} {
		s := schedule.MustCompile(nil, timezone.DST{}, schedule.Rule{
			Every: calendar.PeriodOf(step, calendar.Minute),
		})
		fmt.Println(crontab.Format(s, time.Time{}, crontab.Options{}))
	}
	// Output:
	// */15 * * * * <nil>
	//  rule 0: Every "45 minutes": fires at 00:00 but not at 01:00; cron has the same minutes in all its hours
}
