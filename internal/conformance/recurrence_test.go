package conformance

import (
	"strings"
	"time"

	"github.com/longcase/longcase/schedule/ical"
)

// unparsed is why a row cannot be asked: its text, or its start, is refused.
type unparsed struct{ reason string }

func (e unparsed) Error() string { return e.reason }

// recurrence reads a rule and its start, which is a date, a time without a zone,
// or a time in UTC, as RFC 5545 writes them. What is refused because it never
// occurs, as with an UNTIL before the start, has no instances. Both suites take the
// month of a YEARLY rule with BYMONTHDAY from its start.
func recurrence(rule, start, zone string) (*ical.Recurrence, error) {
	property := "DTSTART"
	switch {
	case zone != "":
		property += ";TZID=" + zone
	case len(start) == len("20060102"):
		property += ";VALUE=DATE"
	}
	r, err := ical.Parse(property+":"+start+"\nRRULE:"+rule, ical.Options{YearlyMonths: ical.StartMonth})
	if err != nil && strings.Contains(err.Error(), "at least one occurrence") {
		return &ical.Recurrence{}, nil
	}
	if err != nil {
		return nil, unparsed{reasonOf(err)}
	}
	return r, nil
}

// parseTime reads a date, or a time in UTC or without a zone, as in UTC.
func parseTime(text string) (time.Time, error) {
	if !strings.Contains(text, "T") {
		text += "T000000"
	}
	return time.Parse("20060102T150405", strings.TrimSuffix(text, "Z"))
}

// showTime writes an instant, as its zone shows it, in the form of an example.
func showTime(at time.Time, example string) string {
	switch {
	case !strings.Contains(example, "T"):
		return at.Format("20060102")
	case strings.HasSuffix(example, "Z"):
		return at.UTC().Format("20060102T150405Z")
	}
	return at.Format("20060102T150405")
}
