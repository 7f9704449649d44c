package crontab

import (
	"strconv"
	"strings"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule"
)

// field describes one of the five fields and its possible values.
type field struct {
	name        string
	first, last int
	most        int      // the largest number read: 7 is Sunday too
	names       []string // of the values, in full, from first on
	day         bool     // of the month or of the week
}

var fields = [5]field{
	{name: "minute", last: 59, most: 59},
	{name: "hour", last: 23, most: 23},
	{name: "day of month", first: 1, last: 31, most: 31, day: true},
	{name: "month", first: 1, last: 12, most: 12, names: monthNames[:]},
	{name: "day of week", last: 6, most: 7, names: weekdayNames[:], day: true},
}

var (
	monthNames = [...]string{
		"january", "february", "march", "april", "may", "june",
		"july", "august", "september", "october", "november", "december",
	}
	weekdayNames = [...]string{
		"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
	}
)

// short is the length of a name that is not written in full.
const short = 3

func (f *field) isMonthDay() bool { return f.day && f.names == nil }
func (f *field) isWeekday() bool  { return f.day && f.names != nil }

// size returns the number of values.
func (f *field) size() int { return f.last - f.first + 1 }

// all returns the set of all values.
func (f *field) all() uint64 { return (1<<f.size() - 1) << f.first }

// values returns the values from first to last that are whole steps from first.
// Those beyond the field's last value go on at its first: of the minutes 56 to 63
// by 2, the last two are 0 and 2. So Sunday as 7 becomes 0, after it has served as
// an end: "5-7" is a range from Friday to Sunday.
func (f *field) values(first, last, step int) (bits uint64) {
	if step == 1 && last <= f.last { // bits 0 to last without those before first
		return (2<<last - 1) &^ (1<<first - 1)
	}
	for value := first; value <= last; value += step {
		bits |= 1 << f.wrap(value)
	}
	return bits
}

// wrap returns a value beyond the field's last as counted on from its first.
func (f *field) wrap(value int) int {
	if value > f.last {
		return value - f.size()
	}
	return value
}

// named returns the value of a name, in full or its first three letters, in any
// case.
func (f *field) named(text string) (value int, ok bool) {
	for i, name := range f.names {
		if strings.EqualFold(text, name) || strings.EqualFold(text, name[:short]) {
			return f.first + i, true
		}
	}
	return 0, false
}

// want returns the values of the field, for errors.
func (f *field) want() string {
	want := strconv.Itoa(f.first) + " to " + strconv.Itoa(f.most)
	switch {
	case f.isMonthDay():
		want += ", or L for the last day"
	case f.names != nil:
		want += ", or " + f.names[0][:short] + " to " + f.names[len(f.names)-1][:short]
	}
	return want
}

// set is the values of a field.
type set struct {
	*field
	bits     uint64             // bit n is value n
	fromEnd  calendar.MonthDays // days of the month counted from its end
	workdays calendar.MonthDays // days of the month whose nearest workday is meant
	nth      calendar.Weekdays  // weekdays of some weeks of the month
	// star tells that an item of the field is "*" or "?", with a step of 1 or none:
	// then robfig/cron wants a date to match both day fields.
	star bool
	// starFirst tells that the field's first character is "*", or "?" in its place:
	// then cronie wants the same.
	starFirst bool
}

// months returns the field as a restriction.
func (s *set) months() calendar.Months {
	if s.bits == s.all() {
		return 0
	}
	return calendar.Months(s.bits)
}

// monthDays returns the field as a restriction, which has two parts. Both are zero
// for a field of all days, however it is written.
func (s *set) monthDays() (days, workdays calendar.MonthDays) {
	switch {
	case s.bits == s.all():
		return 0, 0
	case s.fromEnd|s.workdays == 0:
		return calendar.MonthDays(s.bits), 0
	}
	all := schedule.Rule{MonthDays: calendar.MonthDays(s.bits) | s.fromEnd, Workdays: s.workdays}.Normal()
	return all.MonthDays, all.Workdays
}

// weekdays returns the field as a restriction, zero for one of all days.
func (s *set) weekdays() calendar.Weekdays {
	if s.bits == s.all() {
		return 0
	}
	days := s.nth
	for day := time.Sunday; day <= time.Saturday; day++ {
		if s.bits>>day&1 != 0 {
			days |= calendar.WeekdaysOf(day)
		}
	}
	if days = days.Normal(); days == calendar.AllWeekdays {
		return 0
	}
	return days
}
