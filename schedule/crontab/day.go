package crontab

import (
	"strconv"
	"strings"
	"time"

	"github.com/longcase/longcase/calendar"
)

// mostBefore is the largest n of L-n. L-30 is the first of a month of 31 days.
const mostBefore = 30

// monthDay reads an item with an L or a W: the last day, a day before it, or the
// workday nearest to a day. isDay is false for items of other letters, which are
// left to be read as values.
func (p *parser) monthDay(s *set, w word) (isDay bool) {
	if !strings.ContainsAny(w.Text, "LlWw") {
		return false
	}
	text := strings.ToUpper(w.Text)
	day, isWorkday := strings.CutSuffix(text, "W")
	switch n, ok := dayOf(day); {
	case !ok || n > 0 && !isWorkday:
		p.Problem(s.name, w, "1 to 31, L for the last day, L-1 to L-30 for days before it,"+
			" or one of these and W for the nearest workday")
	case isWorkday:
		s.workdays |= calendar.MonthDaysOf(n)
	default:
		s.fromEnd |= calendar.MonthDaysOf(n)
	}
	return true
}

// dayOf returns the day of a number, L or L-n: from the end of the month it is
// negative.
func dayOf(text string) (day int, ok bool) {
	before, fromEnd := strings.CutPrefix(text, "L")
	switch {
	case !fromEnd:
		day, ok = number(text)
		return day, ok && 1 <= day && day <= 31
	case before == "":
		return -1, true
	case before[0] != '-':
		return 0, false
	}
	// L is -1, the last day, and so L-1, the day before it, is -2.
	n, ok := number(before[1:])
	return -1 - n, ok && n <= mostBefore
}

// weekday reads an item with a # or an L: the nth or the last of a weekday in the
// month. isDay is false for other items.
func (p *parser) weekday(s *set, w word) (isDay bool) {
	name, n, isNth := w.Cut('#')
	if !isNth {
		// One byte, in either case: ToUpper may change the length of what is before it.
		rest := strings.TrimRight(w.Text, "Ll")
		if len(rest)+1 != len(w.Text) {
			return false
		}
		if rest == "" {
			p.Problem(s.name, w, s.want()+"; L needs a weekday before it, as in friL")
			return true
		}
		name.Text = rest
	}
	day, ok := p.value(s.field, name)
	if !ok {
		return true
	}
	week := -1
	if isNth {
		if week, ok = number(n.Text); !ok || week < 1 || week > 5 {
			p.Problem(s.name, n, "1 to 5 after #, for the first to the fifth of the month")
			return true
		}
	}
	s.nth |= calendar.NthWeekdays(week, time.Weekday(s.wrap(day)))
	return true
}

// monthDayTexts writes days counted from the end of the month, and workdays.
func monthDayTexts(days, workdays calendar.MonthDays) (items []string) {
	for day := range days.Days() {
		if day < 0 {
			items = append(items, dayText(day))
		}
	}
	for day := range workdays.Days() {
		items = append(items, dayText(day)+"W")
	}
	return items
}

// dayText is the inverse of dayOf.
func dayText(day int) string {
	switch {
	case day > 0:
		return strconv.Itoa(day)
	case day == -1:
		return "L"
	}
	return "L-" + strconv.Itoa(-1-day)
}

// weekdayTexts returns the weekdays of every week, bit 0 for Sunday, and writes the
// others; ok is false if any of them is counted from the end of the month, but the
// last: cron has none.
func weekdayTexts(days calendar.Weekdays) (weekly uint64, items []string, ok bool) {
	ok = true
	for n, day := range days.Days() {
		number := strconv.Itoa(int(day))
		switch {
		case n == 0:
			weekly |= 1 << day
		case n > 0:
			items = append(items, number+"#"+strconv.Itoa(n))
		case n == -1:
			items = append(items, number+"L")
		default:
			ok = false
		}
	}
	return weekly, items, ok
}
