package reader

import (
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/jsondoc"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// Schedule compiles the rules that were read from a value. Rules that never fire
// are a finding, and their schedule is the zero value.
func (r *Reader) Schedule(
	at jsondoc.Node, zone *timezone.Zone, rules []schedule.Rule,
) schedule.Schedule {
	if len(rules) == 0 {
		r.Find(at, longcase.CodeNeverFires, longcase.Warning, "nothing says when snapshots are taken")
		return schedule.Schedule{}
	}
	compiled, err := schedule.Compile(zone, timezone.DST{}, rules...)
	if err == nil {
		return compiled
	}
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

// Retention compiles the retention rules that were read from a value.
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
	reach := int64(Reach(rule.Window))
	if step > reach && reach > 0 && step != calendar.MinutesPerDay {
		r.Find(at, longcase.CodeStepBeyondWindow, longcase.Warning, fmt.Sprintf(
			"a step of %s is longer than the window, so a snapshot is due only at %s",
			rule.Every, rule.Window.From()))
	}
}

// Reach returns the minutes from the first to the last minute of a window.
func Reach(w schedule.Window) int {
	return int(w.To()-w.From()+calendar.MinutesPerDay) % calendar.MinutesPerDay
}

// Fires ranges over the fires of a rule in one day or opening of its window, in
// minutes since midnight; in a window that wraps they go beyond 24 hours. The
// times of the rule are in order.
func Fires(rule schedule.Rule) iter.Seq[int] {
	return func(yield func(int) bool) {
		if step, ok := rule.Every.Elapsed(); ok {
			from := int(rule.Window.From())
			for since := 0; since <= Reach(rule.Window); since += int(step) {
				if !yield(from + since) {
					return
				}
			}
		}
		for _, at := range rule.At {
			if rule.Window.Contains(at) && !yield(int(at)) {
				return
			}
		}
	}
}
