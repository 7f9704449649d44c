package schedule

import (
	"slices"
	"strconv"

	"github.com/longcase/longcase/calendar"
)

// Rule is a set of wall times: the given times of day, or the points of a grid,
// within a window, on the dates that pass all three restrictions. It is a value
// to be filled in, checked by [Compile].
//
// Exactly one of At and Every must be set. The zero value of every other field
// restricts nothing.
type Rule struct {
	// Months restricts dates by their month. A date must pass this restriction
	// and the next two.
	Months calendar.Months
	// MonthDays restricts dates by their day of the month, counted from its start
	// or its end. Together with Workdays it is one restriction: a date passes as
	// either.
	MonthDays calendar.MonthDays
	// Workdays admits, for each of its days, the day from Monday to Friday that is
	// nearest to it in the same month: 15 is the Friday before a Saturday the 15th,
	// and the Monday after a Sunday the 15th. Without MonthDays, workdays are the
	// whole restriction; the zero value adds none. See [calendar.Days].
	Workdays calendar.MonthDays
	// Weekdays restricts dates by their day of the week, of every week or of some
	// weeks of the month: with MonthDays 13, Fridays are the Fridays that are a
	// 13th, not all Fridays as in many a cron.
	Weekdays calendar.Weekdays
	// At lists times of day, in any order. Those outside Window do not fire.
	At []calendar.Clock
	// Every is the step of a grid, in minutes or hours. The grid is counted
	// from the start of Window, or from 00:00, and begins anew whenever
	// the window opens: every 45 minutes of the whole day is 32 a day, the
	// last at 23:15. At most
	// [calendar.MaxPeriod]; a step of a day or more fires once a day, when the
	// window opens.
	Every calendar.Period
	// Window limits the times of day. The date restrictions apply to the date of
	// the occurrence, not to the date on which the window opened: Mondays from
	// 22:00 to 02:00 are 00:00 to 02:00 and 22:00 to 23:59 of a Monday.
	Window Window
}

// days returns the restriction of dates within a month.
func (r *Rule) days() calendar.Days {
	return calendar.Days{MonthDays: r.MonthDays, Workdays: r.Workdays, Weekdays: r.Weekdays}
}

// Times returns the times of day at which the rule fires on its days, in order
// and each once: those of At in Window, or the grid of Every. It returns nil if
// [Compile] would refuse At, Every or Window.
func (r Rule) Times() []calendar.Clock {
	var c checker
	if c.checkTimes(&r); len(c.problems) > 0 {
		return nil
	}
	set := r.timesOfDay()
	return set.clocks()
}

// Normal returns the rule with the zero value for each set of days that admits
// every date, such as all seven weekdays, with other weekdays in their normal form,
// and with times At in order and each once. It fires as r does.
func (r Rule) Normal() Rule {
	if r.Months == calendar.AllMonths {
		r.Months = 0
	}
	if isEveryDay(r.MonthDays, r.Workdays) {
		r.MonthDays, r.Workdays = 0, 0
	}
	if r.Weekdays = r.Weekdays.Normal(); r.Weekdays == calendar.AllWeekdays {
		r.Weekdays = 0
	}
	r.At = slices.Clone(r.At)
	slices.Sort(r.At)
	r.At = slices.Compact(r.At)
	return r
}

// Window is a stretch of the day with both ends included. The zero value is the
// whole day. Windows are comparable.
type Window struct {
	from  calendar.Clock
	early calendar.Clock // minutes from its end to 23:59, so that zero is the whole day
}

// WindowOf returns the window between two times of day, both included. If to is
// before from, the window wraps past midnight; if they are equal, it is a single
// minute. It does not check them; [Compile] does.
func WindowOf(from, to calendar.Clock) Window {
	return Window{from, calendar.MinutesPerDay - 1 - to}
}

// From returns the first minute of the window.
func (w Window) From() calendar.Clock { return w.from }

// To returns the last minute of the window, before From if the window wraps.
func (w Window) To() calendar.Clock { return calendar.MinutesPerDay - 1 - w.early }

// Contains reports whether a time of day is in the window.
func (w Window) Contains(c calendar.Clock) bool {
	// The time since the window opened, also past midnight: one comparison for both kinds.
	since := c - w.from
	if since < 0 {
		since += calendar.MinutesPerDay
	}
	return int(since) < w.Minutes()
}

// String returns the window as "07:00-19:00", and "*" for the zero value.
func (w Window) String() string {
	if w == (Window{}) {
		return "*"
	}
	return w.From().String() + "-" + w.To().String()
}

// MarshalText returns the text of String. It never fails.
func (w Window) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// UnmarshalText reads a text as String returns it; the empty text is the whole day.
func (w *Window) UnmarshalText(text []byte) error {
	s := string(text)
	if s == "" || s == "*" {
		*w = Window{}
		return nil
	}
	if len(s) == 11 && s[5] == '-' {
		from, errFrom := calendar.ParseClock(s[:5])
		to, errTo := calendar.ParseClock(s[6:])
		if errFrom == nil && errTo == nil {
			*w = WindowOf(from, to)
			return nil
		}
	}
	return &calendar.ParseError{What: "window", Input: s, Want: "HH:MM-HH:MM or *"}
}

// valid reports whether both ends of the window are times of day.
func (w Window) valid() bool {
	return isTimeOfDay(w.From()) && isTimeOfDay(w.To())
}

// Minutes returns the length of the window, 1 to 1440: both ends are included.
func (w Window) Minutes() int {
	length := int(w.To()-w.from) + 1
	if length <= 0 {
		length += calendar.MinutesPerDay
	}
	return length
}

// RuleError is a problem of a rule. [Compile] returns all of them, joined. It is
// comparable.
type RuleError struct {
	Rule  int    // index into the rules; -1 for all of them together
	Field string // name of the field, such as "Every"
	Value string // the field's value
	Want  string // the allowed values, or why the rule never fires
	// Never tells a rule that is well formed but never fires, such as one for
	// 30 February, from a rule with a value out of range or fields that
	// contradict each other.
	Never bool
}

// Error returns the place, the quoted value and the values that are allowed, as
// in `rule 0: Every "0 hours": want 1 to 9999999 minutes or hours`.
func (e *RuleError) Error() string { return place(e.Rule, e.Field, e.Value) + e.Want }

// InexactError is a part of a schedule that a form of text cannot say exactly:
// a cron expression, a recurrence, a document. A writer returns one for each
// such part, joined, and no text. It is comparable.
type InexactError struct {
	Rule   int    // index into the schedule's rules; -1 for all of them together
	Field  string // the field of [Rule], such as "Every"; "Rules" or "Zone"
	Value  string // the field's value
	Reason string // why the form cannot say it
}

// Error returns the place, the quoted value and the reason.
func (e *InexactError) Error() string { return place(e.Rule, e.Field, e.Value) + e.Reason }

// place returns the beginning of an error about a field of a rule.
func place(rule int, field, value string) string {
	place := field + " " + strconv.Quote(value) + ": "
	if rule >= 0 {
		place = "rule " + strconv.Itoa(rule) + ": " + place
	}
	return place
}
