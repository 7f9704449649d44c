package cloudsigma

import (
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/jsondoc"
	"github.com/longcase/longcase/internal/reader"
	"github.com/longcase/longcase/retention"
)

// retention reads the rules of a scheduler's retention policy.
func (d *decoder) retention(scheduler jsondoc.Node) []retention.Rule {
	n := get(scheduler, "retention_policy")
	if misspelt := scheduler.Get(misspeltRetention); misspelt.Exists() {
		n = d.misspelt(misspelt, n)
	}
	d.Know(n, retentionKeys)
	// The name decides nothing: the vendor's example "Keep 12 Month" keeps 6 months.
	d.Text(given(n, "name"))
	list := given(n, "rules")
	d.Is(list, jsondoc.Array)
	rules := ruleReader{decoder: d}
	for entry := range list.Elements() {
		rules.read(entry)
	}
	if len(rules.list) == 0 {
		d.Find(n.Or(scheduler), longcase.CodeKeepsAll, longcase.Info,
			"without retention rules no snapshot is ever deleted")
	}
	return rules.list
}

// misspelt returns the retention policy under the misspelt key, which is
// corrected on writing. Policies under both keys are refused.
func (d *decoder) misspelt(n, correct jsondoc.Node) jsondoc.Node {
	// Which of the two is meant would be a guess, and a wrong one deletes snapshots.
	if correct.Exists() {
		d.Refuse(n, longcase.CodeConflict, "want one retention_policy, not this beside it")
		return correct
	}
	start, end := n.KeySpan()
	d.edits = append(d.edits, jsondoc.Edit{Start: start, End: end, Text: "retention_policy"})
	d.Find(n, codeMisspeltKey, longcase.Info, "read as retention_policy, and written so")
	n = reader.Given(n)
	d.Is(n, jsondoc.Object)
	return n
}

// ruleReader reads the entries of a list of rules. The API's answers split a
// rule with a time_option in two entries, the second of which has that key alone.
type ruleReader struct {
	*decoder
	list     []retention.Rule
	optioned bool // whether the last rule has a time_option
}

// read reads an entry: a rule, or the time_option of the rule before it.
func (r *ruleReader) read(entry jsondoc.Node) {
	if !r.Is(entry, jsondoc.Object) {
		return
	}
	r.Know(entry, ruleKeys)
	option := given(entry, "time_option")
	if option.Exists() && !given(entry, "period").Exists() && !given(entry, "quantity").Exists() {
		r.optionAlone(option)
		return
	}
	unit := r.unit(r.Need(entry, "period", wantPeriod))
	quantity, _ := r.number(r.Need(entry, "quantity", wantQuantity), 1, maxQuantity, wantQuantity)
	// A wrong entry is in the list, too: the lone time_option after it belongs to it, and
	// would otherwise be refused for another reason than the true one.
	r.list = append(r.list, retention.Rule{Within: calendar.PeriodOf(quantity, unit)})
	r.optioned = false // a lone time_option may follow
	r.option(option)
}

// unit reads a period's unit, which is in the plural even of one.
func (r *ruleReader) unit(n jsondoc.Node) calendar.Unit {
	switch r.Text(n) {
	case "days":
		return calendar.Day
	case "weeks":
		return calendar.Week
	case "months":
		return calendar.Month
	}
	if n.Kind() == jsondoc.String {
		r.Refuse(n, longcase.CodeValue, "want "+wantPeriod)
	}
	return calendar.NoUnit
}

// option adds a time_option, if given, to the last rule.
func (r *ruleReader) option(n jsondoc.Node) {
	if !n.Exists() {
		return
	}
	r.optioned = true
	// A period of a refused unit is none of these, and its time_option is not looked at.
	switch rule := &r.list[len(r.list)-1]; rule.Within.Unit {
	case calendar.Day:
		r.Refuse(n, longcase.CodeConflict, "want no time_option for a period of days")
	case calendar.Week:
		if day, ok := r.number(n, 0, 6, "a weekday from 0, Sunday, to 6, Saturday"); ok {
			rule.Weekdays = calendar.WeekdaysOf(time.Weekday(day))
		}
	case calendar.Month:
		if day, ok := r.number(n, 1, 31, "a day of the month from 1 to 31"); ok {
			rule.MonthDays = calendar.MonthDaysOf(day)
			r.doubtMonthDays(n, rule.MonthDays, 0)
		}
	}
}

// optionAlone reads an entry that holds a time_option alone, the second half of
// the rule before it.
func (r *ruleReader) optionAlone(option jsondoc.Node) {
	switch {
	case len(r.list) == 0:
		r.Refuse(option, longcase.CodeConflict, "want a rule before it for it to belong to")
	case r.optioned:
		r.Refuse(option, longcase.CodeConflict, "the rule before it has a time_option already")
	default:
		r.option(option)
	}
}
