package crontab

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/exact"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// Format writes a schedule as an expression that is exact from an instant on:
// what [Parse] reads from it with the same options, compiled with the
// schedule's own choice of daylight saving, fires at the same instants. The
// zero time asks for all of them. A zone other than UTC is written as CRON_TZ.
//
// Where there is no such expression, the errors are [*InexactError], all the
// reasons joined.
//
// Clock changes matter, since cron knows no windows: hourly from 20:00 to 06:00
// is a grid, which fires in both passes of a repeated hour, but
// "0 0-6,20-23 * * *" are fixed times, which do not. Where the zone's clocks
// are changed at night, this is refused.
func Format(s schedule.Schedule, since time.Time, o Options) (string, error) {
	f := formatter{options: o, rules: s.Rules()}
	expr := f.zone(s.Zone()) + f.all()
	if len(f.problems) == 0 {
		f.compare(s, since, expr)
	}
	if len(f.problems) > 0 {
		return "", errors.Join(f.problems...)
	}
	return expr, nil
}

// formatter writes one schedule and collects why that is not exact.
type formatter struct {
	options  Options
	rules    []schedule.Rule
	problems []error
}

func (f *formatter) problem(rule int, field, value, reason string) {
	f.problems = append(f.problems, &InexactError{rule, field, value, reason})
}

// zone writes the zone, if it is not UTC.
func (f *formatter) zone(z *timezone.Zone) string {
	if z.Name() == "UTC" {
		return ""
	}
	if _, err := timezone.Load(z.Name()); err != nil {
		f.problem(-1, "Zone", z.Name(), "does not load by its name")
	}
	return "CRON_TZ=" + z.Name() + " "
}

// all writes all rules.
func (f *formatter) all() string {
	switch len(f.rules) {
	case 0:
		f.problem(-1, "Rules", "0", "never fires; every expression does")
		return ""
	case 1:
		return f.one(0, f.rules[0])
	}
	for i, rule := range f.rules {
		f.one(i, rule)
	}
	joined, ok := join(f.rules)
	if !ok || f.options.Days != Or {
		f.problem(-1, "Rules", strconv.Itoa(len(f.rules)), "want one rule"+
			" (or two that differ in nothing but that one is for days of the month and one for weekdays,"+
			" where a date needs to match only one of them)")
		return ""
	}
	return expression(joined)
}

// one writes one rule.
func (f *formatter) one(i int, r schedule.Rule) string {
	r = normal(r)
	if _, one, missing, ok := exact.ProductOf(exact.Clocks(r)); !ok {
		field, value := exact.Blame(r)
		f.problem(i, field, value, "fires at "+one.String()+" but not at "+missing.String()+
			"; cron has the same minutes in all its hours")
	}
	if r.MonthDays != 0 && r.Weekdays != 0 && f.options.Days != And {
		f.problem(i, "Weekdays", r.Weekdays.String(), "and the days of the month, "+r.MonthDays.String()+
			", have to match both; for cron one of them is enough")
	}
	return expression(r)
}

// normal returns a rule without restrictions that restrict nothing.
func normal(r schedule.Rule) schedule.Rule {
	if r.Months == calendar.AllMonths {
		r.Months = 0
	}
	if r.MonthDays&calendar.AllMonthDays == calendar.AllMonthDays {
		r.MonthDays = 0
	}
	if r.Weekdays == calendar.AllWeekdays {
		r.Weekdays = 0
	}
	return r
}

// join returns two rules as one whose day restrictions are alternatives.
func join(rules []schedule.Rule) (joined schedule.Rule, ok bool) {
	if len(rules) != 2 {
		return joined, false
	}
	a, b := normal(rules[0]), normal(rules[1])
	if a.MonthDays == 0 {
		a, b = b, a
	}
	if a.MonthDays == 0 || a.Weekdays != 0 || b.MonthDays != 0 || b.Weekdays == 0 {
		return joined, false
	}
	ok = a.Months == b.Months && slices.Equal(exact.Clocks(a), exact.Clocks(b))
	a.Weekdays = b.Weekdays
	return a, ok
}

// expression writes the five fields of a rule whose times are a product.
func expression(r schedule.Rule) string {
	p, _, _, _ := exact.ProductOf(exact.Clocks(r))
	return strings.Join([]string{
		fields[0].text(p.Minutes),
		fields[1].text(uint64(p.Hours)),
		fields[2].textOr(uint64(r.MonthDays)),
		fields[3].textOr(uint64(r.Months)),
		fields[4].textOr(uint64(r.Weekdays)),
	}, " ")
}

// textOr writes values as a field, and none as "*".
func (f *field) textOr(values uint64) string {
	if values == 0 {
		return "*"
	}
	return f.text(values)
}

// compare reads the expression again and looks at the zone's clock changes.
func (f *formatter) compare(s schedule.Schedule, since time.Time, expr string) {
	x, err := Parse(expr, f.options)
	if err != nil {
		f.problems = append(f.problems, err)
		return
	}
	again, err := schedule.Compile(x.Zone, s.DST(), x.Rules...)
	if err != nil {
		f.problems = append(f.problems, err)
		return
	}
	if at, ok := exact.Difference(s, again, since); ok {
		field, value := exact.Times(f.rules[0])
		f.problem(0, field, value, "at a clock change, on "+at.In(s.Zone().Location()).Format(time.RFC3339)+
			", only one of the schedule and "+strconv.Quote(expr)+" fires")
	}
}
