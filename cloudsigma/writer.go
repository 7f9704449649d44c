package cloudsigma

import (
	"encoding/json"
	"math/bits"
	"strconv"
	"strings"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/writer"
	"github.com/longcase/longcase/schedule"
)

// Write returns a policy as the body of a request to create a scheduler, of
// type "backup" if the policy is remote and otherwise of type "snapshot". Read
// again, it is due at the same instants from since on, keeps the same snapshots
// for as long, and gives them the same names; the zero time asks for all time.
//
// If no scheduler does, the error is a [*longcase.DocumentError] with every
// field in the way, by its pointer in a longcase document, such as
// /retention/minimum. Nothing is rounded or left out: to do without a field,
// set it to its zero value first.
func Write(p longcase.Policy, since time.Time) ([]byte, error) {
	form := schedulerForm{Type: Snapshot, NotifiesBackups: true, NotifiesRetention: true}
	if p.Remote {
		form.Type = Backup
	}
	return form.write(p, since)
}

// Write is the function [Write] with the parts of the scheduler that a policy
// does not hold: the type, the flags of notifications, is_default, the remote
// location and the initial backup. A policy that has become remote, or local,
// has the type that the function gives it.
func (s *Scheduler) Write(p longcase.Policy, since time.Time) ([]byte, error) {
	if s.partial {
		return nil, errPartial
	}
	form := schedulerForm{
		Type: s.kind, Location: s.remoteLocation, Initial: s.raw("initial_backup"),
		IsDefault: isTrue(get(s.node, "is_default"), false), NotifiesBackups: s.notifiesBackups,
		NotifiesRetention: s.notifiesRetention,
	}
	switch { // the policy may have been changed since it was read
	case p.Remote && !isRemote(s.kind):
		form.Type = Backup
	case !p.Remote && (isRemote(s.kind) || s.kind == NoType):
		form.Type, form.Location = Snapshot, ""
	}
	return form.write(p, since)
}

// errPartial refuses to write an item of a short listing.
var errPartial = &longcase.DocumentError{Problems: []longcase.Finding{{
	Code: longcase.CodeNotPolicy, Severity: longcase.Error,
	Message: "want a schedule; this is a short listing, " +
		"and /backupschedulers/detail/ has the schedules",
}}}

// raw returns the JSON of a key of the scheduler; nil if it is absent or null.
func (s *Scheduler) raw(key string) json.RawMessage {
	if n := s.given(key); n.Exists() {
		return json.RawMessage(n.Raw())
	}
	return nil
}

// write completes a scheduler with a policy.
func (s schedulerForm) write(p longcase.Policy, since time.Time) ([]byte, error) {
	// What a scheduler cannot say is refused field by field. Times are more difficult: several
	// rules may say them, each is written and read again, and the first to be equal wins.
	w := writer.New(p, "CloudSigma")
	if !p.Enabled && len(p.Retention.Rules()) > 0 {
		w.Refuse("/enabled", "false",
			"a disabled scheduler deletes nothing, but what this policy took expires")
	}
	w.OneZone()
	rules := dueRules(w)
	s.Name, s.IsEnabled, s.Zone = p.Name, p.Enabled, p.Zone.Name()
	s.Retention = keepForm{entries(w)}
	template := p.NameTemplate
	w.Lacks(template != longcase.Template{}, "/nameTemplate", template.String(), "names of snapshots")
	w.Lacks(strings.Trim(p.Directory, "/") != "", "/directory", p.Directory, "directories")
	w.Lacks(p.Locked, "/locked", "true", "locks")
	if err := w.Err(); err != nil {
		return nil, err
	}
	return w.FirstExact(rules, since, s.with, readPolicy)
}

// readPolicy reads a text that was just written, to compare it with the policy: a
// text that reads differently is not exact, even if the writer thinks so.
func readPolicy(text []byte) (longcase.Policy, error) {
	document, err := Parse(text)
	if err != nil {
		return longcase.Policy{}, err
	}
	return document.Policy()
}

// dueRules returns the candidate rules for the times of the policy: as fixed
// times, or as it is given, the plainer first. A rule without times never fires.
func dueRules(w *writer.Writer) (rules []schedule.Rule) {
	t, ok := w.Times()
	if !ok {
		return []schedule.Rule{{}}
	}
	refuseDays(w, t.Days)
	given, ok := t.Given()
	// A list of times is plainer than a grid, unless the policy is a grid: the two differ at
	// clock changes, where only reading it again tells which is exact.
	switch step, isGrid := given.Every.Elapsed(); {
	case ok && isGrid && step <= maxRepeatMinutes:
		rules = append(rules, given, t.Fixed())
	case ok && !isGrid:
		rules = append(rules, t.Fixed(), given)
	default:
		rules = append(rules, t.Fixed())
	}
	return rules
}

// refuseDays refuses days that a scheduler does not have.
func refuseDays(w *writer.Writer, days schedule.Rule) {
	const pointer = "/schedule/rules/0"
	if days.MonthDays&^calendar.AllMonthDays != 0 {
		w.RefuseText(pointer+"/monthDays", days.MonthDays, "CloudSigma has the days 1 to 31 only")
	}
	if days.Workdays != 0 {
		w.RefuseText(pointer+"/workdays", days.Workdays, "CloudSigma has no workdays")
	}
	if _, weekly := days.Weekdays.Weekly(); !weekly {
		w.RefuseText(pointer+"/weekdays", days.Weekdays, "CloudSigma has weekdays of every week only")
	}
}

// entries returns the entries of the retention policy. A rule for several days
// becomes as many entries, any of which keeps a snapshot, since time_option is a
// single number.
func entries(w *writer.Writer) (entries []entryForm) {
	for _, age := range w.Ages() {
		entry, reason := entryOf(age)
		if reason != "" {
			w.RefuseText(age.Pointer, age.Given, reason)
		}
		days := uint64(age.MonthDays)
		if age.Weekdays != 0 {
			weekly, _ := age.Weekdays.Weekly()
			days |= uint64(weekly)
		}
		if days == 0 {
			entries = append(entries, entry)
		}
		// From the lowest bit on: in the order of the week, or of the month.
		for ; days != 0; days &= days - 1 {
			day := bits.TrailingZeros64(days)
			entry.Option = &day
			entries = append(entries, entry)
		}
	}
	return entries
}

// entryOf returns the entry of a rule without its days; reason is why no entry
// says it. 28 days on Mondays are written as 4 weeks, because a weekday needs weeks
// there. They are the same time on the calendar, as a month and 30 days are not.
func entryOf(a writer.Age) (entry entryForm, reason string) {
	within := a.Within
	weeks, ok := writer.Coarser(within)
	_, isWeekly := a.Weekdays.Weekly()
	if ok && weeks.Unit == calendar.Week && (a.Weekdays != 0 || within.N > maxQuantity) {
		within = weeks
	}
	switch {
	case within.Unit != calendar.Day && within.Unit != calendar.Week && within.Unit != calendar.Month:
		return entry, "CloudSigma has days, weeks and months"
	case within.N > maxQuantity:
		return entry, "CloudSigma has at most " + strconv.Itoa(maxQuantity) + " of a period"
	case a.Weekdays != 0 && a.MonthDays != 0:
		return entry, "CloudSigma has either a day of the week or one of the month"
	case a.Weekdays != 0 && within.Unit != calendar.Week:
		return entry, "CloudSigma has days of the week for whole weeks only"
	case !isWeekly:
		return entry, "CloudSigma has weekdays of every week only"
	case a.MonthDays != 0 && within.Unit != calendar.Month:
		return entry, "CloudSigma has days of the month for months only"
	case a.MonthDays&^calendar.AllMonthDays != 0:
		return entry, "CloudSigma has the days 1 to 31 only"
	}
	return entryForm{Period: within.Unit.String() + "s", Quantity: within.N}, ""
}
