package oracle

import (
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule"
)

// OnDay reports whether a date passes the rule's month restriction, its
// restriction of the days of the month, and its weekday restriction.
//
// Days and workdays are a single restriction: a date passes it as either. An empty
// restriction passes every date.
func OnDay(rule schedule.Rule, civil time.Time) bool {
	ofMonth := rule.MonthDays == 0 && rule.Workdays == 0 ||
		onMonthDay(rule.MonthDays, civil) || onWorkday(rule.Workdays, civil)
	return onMonth(rule.Months, civil) && ofMonth && onWeekday(rule.Weekdays, civil)
}

func onMonth(months calendar.Months, civil time.Time) bool {
	return months == 0 || months&calendar.MonthsOf(civil.Month()) != 0
}

// onMonthDay reports whether a set has a date, by its number from the start of
// the month, or by that from its end: the last day is -1.
func onMonthDay(days calendar.MonthDays, civil time.Time) bool {
	if days == 0 {
		return false
	}
	fromStart, fromEnd := len(back(civil, 1)), len(ahead(civil, 1))
	return days&calendar.MonthDaysOf(fromStart, -fromEnd) != 0
}

// onWeekday reports whether a set has a date: as one of every week, as the nth
// of its weekday in the month, or as the nth from the month's end.
func onWeekday(set calendar.Weekdays, civil time.Time) bool {
	if set == 0 {
		return true
	}
	day := civil.Weekday()
	fromStart, fromEnd := len(back(civil, 7)), len(ahead(civil, 7))
	// Weekdays from the end have four bits: a fifth last is not in any set.
	return set&calendar.NthWeekdays(fromStart, day) != 0 ||
		fromEnd <= 4 && set&calendar.NthWeekdays(-fromEnd, day) != 0
}

// onWorkday reports whether a date is, for any day of the set, the day from
// Monday to Friday nearest to it in its month.
func onWorkday(days calendar.MonthDays, civil time.Time) bool {
	if days == 0 {
		return false
	}
	first := civil.AddDate(0, 0, 1-civil.Day())
	for _, day := range ahead(first, 1) { // the whole month
		if onMonthDay(days, day) && nearestWorkday(day) == civil.Day() {
			return true
		}
	}
	return false
}

// nearestWorkday returns the day of the month of the nearest workday to a date.
func nearestWorkday(civil time.Time) int {
	// A month has workdays among its first three and its last three days, so the walk ends.
	for distance := 0; ; distance++ {
		for _, days := range []int{-distance, distance} {
			moved := civil.AddDate(0, 0, days)
			isWorkday := moved.Weekday() != time.Saturday && moved.Weekday() != time.Sunday
			if isWorkday && moved.Month() == civil.Month() {
				return moved.Day()
			}
		}
	}
}

// back walks from a date to the start of its month, in steps of some days.
func back(civil time.Time, step int) []time.Time { return walk(civil, -step) }

// ahead walks from a date to the end of its month, in steps of some days.
func ahead(civil time.Time, step int) []time.Time { return walk(civil, step) }

// walk lists the dates of a month from a date on, in either direction.
func walk(civil time.Time, step int) (dates []time.Time) {
	for at := civil; at.Month() == civil.Month(); at = at.AddDate(0, 0, step) {
		dates = append(dates, at)
	}
	return dates
}
