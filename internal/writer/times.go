package writer

import (
	"slices"
	"strconv"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule"
)

// Times is a schedule that fires at the same times of day on all its days.
type Times struct {
	Days   schedule.Rule // the days alone, without sets that restrict nothing
	Clocks []calendar.Clock
	Rules  []schedule.Rule
}

// Times returns the days and times of the schedule. ok is false, with a
// problem, if the rules differ in their days, and for a schedule without rules.
func (w *Writer) Times() (t Times, ok bool) {
	t.Rules = w.Schedule.Rules()
	for i, rule := range t.Rules {
		days := daysOf(rule)
		if i == 0 {
			t.Days = days
		} else if !sameDays(days, t.Days) {
			w.Refuse("/schedule/rules", strconv.Itoa(len(t.Rules)), w.to+
				" has one rule, and these differ in their days")
			return t, false
		}
		// Rules of the same days are one rule with the times of all.
		t.Clocks = append(t.Clocks, rule.Times()...)
	}
	slices.Sort(t.Clocks)
	t.Clocks = slices.Compact(t.Clocks)
	return t, len(t.Rules) > 0
}

// daysOf returns the days of a rule, without unrestricting sets.
func daysOf(r schedule.Rule) schedule.Rule {
	r = r.Normal()
	return schedule.Rule{Months: r.Months, MonthDays: r.MonthDays, Workdays: r.Workdays, Weekdays: r.Weekdays}
}

func sameDays(a, b schedule.Rule) bool {
	return a.Months == b.Months && a.MonthDays == b.MonthDays && a.Workdays == b.Workdays && a.Weekdays == b.Weekdays
}

// Fixed returns the times as a rule of fixed times.
func (t Times) Fixed() schedule.Rule {
	rule := t.Days
	rule.At = t.Clocks
	return rule
}

// Given returns the rule as it was given; ok is false if the schedule has
// several. A step is in hours if it is whole hours. Times At outside the window
// stay: 00:00, 01:00 and so on through 23:00 are a grid, which a clock change
// treats as such, even if a window leaves some of them out.
func (t Times) Given() (rule schedule.Rule, ok bool) {
	if len(t.Rules) != 1 {
		return rule, false
	}
	rule = t.Days
	rule.Window = t.Rules[0].Window
	if step, ok := t.Rules[0].Every.Elapsed(); ok {
		rule.Every = periodOf(int(step))
		return rule, true
	}
	rule.At = t.Rules[0].Normal().At
	return rule, true
}

// Grid returns the times as a grid in a window without midnight inside; ok
// is false if they are not equally far apart.
func (t Times) Grid() (rule schedule.Rule, ok bool) {
	if len(t.Clocks) < 2 {
		return rule, false
	}
	first, last := t.Clocks[0], t.Clocks[len(t.Clocks)-1]
	step := t.Clocks[1] - first
	for i, clock := range t.Clocks {
		if clock != first+calendar.Clock(i)*step {
			return rule, false
		}
	}
	rule = t.Days
	rule.Every = periodOf(int(step))
	// The whole day needs no window if the next step would be past midnight: a grid begins
	// anew at 00:00.
	if first > 0 || last+step < calendar.MinutesPerDay {
		rule.Window = schedule.WindowOf(first, last)
	}
	return rule, true
}

// periodOf returns a number of minutes, in hours if it is whole hours.
func periodOf(minutes int) calendar.Period {
	if minutes%60 == 0 {
		return calendar.PeriodOf(minutes/60, calendar.Hour)
	}
	return calendar.PeriodOf(minutes, calendar.Minute)
}

// RefuseTimes refuses the field with the times of the first rule.
func (w *Writer) RefuseTimes(t Times, reason string) {
	rule, pointer := t.Rules[0], "/schedule/rules/0"
	switch {
	case rule.Every.IsZero():
		w.Refuse(pointer+"/at", ListClocks(t.Clocks), reason)
	case rule.Window.To() < rule.Window.From():
		w.RefuseText(pointer+"/window", rule.Window, reason+"; this window wraps midnight")
	default:
		w.RefuseText(pointer+"/every", rule.Every, reason)
	}
}

// ListClocks lists times of day as "02:00,14:30".
func ListClocks(clocks []calendar.Clock) string {
	var b []byte
	for i, clock := range clocks {
		if i > 0 {
			b = append(b, ',')
		}
		b, _ = clock.AppendText(b)
	}
	return string(b)
}
