package document

import (
	"errors"
	"strings"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/jsondoc"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// schedule reads when a policy takes snapshots: never, without rules.
func (d *decoder) schedule(policy jsondoc.Node, zone *timezone.Zone) schedule.Schedule {
	n := policy.Get("schedule")
	d.object(n, scheduleKeys)
	zone = d.zone(n, zone)
	var dst timezone.DST
	d.text(n.Get("gap"), &dst.Gap)
	d.text(n.Get("fold"), &dst.Fold)
	list := n.Get("rules")
	d.Is(list, jsondoc.Array)
	var places []jsondoc.Node
	var rules []schedule.Rule
	for element := range list.Elements() {
		places = append(places, element)
		rules = append(rules, d.rule(element))
	}
	if len(rules) == 0 {
		d.Find(n.Or(policy), longcase.CodeNeverFires, longcase.Warning,
			"nothing says when snapshots are taken")
	}
	if d.Failed() || len(rules) == 0 {
		return schedule.Schedule{}
	}
	// Together, and only if all can be read: the errors name rules by their index, for
	// which places has the value in the document.
	compiled, err := d.Compile(n, zone, dst, rules)
	d.refuseRules(list, places, err)
	return compiled
}

// rule reads a rule.
func (d *decoder) rule(n jsondoc.Node) (rule schedule.Rule) {
	if !d.object(n, ruleKeys) {
		return rule
	}
	d.days(n, &rule)
	at, every := n.Get("at"), n.Get("every")
	d.Is(at, jsondoc.Array)
	for element := range at.Elements() {
		var clock calendar.Clock
		d.text(element, &clock)
		rule.At = append(rule.At, clock)
	}
	d.text(every, &rule.Every)
	// An "at" of a wrong kind is refused as such, and not as missing.
	hasTimes := at.Exists() && (at.Kind() != jsondoc.Array || at.Len() > 0)
	switch {
	case !hasTimes && !every.Exists():
		d.Refuse(n, longcase.CodeMissing, `want times in "at", or a step in "every"`)
	case hasTimes && every.Exists():
		d.Refuse(every, longcase.CodeConflict, `want either "at" or "every", not both`)
	default:
		d.DoubtStep(every, rule)
	}
	return rule
}

// days reads the days and the window of a rule.
func (d *decoder) days(n jsondoc.Node, rule *schedule.Rule) {
	d.text(n.Get("months"), &rule.Months)
	d.text(n.Get("monthDays"), &rule.MonthDays)
	d.text(n.Get("workdays"), &rule.Workdays)
	d.text(n.Get("weekdays"), &rule.Weekdays)
	window := n.Get("window")
	d.text(window, &rule.Window)
	if from := rule.Window.From(); from == rule.Window.To() {
		d.Find(window, longcase.CodeOneMinuteWindow, longcase.Warning,
			"the window starts and ends at "+from.String()+", so it is that one minute")
	}
}

// refuseRules refuses the fields at fault in rules.
func (d *decoder) refuseRules(list jsondoc.Node, places []jsondoc.Node, err error) {
	if err == nil {
		return
	}
	// Compile joins its errors, but for that of a zone that it cannot use, and a zone loaded by
	// its name has none.
	all, _ := err.(interface{ Unwrap() []error })
	for _, err := range all.Unwrap() {
		var wrong *schedule.RuleError
		if errors.As(err, &wrong) {
			n := list
			if wrong.Rule >= 0 {
				n = places[wrong.Rule]
			}
			d.Refuse(n.Get(keyOf(wrong.Field)).Or(n), longcase.CodeValue, wrong.Want)
		}
	}
}

// keyOf returns the key of a field of [schedule.Rule]: keys are the fields' names, begun in
// lower case, as "monthDays" for MonthDays.
func keyOf(field string) string { return strings.ToLower(field[:1]) + field[1:] }
