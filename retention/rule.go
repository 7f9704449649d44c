package retention

import (
	"strconv"

	"github.com/longcase/longcase/calendar"
)

// Rule keeps every snapshot that is young enough and was taken on one of its
// days. It is comparable, and prints as "within 4 weeks on mon". The zero
// value keeps nothing, and [New] refuses it.
type Rule struct {
	// Within keeps what is younger than this: a snapshot expires that long
	// after it was taken, and at that instant it is expired.
	Within calendar.Period
	// Weekdays and MonthDays restrict the rule to snapshots whose local date,
	// in the policy's zone, passes both.
	Weekdays  calendar.Weekdays
	MonthDays calendar.MonthDays
}

// allows reports whether a date passes the rule's days.
func (r Rule) allows(date calendar.Date) bool {
	if r.Weekdays == 0 && r.MonthDays == 0 {
		return true
	}
	year, month, day := date.Civil()
	return r.Weekdays.Allows(date.Weekday()) && r.MonthDays.Allows(day, calendar.DaysIn(year, month))
}

// RuleError is what is wrong with one rule. [New] returns all of them, joined.
type RuleError struct {
	Rule  int    // index into the rules
	Field string // name of the field, such as "Within"
	Value string // the field's value
	Want  string // what is allowed
}

// Error names the rule, the field and its value, and says what is allowed.
func (e *RuleError) Error() string {
	return "rule " + strconv.Itoa(e.Rule) + ": " + e.Field + " " + strconv.Quote(e.Value) + ": want " + e.Want
}

// faults lists what is wrong with a rule.
func (r Rule) faults() (list []*RuleError) {
	fault := func(field, value, want string) {
		list = append(list, &RuleError{Field: field, Value: value, Want: want})
	}
	if w := r.Within; w.Unit == calendar.NoUnit || !w.Unit.Valid() || w.N < 1 || w.N > calendar.MaxPeriod {
		fault("Within", w.String(), "1 to "+strconv.Itoa(calendar.MaxPeriod)+" minutes or longer units")
	}
	if !r.Weekdays.Valid() {
		fault("Weekdays", strconv.Itoa(int(r.Weekdays)), "a set of days of the week")
	}
	return list
}
