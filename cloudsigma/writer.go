package cloudsigma

import (
	"math/bits"
	"strconv"
	"strings"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/writer"
	"github.com/longcase/longcase/schedule"
)

// Write returns a policy as a backup scheduler of type "snapshot", which is
// local. Read again, it is due at the same instants from since on, keeps the
// same snapshots for as long, and gives them the same names; the zero time asks
// for all time.
//
// If no scheduler does, the error is a [*longcase.DocumentError] with every
// field in the way, by its pointer in a longcase document, such as
// /retention/minimum. Nothing is rounded or left out: to do without a field,
// set it to its zero value first.
func Write(p longcase.Policy, since time.Time) ([]byte, error) {
	w := writer.New(p, "CloudSigma")
	if !p.Enabled && len(p.Retention.Rules()) > 0 {
		w.Refuse("/enabled", "false",
			"a disabled scheduler deletes nothing, but what this policy took expires")
	}
	w.OneZone()
	rules := dueRules(w)
	form := schedulerForm{
		Name: p.Name, Type: Snapshot, IsEnabled: p.Enabled, Zone: p.Zone.Name(),
		Retention: keepForm{entries(w)},
	}
	template := p.NameTemplate
	w.Lacks(template != longcase.Template{}, "/nameTemplate", template.String(), "names of snapshots")
	w.Lacks(strings.Trim(p.Directory, "/") != "", "/directory", p.Directory, "directories")
	w.Lacks(p.Locked, "/locked", "true", "locks")
	if err := w.Err(); err != nil {
		return nil, err
	}
	return w.FirstExact(rules, since, form.with, readPolicy)
}

func readPolicy(text []byte) (longcase.Policy, error) {
	document, err := Parse(text)
	if err != nil {
		return longcase.Policy{}, err
	}
	return document.Policy()
}

// dueRules returns the rules that may say when the policy is due: as fixed
// times, or as it is given, the plainer first. A rule without times never fires.
func dueRules(w *writer.Writer) (rules []schedule.Rule) {
	t, ok := w.Times()
	if !ok {
		return []schedule.Rule{{}}
	}
	if t.Days.MonthDays&calendar.LastDay != 0 {
		w.RefuseText("/schedule/rules/0/monthDays", t.Days.MonthDays, "CloudSigma has the days 1 to 31 only")
	}
	given, ok := t.Given()
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

// entries returns the entries of the retention policy. A rule for several days
// becomes as many entries, any of which keeps a snapshot.
func entries(w *writer.Writer) (entries []entryForm) {
	for _, age := range w.Ages() {
		entry, reason := entryOf(age)
		if reason != "" {
			w.RefuseText(age.Pointer, age.Given, reason)
		}
		days := uint64(age.Weekdays) | uint64(age.MonthDays)
		if days == 0 {
			entries = append(entries, entry)
		}
		for ; days != 0; days &= days - 1 {
			day := bits.TrailingZeros64(days)
			entry.Option = &day
			entries = append(entries, entry)
		}
	}
	return entries
}

// entryOf returns the entry of a rule without its days; reason is why no entry
// says it.
func entryOf(a writer.Age) (entry entryForm, reason string) {
	within := a.Within
	weeks, ok := writer.Coarser(within)
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
	case a.MonthDays != 0 && within.Unit != calendar.Month:
		return entry, "CloudSigma has days of the month for months only"
	case a.MonthDays&calendar.LastDay != 0:
		return entry, "CloudSigma has the days 1 to 31 only"
	}
	return entryForm{Period: within.Unit.String() + "s", Quantity: within.N}, ""
}
