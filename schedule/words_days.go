package schedule

import (
	"math/bits"
	"slices"
	"strings"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/english"
)

// daysInWords returns the dates, such as "Mon-Fri", "on the first Sunday of every
// month" or "on the 1st and 15th of Feb", and nothing for every day.
func (r Rule) daysInWords() string {
	r = r.Normal()
	months := monthsInWords(r.Months)
	ofMonths := " of " + months
	if months == "" {
		ofMonths = " of every month"
	}
	// Days of the month are named first, and weekdays then as a condition on them: "on the
	// 13th of every month, if it is Fri,". Without, the weekdays are the days themselves.
	if days := ofMonthInWords(r.MonthDays, r.Workdays); days != "" {
		words := "on " + days + ofMonths
		if weekly, some := weekdaysInWords(r.Weekdays, english.Or); weekly+some != "" {
			words += ", if it is " + english.Or(nonempty(weekly, some)) + ","
		}
		return words
	}
	weekly, some := weekdaysInWords(r.Weekdays, english.Join)
	switch {
	case some == "" && months == "":
		return weekly
	case some == "":
		return strings.TrimSpace(weekly + " in " + months)
	case weekly != "":
		weekly = "every " + weekly
	}
	return "on " + english.Join(nonempty(weekly, some)) + ofMonths
}

// nonempty returns the phrases that are not empty.
func nonempty(phrases ...string) []string {
	return slices.DeleteFunc(phrases, func(phrase string) bool { return phrase == "" })
}

// weekdaysInWords returns days of every week, such as "Mon-Fri", and apart from
// them days of some weeks, such as "the first Sunday and 3rd Thursday". The list
// says "and", or "or": a schedule fires on Wed and Sat, and a date is Wed or Sat.
func weekdaysInWords(set calendar.Weekdays, list func([]string) string) (weekly, some string) {
	var mondayFirst uint64
	var words []string
	for n, day := range set.Days() {
		if n == 0 {
			mondayFirst |= 1 << ((day + 6) % 7)
		} else {
			words = append(words, english.Nth(n)+" "+day.String())
		}
	}
	weekly = list(english.Runs(mondayFirst, "-", func(i int) string {
		return time.Weekday((i + 1) % 7).String()[:3]
	}))
	if len(words) > 0 {
		some = "the " + list(words)
	}
	return weekly, some
}

// monthsInWords returns months such as "Jan-Mar and Jul", and nothing for every
// month.
func monthsInWords(set calendar.Months) string {
	if set&calendar.AllMonths == calendar.AllMonths {
		return ""
	}
	return english.Join(english.Runs(uint64(set&calendar.AllMonths), "-", func(i int) string {
		return time.Month(i).String()[:3]
	}))
}

// ofMonthInWords returns days of the month and workdays, such as "the 1st and
// last day" or "the workday nearest to the 15th", and nothing for none.
func ofMonthInWords(days, workdays calendar.MonthDays) string {
	var phrases []string
	if days != 0 {
		phrases = append(phrases, "the "+monthDaysInWords(days))
	}
	switch nearest := workdays &^ calendar.LastDay; bits.OnesCount64(uint64(nearest)) {
	case 0:
	case 1:
		phrases = append(phrases, "the workday nearest to the "+monthDaysInWords(nearest))
	default:
		phrases = append(phrases, "the workdays nearest to the "+monthDaysInWords(nearest))
	}
	if workdays&calendar.LastDay != 0 {
		phrases = append(phrases, "the last workday")
	}
	return english.Join(phrases)
}

// monthDaysInWords lists days of the month, those from its start first.
func monthDaysInWords(set calendar.MonthDays) string {
	var words []string
	for day := range set.Days() {
		words = append(words, english.MonthDay(day))
	}
	return english.Join(words)
}
