package reader

import (
	"errors"
	"fmt"
	"strings"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/jsondoc"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// Schedule compiles the rules read from a value. Rules that never fire
// are a finding, and their schedule is the zero value.
func (r *Reader) Schedule(
	at jsondoc.Node, zone *timezone.Zone, rules []schedule.Rule,
) schedule.Schedule {
	if len(rules) == 0 {
		r.Find(at, longcase.CodeNeverFires, longcase.Warning, "nothing says when snapshots are taken")
		return schedule.Schedule{}
	}
	compiled, err := r.Compile(at, zone, timezone.DST{}, rules)
	if err == nil {
		return compiled
	}
	// A rule that never fires is a document in order, which takes no snapshot: an error among
	// the findings. Any other wrong rule refuses the document.
	var wrong *schedule.RuleError
	if errors.As(err, &wrong) && wrong.Never {
		reason := strings.TrimPrefix(wrong.Want, "never fires: ")
		r.Find(at, longcase.CodeNeverFires, longcase.Error,
			"no snapshot is ever due: "+wrong.Value+": "+reason)
	} else {
		r.Refuse(at, longcase.CodeValue, err.Error())
	}
	return schedule.Schedule{}
}

// maxRules is the largest number of schedule rules in a document, each of which may
// take four kilobytes.
const maxRules = 100_000

// Compile is [schedule.Compile], if the document has room for more rules.
func (r *Reader) Compile(
	at jsondoc.Node, zone *timezone.Zone, dst timezone.DST, rules []schedule.Rule,
) (schedule.Schedule, error) {
	if r.compiled += len(rules); r.compiled > maxRules {
		r.Refuse(at, longcase.CodeValue, fmt.Sprintf("want at most %d schedule rules in a document", maxRules))
		return schedule.Schedule{}, nil
	}
	return schedule.Compile(zone, dst, rules...)
}

// Retention compiles the retention rules read from a value.
func (r *Reader) Retention(
	at jsondoc.Node, zone *timezone.Zone, rules []retention.Rule,
) retention.Policy {
	compiled, err := retention.Compile(zone, rules...)
	if err != nil {
		r.Refuse(at, longcase.CodeValue, err.Error())
	}
	return compiled
}

// DoubtStep finds a step that is longer than its window. A window of a single
// minute has a finding of its own, and a step of a day is plainly once a day.
func (r *Reader) DoubtStep(at jsondoc.Node, rule schedule.Rule) {
	step, _ := rule.Every.Elapsed()
	reach := int64(rule.Window.Minutes()) - 1 // from the first minute to the last
	if step > reach && reach > 0 && step != calendar.MinutesPerDay {
		r.Find(at, longcase.CodeStepBeyondWindow, longcase.Warning, fmt.Sprintf(
			"a step of %s is longer than the window, so a snapshot is due only at %s",
			rule.Every, rule.Window.From()))
	}
}
