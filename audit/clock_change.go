package audit

import (
	"fmt"
	"iter"
	"strings"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// clockChanges yields the examined changes of the schedule's zone.
func (a *auditor) clockChanges() iter.Seq[timezone.Change] {
	return a.policy.Schedule.Zone().Changes(a.from.Unix(), a.from.Add(auditChanges).Unix())
}

// shift is a wall time skipped by a clock change, and the instant it stands for.
type shift struct {
	date  calendar.Date
	clock calendar.Clock
	to    time.Time
}

// judgeClockChanges finds snapshots moved, dropped or doubled by clock changes.
func (a *auditor) judgeClockChanges() {
	// In UTC, which has no clock changes, the rules give the wall times.
	// The rules were compiled before, so the error is only for the zero value.
	nominal, err := schedule.Compile(nil, timezone.DST{}, a.policy.Schedule.Rules()...)
	if err != nil {
		return
	}
	var shifts []shift
	var dropped, repeated []string
	for change := range a.clockChanges() {
		before, after := wallClock(change.At+change.Before), wallClock(change.At+change.After)
		switch {
		case after.Before(before):
			if a.repeats(change, nominal.Count(after, before)) {
				repeated = append(repeated, dateTime(after)+" to "+before.Format("15:04"))
			}
		case a.policy.Schedule.DST().Gap == timezone.GapSkip:
			for t := range nominal.Between(before, after) {
				dropped = append(dropped, dateTime(t))
			}
		default:
			// A fine grid drops the times of a gap, too, but goes on at its end: nobody waits longer
			// than a step, and nothing is reported.
			shifts = a.addShifts(shifts, nominal.Between(before, after))
		}
	}
	a.judgeShifts(shifts)
	a.findAll(codeClockDrop, longcase.Warning, "clock changes skip these times, and no snapshot is taken", dropped)
	a.findAll(codeClockRepeat, longcase.Info, "clock changes repeat these times, and snapshots are taken twice", repeated)
}

// wallClock returns local seconds as a wall time, in UTC by convention.
func wallClock(local int64) time.Time { return time.Unix(local, 0).UTC() }

func dateTime(t time.Time) string { return t.Format("2006-01-02 15:04") }

// repeats reports whether the two passes of a repeated stretch have more snapshots
// than the stretch has nominal times.
func (a *auditor) repeats(c timezone.Change, nominal int64) bool {
	length := c.Before - c.After
	from, until := time.Unix(c.At-length, 0), time.Unix(c.At+length, 0)
	return a.policy.Schedule.Count(from, until) > nominal
}

// addShifts appends the wall times in a gap that fire elsewhere. A wall time that
// lands on an instant already due by another rule, or shared with the wall time
// before it, moves nothing.
func (a *auditor) addShifts(shifts []shift, gap iter.Seq[time.Time]) []shift {
	s := a.policy.Schedule
	for t := range gap {
		unix, _ := s.Zone().Resolve(t.Unix(), s.DST())
		to := s.Zone().Time(unix)
		// With gap "next" all of a gap go to one instant, where a single snapshot is taken.
		if n := len(shifts); n > 0 && !shifts[n-1].to.Before(to) {
			continue
		}
		for _, rule := range s.Explain(to).Rules {
			if rule.Fires && rule.Decided == "gap" {
				shifts = append(shifts, shift{rule.Date, rule.Clock, to})
				break
			}
		}
	}
	return shifts
}

// judgeShifts reports the shifts, and separately those from a day of a rule to
// another day: Nuuk's Saturday 23:30 fires on Sunday 2025-03-30 at 00:30, and no
// longer counts for a rule on Saturdays.
func (a *auditor) judgeShifts(shifts []shift) {
	var all []string
	for _, s := range shifts {
		all = append(all, s.String())
	}
	a.findAll(codeClockShift, longcase.Info, "clock changes skip these times, and move the snapshots", all)
	for _, r := range a.rules {
		var off []string
		for _, s := range shifts {
			on := a.policy.Retention.Zone().Date(s.to)
			if !r.Failed && isOn(r, s.date) && !isOn(r, on) {
				off = append(off, s.String())
			}
		}
		a.findAll(codeShiftedOffDay, longcase.Warning,
			fmt.Sprintf("clock changes move these off the days of %q, which does not keep them", r), off)
	}
}

// String returns the shift as "2025-03-30 02:30 to 03:30".
func (s shift) String() string {
	layout := "15:04"
	if year, month, day := s.to.Date(); calendar.DateOf(year, month, day) != s.date {
		layout = "2006-01-02 15:04"
	}
	return s.date.String() + " " + s.clock.String() + " to " + s.to.Format(layout)
}

// isOn reports whether a date is among the days of a rule. Package retention knows it
// too, but only for snapshots.
func isOn(r retention.Rule, date calendar.Date) bool {
	return daysOf(r).Allows(date)
}

// findAll adds a finding with a list of times, shortened to a readable length.
func (a *auditor) findAll(code longcase.Code, severity longcase.Severity, message string, times []string) {
	// A schedule of every minute has 60 times in a gap; four show the pattern.
	const most = 4
	if more := len(times) - most; more > 0 {
		times = append(times[:most:most], fmt.Sprintf("%d more", more))
	}
	if len(times) > 0 {
		a.find(code, severity, "%s: %s", message, strings.Join(times, ", "))
	}
}
