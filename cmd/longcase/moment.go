package main

import (
	"errors"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/timezone"
)

// moment is a flag: an instant, or a date, whose instant depends on the zone
// of the policy. The zero value is a flag that was not given.
type moment struct {
	given   bool
	isDate  bool
	date    calendar.Date
	instant time.Time
}

// String returns what the flag package shows as the default: nothing.
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

// in returns the instant in a zone; otherwise is that of a flag not given. A
// date is its first moment: at midnight in Havana on 2025-03-09, which did not
// exist, it is 01:00.
func (m *moment) in(zone *timezone.Zone, otherwise time.Time) time.Time {
	switch {
	case !m.given:
		return otherwise
	case !m.isDate:
		return m.instant
	}
	midnight := timezone.Join(m.date, 0)
	unix, _, _, _ := zone.OrUTC().Resolve(midnight, timezone.DST{Gap: timezone.GapNext})
	return time.Unix(unix, 0)
}

const wantInstant = "want an instant such as 2025-10-26T02:30:00+01:00"

// parseInstant reads RFC 3339 to the letter, which time.Parse does not.
func parseInstant(s string) (t time.Time, ok bool) {
	return t, t.UnmarshalText([]byte(s)) == nil
}
