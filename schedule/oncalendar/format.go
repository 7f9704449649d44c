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
// read by [Parse] with the same options, and compiled, it fires at the same
// instants. The zero time asks for all of them. The zone is always written, since
// systemd takes the machine's without one.
//
// If no such expression exists, the errors are [*schedule.InexactError], all
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
	// Gaps and folds are not in the text: reading it again, with the choice of the options,
	// tells whether they are treated as the schedule does.
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

// writer writes a schedule and reports the parts that it cannot write.
type writer struct {
	exact.Report
}

// rules writes the only rule that an expression has.
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

// rule writes a rule as the parts of an expression, in systemd's normalized form.
func (w *writer) rule(r schedule.Rule) string {
	r = r.Normal() // sets that restrict nothing are zero
	times := w.Product(0, r, "an expression has the same minutes in all its hours")
	weekly, inMonth, ok := splitWeeks(r.Weekdays)
	// Once a problem is added, the text is dropped, and may be wrong.
	switch {
	case !ok:
		w.Add(0, "Weekdays", r.Weekdays.String(), "an expression has weekdays of one choice of weeks alone")
	case inMonth != 0 && (r.MonthDays|r.Workdays) != 0:
		w.Add(0, "Weekdays", r.Weekdays.String(),
			"an expression says weeks of the month by its days, which are restricted already")
	}
	months := monthField.all()
	if r.Months != 0 {
		months = uint64(r.Months)
	}
	return strings.Join([]string{
		weekdaysText(weekly), "*-", monthField.text(months), w.days(r, inMonth), " ",
		hourField.text(uint64(times.Hours)), ":", minuteField.text(times.Minutes), ":00",
	}, "")
}

// days writes the days of the month of a rule, or those of its weeks, with - or ~
// before them.
func (w *writer) days(r schedule.Rule, inMonth calendar.MonthDays) string {
	days := r.MonthDays | inMonth
	if r.Workdays != 0 {
		w.Add(0, "Workdays", r.Workdays.String(), "an expression has no workdays")
	}
	var fromStart, fromEnd uint64
	// Each end of the month has a form, "-" and "~", and an expression has one of them.
	for day := range days.Days() {
		if day > 0 {
			fromStart |= 1 << day
		} else {
			fromEnd |= 1 << -day
		}
	}
	switch {
	case days == 0 || fromStart == dayField.all():
		return "-*"
	case fromStart != 0 && fromEnd != 0:
		w.Add(0, "MonthDays", days.String(),
			"mixes days counted from the start of the month with days from its end, and an expression has either")
	case fromEnd&^endField.all() != 0:
		w.Add(0, "MonthDays", days.String(), "an expression counts at most 28 days from the end of the month")
	case fromEnd != 0:
		text := endField.text(fromEnd)
		if !readBySystemd(text) {
			w.Add(0, "MonthDays", days.String(), "systemd refuses ~"+text+", a list of days so far from the end")
		}
		return "~" + text
	}
	return "-" + dayField.text(fromStart)
}

// readBySystemd reports whether systemd reads a list of days counted from the end of
// the month. It allows 28 days in the first item, and by a mistake of its own, which
// version 252 still has, three fewer in each item after: ~03,25 is read, and ~03,26
// is refused.
func readBySystemd(list string) bool {
	most := endField.last
	for item := range strings.SplitSeq(list, ",") {
		span, _, _ := strings.Cut(item, "/")
		from, to, ranged := strings.Cut(span, "..")
		if !ranged {
			to = from
		}
		if last, ok := number(to); !ok || last > most {
			return false
		}
		most -= 3
	}
	return true
}
