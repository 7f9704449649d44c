package fuzz

import (
	"time"

	"pgregory.net/rapid"

	"github.com/longcase/longcase/calendar"
)

// Periods generates periods that retention rules are made of, the usual ones
// and some that are far too long. They shrink towards a day.
func Periods() *rapid.Generator[calendar.Period] {
	return rapid.Custom(func(t *rapid.T) calendar.Period {
		unit := rapid.SampledFrom([]calendar.Unit{
			calendar.Day, calendar.Week, calendar.Month, calendar.Year,
			calendar.Quarter, calendar.Hour, calendar.Minute,
		}).Draw(t, "unit")
		n := rapid.OneOf(rapid.IntRange(1, 31), rapid.IntRange(1, 400), rapid.IntRange(1, 9999)).Draw(t, "n")
		return calendar.PeriodOf(n, unit)
	})
}

var _ = time.Now
