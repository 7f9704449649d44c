package fuzz

import (
	"time"

	"pgregory.net/rapid"

	"github.com/longcase/longcase/calendar"
)

// Weekdays generates sets of days, of every week or of some weeks of the month, in
// normal form. None is empty.
func Weekdays() *rapid.Generator[calendar.Weekdays] {
	return rapid.OneOf(everyWeek(), nthWeekday(), rapid.Map(
		rapid.SliceOfN(rapid.OneOf(nthWeekday(), weekday()), 1, 12),
		func(sets []calendar.Weekdays) (union calendar.Weekdays) {
			for _, set := range sets {
				union |= set
			}
			return union.Normal()
		}))
}

// nthWeekday generates single days such as the last Friday of the month.
func nthWeekday() *rapid.Generator[calendar.Weekdays] {
	return rapid.Custom(func(t *rapid.T) calendar.Weekdays {
		n := rapid.SampledFrom([]int{1, -1, 2, 3, 4, 5, -2, -3, -4}).Draw(t, "nth")
		return calendar.NthWeekdays(n, time.Weekday(rapid.IntRange(0, 6).Draw(t, "weekday")))
	})
}

// everyWeek generates sets of days of every week, which is all that vendors have.
func everyWeek() *rapid.Generator[calendar.Weekdays] {
	return rapid.OneOf(weekday(), rapid.Map(rapid.Uint8Range(1, 1<<7-1), weekdaysOf))
}

// weekdaysOf returns the days of every week that are given in bits 0 to 6.
func weekdaysOf(bits uint8) (set calendar.Weekdays) {
	for _, day := range numbers(uint32(bits)) {
		set |= calendar.WeekdaysOf(time.Weekday(day))
	}
	return set
}

// weekday generates single days of every week.
func weekday() *rapid.Generator[calendar.Weekdays] {
	return rapid.Map(rapid.IntRange(0, 6), func(day int) calendar.Weekdays {
		return calendar.WeekdaysOf(time.Weekday(day))
	})
}

// weekStarts generates first days of weeks.
func weekStarts() *rapid.Generator[calendar.WeekStart] {
	return rapid.Map(rapid.IntRange(0, 6), func(day int) calendar.WeekStart {
		return calendar.WeekStartOf(time.Weekday(day))
	})
}

// MonthDays generates sets of days of the month, counted from its start or end.
// None is empty.
func MonthDays() *rapid.Generator[calendar.MonthDays] {
	end := rapid.SampledFrom([]int{-1, -2, -3, -28, -29, -30, -31})
	return rapid.OneOf(monthDays(), rapid.Map(end, single),
		rapid.Custom(func(t *rapid.T) calendar.MonthDays {
			fromEnd := rapid.SliceOfN(rapid.IntRange(-31, -1), 1, 8).Draw(t, "from the end")
			return calendar.MonthDaysOf(fromEnd...) | rarely(monthDays()).Draw(t, "from the start")
		}))
}

// monthDays generates sets of the days 1 to 31 and the last day.
func monthDays() *rapid.Generator[calendar.MonthDays] {
	// Bit 0 is no day of the month, and stands for the last day here: it shrinks away first.
	some := func(bits uint32) calendar.MonthDays {
		return calendar.MonthDays(bits)&calendar.AllMonthDays | calendar.LastDay*calendar.MonthDays(bits&1)
	}
	return rapid.OneOf(
		rapid.SampledFrom([]calendar.MonthDays{
			calendar.MonthDaysOf(1), calendar.LastDay, calendar.MonthDaysOf(29), calendar.MonthDaysOf(31),
			calendar.MonthDaysOf(29, 30, 31), calendar.MonthDaysOf(30, -1),
		}),
		rapid.Map(rapid.IntRange(1, 31), single),
		rapid.Map(rapid.Uint32Min(1), some),
	)
}

func single(day int) calendar.MonthDays { return calendar.MonthDaysOf(day) }
