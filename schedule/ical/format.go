package ical

import (
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/teambition/rrule-go"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/exact"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// Format writes a schedule as lines, separated by newlines, with an RRULE for
// each of its rules. DTSTART is the schedule's first wall time at or after the
// wall time at start. From there on the lines are exact: read by [Parse] with the
// same options, they occur at the instants at which the schedule fires.
//
// If no such lines exist, the errors are [*schedule.InexactError], an error for
// each reason, joined.
//
// Clock changes matter: RFC 5545 knows only fixed times. Every 15 minutes is exact
// in UTC, but not in New York, where the schedule fires in both passes of the
// repeated hour of 2025-11-02 and the recurrence in the first.
func Format(s schedule.Schedule, start time.Time, o Options) (string, error) {
	w := writer{rules: s.Rules()}
	w.Zone(s.Zone())
	text := w.text(s.Zone(), start)
	if err := w.Err(); err != nil {
		return "", err
	}
	r, err := Parse(text, o)
	if err != nil {
		return "", err
	}
	// DTSTART and the choice of the options decide at clock changes, so the text is read again.
	again, _ := r.Schedule()
	w.Compare(s, again, start, "its recurrence")
	if err := w.Err(); err != nil {
		return "", err
	}
	return text, nil
}

// writer writes a schedule and reports the parts beyond RFC 5545. It reports all of
// them, each with its reason, and goes on with the rest: the caller drops the text if
// any reason was reported.
type writer struct {
	exact.Report
	rules []schedule.Rule
	start stamp
}

// text writes all lines.
func (w *writer) text(zone *timezone.Zone, start time.Time) string {
	count := strconv.Itoa(len(w.rules))
	walls, err := schedule.Compile(nil, timezone.DST{}, w.rules...)
	if err != nil {
		w.Add(-1, "Rules", count, "never fires; a recurrence has at least one occurrence")
		return ""
	}
	// The start must be an occurrence: section 3.8.5.3 leaves open the meaning of a
	// rule that does not name its start, and libraries add the start to it or do not.
	first, ok := walls.Next(time.Unix(zone.Local(start)-1, 0))
	if !ok {
		w.Add(-1, "Rules", count, "never fires after the start")
		return ""
	}
	w.start = stamp{local: first.Unix(), zone: zone}
	lines := []string{"DTSTART" + w.start.String()}
	for i, rule := range w.rules {
		lines = append(lines, "RRULE:"+w.rule(i, rule))
	}
	return strings.Join(lines, "\n")
}

// rule writes a rule.
func (w *writer) rule(i int, r schedule.Rule) string {
	r = r.Normal()
	// FREQ is the one by which people would call the rule, and may have its parts: the
	// RFC forbids BYMONTHDAY and ordinals in a weekly rule, and ordinals in a daily one.
	// BYMONTH restricts a rule of any of these.
	o := rrule.ROption{
		Freq: rrule.DAILY, Bymonth: members(uint64(r.Months)),
		Byweekday: byDay(r.Weekdays), Bymonthday: slices.Collect(r.MonthDays.Days()),
	}
	_, isWeekly := r.Weekdays.Weekly()
	switch {
	case r.MonthDays != 0 || r.Workdays != 0 || !isWeekly:
		o.Freq = rrule.MONTHLY
	case r.Weekdays != 0:
		o.Freq = rrule.WEEKLY
	}
	if r.Workdays != 0 {
		w.workdays(i, r, &o)
	}
	w.times(i, r, &o)
	return o.RRuleString()
}

// workdays writes the first and the last workday of the month, as the first and the
// last of Monday to Friday. RFC 5545 has no other: the workday nearest to the 15th
// may be the 14th.
func (w *writer) workdays(i int, r schedule.Rule, o *rrule.ROption) {
	const ends = 1<<1 | calendar.LastDay
	switch {
	case r.Workdays&^ends != 0:
		w.Add(i, "Workdays", r.Workdays.String(), "RFC 5545 has the first and the last workday of a month alone")
	case r.MonthDays != 0 || r.Weekdays != 0:
		w.Add(i, "Workdays", r.Workdays.String(), "RFC 5545 has workdays beside no other restriction of days")
	case len(r.Times()) != 1:
		w.Add(i, "Workdays", r.Workdays.String(), "RFC 5545 has workdays at one time of day alone")
	}
	o.Byweekday = []rrule.Weekday{rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR}
	o.Bysetpos = slices.Collect(r.Workdays.Days())
}

// times writes the times of day of a rule: as a list of hours and a list of
// minutes or, if they cover the day evenly, as a step. Steps have no weeks of the
// month and no positions, which are MONTHLY's.
func (w *writer) times(i int, r schedule.Rule, o *rrule.ROption) {
	clocks := r.Times()
	_, isWeekly := r.Weekdays.Weekly()
	mayStep := isWeekly && r.Workdays == 0
	_, _, _, isProduct := exact.ProductOf(clocks)
	// A step counts from the start, so one of its times must be the start.
	step := spacing(clocks)
	inStep := mayStep && step != 0 && (w.start.local/60-int64(clocks[0]))%int64(step) == 0
	if inStep && (step < 60 || !isProduct) {
		o.Freq = rrule.MINUTELY
		if step > 1 {
			o.Interval = step
		}
		return
	}
	p := w.Product(i, r, "RFC 5545 has the same minutes in all hours of a rule")
	o.Byhour, o.Byminute = members(uint64(p.Hours)), members(p.Minutes)
	if len(o.Byhour) == 24 && mayStep { // shorter by 24 numbers
		o.Freq, o.Byhour = rrule.HOURLY, nil
	}
}

// spacing returns the distance in minutes between neighbouring times of day, the
// last and the first of the next day included; 0 if the distances differ, and for a
// single time.
func spacing(clocks []calendar.Clock) int {
	if len(clocks) < 2 || calendar.MinutesPerDay%len(clocks) != 0 {
		return 0
	}
	step := calendar.MinutesPerDay / len(clocks)
	for i, c := range clocks {
		if int(c-clocks[0]) != i*step {
			return 0
		}
	}
	return step
}

// members lists the bits of a set: hours, minutes, months, or days of the week from
// Sunday on. An empty list is no restriction to rrule-go, as a zero set is to a rule.
func members(set uint64) (list []int) {
	for ; set != 0; set &= set - 1 {
		list = append(list, bits.TrailingZeros64(set))
	}
	return list
}
