package fuzz

import (
	"time"

	"pgregory.net/rapid"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/oracle"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// Spec is the intent of a schedule: the arguments of [schedule.Compile]. It prints
// with %#v as Go. The zero value never fires.
type Spec struct {
	Zone  *time.Location  // nil is UTC
	DST   timezone.DST    // the choice at clock changes
	Rules []schedule.Rule // the schedule fires when any of them does
}

// Compile compiles the schedule. Its errors are those of [schedule.Compile].
func (s Spec) Compile() (schedule.Schedule, error) {
	return schedule.Compile(timezone.Of(s.location()), s.DST, s.Rules...)
}

// Occurrences is the definition of a schedule: the instants, from included and to
// excluded, at which any of the rules fires, in order. It looks at every minute,
// through package time alone, which takes a few milliseconds a day.
func (s Spec) Occurrences(from, to time.Time) []time.Time {
	return oracle.Occurrences(s.location(), s.DST, s.Rules, from, to)
}

// GoString returns the Spec as Go.
func (s Spec) GoString() string { return source(s) }

// location returns the zone of the Spec; nil is UTC.
func (s Spec) location() *time.Location {
	if s.Zone == nil {
		return time.UTC
	}
	return s.Zone
}

// Specs generates schedules of one to three rules in any zone.
func Specs() *rapid.Generator[Spec] {
	return rapid.Custom(func(t *rapid.T) Spec {
		return Spec{
			Zone:  MustLoad(Zones().Draw(t, "zone")),
			DST:   DSTs().Draw(t, "dst"),
			Rules: rapid.SliceOfN(Rules(), 1, 3).Draw(t, "rules"),
		}
	})
}

// Rules generates well-formed rules. Some never fire, such as a rule for 30
// February or for a time outside its window. They shrink towards 02:30 every day.
func Rules() *rapid.Generator[schedule.Rule] {
	return rapid.Custom(func(t *rapid.T) schedule.Rule {
		rule := schedule.Rule{
			Months:    rarely(rapid.Map(rapid.Uint16Range(1, 1<<12-1), monthsOfBits)).Draw(t, "months"),
			MonthDays: rarely(MonthDays()).Draw(t, "month days"),
			Workdays:  rarely(rarely(MonthDays())).Draw(t, "workdays"),
			Weekdays:  rarely(Weekdays()).Draw(t, "weekdays"),
			Window:    rarely(windows()).Draw(t, "window"),
		}
		if rapid.Bool().Draw(t, "is a grid") {
			rule.Every = everies().Draw(t, "every")
		} else {
			rule.At = times().Draw(t, "at")
		}
		return rule
	})
}

// rarely generates the zero value, which restricts nothing, three times in five.
// Rules restricted in all ways at once hardly ever fire, and test little.
func rarely[V any](g *rapid.Generator[V]) *rapid.Generator[V] {
	var zero V
	nothing := rapid.Just(zero)
	return rapid.OneOf(nothing, nothing, nothing, g, g)
}

func monthsOfBits(bits uint16) calendar.Months { return calendar.Months(bits << 1) }

// windows generates windows of the day, a third of them past midnight or of a
// single minute.
func windows() *rapid.Generator[schedule.Window] {
	return rapid.Custom(func(t *rapid.T) schedule.Window {
		from, to := Clocks().Draw(t, "from"), Clocks().Draw(t, "to")
		return schedule.WindowOf(from, to)
	})
}

// everies generates steps of grids, most of them usual.
func everies() *rapid.Generator[calendar.Period] {
	return rapid.Custom(func(t *rapid.T) calendar.Period {
		if rapid.Bool().Draw(t, "in minutes") {
			n := rapid.OneOf(
				rapid.SampledFrom([]int{15, 30, 45, 60, 90, 120, 1, 5, 7, 99}),
				rapid.IntRange(1, 3000),
			).Draw(t, "minutes")
			return calendar.PeriodOf(n, calendar.Minute)
		}
		return calendar.PeriodOf(rapid.IntRange(1, 30).Draw(t, "hours"), calendar.Hour)
	})
}

// times generates lists of times: a single time, a few, the products of some hours and
// minutes, and lists with times in all 24 hours, which makes them grids.
func times() *rapid.Generator[[]calendar.Clock] {
	some := rapid.SliceOfNDistinct(rapid.IntRange(0, 59), 1, 4, rapid.ID)
	return rapid.OneOf(
		rapid.SliceOfN(Clocks(), 1, 1),
		rapid.SliceOfN(Clocks(), 1, 6),
		rapid.Custom(func(t *rapid.T) []calendar.Clock {
			hours := rapid.SliceOfNDistinct(rapid.IntRange(0, 23), 1, 24, rapid.ID).Draw(t, "hours")
			return product(hours, some.Draw(t, "minutes"))
		}),
		rapid.Map(some, func(minutes []int) []calendar.Clock { return product(regular(24), minutes) }),
	)
}

// product returns each of the minutes in each of the hours.
func product(hours, minutes []int) []calendar.Clock {
	var clocks []calendar.Clock
	for _, hour := range hours {
		for _, minute := range minutes {
			clocks = append(clocks, calendar.ClockOf(hour, minute))
		}
	}
	return clocks
}
