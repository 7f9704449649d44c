package writer

import (
	"strconv"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
)

// Age is a retention rule for every snapshot young enough, of some days or of all:
// the only kind in the vendors' documents.
type Age struct {
	Given   retention.Rule
	Pointer string          // to the rule in a longcase document
	Within  calendar.Period // in months instead of quarters and years
	// The days are zero where they restrict nothing.
	Weekdays  calendar.Weekdays
	MonthDays calendar.MonthDays
}

// Ages returns the retention rules, and refuses rules of more than a snapshot's age
// and day.
func (w *Writer) Ages() (ages []Age) {
	for i, r := range w.Retention.Rules() {
		pointer := "/retention/rules/" + strconv.Itoa(i)
		if reason := beyondAge(r); reason != "" {
			w.RefuseText(pointer, r, w.to+" knows ages alone; this rule "+reason)
			continue
		}
		// Every day, spelt out, restricts nothing, and so is written as nothing.
		days := daysOf(schedule.Rule{Weekdays: r.Weekdays, MonthDays: r.MonthDays})
		ages = append(ages, Age{r, pointer, inMonths(r.Within), days.Weekdays, days.MonthDays})
	}
	minimum := w.Retention.Minimum()
	w.Lacks(minimum > 0, "/retention/minimum", strconv.Itoa(minimum),
		"number of snapshots that are always kept")
	return ages
}

// beyondAge returns why a rule is more than an age; "" for an age.
func beyondAge(r retention.Rule) string {
	switch {
	case r.Failed:
		return "is for failed snapshots"
	case r.Workdays != 0:
		return "is for workdays"
	case r.Per != calendar.NoUnit:
		return "keeps one for each " + r.Per.String()
	case r.Count > 0:
		return "counts"
	case r.Within.IsZero():
		return "has none"
	case r.Base:
		return "keeps the newest older snapshot too"
	case r.From != retention.FromNow:
		return "counts from the newest snapshot"
	}
	return ""
}

// inMonths returns a period of quarters or years in months.
func inMonths(p calendar.Period) calendar.Period {
	switch p.Unit {
	case calendar.Quarter:
		return calendar.PeriodOf(3*p.N, calendar.Month)
	case calendar.Year:
		return calendar.PeriodOf(12*p.N, calendar.Month)
	}
	return p
}

// Coarser returns an equal period in the next larger unit, if any:
// minutes in hours and days in weeks. Days in hours would not be: Berlin's
// 2025-03-30 has 23.
func Coarser(p calendar.Period) (calendar.Period, bool) {
	switch {
	case p.Unit == calendar.Minute && p.N%60 == 0:
		return calendar.PeriodOf(p.N/60, calendar.Hour), true
	case p.Unit == calendar.Day && p.N%7 == 0:
		return calendar.PeriodOf(p.N/7, calendar.Week), true
	}
	return p, false
}
