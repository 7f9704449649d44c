package fuzz

import (
	"time"

	"pgregory.net/rapid"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/oracle"
)

// Instants generates instants of the years 1 to 9999, in UTC: half of them
// around a change of the location's clocks, the others around the midnight of
// one of [Dates]. They shrink towards a clock change of 2025.
func Instants(loc *time.Location) *rapid.Generator[time.Time] {
	return rapid.OneOf(aroundChanges(loc), aroundMidnights(loc))
}

// InstantsBetween generates instants from an instant, included, to another,
// excluded, in UTC: half of them around a clock change of the location in between,
// if it has any, the others around local midnights. They shrink towards the first
// change, or midnight. To must be after from.
func InstantsBetween(loc *time.Location, from, to time.Time) *rapid.Generator[time.Time] {
	changes := oracle.Changes(loc, from, to)
	return rapid.Custom(func(t *rapid.T) time.Time {
		var at time.Time
		if len(changes) > 0 && !rapid.Bool().Draw(t, "at a midnight") {
			at = rapid.SampledFrom(changes).Draw(t, "change").At
		} else {
			const day = 24 * time.Hour
			days := rapid.IntRange(0, int(to.Sub(from)/day)).Draw(t, "days")
			// The offset at the civil time taken as UTC is near enough: the distance is added next.
			civil := oracle.Civil(from, loc).Truncate(day).AddDate(0, 0, days)
			at = civil.Add(civil.Sub(oracle.Civil(civil, loc)))
		}
		at = at.Add(distances().Draw(t, "distance"))
		if at.Before(from) || !at.Before(to) {
			at = from
		}
		return at.UTC()
	})
}

// aroundChanges generates instants within about a day of a clock change, many of
// them at the change, a nanosecond off, or a round time away.
func aroundChanges(loc *time.Location) *rapid.Generator[time.Time] {
	return rapid.Custom(func(t *rapid.T) time.Time {
		const years = 5 // long enough to find a change in zones with few of them
		from := time.Date(years2025().Draw(t, "year"), 1, 1, 0, 0, 0, 0, time.UTC)
		// A zone without changes has the turn of the year instead.
		at := from
		if changes := oracle.Changes(loc, from, from.AddDate(years, 0, 0)); len(changes) > 0 {
			at = rapid.SampledFrom(changes).Draw(t, "change").At
		}
		return at.Add(distances().Draw(t, "distance")).UTC()
	})
}

// aroundMidnights generates instants around the local midnight of a date.
func aroundMidnights(loc *time.Location) *rapid.Generator[time.Time] {
	return rapid.Custom(func(t *rapid.T) time.Time {
		civil := midnight(Dates().Draw(t, "date"))
		at := civil.Add(civil.Sub(oracle.Civil(civil, loc)))
		return at.Add(distances().Draw(t, "distance")).UTC()
	})
}

// distances generates spans of up to a day or so, forward and back.
func distances() *rapid.Generator[time.Duration] {
	minutes := func(n int) time.Duration { return time.Duration(n) * time.Minute }
	return rapid.OneOf(
		rapid.SampledFrom([]time.Duration{0, -1, 1, -time.Second, time.Second}),
		rapid.Map(rapid.IntRange(-180, 180), minutes),
		rapid.Map(rapid.IntRange(-26*60, 26*60), minutes),
		rapid.Map(rapid.Int64Range(-int64(oracle.Margin), int64(oracle.Margin)), func(n int64) time.Duration { return time.Duration(n) }),
	)
}

// years2025 generates years, most of them near the present. They shrink to 2025:
// each range is of distances from it, since a range of years would shrink to its
// first, and a case of today's to 1880.
func years2025() *rapid.Generator[int] {
	between := func(first, last int) *rapid.Generator[int] {
		return rapid.Map(rapid.IntRange(first-2025, last-2025), func(n int) int { return 2025 + n })
	}
	return rapid.OneOf(rapid.Just(2025), between(2000, 2040), between(1880, 2100), between(2, 9990))
}

// Dates generates dates of the years 2 to 9998: ends of months and years, leap
// days, and 1 March for those that a year lacks (29 February 2100), the borders of 400
// years, and any others. They shrink towards 2025-01-01.
func Dates() *rapid.Generator[calendar.Date] {
	return rapid.OneOf(
		rapid.Custom(func(t *rapid.T) calendar.Date {
			month := time.Month(rapid.IntRange(1, 12).Draw(t, "month"))
			day := rapid.SampledFrom([]int{1, 0, 15, 28}).Draw(t, "day") // 0 is the last day of the month before
			return calendar.DateOf(years2025().Draw(t, "year"), month, day)
		}),
		rapid.Custom(func(t *rapid.T) calendar.Date {
			year := rapid.SampledFrom([]int{2024, 2000, 2100, 1900, 1600, 2400, 2800, 400, 9600}).Draw(t, "year")
			return calendar.DateOf(year, time.February, 29) // or 1 March
		}),
		rapid.Custom(func(t *rapid.T) calendar.Date {
			day := rapid.IntRange(1, 366).Draw(t, "day")
			return calendar.DateOf(years2025().Draw(t, "year"), time.January, day)
		}),
	)
}

// midnight returns the civil time at which a date begins.
func midnight(date calendar.Date) time.Time {
	year, month, day := date.Civil()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// Clocks generates times of day, half of them times at which clocks are changed
// somewhere. They shrink towards 02:30.
func Clocks() *rapid.Generator[calendar.Clock] {
	var dangerous []calendar.Clock
	// The beginning, the middle and the end of gaps and folds at 02:00, 01:00, 00:00 and 22:00 to
	// 24:00, and a minute beside them.
	for _, minutes := range []int{150, 90, 120, 180, 60, 0, 30, 45, 135, 179, 1, 1439, 1320, 1350, 1380, 1410} {
		dangerous = append(dangerous, calendar.Clock(minutes))
	}
	return rapid.OneOf(
		rapid.SampledFrom(dangerous),
		rapid.Map(rapid.IntRange(0, 23), func(hour int) calendar.Clock { return calendar.ClockOf(hour, 0) }),
		rapid.Map(rapid.IntRange(0, calendar.MinutesPerDay-1), func(n int) calendar.Clock { return calendar.Clock(n) }),
	)
}
