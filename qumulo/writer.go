package qumulo

import (
	"math/bits"
	"strconv"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/writer"
	"github.com/longcase/longcase/schedule"
)

// Write returns a policy as the body of a request to create it. Read again,
// it is due at the same instants from since on, keeps the same snapshots for as
// long, and gives them the same names; the zero time asks for all time.
//
// If no snapshot policy does, the error is a [*longcase.DocumentError] with
// every field in the way, by its pointer in a longcase document, such as
// /retention/minimum. Nothing is rounded or left out: to do without a field,
// set it to its zero value first.
func Write(p longcase.Policy, since time.Time) ([]byte, error) {
	w := writer.New(p, "Qumulo")
	w.OneZone()
	rules := dueRules(w)
	form := policyForm{
		Name: p.Name, Enabled: p.Enabled, Template: p.NameTemplate.String(), Directory: p.Directory,
	}
	form.Schedule.Creation.Zone = p.Zone.Name()
	form.Schedule.TimeToLive = timeToLive(w)
	w.Lacks(p.Remote, "/remote", "true", "remote snapshots")
	if p.Locked {
		w.Refuse("/locked", "true", "Qumulo needs the key of the lock, which a policy does not hold")
	}
	if err := w.Err(); err != nil {
		return nil, err
	}
	return w.FirstExact(rules, since, form.with, readPolicy)
}

// readPolicy reads a text that was just written, to compare it with the policy.
func readPolicy(text []byte) (longcase.Policy, error) {
	document, err := Parse(text)
	if err != nil {
		return longcase.Policy{}, err
	}
	return document.Policy()
}

// timeToLive returns the retention rules as a single age.
func timeToLive(w *writer.Writer) string {
	ages := w.Ages()
	if len(ages) > 1 {
		w.Refuse("/retention/rules", strconv.Itoa(len(ages)),
			"Qumulo has one time to live for all snapshots")
	}
	ttl := "never"
	for _, age := range ages {
		within := age.Within
		// 120 minutes are too many for the vendor, and 2 hours are the same time. 100 days have
		// no equal in months.
		if larger, ok := writer.Coarser(within); ok && within.N > maxTimeToLive {
			within = larger
		}
		if age.Weekdays != 0 || age.MonthDays != 0 {
			w.RefuseText(age.Pointer, age.Given,
				"Qumulo has one time to live for the snapshots of all days")
		}
		if within.N > maxTimeToLive {
			w.RefuseText(age.Pointer, age.Given,
				"Qumulo has at most "+strconv.Itoa(maxTimeToLive)+" of a unit")
		}
		ttl = strconv.Itoa(within.N) + within.Unit.String() + "s"
	}
	return ttl
}

// dueRules returns the candidate rules for the times of the policy: as it is
// given if that can be, then as a grid, or as the single time of day.
func dueRules(w *writer.Writer) (rules []schedule.Rule) {
	t, ok := w.Times()
	if !ok {
		w.Lacks(len(t.Rules) == 0, "/schedule", w.Schedule.String(), "policy that is never due")
		return nil
	}
	refuseDays(w, t)
	// Only a rule with a step fits, so a list of times is not among the candidates here.
	if given, ok := t.Given(); ok && fits(given) && t.Days.MonthDays == 0 {
		rules = append(rules, given)
	}
	grid, isGrid := t.Grid()
	switch {
	case len(t.Clocks) == 1:
		rules = append(rules, t.Fixed())
	case t.Days.MonthDays != 0:
		w.RefuseTimes(t, "Qumulo has one time of day beside a day of the month")
	// Times of day that are equally far apart are a grid in another form, if clock changes
	// treat both alike: FirstExact finds out.
	case isGrid && fits(grid):
		rules = append(rules, grid)
	case len(rules) == 0:
		w.RefuseTimes(t, "Qumulo has one time of day, or steps of 1 to "+strconv.Itoa(maxFireEvery)+
			" minutes or hours within a day")
	}
	return rules
}

// fits reports whether Qumulo has the grid of a rule, with its step and its window.
func fits(r schedule.Rule) bool {
	return 1 <= r.Every.N && r.Every.N <= maxFireEvery && r.Window.From() <= r.Window.To()
}

// refuseDays refuses days unknown to all frequencies.
func refuseDays(w *writer.Writer, t writer.Times) {
	const (
		// The bits 1 to 27, and the last day's.
		documented = 1<<(documentedDays+1) - 2 | calendar.LastDay
		pointer    = "/schedule/rules/0"
	)
	days := t.Days
	if days.Months != 0 {
		w.RefuseText(pointer+"/months", days.Months, "Qumulo has no months")
	}
	if days.Workdays != 0 {
		w.RefuseText(pointer+"/workdays", days.Workdays, "Qumulo has no workdays")
	}
	if _, weekly := days.Weekdays.Weekly(); !weekly {
		w.RefuseText(pointer+"/weekdays", days.Weekdays, "Qumulo has weekdays of every week only")
	}
	switch {
	case days.MonthDays == 0:
	case bits.OnesCount64(uint64(days.MonthDays)) > 1 || days.MonthDays&^documented != 0:
		w.RefuseText(pointer+"/monthDays", days.MonthDays, "Qumulo has one day of the month, 1 to "+
			strconv.Itoa(documentedDays)+" or the last")
	case days.Weekdays != 0:
		w.RefuseText(pointer+"/weekdays", days.Weekdays,
			"Qumulo has no days of the week beside a day of the month")
	}
}
