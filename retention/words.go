package retention

import (
	"strconv"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/english"
)

// String says in plain English which snapshots the policy keeps and how long, as
// in "every snapshot for 7 days and those of Mondays for 4 weeks". It is for
// people; rules have a text for programs.
func (p Policy) String() string {
	var parts []string
	for i := range p.orNone().rules {
		parts = append(parts, p.compiled.rules[i].words(i == 0))
	}
	if len(p.orNone().good) == 0 {
		parts = append(parts, "every snapshot forever")
	}
	if n := p.Minimum(); n > 0 {
		parts = append(parts, "always the newest "+strconv.Itoa(n))
	}
	return english.Join(parts)
}

// words says which snapshots the rule keeps. Rules with rare parts are quoted: a
// sentence with all of them would be harder to read than the rule.
func (r Rule) words(first bool) string {
	// A rule that differs from its plain parts has a rare part.
	plain := Rule{
		Within: r.Within, Count: r.Count, Per: r.Per, Pick: r.Pick,
		Weekdays: r.Weekdays, MonthDays: r.MonthDays, Workdays: r.Workdays,
	}
	switch {
	case r != plain || r.Pick == Nearest:
		return "those of the rule " + strconv.Quote(r.String())
	case r.Per != calendar.NoUnit:
		periods := "each " + r.Per.String()
		switch {
		case r.Count == 1:
			periods = "the newest " + r.Per.String()
		case r.Count > 1:
			periods = "each of " + calendar.PeriodOf(r.Count, r.Per).String()
		}
		words := "the " + r.Pick.String() + " of " + periods
		if days := r.daysInWords(); days != "" {
			words += " on " + days
		}
		return words + r.ageInWords()
	case r.Count > 0:
		return "the newest " + strconv.Itoa(r.Count) + r.ofDays() + r.ageInWords()
	case r.hasDays() && first:
		return "snapshots" + r.ofDays() + r.ageInWords()
	case r.hasDays():
		return "those" + r.ofDays() + r.ageInWords()
	}
	return "every snapshot" + r.ageInWords()
}

// ageInWords returns how long the rule keeps, with a space before; "" if a number ends it.
func (r Rule) ageInWords() string {
	switch {
	case !r.Within.IsZero():
		return " for " + r.Within.String()
	case r.Count == All:
		return " forever"
	}
	return ""
}

// ofDays returns the days of the snapshots, as in " of Mondays"; "" for every day.
func (r Rule) ofDays() string {
	if days := r.daysInWords(); days != "" {
		return " of " + days
	}
	return ""
}

// daysInWords returns "Saturdays and Sundays", "the 1st and last day" or "Fridays
// the 13th", and "" for every day.
func (r Rule) daysInWords() string {
	var weekdays, days []string
	for n, day := range r.Weekdays.Days() {
		if n == 0 {
			weekdays = append(weekdays, day.String()+"s")
		} else {
			weekdays = append(weekdays, "the "+english.Nth(n)+" "+day.String())
		}
	}
	for day := range r.MonthDays.Days() {
		days = append(days, english.MonthDay(day))
	}
	for day := range r.Workdays.Days() {
		if day == -1 {
			days = append(days, "last workday")
		} else {
			days = append(days, "workday nearest to the "+english.MonthDay(day))
		}
	}
	// A date has to pass both: "Fridays the 13th" are fewer than Fridays and 13ths.
	words := english.Join(weekdays)
	if len(days) == 0 {
		return words
	}
	if words != "" {
		words += " "
	}
	return words + "the " + english.Join(days)
}
