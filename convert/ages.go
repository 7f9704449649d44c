package convert

import (
	"strconv"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
)

// age is a retention rule that keeps what is young enough, of some days or all.
type age struct {
	given   retention.Rule
	pointer string
	within  calendar.Period // in months instead of quarters and years
	// The days are zero where they restrict nothing.
	weekdays  calendar.Weekdays
	monthDays calendar.MonthDays
}

// ages returns the retention rules, and refuses those that look at more than a
// snapshot's age and day.
func (c *conversion) ages() (ages []age) {
	for i, r := range c.Retention.Rules() {
		pointer := "/retention/rules/" + strconv.Itoa(i)
		if reason := beyondAge(r); reason != "" {
			c.refuseText(pointer, r, c.to+" knows ages alone; this rule "+reason)
			continue
		}
		days := daysOf(schedule.Rule{Weekdays: r.Weekdays, MonthDays: r.MonthDays})
		ages = append(ages, age{r, pointer, counted(r.Within), days.Weekdays, days.MonthDays})
	}
	minimum := c.Retention.Minimum()
	c.lacks(minimum > 0, "/retention/minimum", strconv.Itoa(minimum), "number of snapshots that are always kept")
	return ages
}

// beyondAge says what makes a rule more than an age, or nothing.
func beyondAge(r retention.Rule) string {
	switch {
	case r.Failed:
		return "is for failed snapshots"
	case r.Per != calendar.NoUnit:
		return "keeps one for each " + r.Per.String()
	case r.Count > 0:
		return "counts"
	case r.Within.IsZero():
		return "has none"
	case r.From != retention.FromNow:
		return "counts from the newest snapshot"
	}
	return ""
}

// counted returns a period of quarters or years in months, which are the same.
func counted(p calendar.Period) calendar.Period {
	switch p.Unit {
	case calendar.Quarter:
		return calendar.PeriodOf(3*p.N, calendar.Month)
	case calendar.Year:
		return calendar.PeriodOf(12*p.N, calendar.Month)
	}
	return p
}

// coarser returns a period in the next larger unit, where that is the same:
// minutes in hours and days in weeks.
func coarser(p calendar.Period) (calendar.Period, bool) {
	switch {
	case p.Unit == calendar.Minute && p.N%60 == 0:
		return calendar.PeriodOf(p.N/60, calendar.Hour), true
	case p.Unit == calendar.Day && p.N%7 == 0:
		return calendar.PeriodOf(p.N/7, calendar.Week), true
	}
	return p, false
}
