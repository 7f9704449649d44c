package oracle

import (
	"time"

	"github.com/longcase/longcase/schedule"
)

// Open reports whether a rule's window is open at an instant: the date that the
// clocks show passes the rule's restrictions, and the time of day is in the
// window. At and Every of the rule do not matter.
//
// Both ends of a window are included, to the last nanosecond of its last minute:
// 07:00 to 19:00 contains 19:00:59.
func Open(loc *time.Location, rule schedule.Rule, t time.Time) bool {
	civil := Civil(t, loc)
	_, open := sinceOpening(rule.Window, civil)
	return open && OnDay(rule, civil)
}

// Openings returns the instants, from included and to excluded, at which a
// rule's window opened and those at which it closed. It looks every minute and
// at every clock change.
func Openings(loc *time.Location, rule schedule.Rule, from, to time.Time) (opened, closed []time.Time) {
	for _, t := range Look(loc, from, to).ticks {
		if t.Before(from) || !t.Before(to) {
			continue
		}
		was, is := Open(loc, rule, t.Add(-time.Second)), Open(loc, rule, t)
		switch {
		case is && !was:
			opened = append(opened, t.In(loc))
		case was && !is:
			closed = append(closed, t.In(loc))
		}
	}
	return opened, closed
}
