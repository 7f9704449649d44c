package convert

import (
	"math/bits"
	"strconv"
	"strings"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/schedule"
)

// CloudSigma returns a backup scheduler of type "snapshot", which is local, exact
// from an instant on.
func CloudSigma(p longcase.Policy, since time.Time) (*cloudsigma.Document, error) {
	c := start(p, "CloudSigma")
	if !p.Enabled && len(p.Retention.Rules()) > 0 {
		c.refuse("/enabled", "false", "a disabled scheduler deletes nothing, but what this policy took expires")
	}
	c.oneZone()
	rules := c.cloudSigmaTimes()
	form := schedulerForm{
		Name: p.Name, Type: cloudsigma.Snapshot, Enabled: p.Enabled, Zone: p.Zone.Name(),
		Retention: keepForm{c.cloudSigmaRules()},
	}
	template := p.NameTemplate
	c.lacks(template != longcase.Template{}, "/nameTemplate", template.String(), "names of snapshots")
	c.lacks(strings.Trim(p.Directory, "/") != "", "/directory", p.Directory, "directories")
	c.lacks(p.Locked, "/locked", "true", "locks")
	if err := c.err(); err != nil {
		return nil, err
	}
	return firstExact(c, rules, since, form.with, cloudsigma.Parse)
}

// cloudSigmaTimes returns the rules that may say when the policy is due: as
// fixed times, or as it is given, the plainer first. A rule without times is what
// never fires.
func (c *conversion) cloudSigmaTimes() (rules []schedule.Rule) {
	t, ok := c.times()
	if !ok {
		return []schedule.Rule{{}}
	}
	if t.days.MonthDays&calendar.LastDay != 0 {
		c.refuseText("/schedule/rules/0/monthDays", t.days.MonthDays, "CloudSigma has the days 1 to 31 only")
	}
	given, ok := t.given()
	const mostMinutes = 24 * 60
	switch step, isGrid := given.Every.Elapsed(); {
	case ok && isGrid && step <= mostMinutes:
		rules = append(rules, given, t.fixed())
	case ok && !isGrid:
		rules = append(rules, t.fixed(), given)
	default:
		rules = append(rules, t.fixed())
	}
	return rules
}

// cloudSigmaRules returns the entries of the retention policy. A rule for
// several days is several, of which any keeps a snapshot.
func (c *conversion) cloudSigmaRules() (entries []entryForm) {
	for _, age := range c.ages() {
		entry, reason := entryOf(age)
		if reason != "" {
			c.refuseText(age.pointer, age.given, reason)
		}
		days := uint64(age.weekdays) | uint64(age.monthDays)
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

// entryOf returns the entry of a rule without its days, or why there is none.
func entryOf(a age) (entry entryForm, reason string) {
	const most = 9999
	within := a.within
	if weeks, ok := coarser(within); ok && weeks.Unit == calendar.Week && (a.weekdays != 0 || within.N > most) {
		within = weeks
	}
	switch {
	case within.Unit != calendar.Day && within.Unit != calendar.Week && within.Unit != calendar.Month:
		return entry, "CloudSigma has days, weeks and months"
	case within.N > most:
		return entry, "CloudSigma has at most 9999 of a period"
	case a.weekdays != 0 && a.monthDays != 0:
		return entry, "CloudSigma has either a day of the week or one of the month"
	case a.weekdays != 0 && within.Unit != calendar.Week:
		return entry, "CloudSigma has days of the week for whole weeks only"
	case a.monthDays != 0 && within.Unit != calendar.Month:
		return entry, "CloudSigma has days of the month for months only"
	case a.monthDays&calendar.LastDay != 0:
		return entry, "CloudSigma has the days 1 to 31 only"
	}
	return entryForm{Period: within.Unit.String() + "s", Quantity: within.N}, ""
}

// The forms hold what a scheduler says, in the order in which it is written.
type (
	schedulerForm struct {
		Name        string           `json:"name"`
		Type        cloudsigma.Type  `json:"type"`
		Enabled     bool             `json:"is_enabled"`
		Zone        string           `json:"user_timezone"`
		Incremental *incrementalForm `json:"incremental_backup,omitempty"`
		Manual      string           `json:"manual_incremental_backup"`
		Retention   keepForm         `json:"retention_policy"`
	}
	incrementalForm struct {
		Months    string   `json:"month"`
		MonthDays string   `json:"day_of_month"`
		Weekdays  []string `json:"day_of_week"`
		Hour      string   `json:"hour"`
		Minute    string   `json:"minute"`
		Repeat    struct {
			Hour   string `json:"hour"`
			Minute string `json:"minute"`
		} `json:"repeat"`
		windowForm
	}
	windowForm struct {
		Start *clockForm `json:"start_time,omitempty"`
		End   *clockForm `json:"end_time,omitempty"`
	}
	clockForm struct {
		Hour   int `json:"hour"`
		Minute int `json:"minute"`
	}
	keepForm struct {
		Rules []entryForm `json:"rules,omitempty"`
	}
	entryForm struct {
		Period   string `json:"period"`
		Quantity int    `json:"quantity"`
		Option   *int   `json:"time_option,omitempty"`
	}
)

// with returns the scheduler with a rule; one without times says nothing.
func (s schedulerForm) with(rule schedule.Rule) any {
	if len(rule.At) == 0 && rule.Every.IsZero() {
		return s
	}
	in := &incrementalForm{
		Months:     numberList(uint64(rule.Months), "*"),
		MonthDays:  numberList(uint64(rule.MonthDays), "*"),
		Weekdays:   weekdayList(rule.Weekdays),
		windowForm: windowOf(rule.Window),
	}
	s.Incremental = in
	hours, minutes, isProduct := product(rule.At)
	switch {
	case rule.Every.Unit == calendar.Hour:
		in.Repeat.Hour = "*/" + strconv.Itoa(rule.Every.N)
	case rule.Every.Unit == calendar.Minute:
		in.Repeat.Minute = "*/" + strconv.Itoa(rule.Every.N)
	case isProduct:
		in.Hour, in.Minute = starOr(hours, 24), starOr(minutes, 60)
	default:
		s.Manual = joinText(rule.At)
	}
	return s
}

// product returns the hours and minutes of some times of day, and whether
// these are every one of the hours with every one of the minutes.
func product(clocks []calendar.Clock) (hours, minutes uint64, ok bool) {
	for _, clock := range clocks {
		hours |= 1 << clock.Hour()
		minutes |= 1 << clock.Minute()
	}
	return hours, minutes, len(clocks) == bits.OnesCount64(hours)*bits.OnesCount64(minutes)
}

// starOr lists the members of a set of numbers, and all there are as "*".
func starOr(set uint64, size int) string {
	if bits.OnesCount64(set) == size {
		return "*"
	}
	return numberList(set, "")
}

// numberList lists the members of a set of numbers, or says that it is empty.
func numberList(set uint64, empty string) string {
	if set == 0 {
		return empty
	}
	var list []string
	for ; set != 0; set &= set - 1 {
		list = append(list, strconv.Itoa(bits.TrailingZeros64(set)))
	}
	return strings.Join(list, ",")
}

// weekdayList lists days as "mon" or, where they restrict nothing, as "*".
func weekdayList(set calendar.Weekdays) []string { return strings.Split(set.String(), ",") }

// windowOf returns a window; that of the whole day is empty.
func windowOf(w schedule.Window) windowForm {
	if w == (schedule.Window{}) {
		return windowForm{}
	}
	return windowForm{clockOf(w.From()), clockOf(w.To())}
}

func clockOf(c calendar.Clock) *clockForm { return &clockForm{c.Hour(), c.Minute()} }
