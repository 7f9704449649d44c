package main

import (
	"errors"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/timezone"
)

// moment is a flag: an instant, or a date, whose instant depends on the policy's
// zone. The zero value is an absent flag.
type moment struct {
	given   bool
	isDate  bool
	date    calendar.Date
	instant time.Time
}

// String returns "": package flag prints it as the default.
func (m *moment) String() string { return "" }

// Set reads an instant or a date.
func (m *moment) Set(s string) error {
	if date, err := calendar.ParseDate(s); err == nil {
		*m = moment{given: true, isDate: true, date: date}
		return nil
	}
	instant, ok := parseInstant(s)
	if !ok {
		return errors.New(wantInstant + ", or a date such as 2025-10-26")
	}
	*m = moment{given: true, instant: instant}
	return nil
}

// in returns the instant in a zone, or otherwise if the flag is absent. A date
// stands for its first moment: 01:00 for 2025-03-09 in Havana, whose clocks went
// from 00:00 to 01:00.
func (m *moment) in(zone *timezone.Zone, otherwise time.Time) time.Time {
	switch {
	case !m.given:
		return otherwise
	case !m.isDate:
		return m.instant
	}
	return time.Unix(zone.StartOf(m.date), 0)
}

const wantInstant = "want an instant such as 2025-10-26T02:30:00+01:00"

// parseInstant reads strict RFC 3339. time.Parse accepts more, such as 1:00:00
// (golang/go#54580).
func parseInstant(s string) (t time.Time, ok bool) {
	return t, t.UnmarshalText([]byte(s)) == nil
}
