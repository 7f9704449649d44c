package calendar_test

import (
	"fmt"
	"time"

	"github.com/longcase/longcase/calendar"
)

func ExampleDate() {
	d := calendar.DateOf(2027, time.January, 1)
	fmt.Println(d, d.Weekday(), d+31)
	// Output: 2027-01-01 Friday 2027-02-01
}

func ExampleDate_AddMonths() {
	d := calendar.DateOf(2025, time.January, 31)
	fmt.Println(d.AddMonths(1), d.AddMonths(2))
	// Output: 2025-02-28 2025-03-31
}

func ExampleClock() {
	c, err := calendar.ParseClock("07:05")
	fmt.Println(c, c.Hour(), c.Minute(), int(c), err)
	_, err = calendar.ParseClock("24:00")
	fmt.Println(err)
	// Output:
	// 07:05 7 5 425 <nil>
	// time of day "24:00": want HH:MM from 00:00 to 23:59
}

func ExampleWeekdays() {
	days, err := calendar.ParseWeekdays("mon,last fri")
	// 22 August 2025 is a Friday, and the 29th is the last.
	fmt.Println(days, err, days.Allows(time.Friday, 22, 31), days.Allows(time.Friday, 29, 31))
	fmt.Println(days == calendar.WeekdaysOf(time.Monday)|calendar.NthWeekdays(-1, time.Friday))
	// Output:
	// mon,last fri <nil> false true
	// true
}

func ExampleMonthDays() {
	days := calendar.MonthDaysOf(15, -3) | calendar.LastDay
	fmt.Println(days, days.Allows(28, 28), days.Allows(28, 30))
	// Output: 15,-3,last true true
}

func ExampleDays() {
	monthEnd := calendar.Days{Workdays: calendar.LastDay}
	fmt.Println(monthEnd.Allows(calendar.DateOf(2025, time.August, 29))) // a Friday, before the last weekend
	fmt.Println(monthEnd.Allows(calendar.DateOf(2025, time.August, 31)))
	// Output:
	// true
	// false
}

func ExamplePeriod_After() {
	month := calendar.PeriodOf(1, calendar.Month)
	fmt.Println(month.After(calendar.DateOf(2025, time.January, 31)))
	fmt.Println(month.After(calendar.DateOf(2025, time.February, 28)))
	// Output:
	// 2025-02-28 true
	// 2025-03-28 false
}

// Two dates are in the same week exactly when their buckets are the same.
func ExampleUnit_Bucket() {
	sunday := calendar.DateOf(2025, time.October, 26)
	week := calendar.Week.Bucket(sunday)
	fmt.Println(week == calendar.Week.Bucket(sunday+1))
	fmt.Println(calendar.Week.BucketStart(week), calendar.Week.BucketStart(week+1))
	// Output:
	// false
	// 2025-10-20 2025-10-27
}
