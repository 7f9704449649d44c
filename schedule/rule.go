package schedule

import (
	"slices"
	"strconv"

	"github.com/longcase/longcase/calendar"
)

// Rule says when something happens, in wall time: at the given times, or every
// so often, within a window, on days that pass all three restrictions.
//
// Exactly one of At and Every must be set. The zero value of every other field
// restricts nothing.
type Rule struct {
	Months    calendar.Months
	MonthDays calendar.MonthDays
	Weekdays  calendar.Weekdays
	// At lists times of day, in any order. Those outside Window do not fire.
	At []calendar.Clock
	// Every is the step of a grid, in minutes or hours. The grid is counted
	// from the start of Window, 00:00 without one, and begins anew whenever
	// the window opens: every 45 minutes of the whole day is 32 a day, the
	// last at 23:15. At most
	// [calendar.MaxPeriod]; a step of a day or more fires once a day, when the
	// window opens.
	Every calendar.Period
	// Window limits the times of day. The day restrictions are judged by the
	// date of the occurrence, not by the date on which the window opened.
	Window Window
}

// Times returns the times of day at which the rule fires on its days, in order
// and each once: those of At in Window, or the grid of Every. It returns nil if
// [Compile] would refuse At, Every or Window.
func (r Rule) Times() []calendar.Clock {
	var c checker
	if c.checkTimes(r); len(c.problems) > 0 {
		return nil
	}
	set := r.timesOfDay()
	return set.clocks()
}

// Normal returns the rule with the zero value for each set of days that admits
// every date, such as all seven weekdays, and with times At in order and each
// once. It fires as r does.
func (r Rule) Normal() Rule {
	if r.Months&calendar.AllMonths == calendar.AllMonths {
		r.Months = 0
	}
	if r.MonthDays&calendar.AllMonthDays == calendar.AllMonthDays {
		r.MonthDays = 0
	}
	if r.Weekdays&calendar.AllWeekdays == calendar.AllWeekdays {
		r.Weekdays = 0
	}
	r.At = slices.Compact(slices.Sorted(slices.Values(r.At)))
	return r
}

// Window is a stretch of the day with both ends included. The zero value is
// the whole day. It is comparable.
type Window struct {
	from  calendar.Clock
	early calendar.Clock // how many minutes before 23:59 it ends
}

// WindowOf returns the window from one time of day to another, both included.
// Where to is before from the window wraps past midnight; where they are equal
// it is that one minute. It does not check them; [Compile] does.
func WindowOf(from, to calendar.Clock) Window {
	return Window{from, calendar.MinutesPerDay - 1 - to}
}

// From returns the first minute of the window.
func (w Window) From() calendar.Clock { return w.from }

// To returns the last minute of the window, which is before From if it wraps.
func (w Window) To() calendar.Clock { return calendar.MinutesPerDay - 1 - w.early }

// Contains reports whether a time of day is in the window.
func (w Window) Contains(c calendar.Clock) bool {
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

// MarshalText returns what String returns. It never fails.
func (w Window) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// UnmarshalText reads what String returns; the empty text is the whole day.
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

// valid reports whether the window was made from two times of day.
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

// RuleError is what is wrong with one rule. [Compile] returns all of them,
// joined.
type RuleError struct {
	Rule  int    // index into the rules; -1 for what concerns all of them
	Field string // name of the field, such as "Every"
	Value string // the field's value
	Want  string // what is allowed, or why the rule never fires
	// Never tells a rule that is well formed but never fires, such as one for
	// 30 February, from a rule with a value out of range or fields that
	// contradict each other.
	Never bool
}

// Error names the rule, the field and its value, and says what is allowed.
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
