package fuzz

import (
	"fmt"
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

// CheckOpen is the law that a scheduler's windows contain what the definition,
// [Open], says of the first rule of a Spec, checked at every minute of a stretch
// and at instants just off it.
//
// Both ends of a window are included, to the last nanosecond of its last
// minute: a window from 07:00 to 19:00 contains 19:00:59.
func CheckOpen(t TB, spec Spec, contains func(time.Time) bool, from, to time.Time) {
	t.Helper()
	for _, q := range questions(from, to, nil) {
		if want := Open(spec.location(), spec.Rules[0], q); contains(q) != want {
			s := Subject{Spec: spec}
			s.fail(t, "Open", "Contains contradicts the definition", q, fmt.Sprint(!want), fmt.Sprint(want))
		}
	}
}
