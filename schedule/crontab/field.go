package crontab

import (
	"strconv"
	"strings"
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

// lastDay is the value for the last day of a month. It is bit 63, as in
// calendar.LastDay, so that a set of values is a calendar.MonthDays.
const lastDay = 63

func (f *field) isMonthDay() bool { return f.day && f.names == nil }

// size returns the number of values.
func (f *field) size() int { return f.last - f.first + 1 }

// all returns the set of all values.
func (f *field) all() uint64 { return (1<<f.size() - 1) << f.first }

// values returns the values from first to last that are whole steps from first.
// Those beyond the field's last value go on at its first: of the minutes 56 to 63
// by 2, the last two are 0 and 2. So Sunday as 7 becomes 0, after it has served as
// an end: "5-7" is a range from Friday to Sunday.
func (f *field) values(first, last, step int) (bits uint64) {
	for value := first; value <= last; value += step {
		if value > f.last {
			bits |= 1 << (value - f.size())
		} else {
			bits |= 1 << value
		}
	}
	return bits
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
	case f.names != nil:
		want += ", or " + f.names[0][:short] + " to " + f.names[len(f.names)-1][:short]
	case f.isMonthDay():
		want += ", or L for the last day"
	}
	return want
}

// set is the values of a field: bit n is value n.
type set struct {
	*field
	bits uint64
	// star tells that an item of the field is "*" or "?", with a step of 1 or none:
	// then robfig/cron wants a date to match both day fields.
	star bool
	// starFirst tells that the field's first character is "*", or "?" in its place:
	// then cronie wants the same.
	starFirst bool
}

// unlessFull returns the values, or 0 if they are all values: in a rule, 0
// restricts nothing.
func (s set) unlessFull() uint64 {
	if s.bits&s.all() == s.all() {
		return 0
	}
	return s.bits
}
