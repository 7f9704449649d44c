package retention

import (
	"strconv"
	"strings"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/enum"
	"github.com/longcase/longcase/internal/problem"
)

// None of these is ever written.
var (
	picks = enum.Names[Pick]{
		What: "pick", List: []string{"last", "first", "nearest"}, Wrong: problem.UnknownName,
	}
	references = enum.Names[Reference]{
		What: "reference", List: []string{"now", "newest", "back from newest"}, Wrong: problem.UnknownName,
	}
	countings = enum.Names[Counting]{
		What: "counting", List: []string{"all", "unkept", "uncovered"}, Wrong: problem.UnknownName,
	}
	perNames = [...]string{
		calendar.Hour: "hourly", calendar.Day: "daily", calendar.Week: "weekly",
		calendar.Month: "monthly", calendar.Quarter: "quarterly", calendar.Year: "yearly",
	}
	dayNames = [...]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}
)

// String returns "last", "first" or "nearest".
func (p Pick) String() string { return picks.String(p) }

// MarshalText returns the pick's name. It fails for a value without a name.
func (p Pick) MarshalText() ([]byte, error) { return picks.Marshal(p) }

// UnmarshalText reads the form that String returns. The error is a
// [*calendar.ParseError].
func (p *Pick) UnmarshalText(text []byte) error { return picks.Unmarshal(p, text) }

// String returns "now", "newest" or "back from newest".
func (r Reference) String() string { return references.String(r) }

// MarshalText returns the reference's name. It fails for a value without a name.
func (r Reference) MarshalText() ([]byte, error) { return references.Marshal(r) }

// UnmarshalText reads the form that String returns. The error is a
// [*calendar.ParseError].
func (r *Reference) UnmarshalText(text []byte) error { return references.Unmarshal(r, text) }

// String returns "all", "unkept" or "uncovered".
func (c Counting) String() string { return countings.String(c) }

// MarshalText returns the counting's name. It fails for a value without a name.
func (c Counting) MarshalText() ([]byte, error) { return countings.Marshal(c) }

// UnmarshalText reads the form that String returns. The error is a
// [*calendar.ParseError].
func (c *Counting) UnmarshalText(text []byte) error { return countings.Unmarshal(c, text) }

// String returns the anchor as "15 02:00": the day of the period, unless it is
// zero, and the time of day.
func (a Anchor) String() string {
	if a.Day == 0 {
		return a.At.String()
	}
	return strconv.Itoa(a.Day) + " " + a.At.String()
}

// String returns the rule as [ParseRule] reads it, such as
// "within 4 weeks on mon" or "monthly 12 first".
func (r Rule) String() string {
	// In the order in which people say it; ParseRule takes any order after the head.
	var words []string
	if r.Failed {
		words = append(words, "failed")
	}
	words = append(words, r.head()...)
	if r.Counting != CountAll {
		words = append(words, r.Counting.String())
	}
	if !r.Within.IsZero() {
		words = append(words, "within", r.Within.String())
	}
	switch r.From {
	case FromNewest:
		words = append(words, "of newest")
	case BackFromNewest:
		words = append(words, "back from newest")
	}
	if r.FirstDay != 0 {
		words = append(words, "from", r.FirstDay.String())
	}
	if r.Weekdays != 0 {
		words = append(words, "on", r.Weekdays.String())
	}
	if r.MonthDays != 0 || r.Workdays != 0 {
		words = append(words, "on", calendar.DaysText(r.MonthDays, r.Workdays))
	}
	if r.Substitute {
		words = append(words, "or next")
	}
	if r.Oldest {
		words = append(words, "and oldest")
	}
	if r.Base {
		words = append(words, "and base")
	}
	switch r.Pick {
	case First:
		words = append(words, "first")
	case Nearest:
		words = append(words, "nearest", r.anchor())
	}
	return strings.Join(words, " ")
}

// head returns the words for the number and unit of the periods.
func (r Rule) head() (words []string) {
	switch {
	case r.Per != calendar.NoUnit && int(r.Per) < len(perNames):
		words = append(words, perNames[r.Per])
	case r.Count > 0:
		words = append(words, "last")
	}
	switch {
	case r.Count == All:
		words = append(words, "all")
	case r.Count != 0:
		words = append(words, strconv.Itoa(r.Count))
	}
	return words
}

// anchor returns the rule's anchor, with the day of the week by its name, if it
// is a day of the week.
func (r Rule) anchor() string {
	if r.Per == calendar.Week && 1 <= r.Anchor.Day && r.Anchor.Day <= 7 {
		day := (int(r.FirstDay.Weekday()) + r.Anchor.Day - 1) % 7
		return dayNames[day] + " " + r.Anchor.At.String()
	}
	return r.Anchor.String()
}

// MarshalText returns the rule as String does. It fails for a rule that
// [Compile] refuses, with its first [*RuleError].
func (r Rule) MarshalText() ([]byte, error) {
	if faults := r.faults(); len(faults) > 0 {
		return nil, faults[0]
	}
	return []byte(r.String()), nil
}

// UnmarshalText reads a rule as [ParseRule] does.
func (r *Rule) UnmarshalText(text []byte) (err error) {
	*r, err = ParseRule(string(text))
	return err
}

// weekday returns the day of the week with a name such as "mon".
func weekday(name string) (time.Weekday, bool) {
	for day, known := range dayNames {
		if name == known {
			return time.Weekday(day), true
		}
	}
	return 0, false
}
