package main

import (
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/english"
	"github.com/longcase/longcase/schedule"
)

// neverInWords says why a rule never fires. The error itself names fields of
// [schedule.Rule], which nobody types at a terminal.
func neverInWords(e *schedule.RuleError, r schedule.Rule) string {
	const never = "never fires: "
	switch e.Field {
	case "MonthDays":
		return never + monthsLack(r.Months, r.MonthDays)
	case "Workdays":
		return never + monthsLack(r.Months, r.Workdays) + ", and no workday near it"
	case "Weekdays":
		text := never + "no " + e.Value + " is on the days " + calendar.DaysText(r.MonthDays, r.Workdays)
		if r.Months != 0 {
			text += " of " + r.Months.String()
		}
		return text
	}
	return e.Want // a time that clock changes always skip
}

// monthsLack returns a sentence such as "April and June have no 31st".
func monthsLack(months calendar.Months, days calendar.MonthDays) string {
	var names, ordinals []string
	for month := time.January; month <= time.December; month++ {
		if months.Allows(month) {
			names = append(names, month.String())
		}
	}
	for day := range days.Days() {
		ordinal := english.Ordinal(max(day, -day))
		if day < 0 {
			ordinal += " day from its end"
		}
		ordinals = append(ordinals, ordinal)
	}
	verb := " has no "
	if len(names) > 1 {
		verb = " have no "
	}
	return english.Join(names) + verb + english.Or(ordinals)
}
