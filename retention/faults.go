package retention

import (
	"math/bits"
	"strconv"

	"github.com/longcase/longcase/calendar"
)

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

// checker collects what is wrong with a rule.
type checker []*RuleError

func (c *checker) want(ok bool, field, value, want string) {
	if !ok {
		*c = append(*c, &RuleError{Field: field, Value: value, Want: want})
	}
}

// faults lists what is wrong with a rule.
func (r *Rule) faults() []*RuleError {
	var c checker
	within, most := r.Within, strconv.Itoa(calendar.MaxPeriod)
	if !within.IsZero() {
		unit := within.Unit != calendar.NoUnit && within.Unit.Valid()
		c.want(unit && 1 <= within.N && within.N <= calendar.MaxPeriod,
			"Within", within.String(), "1 to "+most+" minutes or longer units")
	}
	c.want(!within.IsZero() || r.Count != 0, "Count", "0", "a number, All, or an age in Within")
	c.want(All <= r.Count && r.Count <= calendar.MaxPeriod, "Count", strconv.Itoa(r.Count), "All, or 0 to "+most)
	c.want(r.Per == calendar.NoUnit || calendar.Hour <= r.Per && r.Per.Valid(),
		"Per", r.Per.String(), "an hour or a longer unit")
	r.checkDays(&c)
	r.checkPick(&c)
	c.want(r.From <= FromNewest, "From", strconv.Itoa(int(r.From)), "FromNow or FromNewest")
	return c
}

func (r *Rule) checkDays(c *checker) {
	c.want(r.Weekdays.Valid(), "Weekdays", strconv.Itoa(int(r.Weekdays)), "a set of days of the week")
	single := r.FirstDay.Valid() && bits.OnesCount8(uint8(r.FirstDay)) == 1
	c.want(r.FirstDay == 0 || single && r.Per == calendar.Week,
		"FirstDay", r.FirstDay.String(), "one day, in a rule per week")
	c.want(!r.Substitute || r.hasDays() && calendar.Week <= r.Per,
		"Substitute", "true", "days in a rule per week or longer")
	c.want(!r.Oldest || !r.hasDays() && r.Per != calendar.NoUnit,
		"Oldest", "true", "a rule per unit, on all days")
}

func (r *Rule) checkPick(c *checker) {
	c.want(r.Pick <= Nearest, "Pick", r.Pick.String(), "last, first or nearest")
	c.want(r.Pick == Last || r.Per != calendar.NoUnit, "Pick", r.Pick.String(), "a rule per unit, or last")
	a := r.Anchor
	if r.Pick != Nearest {
		c.want(a == Anchor{}, "Anchor", a.String(), "no anchor, unless Pick is Nearest")
		return
	}
	c.want(a.At.Valid() && (r.Per != calendar.Hour || a.At < 60),
		"Anchor", a.String(), "a time within the period")
	lengths := [...]int{calendar.Week: 7, calendar.Month: 31, calendar.Quarter: 92, calendar.Year: 366}
	if r.Per.Valid() {
		length := lengths[r.Per]
		c.want(min(length, 1) <= a.Day && a.Day <= length, "Anchor", a.String(), "a day of the period, from 1")
	}
}
