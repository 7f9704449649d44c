package oncalendar

import (
	"strconv"
	"strings"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/exact"
	"github.com/longcase/longcase/schedule"
)

// Format writes a schedule as an expression that is exact from an instant on:
// what [Parse] reads from it with the same options, compiled, fires at the same
// instants. The zero time asks for all of them. The zone is always written, since
// systemd takes the machine's without one.
//
// If there is no such expression, the errors are [*schedule.InexactError], all
// the reasons joined. Clock changes matter: daily at 02:30 in Berlin is exact
// for a schedule that skips gaps and takes the first of a fold, and not for a
// schedule that shifts 02:30 to 03:30 on 2025-03-30, unless the options do so
// too.
func Format(s schedule.Schedule, since time.Time, o Options) (string, error) {
	var w writer
	expr := w.rules(s.Rules()) + " " + s.Zone().Name()
	w.Zone(s.Zone())
	if err := w.Err(); err != nil {
		return "", err
	}
	x, err := Parse(expr, o)
	if err != nil {
		return "", err
	}
	again, err := schedule.Compile(x.Zone, x.DST, x.Rules...)
	if err != nil {
		return "", err
	}
	w.Compare(s, again, since, strconv.Quote(expr))
	if err := w.Err(); err != nil {
		return "", err
	}
	return expr, nil
}

// writer writes one schedule and reports the parts that it cannot write.
type writer struct {
	exact.Report
}

// rules writes the one rule that an expression can say.
func (w *writer) rules(rules []schedule.Rule) string {
	switch len(rules) {
	case 0:
		w.Add(-1, "Rules", "0", "never fires; every expression does")
		return ""
	case 1:
		return w.rule(rules[0])
	}
	w.Add(-1, "Rules", strconv.Itoa(len(rules)), "want one rule; a timer takes several OnCalendar= lines")
	return ""
}

func (w *writer) rule(r schedule.Rule) string {
	times := w.Product(0, r, "an expression has the same minutes in all its hours")
	if _, weekly := r.Weekdays.Weekly(); !weekly {
		w.Add(0, "Weekdays", r.Weekdays.String(), "an expression has weekdays of every week only")
	}
	if r.Workdays != 0 {
		w.Add(0, "Workdays", r.Workdays.String(), "an expression has no workdays")
	}
	months := monthField.all()
	if r.Months != 0 {
		months = uint64(r.Months)
	}
	return strings.Join([]string{
		weekdaysText(r.Weekdays), "*-", monthField.text(months), w.days(r.MonthDays), " ",
		hourField.text(uint64(times.Hours)), ":", minuteField.text(times.Minutes), ":00",
	}, "")
}

// days writes the days of the month, with - or ~ before them.
func (w *writer) days(days calendar.MonthDays) string {
	fromStart := uint64(days & calendar.AllMonthDays)
	if days&^calendar.AllMonthDays&^calendar.LastDay != 0 {
		w.Add(0, "MonthDays", days.String(), "counts days from the end of the month")
	}
	switch {
	case days == 0 || fromStart == dayField.all():
		return "-*"
	case days == calendar.LastDay:
		return "~01"
	case days&calendar.LastDay != 0:
		w.Add(0, "MonthDays", days.String(),
			"mixes days counted from the start of the month with the last day, and an expression has either")
	}
	return "-" + dayField.text(fromStart)
}
