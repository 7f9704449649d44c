package convert

import (
	"slices"
	"strconv"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/reader"
	"github.com/longcase/longcase/schedule"
)

// times is a schedule that fires at the same times on all its days.
type times struct {
	days   schedule.Rule // the days alone, without sets that restrict nothing
	clocks []calendar.Clock
	rules  []schedule.Rule
}

// times returns what the schedule is made of. It is false, with a problem,
// where not all rules have the same days, and for a schedule without rules.
func (c *conversion) times() (t times, ok bool) {
	t.rules = c.Schedule.Rules()
	for i, rule := range t.rules {
		days := daysOf(rule)
		if i == 0 {
			t.days = days
		} else if !sameDays(days, t.days) {
			c.refuse("/schedule/rules", strconv.Itoa(len(t.rules)), c.to+
				" has one rule, and these differ in their days")
			return t, false
		}
		slices.Sort(rule.At)
		for minute := range reader.Fires(rule) {
			t.clocks = append(t.clocks, calendar.Clock(minute%calendar.MinutesPerDay))
		}
	}
	slices.Sort(t.clocks)
	t.clocks = slices.Compact(t.clocks)
	return t, len(t.rules) > 0
}

// daysOf returns the days of a rule, without sets that restrict nothing.
func daysOf(r schedule.Rule) schedule.Rule {
	days := schedule.Rule{Months: r.Months, MonthDays: r.MonthDays, Weekdays: r.Weekdays}
	if days.Months == calendar.AllMonths {
		days.Months = 0
	}
	if days.MonthDays&calendar.AllMonthDays == calendar.AllMonthDays {
		days.MonthDays = 0
	}
	if days.Weekdays == calendar.AllWeekdays {
		days.Weekdays = 0
	}
	return days
}

func sameDays(a, b schedule.Rule) bool {
	return a.Months == b.Months && a.MonthDays == b.MonthDays && a.Weekdays == b.Weekdays
}

// fixed returns the rule of fixed times.
func (t times) fixed() schedule.Rule {
	rule := t.days
	rule.At = t.clocks
	return rule
}

// given returns the rule as it was given, if there is one. Its step is in hours
// if it can be. Times At outside the window matter where they make a grid.
func (t times) given() (rule schedule.Rule, ok bool) {
	if len(t.rules) != 1 {
		return rule, false
	}
	rule = t.days
	rule.Window = t.rules[0].Window
	if step, ok := t.rules[0].Every.Elapsed(); ok {
		rule.Every = periodOf(int(step))
		return rule, true
	}
	rule.At = slices.Compact(slices.Sorted(slices.Values(t.rules[0].At)))
	return rule, true
}

// grid returns the rule of a grid in a window that does not wrap, if the times
// are one: if they are equally far apart.
func (t times) grid() (rule schedule.Rule, ok bool) {
	if len(t.clocks) < 2 {
		return rule, false
	}
	first, last := t.clocks[0], t.clocks[len(t.clocks)-1]
	step := t.clocks[1] - first
	for i, clock := range t.clocks {
		if clock != first+calendar.Clock(i)*step {
			return rule, false
		}
	}
	rule = t.days
	rule.Every = periodOf(int(step))
	if first > 0 || last+step < calendar.MinutesPerDay {
		rule.Window = schedule.WindowOf(first, last)
	}
	return rule, true
}

// periodOf returns a number of minutes, in hours if it can be.
func periodOf(minutes int) calendar.Period {
	if minutes%60 == 0 {
		return calendar.PeriodOf(minutes/60, calendar.Hour)
	}
	return calendar.PeriodOf(minutes, calendar.Minute)
}

// refuseTimes refuses the field that holds the times of the first rule.
func (c *conversion) refuseTimes(t times, reason string) {
	rule, pointer := t.rules[0], "/schedule/rules/0"
	switch {
	case rule.Every.IsZero():
		c.refuse(pointer+"/at", joinText(t.clocks), reason)
	case rule.Window.To() < rule.Window.From():
		c.refuseText(pointer+"/window", rule.Window, reason+"; this window wraps midnight")
	default:
		c.refuseText(pointer+"/every", rule.Every, reason)
	}
}

// joinText lists times of day as "02:00,14:30".
func joinText(clocks []calendar.Clock) string {
	var b []byte
	for i, clock := range clocks {
		if i > 0 {
			b = append(b, ',')
		}
		b, _ = clock.AppendText(b)
	}
	return string(b)
}
