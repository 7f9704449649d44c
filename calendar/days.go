package calendar

import (
	"strings"
	"time"
)

// Days is a restriction of dates by their place in the month and in the week. A
// date passes if it is one of MonthDays or a workday, and on one of Weekdays. The
// zero value restricts nothing. It is comparable.
type Days struct {
	// MonthDays is a set of days of the month.
	MonthDays MonthDays
	// Workdays adds, for each of its days, the day from Monday to Friday nearest
	// to it in the same month: for 15, the 15th, or the Friday before a Saturday,
	// or the Monday after a Sunday; for 1 on a Saturday, Monday the 3rd; for
	// [LastDay], the last such day of the month. A day that the month lacks has no
	// workday. Holidays are no concern of it. If Workdays is not zero and
	// MonthDays is, the workdays are the whole restriction.
	Workdays MonthDays
	// Weekdays is a set of days of the week.
	Weekdays Weekdays
}

// In returns the days admitted in a month of a length of 28 to 31 that starts on
// weekday first: bit n is day n.
func (d Days) In(first time.Weekday, length int) uint32 {
	return d.ofMonth(first, length) & d.Weekdays.In(first, length)
}

// ofMonth is In without the restriction of weekdays.
func (d Days) ofMonth(first time.Weekday, length int) uint32 {
	if d.Workdays == 0 {
		return d.MonthDays.In(length)
	}
	// Not In: beside workdays, no days of the month are none instead of all.
	return d.MonthDays.members(length) | d.Workdays.workdays(first, length)
}

// Allows reports whether a date is admitted.
func (d Days) Allows(date Date) bool {
	year, month, day := date.Civil()
	length, weekday := DaysIn(year, month), date.Weekday()
	if !d.Weekdays.Allows(weekday, day, length) {
		return false
	}
	if d.Workdays == 0 {
		return d.MonthDays.Allows(day, length)
	}
	first := (weekday + time.Weekday(36-day)) % 7 // 35 days are five weeks
	return d.ofMonth(first, length)>>day&1 != 0
}

// ParseDays reads a list of days of the month and of workdays, such as
// "1,workday 15,last workday", in any case and order; "*" and "" are the zero
// values. The error is a [*ParseError].
func ParseDays(s string) (days, workdays MonthDays, err error) {
	_, bad, ok := parseSet(s, func(item string) (MonthDays, bool) {
		day, isWorkday, ok := dayItem(item)
		if isWorkday {
			workdays |= day
		} else {
			days |= day
		}
		return day, ok
	})
	if !ok {
		return 0, 0, &ParseError{What: "day of the month", Input: bad, Want: wantDay}
	}
	return days, workdays, nil
}

const wantDay = "1 to 31, -1 to -31 or last, alone or with workday, as in " +
	"workday 15 and last workday; or *"

// dayItem reads a day such as "15", "workday 15" or "last workday".
func dayItem(item string) (day MonthDays, isWorkday, ok bool) {
	words := strings.Fields(item)
	switch {
	case len(words) == 1:
		day, ok = monthDay(words[0])
	case len(words) == 2 && strings.EqualFold(words[0], "workday"):
		day, ok = monthDay(words[1])
		return day, true, ok
	case len(words) == 2 && strings.EqualFold(words[0], "last") && strings.EqualFold(words[1], "workday"):
		return LastDay, true, true
	}
	return day, false, ok
}

// DaysText returns days of the month and workdays as [ParseDays] reads them,
// such as "1,15,workday 20,last workday", or "*".
func DaysText(days, workdays MonthDays) string {
	if days == 0 && workdays == 0 {
		return "*"
	}
	var list []string
	for day := range days.Days() {
		list = append(list, monthDayText(day))
	}
	for day := range workdays.Days() {
		if day == -1 {
			list = append(list, "last workday")
		} else {
			list = append(list, "workday "+monthDayText(day))
		}
	}
	return joinSet(list, days.Valid() && workdays.Valid())
}
