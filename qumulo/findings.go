package qumulo

import (
	"fmt"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/jsondoc"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// Codes of findings, besides those of package longcase. The package comment
// says when they occur.
const (
	codeDay28             longcase.Code = "day-28"
	codeUnusedKey         longcase.Code = "unused-key"
	codeUnevenSteps       longcase.Code = "uneven-steps"
	codeLockWithoutExpiry longcase.Code = "lock-without-expiry"
	codeOwned             longcase.Code = "owned"
	codeSameName          longcase.Code = "same-name"
	codeSameID            longcase.Code = "same-id"
)

// doubt adds the findings about a compiled policy.
func (d *decoder) doubt(p *Policy, at jsondoc.Node, rule schedule.Rule) {
	n := p.node
	if p.policy.Name == "" {
		d.Find(n.Get("policy_name").Or(n), longcase.CodeNoName, longcase.Warning,
			"the policy has no name")
	}
	if !p.policy.Enabled {
		d.Find(n.Get("enabled"), longcase.CodeDisabled, longcase.Info,
			"the policy is disabled: it takes no snapshots, but those it took expire")
	}
	if len(p.policy.Retention.Rules()) == 0 {
		d.Find(at.Get("expiration_time_to_live").Or(at), longcase.CodeKeepsAll,
			longcase.Info, "snapshots never expire")
		d.doubtLock(p)
	}
	d.doubtNames(p, rule)
}

// doubtLock finds a lock on snapshots that never expire.
func (d *decoder) doubtLock(p *Policy) {
	lock := p.node.Get("lock_key")
	if lock.Text() == "" {
		lock = p.node.Get("lock_key_ref")
	}
	if p.policy.Locked {
		d.Find(lock, codeLockWithoutExpiry, longcase.Warning,
			"snapshots are locked until they expire, and they never do")
	}
}

// doubtLastStep finds steps unequal to a part of the day: after the last step of
// 7 hours, at 21:00, the next is at midnight.
func (d *decoder) doubtLastStep(n jsondoc.Node, rule schedule.Rule) {
	const day = calendar.MinutesPerDay
	step, _ := rule.Every.Elapsed()
	rest := day % step
	if rule.Window == (schedule.Window{}) && 0 < rest && step < day {
		d.Find(n, codeUnevenSteps, longcase.Info, fmt.Sprintf(
			"steps of %s begin anew at midnight, %d minutes after the last", rule.Every, rest))
	}
}

// doubtNames finds a template that gives two snapshots the same name.
func (d *decoder) doubtNames(p *Policy, rule schedule.Rule) {
	n, template := p.node.Get("snapshot_name_template"), p.policy.NameTemplate
	// The cluster gives every snapshot another number.
	if template.Has("{ID}") {
		return
	}
	when := ""
	switch {
	case !template.Has("{Year}"):
		when = "a year apart"
	case !template.Has("{Month}"):
		when = "a month apart"
	// A schedule with a day of the month fires once a month, and needs no {Day}.
	case !template.Has("{Day}") && rule.MonthDays == 0:
		when = "a day apart"
	case sameNameInDay(template, rule):
		when = "on one day"
	case repeats(p.policy.Zone, rule):
		when = "in the hour that a clock change repeats"
	default:
		return
	}
	d.Find(n, codeSameName, longcase.Warning, "without {ID}, snapshots get the same name "+when)
}

// sameNameInDay reports whether a template gives two snapshots of one day the
// same name.
func sameNameInDay(template longcase.Template, rule schedule.Rule) bool {
	hasHour, hasMinute := template.Has("{Hour}"), template.Has("{Minute}")
	// A placeholder that the template lacks counts as 0 for all: 02:15 and 14:15 have one name
	// without {Hour}.
	var seen [calendar.MinutesPerDay]bool
	for _, clock := range rule.Times() {
		name := 0
		if hasHour {
			name += clock.Hour() * 60
		}
		if hasMinute {
			name += clock.Minute()
		}
		if seen[name] {
			return true
		}
		seen[name] = true
	}
	return false
}

// repeats reports whether a grid fires in both passes of a repeated hour in the
// years to come, which steps longer than the repeated time do not. The year 2100
// stands for them all: no rule for the change of clocks ends later.
func repeats(zone *timezone.Zone, rule schedule.Rule) bool {
	const from = 4102444800 // 2100-01-01
	const to = from + 366*24*60*60
	step, ok := rule.Every.Elapsed()
	// A year has every change of the clocks that repeats.
	for segment := zone.OrUTC().Segment(from); ok; segment = zone.Segment(segment.End) {
		if segment.End > to {
			return false
		}
		if int64(segment.Offset-segment.After) >= step*60 {
			return true
		}
	}
	return false
}
