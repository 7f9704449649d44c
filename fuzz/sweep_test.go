package fuzz_test

import (
	"flag"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/fuzz"
	"github.com/longcase/longcase/schedule"
)

// workdays fires at 02:30 from Monday to Friday, or so its author thought. On
// the Sunday without 02:30, AddDate goes on from 01:30.
type workdays struct{ zone *time.Location }

func (w workdays) Next(t time.Time) time.Time {
	t = t.In(w.zone)
	next := time.Date(t.Year(), t.Month(), t.Day(), 2, 30, 0, 0, w.zone)
	for !next.After(t) || next.Weekday() == time.Saturday || next.Weekday() == time.Sunday {
		next = next.AddDate(0, 0, 1)
	}
	return next
}

func (w workdays) subject(rules ...schedule.Rule) fuzz.Subject {
	return fuzz.Of(fuzz.Spec{Zone: w.zone, Rules: rules}, w)
}

var onWorkdays = schedule.Rule{
	At:       []calendar.Clock{calendar.ClockOf(2, 30)},
	Weekdays: calendar.WeekdaysOf(time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday),
}

// TestMondayAfterAChange has a scheduler that is right on the Sunday of a clock
// change, on which it does not fire, and wrong on the day after it. With the rules
// the definition says so, without them another question about Monday.
func TestMondayAfterAChange(t *testing.T) {
	workdays := workdays{fuzz.MustLoad("America/New_York")}
	spring := time.Date(2025, 3, 9, 7, 0, 0, 0, time.UTC)
	for law, subject := range map[string]fuzz.Subject{
		"law Defined: Next": workdays.subject(onWorkdays), "law Successor: Next": workdays.subject(),
	} {
		got := fuzz.Complaint(func(t fuzz.TB) { fuzz.CheckSchedule(t, subject, spring) })
		require.True(t, strings.HasPrefix(got, law), "%s: %q", law, got)
		require.Contains(t, got, "Mon 2025-03-10 02:30:00 -0400", "the right answer")
	}
}

// TestSweep checks every clock change in a stretch, and no other.
func TestSweep(t *testing.T) {
	workdays := workdays{fuzz.MustLoad("America/New_York")}
	date := func(year int, month time.Month) time.Time { return time.Date(year, month, 1, 0, 0, 0, 0, time.UTC) }
	sweep := func(s fuzz.Subject, from, to time.Time) string {
		return fuzz.Complaint(func(t fuzz.TB) { fuzz.Sweep(t, s, from, to) })
	}
	require.NotEmpty(t, sweep(workdays.subject(onWorkdays), date(2024, 4), date(2025, 4)))
	require.Empty(t, sweep(workdays.subject(onWorkdays), date(2024, 4), date(2025, 3)), "no gap")
	require.Empty(t, sweep(workdays.subject(onWorkdays), date(2025, 4), date(2024, 4)), "backwards")

	spec := fuzz.Spec{Zone: workdays.zone, Rules: []schedule.Rule{onWorkdays}}
	s, err := spec.Compile()
	require.NoError(t, err)
	require.Empty(t, sweep(fuzz.Of(spec, s), date(2024, 1), date(2026, 1)))
}

// TestInstantsBetween draws instants of a year and expects clock changes, and
// nothing else than the year.
func TestInstantsBetween(t *testing.T) {
	zone := fuzz.MustLoad("Europe/Berlin")
	from, to := time.Date(2025, 1, 1, 0, 0, 0, 0, zone), time.Date(2026, 1, 1, 0, 0, 0, 0, zone)
	changes := 0
	rapid.Check(t, func(t *rapid.T) {
		at := fuzz.InstantsBetween(zone, from, to).Draw(t, "at")
		require.False(t, at.Before(from) || !at.Before(to), "%v", at)
		if at.Month() == time.March && at.Day() > 28 || at.Month() == time.October && at.Day() > 24 {
			changes++
		}
		empty := fuzz.InstantsBetween(zone, from, from.Add(1)).Draw(t, "of one")
		require.True(t, empty.Equal(from))
	})
	require.NotZero(t, changes)
}

// TestShrinks expects a case that fails at any clock change to shrink to one that
// readers know: without care it was Africa/Abidjan's of 1912.
func TestShrinks(t *testing.T) {
	var zone string
	var around time.Time
	minimal(t, func(t *rapid.T) {
		zone = fuzz.Zones().Draw(t, "zone")
		location := fuzz.MustLoad(zone)
		around = fuzz.Instants(location).Draw(t, "around")
		_, before := around.Add(-time.Hour).In(location).Zone()
		if _, after := around.Add(time.Hour).In(location).Zone(); before != after {
			t.Fatal("a change")
		}
	})
	require.Equal(t, "America/New_York", zone)
	require.Equal(t, 2025, around.Year())
}

// minimal runs a property that fails, and returns when it was run with the
// smallest case found.
func minimal(t *testing.T, property func(*rapid.T)) {
	require.NoError(t, flag.Set("rapid.nofailfile", "true"))
	defer flag.Set("rapid.nofailfile", "false")
	done := make(chan struct{})
	go func() {
		defer close(done)
		rapid.Check(&silent{T: t}, property)
	}()
	<-done
}

// silent is a test whose failure is expected.
type silent struct {
	*testing.T
	failed bool
}

func (s *silent) Name() string          { return s.T.Name() + "Expected" }
func (s *silent) Logf(string, ...any)   {}
func (s *silent) Log(...any)            {}
func (s *silent) Errorf(string, ...any) { s.failed = true }
func (s *silent) Error(...any)          { s.failed = true }
func (s *silent) Fatalf(string, ...any) { s.FailNow() }
func (s *silent) Fatal(...any)          { s.FailNow() }
func (s *silent) Fail()                 { s.failed = true }
func (s *silent) Failed() bool          { return s.failed }
func (s *silent) FailNow()              { s.failed = true; runtime.Goexit() }
