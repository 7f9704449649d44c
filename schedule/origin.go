package schedule

import (
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/timezone"
)

// Rule returns the rule given to [CompileWindows]; ok is false for the zero
// value, which has none.
func (w Windows) Rule() (rule Rule, ok bool) {
	if w.compiled == nil {
		return rule, false
	}
	rule = w.compiled.inside.Rules()[0]
	rule.Every = calendar.Period{}
	return rule, true
}

// Zone returns the zone of the windows, UTC for the zero value.
func (w Windows) Zone() *timezone.Zone {
	if w.compiled == nil {
		return (*timezone.Zone)(nil).OrUTC()
	}
	return w.compiled.inside.Zone()
}
