package schedule_test

import (
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/oracle"
	"github.com/longcase/longcase/schedule"
)

// palette returns rules of every kind with something to do around a change of
// the clocks: fixed times and lists inside the gap or fold and on its edges,
// grids finer and coarser than it, and days of the month and week that end
// there, counted from both ends of the month, and workdays. Different changes at the same time of day have the same palette, so
// that each rule is compiled once for a zone.
func palette(change oracle.Change) []schedule.Rule {
	from, to := change.Due, change.Shown
	if to.Before(from) {
		from, to = to, from
	}
	clock := func(civil time.Time, minutes int) calendar.Clock {
		civil = civil.Add(time.Duration(minutes) * time.Minute)
		return calendar.ClockOf(civil.Hour(), civil.Minute())
	}
	inside := clock(from, int(to.Sub(from)/time.Minute)/2)
	fixed := []calendar.Clock{inside}
	edges := []calendar.Clock{
		clock(from, -1), clock(from, 0), clock(from, 1), inside,
		clock(to, -1), clock(to, 0), clock(to, 1),
	}
	midnights := []calendar.Clock{0, 30, inside, calendar.MinutesPerDay - 30}
	step := func(n int, unit calendar.Unit, window schedule.Window) schedule.Rule {
		return schedule.Rule{Every: calendar.PeriodOf(n, unit), Window: window}
	}
	return []schedule.Rule{
		{At: fixed},
		{At: edges},
		{At: edges, Window: schedule.WindowOf(clock(from, -90), inside)},
		{At: allHours(0, 20)},
		{At: allHours(30), Window: schedule.WindowOf(inside, clock(to, 150))},
		{At: ragged()},
		step(1, calendar.Minute, schedule.Window{}),
		step(15, calendar.Minute, schedule.Window{}),
		step(45, calendar.Minute, schedule.WindowOf(calendar.ClockOf(20, 10), calendar.ClockOf(5, 25))),
		step(25, calendar.Minute, schedule.WindowOf(clock(from, -61), inside)),
		step(1, calendar.Hour, schedule.Window{}),
		step(2, calendar.Hour, schedule.WindowOf(inside%60, inside)),
		{At: midnights, MonthDays: calendar.LastDay},
		{At: midnights, Weekdays: calendar.WeekdaysOf(from.Weekday())},
		{At: midnights, MonthDays: calendar.MonthDaysOf(29, 30, 31)},
		{At: midnights, MonthDays: calendar.MonthDaysOf(29), Months: calendar.MonthsOf(time.February)},
		{At: midnights, MonthDays: calendar.MonthDaysOf(-3, -7, -31)},
		{At: midnights, Weekdays: calendar.NthWeekdays((from.Day()+6)/7, from.Weekday())},
		{At: midnights, Weekdays: calendar.NthWeekdays(-1, from.Weekday()) | calendar.NthWeekdays(1, time.Sunday)},
		{At: midnights, Workdays: calendar.MonthDaysOf(from.Day(), -1)},
		{At: edges, Weekdays: calendar.NthWeekdays(5, from.Weekday()), Workdays: calendar.MonthDaysOf(29, -1)},
	}
}

// allHours returns the given minutes of every hour.
func allHours(minutes ...int) (clocks []calendar.Clock) {
	for hour := range 24 {
		for _, minute := range minutes {
			clocks = append(clocks, calendar.ClockOf(hour, minute))
		}
	}
	return clocks
}

// ragged returns times in all 24 hours of which two, around midnight, are 119
// minutes apart: a grid that is coarser than most gaps.
func ragged() []calendar.Clock {
	clocks := allHours(0)
	clocks[0] = calendar.ClockOf(0, 59)
	return clocks
}
