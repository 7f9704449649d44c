package schedule_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/fuzz"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

func TestTimes(t *testing.T) {
	minutes := func(n int) calendar.Period { return calendar.PeriodOf(n, calendar.Minute) }
	hours := func(n int) calendar.Period { return calendar.PeriodOf(n, calendar.Hour) }
	night := schedule.WindowOf(22*60, 60)
	for _, row := range []struct {
		rule schedule.Rule
		want []calendar.Clock
	}{
		{schedule.Rule{At: []calendar.Clock{120, 60, 120}}, []calendar.Clock{60, 120}}, // sorted, each once
		{schedule.Rule{At: []calendar.Clock{0, 61, 1320}, Window: night}, []calendar.Clock{0, 1320}},
		{schedule.Rule{At: []calendar.Clock{600}, Window: night}, []calendar.Clock{}}, // never fires
		{schedule.Rule{Every: minutes(90), Window: night}, []calendar.Clock{60, 1320, 1410}},
		{schedule.Rule{Every: hours(7)}, []calendar.Clock{0, 420, 840, 1260}}, // and anew at midnight
		{schedule.Rule{Every: hours(calendar.MaxPeriod)}, []calendar.Clock{0}},
		// Compile refuses these.
		{schedule.Rule{}, nil},
		{schedule.Rule{At: []calendar.Clock{60, 1440}}, nil},
		{schedule.Rule{At: []calendar.Clock{-1}}, nil},
		{schedule.Rule{At: []calendar.Clock{60}, Every: hours(1)}, nil},
		{schedule.Rule{Every: hours(0)}, nil},
		{schedule.Rule{Every: hours(-1)}, nil},
		{schedule.Rule{Every: calendar.PeriodOf(1, calendar.Day)}, nil},
		{schedule.Rule{Every: hours(1), Window: schedule.WindowOf(-5, 60)}, nil},
	} {
		require.Equal(t, row.want, row.rule.Times(), "%v", row.rule)
	}
}

// TestTimesAreFired compares times with a day of the compiled rule, and a rule
// with its normal form.
func TestTimesAreFired(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rule := fuzz.Rules().Draw(t, "rule")
		given := slices.Clone(rule.At)
		normal := rule.Normal()
		require.Equal(t, given, rule.At, "the rule's own slice is as it was")
		require.Equal(t, rule.Times(), normal.Times())

		daily := schedule.Rule{At: rule.At, Every: rule.Every, Window: rule.Window}
		s, err := schedule.Compile(nil, timezone.DST{}, daily)
		if err != nil {
			require.Empty(t, rule.Times())
			return
		}
		var fired []calendar.Clock
		for at := range s.Between(time.Unix(0, 0), time.Unix(24*60*60, 0)) {
			fired = append(fired, calendar.Clock(at.Unix()/60))
		}
		require.Equal(t, fired, rule.Times())
		require.Equal(t, daily, s.Rules()[0], "in any order, also with some twice")
		require.Equal(t, timesSlowly(rule), rule.Times())
	})
}

// timesSlowly looks at each minute of the day.
func timesSlowly(r schedule.Rule) (times []calendar.Clock) {
	step, isGrid := r.Every.Elapsed()
	for c := range calendar.Clock(calendar.MinutesPerDay) {
		since := int64(c-r.Window.From()+calendar.MinutesPerDay) % calendar.MinutesPerDay
		if r.Window.Contains(c) && (slices.Contains(r.At, c) || isGrid && since%step == 0) {
			times = append(times, c)
		}
	}
	return times
}

func TestNormal(t *testing.T) {
	rule := schedule.Rule{
		Months: calendar.AllMonths, MonthDays: calendar.AllMonthDays | calendar.LastDay,
		Weekdays: calendar.AllWeekdays, At: []calendar.Clock{120, 60, 60},
	}
	require.Equal(t, schedule.Rule{At: []calendar.Clock{60, 120}}, rule.Normal())
	rule = schedule.Rule{
		Months: calendar.MonthsOf(1), MonthDays: calendar.LastDay, Weekdays: calendar.WeekdaysOf(0),
		Every: calendar.PeriodOf(1, calendar.Hour), Window: schedule.WindowOf(420, 419),
	}
	require.Equal(t, rule, rule.Normal())
}

func TestWindowMinutes(t *testing.T) {
	for _, row := range []struct {
		from, to calendar.Clock
		want     int
	}{
		{0, 1439, 1440}, {420, 420, 1}, {420, 1140, 721}, {1320, 60, 181}, {420, 419, 1440},
	} {
		require.Equal(t, row.want, schedule.WindowOf(row.from, row.to).Minutes())
	}
	require.Equal(t, 1440, schedule.Window{}.Minutes())
}
