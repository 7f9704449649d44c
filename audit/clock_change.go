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

// clockChanges ranges over the changes of the schedule's zone that are looked
// at.
func (a *auditor) clockChanges() iter.Seq[timezone.Change] {
	return a.policy.Schedule.Zone().Changes(a.from.Unix(), a.from.Add(auditChanges).Unix())
}

// shift is a wall time that does not exist, and the instant it fires at.
type shift struct {
	date  calendar.Date
	clock calendar.Clock
	to    time.Time
}

// judgeClockChanges finds what clock changes do to the schedule.
func (a *auditor) judgeClockChanges() {
	// What would be due if clocks were never changed.
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
			shifts = a.addShifts(shifts, nominal.Between(before, after))
		}
	}
	a.judgeShifts(shifts)
	a.findAll(CodeClockDrop, longcase.Warning, "a clock change skips these times, and they do not fire", dropped)
	a.findAll(CodeClockRepeat, longcase.Info, "a clock change repeats these times, and they fire twice", repeated)
}

// wallClock returns local seconds as what a clock shows.
func wallClock(local int64) time.Time { return time.Unix(local, 0).UTC() }

func dateTime(t time.Time) string { return t.Format("2006-01-02 15:04") }

// repeats reports whether more is due in the two passes of what a change
// repeats than there are wall times.
func (a *auditor) repeats(c timezone.Change, nominal int64) bool {
	length := c.Before - c.After
	from, until := time.Unix(c.At-length, 0), time.Unix(c.At+length, 0)
	return a.policy.Schedule.Count(from, until) > nominal
}

// addShifts adds those of some wall times in a gap that fire after it.
func (a *auditor) addShifts(shifts []shift, gap iter.Seq[time.Time]) []shift {
	s := a.policy.Schedule
	for t := range gap {
		unix, _, _, _ := s.Zone().Resolve(t.Unix(), s.DST())
		to := s.Zone().Time(unix)
		if n := len(shifts); n > 0 && !shifts[n-1].to.Before(to) {
			continue
		}
		for _, rule := range s.Explain(to).Rules {
			if rule.Fires && rule.Decided == schedule.DecidedByGap {
				shifts = append(shifts, shift{rule.Date, rule.Clock, to})
				break
			}
		}
	}
	return shifts
}

// judgeShifts tells of the shifts, and finds those that matter to rules about
// days.
func (a *auditor) judgeShifts(shifts []shift) {
	var all []string
	for _, s := range shifts {
		all = append(all, s.String())
	}
	a.findAll(CodeClockShift, longcase.Info, "a clock change skips these times, and they fire at others", all)
	for _, r := range a.rules {
		var off []string
		for _, s := range shifts {
			on := a.policy.Retention.Zone().Date(s.to)
			if !r.Failed && isOn(r, s.date) && !isOn(r, on) {
				off = append(off, s.String())
			}
		}
		a.findAll(CodeShiftedOffDay, longcase.Warning,
			fmt.Sprintf("a clock change shifts these off the days of %q, which does not keep them", r), off)
	}
}

// String returns the shift as "2025-03-30 02:30 at 03:30".
func (s shift) String() string {
	layout := "15:04"
	if year, month, day := s.to.Date(); calendar.DateOf(year, month, day) != s.date {
		layout = "2006-01-02 15:04"
	}
	return s.date.String() + " " + s.clock.String() + " at " + s.to.Format(layout)
}

// isOn reports whether a date passes a rule's days.
func isOn(r retention.Rule, date calendar.Date) bool {
	year, month, day := date.Civil()
	return r.Weekdays.Allows(date.Weekday()) && r.MonthDays.Allows(day, calendar.DaysIn(year, month))
}

// findAll finds one thing that happens several times.
func (a *auditor) findAll(code longcase.Code, severity longcase.Severity, what string, times []string) {
	const most = 4
	if more := len(times) - most; more > 0 {
		times = append(times[:most:most], fmt.Sprintf("%d more", more))
	}
	if len(times) > 0 {
		a.find(code, severity, "%s: %s", what, strings.Join(times, ", "))
	}
}
