package qumulo

import (
	"slices"
	"strconv"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/jsondoc"
	"github.com/longcase/longcase/internal/reader"
	"github.com/longcase/longcase/schedule"
)

// frequency is a kind of creation schedule.
type frequency struct {
	name string
	keys []string // in use
	rule func(*decoder, jsondoc.Node) schedule.Rule
}

// frequencies is never written.
var frequencies = [...]frequency{
	{"SCHEDULE_MONTHLY", []string{"day_of_month", "hour", "minute", "on_days"}, (*decoder).monthly},
	{"SCHEDULE_DAILY_OR_WEEKLY", []string{"hour", "minute", "on_days"}, (*decoder).daily},
	{"SCHEDULE_HOURLY_OR_LESS", []string{
		"on_days", "fire_every", "fire_every_interval", "window_start_hour", "window_start_minute",
		"window_end_hour", "window_end_minute",
	}, (*decoder).hourly},
}

// rule translates a creation schedule into a rule. A frequency chooses which keys
// count: the vendor's form is a union of three, told apart by this one key.
func (d *decoder) rule(creation jsondoc.Node) schedule.Rule {
	const want = "SCHEDULE_MONTHLY, SCHEDULE_DAILY_OR_WEEKLY or SCHEDULE_HOURLY_OR_LESS"
	n := d.Need(creation, "frequency", want)
	if !d.Is(n, jsondoc.String) {
		return schedule.Rule{}
	}
	// A missing or wrong frequency is the only problem that is noted: which other keys are
	// needed depends on it.
	for _, f := range frequencies {
		if f.name == n.Text() {
			d.doubtUnused(creation, f)
			return f.rule(d, creation)
		}
	}
	d.Refuse(n, longcase.CodeValue, "want "+want)
	return schedule.Rule{}
}

// doubtUnused finds documented keys of other frequencies: an hour
// beside SCHEDULE_HOURLY_OR_LESS suggests another intention.
func (d *decoder) doubtUnused(creation jsondoc.Node, f frequency) {
	for key, member := range creation.Members() {
		// Unknown keys have a finding of their own. A null says nothing.
		used := key == "timezone" || key == "frequency" || slices.Contains(f.keys, key)
		if !used && member.Kind() != jsondoc.Null && slices.Contains(creationKeys, key) {
			d.Find(member, codeUnusedKey, longcase.Info, f.name+" does not use this key")
		}
	}
}

// monthly reads a schedule that fires once a month: the time of day, and a day of the
// month or its last.
func (d *decoder) monthly(n jsondoc.Node) schedule.Rule {
	// LAST_DAY_OF_MONTH stands for day 128, which old clients leave out then.
	rule := schedule.Rule{MonthDays: calendar.LastDay, At: d.at(n)}
	if !d.lastDay(reader.Given(n.Get("on_days"))) {
		rule.MonthDays = d.monthDay(d.Need(n, "day_of_month", wantMonthDay))
	} else if day := reader.Given(n.Get("day_of_month")); day.Exists() && !isLastDay(day) {
		d.Refuse(day, longcase.CodeConflict, "want 128 or none beside LAST_DAY_OF_MONTH")
	}
	return rule
}

// isLastDay compares the text of a number: 128 may be written 128.0.
func isLastDay(n jsondoc.Node) bool { return integral(n.Raw()) == strconv.Itoa(lastDay) }

// monthDay reads a day that every month has, or 128 for the last. The vendor leaves
// out 29 to 31, so that no month is without a snapshot; and 28, which may have been
// an oversight, and is taken.
func (d *decoder) monthDay(n jsondoc.Node) calendar.MonthDays {
	if !d.Is(n, jsondoc.Number) {
		return 0
	}
	day, ok := parseWhole(n)
	switch {
	case ok && day == lastDay:
		return calendar.LastDay
	case !ok || day < 1 || day > everyMonthsDay:
		d.Refuse(n, longcase.CodeValue, "want "+wantMonthDay)
		return 0
	case day > documentedDays:
		d.Find(n, codeDay28, longcase.Warning,
			"the vendor documents days 1 to 27; every month has a 28th, so it is taken as meant")
	}
	return calendar.MonthDaysOf(day)
}

// lastDay reads the on_days of a monthly schedule, which decide nothing but the
// last day of the month.
func (d *decoder) lastDay(n jsondoc.Node) bool {
	d.Is(n, jsondoc.Array)
	found := false
	for day := range n.Elements() {
		found = found || day.Text() == "LAST_DAY_OF_MONTH"
	}
	switch {
	case found && n.Len() > 1:
		d.Refuse(n, longcase.CodeConflict, "want LAST_DAY_OF_MONTH alone")
	case !found && n.Len() > 0:
		d.Find(n, codeUnusedKey, longcase.Info,
			"SCHEDULE_MONTHLY does not use days of the week, only LAST_DAY_OF_MONTH")
	}
	return found
}

// daily reads a schedule that fires once on each of its days of the week.
func (d *decoder) daily(n jsondoc.Node) schedule.Rule {
	return schedule.Rule{Weekdays: d.onDays(n), At: d.at(n)}
}

// at reads the hour and minute of a schedule that fires once a day.
func (d *decoder) at(n jsondoc.Node) []calendar.Clock {
	hour, _ := d.whole(d.Need(n, "hour", wantHour), 0, 23)
	minute, _ := d.whole(d.Need(n, "minute", wantMinute), 0, 59)
	return []calendar.Clock{calendar.ClockOf(hour, minute)}
}

const (
	wantHour   = "an hour from 0 to 23"
	wantMinute = "a minute from 0 to 59"
	wantDays   = "SUN, MON, TUE, WED, THU, FRI, SAT, or EVERY_DAY alone"
)

// onDays reads a list of days of the week. An empty list is refused: it may be meant
// as every day, or as none.
func (d *decoder) onDays(creation jsondoc.Node) (days calendar.Weekdays) {
	n := d.Need(creation, "on_days", wantDays)
	if !d.Is(n, jsondoc.Array) {
		return 0
	}
	count := n.Len()
	if count == 0 {
		d.Refuse(n, longcase.CodeValue, "want "+wantDays)
	}
	for day := range n.Elements() {
		days |= d.onDay(day, count == 1)
	}
	return days
}

// onDay reads a day of the week, or EVERY_DAY, which restricts nothing and so is the
// empty set.
func (d *decoder) onDay(n jsondoc.Node, alone bool) calendar.Weekdays {
	if !d.Is(n, jsondoc.String) {
		return 0
	}
	names := [...]string{"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"}
	if i := slices.Index(names[:], n.Text()); i >= 0 {
		return calendar.WeekdaysOf(time.Weekday(i))
	}
	// EVERY_DAY beside MON could mean either, and they differ by six snapshots a week.
	if n.Text() != "EVERY_DAY" || !alone {
		d.Refuse(n, longcase.CodeValue, "want "+wantDays)
	}
	return 0
}

// hourly reads a grid in a window, counted from the window's start on every allowed
// day. Doubts about the step wait until the whole rule is known to be right: beside
// an error they would be guesses.
func (d *decoder) hourly(n jsondoc.Node) schedule.Rule {
	every, _ := d.whole(d.Need(n, "fire_every", wantFireEvery), 1, maxFireEvery)
	rule := schedule.Rule{
		Weekdays: d.onDays(n),
		Every:    calendar.PeriodOf(every, d.interval(n)),
		Window:   d.window(n),
	}
	if !d.Failed() {
		d.DoubtStep(n.Get("fire_every"), rule)
		d.doubtLastStep(n.Get("fire_every"), rule)
	}
	return rule
}

// interval reads the unit of a step.
func (d *decoder) interval(creation jsondoc.Node) calendar.Unit {
	const want = "FIRE_IN_MINUTES or FIRE_IN_HOURS"
	n := d.Need(creation, "fire_every_interval", want)
	switch d.Text(n) {
	case "FIRE_IN_MINUTES":
		return calendar.Minute
	case "FIRE_IN_HOURS":
		return calendar.Hour
	}
	if n.Kind() == jsondoc.String {
		d.Refuse(n, longcase.CodeValue, "want "+want)
	}
	return calendar.NoUnit
}

// window reads the four keys of a window, which are given all or none; none is the
// whole day. The end is included. It must not be before the start, as the vendor's
// own client insists: a window does not pass midnight, as CloudSigma's may.
func (d *decoder) window(n jsondoc.Node) schedule.Window {
	keys := [...]string{
		"window_start_hour", "window_start_minute", "window_end_hour", "window_end_minute",
	}
	given := func(key string) bool { return reader.Given(n.Get(key)).Exists() }
	if !slices.ContainsFunc(keys[:], given) {
		return schedule.Window{}
	}
	var values [len(keys)]int
	complete := true
	// A key that is there without the others is a mistake: to fill in the rest would guess
	// at the window.
	for i, key := range keys {
		high := 23 + i%2*36 // 23 for hours, 59 for minutes
		value, ok := d.whole(d.Need(n, key, "all four keys of the window, or none"), 0, high)
		values[i], complete = value, complete && ok
	}
	if !complete {
		return schedule.Window{}
	}
	from, to := calendar.ClockOf(values[0], values[1]), calendar.ClockOf(values[2], values[3])
	switch end := n.Get("window_end_hour"); {
	case to < from:
		d.Refuse(end, longcase.CodeConflict,
			"the window ends at "+to.String()+", want an end at "+from.String()+", its start, or later")
	case to == from:
		d.Find(end, longcase.CodeOneMinuteWindow, longcase.Warning,
			"the window starts and ends at "+to.String()+", so a snapshot is due once a day")
	}
	return schedule.WindowOf(from, to)
}
