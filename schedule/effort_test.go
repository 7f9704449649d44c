package schedule_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// counted is a sequence that counts the questions to it.
type counted struct {
	schedule.Sequence
	asked *int
}

func (c counted) Next(after time.Time) (time.Time, bool) {
	*c.asked++
	return c.Sequence.Next(after)
}

func (c counted) Prev(before time.Time) (time.Time, bool) {
	*c.asked++
	return c.Sequence.Prev(before)
}

// TestNestedExcept bounds the work of a single answer, however deep sequences are
// nested in each other: a limit for each level alone would multiply.
func TestNestedExcept(t *testing.T) {
	asked := 0
	minutely := counted{compile(t, "UTC", "", "/1m"), &asked}
	year := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	later := schedule.Within(minutely, year.AddDate(1000, 0, 0), time.Time{})
	always, err := schedule.CompileWindows(nil, schedule.Rule{Window: schedule.WindowOf(0, 23*60+58)})
	require.NoError(t, err)
	type sequence = schedule.Sequence
	for name, around := range map[string]func(s sequence) sequence{
		"all is excluded":     func(s sequence) sequence { return schedule.Except(s, minutely) },
		"by what is within":   func(s sequence) sequence { return schedule.Except(minutely, s) },
		"by itself":           func(s sequence) sequence { return schedule.Except(s, s) },
		"nothing is excluded": func(s sequence) sequence { return schedule.Except(schedule.Union(s, s), later) },
		"of unions": func(s sequence) sequence {
			return schedule.Except(schedule.Union(s, minutely), schedule.Union(minutely, s))
		},
		"within bounds":            func(s sequence) sequence { return schedule.Within(schedule.Except(s, minutely), year, time.Time{}) },
		"outside nearly all times": func(s sequence) sequence { return schedule.Outside(schedule.Except(s, minutely), always) },
	} {
		s := schedule.Except(minutely, later)
		for range 200 {
			s = around(s)
		}
		for _, ask := range []func(time.Time) (time.Time, bool){s.Next, s.Prev} {
			asked = 0
			ask(year)
			require.LessOrEqual(t, asked, 1_000_000, name)
		}
	}
}

// TestNestedExceptIsExact has a nesting that excludes much, but not all.
func TestNestedExceptIsExact(t *testing.T) {
	s := schedule.Sequence(compile(t, "UTC", "", "/1m"))
	for minute := range 59 {
		hourly := schedule.MustCompile(nil, timezone.DST{}, schedule.Rule{
			Every:  calendar.PeriodOf(60, calendar.Minute),
			Window: schedule.WindowOf(calendar.Clock(minute), 23*60+59),
		})
		s = schedule.Except(s, hourly)
	}
	midnight := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	next, ok := s.Next(midnight)
	require.True(t, ok)
	require.Equal(t, midnight.Add(59*time.Minute), next)
}

// TestCatchUpWithoutLimit lists no more than 100,000 occurrences of a job that has
// never run, and counts those that it drops.
func TestCatchUpWithoutLimit(t *testing.T) {
	noon := time.Date(2025, 6, 1, 12, 0, 30, 0, time.UTC)
	minutely := compile(t, "UTC", "", "/1m")
	late := schedule.CatchUp{Mode: schedule.CatchUpAll, Limit: math.MaxInt}.Plan(minutely, time.Time{}, noon)
	require.Len(t, late.Run, 100_000)
	require.LessOrEqual(t, cap(late.Run), 100_001)
	require.Equal(t, minutely.Count(time.Time{}.Add(1), noon), late.Missed)
	require.Equal(t, noon.Truncate(time.Minute), late.Run[len(late.Run)-1])
}
