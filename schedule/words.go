package schedule

import (
	"strconv"
	"strings"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/english"
	"github.com/longcase/longcase/timezone"
)

// String returns the schedule in plain English, such as "Mon-Fri every 2 hours
// from 07:00 to 19:00, Europe/Berlin", with rules joined by semicolons. It is for
// people; it cannot be parsed.
func (s Schedule) String() string {
	if s.compiled == nil {
		return "never"
	}
	var rules []string
	for _, rule := range s.Rules() {
		rules = append(rules, rule.String())
	}
	words := strings.Join(rules, "; ") + ", " + s.compiled.zone.Name()
	if s.compiled.dst != (timezone.DST{}) {
		words += " (" + s.compiled.dst.String() + ")"
	}
	return words
}

// String returns the rule in plain English, such as "on the last day of every
// month at 23:59". It is for people; it cannot be parsed.
func (r Rule) String() string {
	days := r.daysInWords()
	times := r.timesInWords()
	if strings.HasPrefix(times, "at ") && (days == "" || strings.HasPrefix(days, "in ")) {
		days = strings.TrimSpace("daily " + days)
	}
	return strings.TrimSpace(days + " " + times)
}

// timesInWords returns the times of day, such as "every 2 hours from 07:00 to
// 19:00" or "at 02:00 and 22:15". Times At that are equally far apart read as a
// grid, since a list of 24 is hard to read; a list of 13 or more that are not is
// cut to its ends.
func (r Rule) timesInWords() string {
	if !r.Every.IsZero() {
		words := "every " + r.Every.Unit.String()
		if r.Every.N != 1 {
			words = "every " + r.Every.String()
		}
		return words + r.Window.inWords()
	}
	at := r.Times()
	// A cron expression for every two hours is a list of twelve, and reads as a grid here.
	if step := spacing(at); step != 0 {
		first, last := at[0], at[len(at)-1]
		grid := Rule{Every: calendar.PeriodOf(step, calendar.Minute), Window: WindowOf(first, last)}
		if step%60 == 0 {
			grid.Every = calendar.PeriodOf(step/60, calendar.Hour)
		}
		if first == 0 && int(last)+step >= calendar.MinutesPerDay {
			grid.Window = Window{}
		}
		return grid.timesInWords()
	}
	const most = 12
	if len(at) > most {
		return "at " + strconv.Itoa(len(at)) + " times from " + at[0].String() + " to " + at[len(at)-1].String()
	}
	words := make([]string, len(at))
	for i, c := range at {
		words[i] = c.String()
	}
	return "at " + english.Join(words)
}

// spacing returns the minutes between neighbours of sorted times, or 0 if these
// differ or the times are fewer than a handful, which read well as a list.
func spacing(at []calendar.Clock) int {
	const handful = 5
	if len(at) < handful {
		return 0
	}
	step := at[1] - at[0]
	for i := range at[1:] {
		if at[i+1]-at[i] != step {
			return 0
		}
	}
	return int(step)
}

// inWords returns the window with a space before it; "" for the whole day.
func (w Window) inWords() string {
	if w == (Window{}) {
		return ""
	}
	return " from " + w.From().String() + " to " + w.To().String()
}
