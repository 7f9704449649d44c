package oncalendar

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/exact"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// Format writes a schedule as an expression that is exact from an instant on:
// what [Parse] reads from it with the same options, compiled, fires at the same
// instants. The zero time asks for all of them. The zone is always written, since
// systemd takes the machine's without one.
//
// If there is no such expression, the errors are [*schedule.InexactError], all
// the reasons joined. Clock changes matter: daily at 02:30 in Berlin is exact
// for a schedule that skips gaps and takes the first of a fold, and not for one
// that shifts 02:30 to 03:30 on 2025-03-30, unless the options do so too.
func Format(s schedule.Schedule, since time.Time, o Options) (string, error) {
	f := formatter{options: o, rules: s.Rules()}
	expr := f.rule() + " " + f.zone(s.Zone())
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
	f.problems = append(f.problems, &schedule.InexactError{Rule: rule, Field: field, Value: value, Reason: reason})
}

func (f *formatter) zone(z *timezone.Zone) string {
	if _, err := timezone.Load(z.Name()); err != nil {
		f.problem(-1, "Zone", z.Name(), "does not load by its name")
	}
	return z.Name()
}

// rule writes the one rule that an expression can say.
func (f *formatter) rule() string {
	switch len(f.rules) {
	case 0:
		f.problem(-1, "Rules", "0", "never fires; every expression does")
		return ""
	case 1:
		return f.one(f.rules[0])
	}
	f.problem(-1, "Rules", strconv.Itoa(len(f.rules)), "want one rule; a timer takes several OnCalendar= lines")
	return ""
}

func (f *formatter) one(r schedule.Rule) string {
	times, one, missing, ok := exact.ProductOf(exact.Clocks(r))
	if !ok {
		field, value := exact.Blame(r)
		f.problem(0, field, value, "fires at "+one.String()+" but not at "+missing.String()+
			"; an expression has the same minutes in all its hours")
	}
	months := monthField.all()
	if r.Months != 0 {
		months = uint64(r.Months)
	}
	return strings.Join([]string{
		weekdaysText(r.Weekdays), "*-", monthField.text(months), f.days(r.MonthDays), " ",
		hourField.text(uint64(times.Hours)), ":", minuteField.text(times.Minutes), ":00",
	}, "")
}

// days writes the days of the month, with - or ~ before them.
func (f *formatter) days(days calendar.MonthDays) string {
	fromStart := uint64(days & calendar.AllMonthDays)
	switch {
	case days == 0 || fromStart == dayField.all():
		return "-*"
	case days == calendar.LastDay:
		return "~01"
	case days&calendar.LastDay != 0:
		f.problem(0, "MonthDays", days.String(),
			"mixes days counted from the start of the month with the last one, and an expression has either")
	}
	return "-" + dayField.text(fromStart)
}

// compare reads the expression again and looks at the zone's clock changes.
func (f *formatter) compare(s schedule.Schedule, since time.Time, expr string) {
	x, err := Parse(expr, f.options)
	if err != nil {
		f.problems = append(f.problems, err)
		return
	}
	again, err := schedule.Compile(x.Zone, x.DST, x.Rules...)
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
