package qumulo

import (
	"fmt"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/jsondoc"
	"github.com/longcase/longcase/internal/reader"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// The codes of findings, besides those of package longcase.
const (
	// CodeDay28 means that a monthly schedule is for the 28th, a day that the
	// vendor does not document but every month has.
	CodeDay28 longcase.Code = "day-28"
	// CodeUnusedKey means that a key is set that the frequency does not use.
	CodeUnusedKey longcase.Code = "unused-key"
	// CodeUnevenSteps means that the steps of a whole day do not divide it, so
	// that the last one is cut short by midnight.
	CodeUnevenSteps longcase.Code = "uneven-steps"
	// CodeLockWithoutExpiry means that snapshots are locked until they expire,
	// and never do.
	CodeLockWithoutExpiry longcase.Code = "lock-without-expiry"
	// CodeOwned means that the policy has owners, which forbids changing it.
	CodeOwned longcase.Code = "owned"
	// CodeSameName means that the template gives two snapshots the same name.
	CodeSameName longcase.Code = "same-name"
)

// doubt finds what is probably not meant in a policy that was compiled.
func (d *decoder) doubt(p *Policy, schedule jsondoc.Node) {
	n := p.node
	if p.Name() == "" {
		d.Find(n.Get("policy_name").Or(n), longcase.CodeNoName, longcase.Warning,
			"the policy has no name")
	}
	if !p.Enabled() {
		d.Find(n.Get("enabled"), longcase.CodeDisabled, longcase.Info,
			"the policy is disabled: it takes no snapshots, but those it took expire")
	}
	if len(p.retention) == 0 {
		d.Find(schedule.Get("expiration_time_to_live").Or(schedule), longcase.CodeKeepsAll,
			longcase.Info, "snapshots never expire")
		d.doubtLock(p)
	}
	d.doubtNames(p)
}

// doubtLock finds a lock on snapshots that never expire.
func (d *decoder) doubtLock(p *Policy) {
	lock := p.node.Get("lock_key")
	if lock.Text() == "" {
		lock = p.node.Get("lock_key_ref")
	}
	if p.policy.Locked {
		d.Find(lock, CodeLockWithoutExpiry, longcase.Warning,
			"snapshots are locked until they expire, and they never do")
	}
}

// doubtLastStep finds steps of which the last one of the day is shorter.
func (d *decoder) doubtLastStep(n jsondoc.Node, rule schedule.Rule) {
	const day = calendar.MinutesPerDay
	step, _ := rule.Every.Elapsed()
	rest := day % step
	if rule.Window == (schedule.Window{}) && 0 < rest && step < day {
		d.Find(n, CodeUnevenSteps, longcase.Info, fmt.Sprintf(
			"steps of %s begin anew at midnight, %d minutes after the last", rule.Every, rest))
	}
}

// doubtNames finds a template that gives two snapshots the same name.
func (d *decoder) doubtNames(p *Policy) {
	n, template, rule := p.node.Get("snapshot_name_template"), p.policy.NameTemplate, p.rules[0]
	if template.Has("{ID}") {
		return
	}
	when := ""
	switch {
	case !template.Has("{Year}"):
		when = "a year apart"
	case !template.Has("{Month}"):
		when = "a month apart"
	case !template.Has("{Day}") && rule.MonthDays == 0:
		when = "a day apart"
	case sameNameInDay(template, rule):
		when = "on one day"
	case repeats(p.policy.Zone, rule):
		when = "in the hour that a clock change repeats"
	default:
		return
	}
	d.Find(n, CodeSameName, longcase.Warning, "without {ID}, snapshots get the same name "+when)
}

// sameNameInDay reports whether a template gives two snapshots of one day the
// same name.
func sameNameInDay(template longcase.Template, rule schedule.Rule) bool {
	hasHour, hasMinute := template.Has("{Hour}"), template.Has("{Minute}")
	var seen [calendar.MinutesPerDay]bool
	for at := range reader.Fires(rule) {
		name := 0
		if hasHour {
			name += at / 60 * 60
		}
		if hasMinute {
			name += at % 60
		}
		if seen[name] {
			return true
		}
		seen[name] = true
	}
	return false
}

// repeats reports whether a grid fires twice at a wall time that the zone's
// clocks show twice, which they do in an hour of most years to come. Grids
// with steps longer than that do not.
func repeats(zone *timezone.Zone, rule schedule.Rule) bool {
	const from = 4102444800 // 2100-01-01
	const to = from + 366*24*60*60
	step, ok := rule.Every.Elapsed()
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
