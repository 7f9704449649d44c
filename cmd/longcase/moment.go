package main

import (
	"errors"
	"flag"
	"strconv"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/timezone"
)

// moment is a flag: an instant, or a text such as a date, whose instant depends on
// the policy's zone. The zero value is an absent flag.
type moment struct {
	now     time.Time
	resolve func(zone *timezone.Zone) time.Time // nil for an absent flag
}

// define defines the flag.
func (m *moment) define(e *env, flags *flag.FlagSet, name, usage string) {
	m.now = e.now
	flags.Var(m, name, usage)
}

func (m *moment) given() bool { return m.resolve != nil }

// in returns the instant in a zone, or otherwise if the flag is absent.
func (m *moment) in(zone *timezone.Zone, otherwise time.Time) time.Time {
	if m.resolve == nil {
		return otherwise
	}
	return m.resolve(zone)
}

// String returns "": package flag prints it as the default.
func (m *moment) String() string { return "" }

// Set reads a text in one of the forms that longcase help times lists.
func (m *moment) Set(s string) error {
	// An instant is the same in every zone. The other forms wait for the zone of the policy,
	// which is not known before its document is read.
	if instant, ok := parseInstant(s); ok {
		m.resolve = func(*timezone.Zone) time.Time { return instant }
	} else if date, err := calendar.ParseDate(s); err == nil {
		// 01:00 for 2025-03-09 in Havana, whose clocks went from 00:00 to 01:00.
		m.resolve = func(zone *timezone.Zone) time.Time { return time.Unix(zone.StartOf(date), 0) }
	} else if local, ok := parseLocal(s); ok {
		m.resolve = func(zone *timezone.Zone) time.Time { return onClocks(zone, local) }
	} else if n, unit, ok := parseRelative(s); ok {
		m.resolve = func(zone *timezone.Zone) time.Time { return after(zone, m.now, n, unit) }
	} else {
		return errors.New("want an instant such as 2025-10-26T02:30:00+01:00, a date, now or -7d; " +
			"longcase help times lists all")
	}
	return nil
}

// onClocks returns the instant at which the clocks of a zone show a time, in local
// seconds: the first of two, and for a time that a clock change skips, the instant
// by the offset before it.
func onClocks(zone *timezone.Zone, local int64) time.Time {
	unix, _ := zone.Resolve(local, timezone.DST{})
	return time.Unix(unix, 0)
}

// after returns the instant n units after now. Days and weeks keep the time on the
// clock, whereas hours and minutes elapse: a day before noon on 2025-03-30 in
// Berlin is noon, 23 hours earlier.
func after(zone *timezone.Zone, now time.Time, n int64, unit byte) time.Time {
	const day = 24 * 60 * 60
	switch unit {
	case 'm':
		return now.Add(time.Duration(n) * time.Minute)
	case 'h':
		return now.Add(time.Duration(n) * time.Hour)
	case 'w':
		n *= 7
	}
	if n == 0 { // also in the second pass of a repeated hour
		return now
	}
	return onClocks(zone, zone.Local(now)+n*day)
}

// parseRelative reads now, or a sign, a number and a unit, as in -7d. Five digits
// of weeks are 1,900 years, which the calendar has on both sides of now.
func parseRelative(s string) (n int64, unit byte, ok bool) {
	if s == "now" {
		return 0, 'm', true
	}
	last := len(s) - 1
	if last < 2 || last > 6 || s[0] != '-' && s[0] != '+' {
		return 0, 0, false
	}
	switch unit = s[last]; unit {
	case 'm', 'h', 'd', 'w':
	default:
		return 0, 0, false
	}
	number, err := strconv.ParseUint(s[1:last], 10, 32) // takes no sign
	if n = int64(number); s[0] == '-' {
		n = -n
	}
	return n, unit, err == nil
}

// parseLocal reads the time on the clocks of an unnamed zone, as in
// 2025-10-26T02:30, in local seconds.
func parseLocal(s string) (local int64, ok bool) {
	// time.Parse takes 2:30 for 02:30, which the length tells.
	if _, err := time.Parse("2006-01-02T15:04", s); err != nil || len(s) != len("2006-01-02T15:04") {
		return 0, false
	}
	date, err := calendar.ParseDate(s[:len("2006-01-02")])
	clock, clockErr := calendar.ParseClock(s[len("2006-01-02T"):])
	return timezone.Join(date, int(clock)*60), err == nil && clockErr == nil
}

// parseInstant reads strict RFC 3339. time.Parse accepts more, such as 1:00:00
// (golang/go#54580).
func parseInstant(s string) (t time.Time, ok bool) {
	return t, t.UnmarshalText([]byte(s)) == nil
}
