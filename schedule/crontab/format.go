package crontab

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/exact"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// Format writes a schedule as an expression. The expression is exact from an
// instant on, and always if since is the zero time: read by [Parse] with the same
// options, and compiled with the schedule's own choice of daylight saving, it
// fires at the same instants. A zone other than UTC is written as CRON_TZ.
//
// If no such expression exists, the errors are [*schedule.InexactError], one
// for each reason, joined.
//
// Clock changes matter, since cron has no windows: hourly from 20:00 to 06:00 is
// a grid, which fires in both passes of a repeated hour, but "0 0-6,20-23 * * *"
// are fixed times, which fire once. In a zone whose clocks are put back at night,
// such as Europe/Berlin at 03:00, Format refuses it.
func Format(s schedule.Schedule, since time.Time, o Options) (string, error) {
	w := writer{options: o, rules: s.Rules()}
	w.Zone(s.Zone())
	expr := zonePrefix(s.Zone()) + w.fields()
	if err := w.Err(); err != nil {
		return "", err
	}
	// Read as its reader will: the dialect of the options and clock changes decide.
	again, err := compile(expr, s.DST(), o)
	if err != nil {
		return "", err
	}
	w.Compare(s, again, since, strconv.Quote(expr))
	if err := w.Err(); err != nil {
		return "", err
	}
	return expr, nil
}

// compile reads an expression as the reader of a written expression would.
func compile(expr string, dst timezone.DST, o Options) (schedule.Schedule, error) {
	x, err := Parse(expr, o)
	if err != nil {
		return schedule.Schedule{}, err
	}
	return schedule.Compile(x.Zone, dst, x.Rules...)
}

// zonePrefix returns the variable for a zone, and nothing for UTC.
func zonePrefix(z *timezone.Zone) string {
	if z.Name() == "UTC" {
		return ""
	}
	return "CRON_TZ=" + z.Name() + " "
}

// writer writes a schedule and reports the parts beyond cron.
type writer struct {
	exact.Report
	options Options
	rules   []schedule.Rule
}

// fields writes all rules as five fields.
func (w *writer) fields() string {
	switch len(w.rules) {
	case 0:
		w.Add(-1, "Rules", "0", "never fires; every expression does")
		return ""
	case 1:
		return w.rule(0, w.rules[0])
	}
	for i, rule := range w.rules {
		w.rule(i, rule) // for its own problems
	}
	joined, ok := join(w.rules)
	if !ok || w.options.Days == And {
		w.Add(-1, "Rules", strconv.Itoa(len(w.rules)), "want one rule"+
			" (or two that differ only in their days, one for days of the month and one for weekdays,"+
			" if a date needs to match only one of them)")
		return ""
	}
	return strings.Join(fieldsOf(joined), " ")
}

// rule writes a rule. Two restricted day fields mean "either", but for And, so
// each is "*" for all days.
func (w *writer) rule(i int, r schedule.Rule) string {
	r = r.Normal()
	w.Product(i, r, "cron has the same minutes in all its hours")
	if _, _, ok := weekdayTexts(r.Weekdays); !ok {
		w.Add(i, "Weekdays", r.Weekdays.String(),
			"cron counts weekdays from the start of the month, and of those from its end has the last")
	}
	written := fieldsOf(r)
	bothDays := (r.MonthDays|r.Workdays) != 0 && r.Weekdays != 0
	if bothDays && w.options.Days != And && !(w.options.Days == Vixie && star(r, written)) {
		w.Add(i, "Weekdays", r.Weekdays.String(), "a date has to match the days of the month, "+
			calendar.DaysText(r.MonthDays, r.Workdays)+", too; in this reading of cron one of them is enough")
	}
	return strings.Join(written, " ")
}

// star rewrites either day field of a rule to begin with "*", for which the
// reading Vixie has a date match both; ok is false if neither can.
func star(r schedule.Rule, written []string) (ok bool) {
	fromStart := uint64(r.MonthDays & calendar.AllMonthDays)
	text, ok := fields[2].starText(fromStart, monthDayTexts(r.MonthDays, r.Workdays)...)
	if ok {
		written[2] = text
		return true
	}
	weekly, items, _ := weekdayTexts(r.Weekdays)
	if text, ok = fields[4].starText(weekly, items...); ok {
		written[4] = text
	}
	return ok
}

// join returns two rules as a single rule with alternative day restrictions; ok is
// false if they differ in anything else.
func join(rules []schedule.Rule) (joined schedule.Rule, ok bool) {
	if len(rules) != 2 {
		return joined, false
	}
	a, b := rules[0].Normal(), rules[1].Normal()
	if a.Weekdays != 0 {
		a, b = b, a
	}
	onDays := (a.MonthDays|a.Workdays) != 0 && a.Weekdays == 0
	onWeekdays := (b.MonthDays|b.Workdays) == 0 && b.Weekdays != 0
	ok = onDays && onWeekdays && a.Months == b.Months && slices.Equal(a.Times(), b.Times())
	a.Weekdays = b.Weekdays
	return a, ok
}

// fieldsOf writes the five fields of a rule whose times are a product.
func fieldsOf(r schedule.Rule) []string {
	p, _, _, _ := exact.ProductOf(r.Times())
	fromStart := uint64(r.MonthDays & calendar.AllMonthDays)
	weekly, nth, _ := weekdayTexts(r.Weekdays)
	return []string{
		fields[0].text(p.Minutes),
		fields[1].text(uint64(p.Hours)),
		fields[2].text(fromStart, monthDayTexts(r.MonthDays, r.Workdays)...),
		fields[3].text(uint64(r.Months)),
		fields[4].text(weekly, nth...),
	}
}
