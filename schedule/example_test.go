package schedule_test

import (
	"fmt"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// berlin and newYork stand for zones that a program has loaded.
var (
	berlin, _  = timezone.Load("Europe/Berlin")
	newYork, _ = timezone.Load("America/New_York")
)

// date is a time in a zone, on a day on which the clocks are not changed.
func date(z *timezone.Zone, year int, month time.Month, day, hour int) time.Time {
	return time.Date(year, month, day, hour, 0, 0, 0, z.Location())
}

func Example() {
	workdays, err := calendar.ParseWeekdays("mon,tue,wed,thu,fri")
	if err != nil {
		panic(err)
	}
	s, err := schedule.Compile(berlin, timezone.DST{}, schedule.Rule{
		Weekdays: workdays,
		Every:    calendar.PeriodOf(6, calendar.Hour),
		Window:   schedule.WindowOf(calendar.ClockOf(7, 0), calendar.ClockOf(19, 0)),
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(s)
	from := date(berlin, 2025, time.October, 24, 12)
	for at := range s.Between(from, from.AddDate(0, 0, 3)) {
		fmt.Println(at.Format("Mon 02 Jan 15:04 MST"))
	}
	// Output:
	// Mon-Fri every 6 hours from 07:00 to 19:00, Europe/Berlin
	// Fri 24 Oct 13:00 CEST
	// Fri 24 Oct 19:00 CEST
	// Mon 27 Oct 07:00 CET
}

func ExampleCompile() {
	_, err := schedule.Compile(nil, timezone.DST{},
		schedule.Rule{Months: calendar.MonthsOf(time.February), MonthDays: calendar.MonthDaysOf(30), At: []calendar.Clock{0}},
		schedule.Rule{Every: calendar.PeriodOf(1, calendar.Week)},
	)
	fmt.Println(err)
	// Output:
	// rule 0: MonthDays "30": never fires: no such date in months feb
	// rule 1: Every "1 week": want 1 to 9999999 minutes or hours
}

func ExampleSchedule_Next() {
	leapDay := schedule.MustCompile(nil, timezone.DST{}, schedule.Rule{
		Months: calendar.MonthsOf(time.February), MonthDays: calendar.MonthDaysOf(29), At: []calendar.Clock{0},
	})
	fmt.Println(leapDay.Next(time.Date(2097, time.January, 1, 0, 0, 0, 0, time.UTC)))
	fmt.Println(leapDay.Next(time.Date(9997, time.January, 1, 0, 0, 0, 0, time.UTC)))
	// Output:
	// 2104-02-29 00:00:00 +0000 UTC true
	// 0001-01-01 00:00:00 +0000 UTC false
}

func ExampleSchedule_Prev() {
	monthEnd := schedule.MustCompile(berlin, timezone.DST{}, schedule.Rule{
		MonthDays: calendar.LastDay, At: []calendar.Clock{calendar.ClockOf(23, 59)},
	})
	last, ok := monthEnd.Prev(date(berlin, 2024, time.March, 15, 12))
	fmt.Println(last, ok)
	// Output: 2024-02-29 23:59:00 +0100 CET true
}

// What the night of the clock change makes of 02:30, by default and by choice.
func ExampleCompile_clockChange() {
	rule := schedule.Rule{At: []calendar.Clock{calendar.ClockOf(2, 30)}}
	saturday := date(newYork, 2025, time.March, 8, 12)
	for _, gap := range []timezone.Gap{timezone.GapDefault, timezone.GapNext, timezone.GapSkip} {
		s := schedule.MustCompile(newYork, timezone.DST{Gap: gap}, rule)
		next, _ := s.Next(saturday)
		fmt.Println(gap, next)
	}
	// Output:
	// default 2025-03-09 03:30:00 -0400 EDT
	// next 2025-03-09 03:00:00 -0400 EDT
	// skip 2025-03-10 02:30:00 -0400 EDT
}

func ExampleSchedule_Forward() {
	s := schedule.MustCompile(newYork, timezone.DST{}, schedule.Rule{Every: calendar.PeriodOf(30, calendar.Minute)})
	n := 0
	for at := range s.Forward(time.Date(2025, time.November, 2, 5, 0, 0, 0, time.UTC)) {
		fmt.Println(at)
		if n++; n == 4 {
			break
		}
	}
	// Output:
	// 2025-11-02 01:30:00 -0400 EDT
	// 2025-11-02 01:00:00 -0500 EST
	// 2025-11-02 01:30:00 -0500 EST
	// 2025-11-02 02:00:00 -0500 EST
}

func ExampleSchedule_Count() {
	s := schedule.MustCompile(newYork, timezone.DST{}, schedule.Rule{Every: calendar.PeriodOf(1, calendar.Minute)})
	fmt.Println(s.Count(date(newYork, 2000, time.January, 1, 0), date(newYork, 2100, time.January, 1, 0)))
	// Output: 52596000
}

func ExampleSchedule_Nth() {
	daily := schedule.MustCompile(nil, timezone.DST{}, schedule.Rule{At: []calendar.Clock{0}})
	now := time.Date(2025, time.July, 1, 12, 0, 0, 0, time.UTC)
	fmt.Println(daily.Nth(now, 1000))
	fmt.Println(daily.Nth(now, -7))
	// Output:
	// 2028-03-27 00:00:00 +0000 UTC true
	// 2025-06-25 00:00:00 +0000 UTC true
}

func ExampleSchedule_Missed() {
	s := schedule.MustCompile(nil, timezone.DST{}, schedule.Rule{Every: calendar.PeriodOf(15, calendar.Minute)})
	lastRun := time.Date(2025, time.July, 1, 12, 0, 0, 0, time.UTC)
	fmt.Println(s.Missed(lastRun, lastRun.AddDate(0, 0, 7)))
	// Output: 672 2025-07-08 12:00:00 +0000 UTC
}

// A policy is edited: the next run that was stored is stale.
func ExampleSchedule_Fingerprint() {
	nightly := schedule.Rule{At: []calendar.Clock{calendar.ClockOf(3, 0)}}
	stored := time.Date(2025, time.July, 1, 12, 0, 0, 0, time.UTC)
	before := schedule.MustCompile(nil, timezone.DST{}, nightly).Fingerprint(stored)

	nightly.Weekdays = calendar.WeekdaysOf(time.Saturday, time.Sunday)
	weekends := schedule.MustCompile(nil, timezone.DST{}, nightly)
	if weekends.Fingerprint(stored) != before {
		fmt.Println(weekends.Next(stored))
	}
	// Output: 2025-07-05 03:00:00 +0000 UTC true
}

func ExampleSchedule_Explain() {
	s := schedule.MustCompile(newYork, timezone.DST{}, schedule.Rule{At: []calendar.Clock{calendar.ClockOf(2, 30)}})
	fmt.Println(s.Explain(time.Date(2025, time.March, 9, 7, 30, 0, 0, time.UTC)))
	fmt.Println(s.Explain(time.Date(2025, time.March, 10, 7, 30, 0, 0, time.UTC)))
	// Output:
	// fires: 02:30 on 2025-03-09 is skipped by a clock change, and fires here (gap shift)
	// does not fire: 03:30 is outside times (at 02:30)
}

// A machine was off for the weekend, and is back on Monday at 08:45.
func ExampleCatchUp() {
	s := schedule.MustCompile(nil, timezone.DST{}, schedule.Rule{
		At: []calendar.Clock{calendar.ClockOf(9, 0), calendar.ClockOf(21, 0)},
	})
	friday := time.Date(2025, time.July, 4, 21, 0, 0, 0, time.UTC)
	monday := time.Date(2025, time.July, 7, 8, 45, 0, 0, time.UTC)
	late := schedule.CatchUp{}.Plan(s, friday, monday)
	fmt.Println(late.Missed, late.Run, late.Next)
	late = schedule.CatchUp{Grace: 30 * time.Minute}.Plan(s, friday, monday)
	fmt.Println(late.Missed, late.Run, late.Next)
	// Output:
	// 4 [2025-07-06 21:00:00 +0000 UTC] 2025-07-07 09:00:00 +0000 UTC
	// 4 [] 2025-07-07 09:00:00 +0000 UTC
}

// A sequence of several schedules is caught up with as one.
func ExampleCatchUp_Plan() {
	daily := schedule.MustCompile(nil, timezone.DST{}, schedule.Rule{At: []calendar.Clock{calendar.ClockOf(3, 0)}})
	monthly := schedule.MustCompile(nil, timezone.DST{}, schedule.Rule{
		MonthDays: calendar.LastDay, At: []calendar.Clock{calendar.ClockOf(23, 59)},
	})
	both := schedule.Union(daily, monthly)
	lastRun := time.Date(2025, time.June, 29, 3, 0, 0, 0, time.UTC)
	now := time.Date(2025, time.July, 1, 12, 0, 0, 0, time.UTC)
	late := schedule.CatchUp{Mode: schedule.CatchUpAll, Limit: 2}.Plan(both, lastRun, now)
	fmt.Println(late.Missed, late.Run)
	// Output: 3 [2025-06-30 23:59:00 +0000 UTC 2025-07-01 03:00:00 +0000 UTC]
}

func ExampleWindows() {
	night := schedule.WindowOf(calendar.ClockOf(22, 0), calendar.ClockOf(5, 59))
	w, err := schedule.CompileWindows(newYork, schedule.Rule{Window: night})
	if err != nil {
		panic(err)
	}
	evening := date(newYork, 2025, time.March, 8, 23) // before a night of seven hours
	opened, _ := w.Openings().Prev(evening)
	closes, _ := w.Closings().Next(evening)
	fmt.Println(w.Contains(evening), opened, closes, closes.Sub(opened))
	// Output: true 2025-03-08 22:00:00 -0500 EST 2025-03-09 06:00:00 -0400 EDT 7h0m0s
}

// Every day at 03:00 but not on holidays, until the end of the year.
func ExampleExcept() {
	daily := schedule.MustCompile(nil, timezone.DST{}, schedule.Rule{At: []calendar.Clock{calendar.ClockOf(3, 0)}})
	holidays, err := schedule.CompileWindows(nil, schedule.Rule{
		Months: calendar.MonthsOf(time.December), MonthDays: calendar.MonthDaysOf(25, 26),
	})
	if err != nil {
		panic(err)
	}
	yearEnd := time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)
	once := schedule.Times(time.Date(2025, time.December, 30, 3, 0, 0, 0, time.UTC))
	s := schedule.Within(schedule.Except(schedule.Outside(daily, holidays), once), time.Time{}, yearEnd)
	for at := range schedule.Range(s, yearEnd.AddDate(0, 0, -8), yearEnd.AddDate(1, 0, 0)) {
		fmt.Println(at)
	}
	// Output:
	// 2025-12-24 03:00:00 +0000 UTC
	// 2025-12-27 03:00:00 +0000 UTC
	// 2025-12-28 03:00:00 +0000 UTC
	// 2025-12-29 03:00:00 +0000 UTC
	// 2025-12-31 03:00:00 +0000 UTC
}

func ExampleUnion() {
	daily := schedule.MustCompile(nil, timezone.DST{}, schedule.Rule{At: []calendar.Clock{calendar.ClockOf(3, 0)}})
	now := time.Date(2025, time.July, 1, 12, 0, 0, 0, time.UTC)
	s := schedule.Union(daily, schedule.Times(now.Add(time.Hour)))
	fmt.Println(s.Next(now))
	fmt.Println(s.Prev(now))
	// Output:
	// 2025-07-01 13:00:00 +0000 UTC true
	// 2025-07-01 03:00:00 +0000 UTC true
}

// robfig/cron and River take anything with this method for a schedule.
func ExampleCron() {
	var s interface{ Next(time.Time) time.Time } = schedule.Cron{
		Sequence: schedule.MustCompile(nil, timezone.DST{}, schedule.Rule{At: []calendar.Clock{calendar.ClockOf(3, 0)}}),
	}
	fmt.Println(s.Next(time.Date(2025, time.July, 1, 12, 0, 0, 0, time.UTC)))
	fmt.Println(s.Next(time.Date(9999, time.December, 31, 12, 0, 0, 0, time.UTC)).IsZero())
	// Output:
	// 2025-07-02 03:00:00 +0000 UTC
	// true
}
