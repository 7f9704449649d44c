package ical

import (
	"time"

	"github.com/teambition/rrule-go"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule"
)

// walkable is a sequence of wall times that does not compile.
type walkable interface {
	schedule.Sequence
	// occurs reports whether the sequence has any wall time.
	occurs() bool
	// walk returns an iterator over the wall times from the beginning of the
	// start's period.
	walk() rrule.Next
}

// stepped is the sequence of the wall times of a rule that compiles but for its
// INTERVAL: of a compiled sequence, those in the periods that the step meets. Every
// 1,439 minutes, on days at 03:01, is 03:01 of the days on which a whole number of
// steps has passed. rrule-go would look at each step or day in between, and take
// tenths of a second for the 29th of February.
type stepped struct {
	run   // has the periods
	walls schedule.Schedule
}

// Next jumps from a period that the step does not meet to the next that it meets.
func (s stepped) Next(after time.Time) (time.Time, bool) {
	for {
		t, ok := s.walls.Next(after)
		if !ok {
			return time.Time{}, false
		}
		period := s.period(t)
		met := max(period, s.first)
		if over := (met - s.first) % int64(s.option.Interval); over > 0 {
			met += int64(s.option.Interval) - over
		}
		switch {
		case met == period:
			return t, true
		case met > s.period(lastWall):
			return time.Time{}, false
		}
		after = s.begin(met).Add(-1)
	}
}

// Prev is the mirror image of Next: it jumps to the end of a period.
func (s stepped) Prev(before time.Time) (time.Time, bool) {
	for {
		t, ok := s.walls.Prev(before)
		if !ok {
			return time.Time{}, false
		}
		period := s.period(t)
		if period < s.first {
			return time.Time{}, false
		}
		over := (period - s.first) % int64(s.option.Interval)
		if over == 0 {
			return t, true
		}
		before = s.begin(period - over + 1)
	}
}

// lastWall is the last minute of the year 9999, in the last period of every kind.
var lastWall = time.Unix(int64(calendar.MaxDate+1)*secondsPerDay-60, 0).UTC()

// occurs looks at the last 400 years, as [run.occurs] does.
func (s stepped) occurs() bool {
	s.option.Interval = divisor(s.option.Interval, s.perCycle())
	_, ok := s.Next(s.option.Until.AddDate(-401, 0, 0))
	return ok
}

func (s stepped) walk() rrule.Next {
	at := s.begin(s.first).Add(-1)
	return func() (t time.Time, ok bool) {
		if t, ok = s.Next(at); ok {
			at = t
		}
		return t, ok
	}
}
