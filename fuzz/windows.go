package fuzz

import (
	"time"

	"github.com/longcase/longcase/schedule"
)

// Open is the definition of a window: whether, at an instant, the date that the
// clocks show passes the rule's restrictions and the time of day is in its
// window. The rule's At and Every do not matter.
func Open(loc *time.Location, rule schedule.Rule, t time.Time) bool {
	civil := Civil(t, loc)
	_, open := sinceOpening(rule.Window, civil)
	return open && dayAllowed(rule, civil)
}

// Openings returns the instants from one, included, to another, excluded, at
// which a window opened and those at which it closed, by looking every minute
// and at every clock change.
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
