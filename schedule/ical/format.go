package ical

import (
	"errors"
	"math/bits"
	"strconv"
	"strings"
	"time"

	"github.com/teambition/rrule-go"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/exact"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// Format writes a schedule as lines, separated by newlines, with one RRULE for
// each of its rules. DTSTART is the first wall time of the schedule at or after
// what its zone's clocks show at the given start; from there on, what [Parse]
// reads from the lines occurs at the same instants.
//
// Where there are no such lines, the errors are [*InexactError], all the
// reasons joined. Clock changes matter: RFC 5545 knows only fixed times, so
// that every 15 minutes is exact in UTC, but not in a zone that repeats an hour
// in both passes of which the schedule fires.
func Format(s schedule.Schedule, start time.Time) (string, error) {
	f := formatter{rules: s.Rules()}
	text := f.text(s, start)
	if len(f.problems) == 0 {
		f.compare(s, start, text)
	}
	if len(f.problems) > 0 {
		return "", errors.Join(f.problems...)
	}
	return text, nil
}

// formatter writes one schedule and collects why that is not exact.
type formatter struct {
	rules    []schedule.Rule
	start    stamp
	problems []error
}

func (f *formatter) problem(rule int, field, value, reason string) {
	f.problems = append(f.problems, &InexactError{rule, field, value, reason})
}

// text writes all lines.
func (f *formatter) text(s schedule.Schedule, start time.Time) string {
	zone := s.Zone()
	if _, err := timezone.Load(zone.Name()); err != nil {
		f.problem(-1, "Zone", zone.Name(), "does not load by its name")
	}
	walls, err := schedule.Compile(nil, timezone.DST{}, f.rules...)
	if err != nil {
		f.problem(-1, "Rules", strconv.Itoa(len(f.rules)),
			"never fires; a recurrence has at least one occurrence")
		return ""
	}
	first, ok := walls.Next(time.Unix(zone.Local(start)-1, 0))
	if !ok {
		f.problem(-1, "Rules", strconv.Itoa(len(f.rules)), "never fires after the start")
		return ""
	}
	f.start = stamp{local: first.Unix(), zone: zone}
	lines := []string{"DTSTART" + f.start.String()}
	for i, rule := range f.rules {
		lines = append(lines, "RRULE:"+f.one(i, rule))
	}
	return strings.Join(lines, "\n")
}

// one writes one rule.
func (f *formatter) one(i int, r schedule.Rule) string {
	var o rrule.ROption
	if r.Months != calendar.AllMonths {
		o.Bymonth = members(uint64(r.Months))
	}
	o.Freq = rrule.DAILY
	if r.Weekdays != 0 && r.Weekdays != calendar.AllWeekdays {
		o.Freq = rrule.WEEKLY
		for _, day := range members(uint64(r.Weekdays)) {
			o.Byweekday = append(o.Byweekday, weekdayOf(time.Weekday(day)))
		}
	}
	if r.MonthDays != 0 && r.MonthDays&calendar.AllMonthDays != calendar.AllMonthDays {
		o.Freq = rrule.MONTHLY
		o.Bymonthday = members(uint64(r.MonthDays &^ calendar.LastDay))
		if r.MonthDays&calendar.LastDay != 0 {
			o.Bymonthday = append(o.Bymonthday, -1)
		}
	}
	f.times(i, r, &o)
	return o.RRuleString()
}

// times writes the times of day of a rule: as a list of hours and one of
// minutes or, where they cover the day, as a step.
func (f *formatter) times(i int, r schedule.Rule, o *rrule.ROption) {
	clocks := exact.Clocks(r)
	p, one, missing, isProduct := exact.ProductOf(clocks)
	step := spacing(clocks)
	inStep := step != 0 && (f.start.local/60-int64(clocks[0]))%int64(step) == 0
	switch {
	case inStep && step < 60, inStep && !isProduct:
		o.Freq = rrule.MINUTELY
		if step > 1 {
			o.Interval = step
		}
		return
	case !isProduct:
		field, value := exact.Blame(r)
		f.problem(i, field, value, "fires at "+one.String()+" but not at "+missing.String()+
			"; RFC 5545 has the same minutes in all hours of a rule")
	case len(members(uint64(p.Hours))) == 24:
		o.Freq = rrule.HOURLY
	default:
		o.Byhour = members(uint64(p.Hours))
	}
	o.Byminute = members(p.Minutes)
}

// spacing returns how many minutes apart times of day are, around midnight
// too; 0 where that differs or there is only one.
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

// members lists the bits of a set.
func members(set uint64) (list []int) {
	for ; set != 0; set &= set - 1 {
		list = append(list, bits.TrailingZeros64(set))
	}
	return list
}

// compare reads the lines again and looks at the zone's clock changes.
func (f *formatter) compare(s schedule.Schedule, start time.Time, text string) {
	r, err := Parse(text, Options{})
	if err != nil {
		f.problems = append(f.problems, err)
		return
	}
	again, _ := r.Schedule()
	if at, ok := exact.Difference(s, again, start); ok {
		field, value := exact.Times(f.rules[0])
		f.problem(0, field, value, "at a clock change, on "+at.In(s.Zone().Location()).Format(time.RFC3339)+
			", only one of the schedule and what RFC 5545 makes of it fires")
	}
}
