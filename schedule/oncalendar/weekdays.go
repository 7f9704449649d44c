package oncalendar

import (
	"strings"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/english"
)

// weekdayNames begins with Monday, as systemd's ranges do.
var weekdayNames = [...]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}

// shortWeekday returns the first three letters of a weekday, 0 for Monday.
func shortWeekday(i int) string { return weekdayNames[i][:3] }

// weekdays reads a list of weekdays and ranges of them. A comma at the end is
// let pass, as by systemd, and "-" for "..", its older form.
func (p *parser) weekdays(w word) (days calendar.Weekdays) {
	list := word{Text: strings.TrimSuffix(w.Text, ","), At: w.At}
	for _, item := range list.Split(',') {
		from, to, ranged := item.CutRange()
		if !ranged { // "-" occurs in no name
			from, to, ranged = item.Cut('-')
		}
		first, ok := p.weekday(from)
		last := first
		if ranged && ok {
			last, ok = p.weekday(to)
		}
		if ok && first > last {
			p.Problem("weekday", item, "a range that does not end before it begins; weeks begin with Monday")
		}
		for i := first; ok && i <= last; i++ {
			days |= calendar.WeekdaysOf(time.Weekday((i + 1) % 7))
		}
	}
	if days == calendar.AllWeekdays { // restricts nothing
		return 0
	}
	return days
}

// weekday reads the name of a weekday, 0 for Monday.
func (p *parser) weekday(w word) (int, bool) {
	for i, name := range weekdayNames {
		if strings.EqualFold(w.Text, name) || strings.EqualFold(w.Text, name[:3]) {
			return i, true
		}
	}
	p.Problem("weekday", w, "Mon to Sun, or a word such as daily or weekly")
	return 0, false
}

// weekdaysText writes weekdays, bit 0 for Sunday, and a space after them if any day
// is missing.
func weekdaysText(weekly uint8) string {
	if weekly == 1<<7-1 {
		return ""
	}
	set := uint64(weekly>>1 | weekly&1<<6) // Monday first
	return strings.Join(english.Runs(set, "..", shortWeekday), ",") + " "
}

// splitWeeks returns weekdays of some weeks of the month as two restrictions that
// come to the same: weekdays of every week, and days of the month. The first Sunday
// is the Sunday among the days 1 to 7, and the last Friday that among the last
// seven. ok is false if not all of the weekdays are of the same weeks.
func splitWeeks(days calendar.Weekdays) (weekly uint8, monthDays calendar.MonthDays, ok bool) {
	if weekly, ok = days.Weekly(); ok {
		return weekly, 0, true
	}
	var of [7]calendar.MonthDays
	for n, day := range days.Days() {
		weekly |= 1 << day
		of[day] |= daysOfWeek(n)
		monthDays |= of[day]
	}
	// An expression has every weekday on every day of the month that it lists, so that the
	// first Sunday beside the last Friday cannot be said: it would name the last Sunday, too.
	for day, inMonth := range of {
		if weekly>>day&1 != 0 && inMonth != monthDays {
			return 0, 0, false
		}
	}
	return weekly, monthDays, true
}

// daysOfWeek returns the days of the nth week of a month, or of all for 0: the
// first has the days 1 to 7, and the last, -1, those from -7 to -1.
func daysOfWeek(n int) (days calendar.MonthDays) {
	switch {
	case n == 0:
		return calendar.AllMonthDays
	case n == 5: // of which no month has more than three days
		return calendar.MonthDaysOf(29, 30, 31)
	case n < 0:
		n++
	}
	for day := 1; day <= 7; day++ {
		if n > 0 {
			days |= calendar.MonthDaysOf(7*(n-1) + day)
		} else {
			days |= calendar.MonthDaysOf(7*n - day)
		}
	}
	return days
}
