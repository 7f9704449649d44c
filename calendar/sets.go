package calendar

import (
	"math/bits"
	"strconv"
	"strings"
	"time"
)

// Weekdays is a set of days of the week, used as a restriction of dates. The zero
// value restricts nothing, as do all seven days. Sets are comparable. A set prints
// as "mon,wed,fri", and the zero value as "*".
type Weekdays uint8

// WeekdaysOf returns the set of the given days.
func WeekdaysOf(days ...time.Weekday) Weekdays {
	var set Weekdays
	for _, day := range days {
		set |= 1 << day
	}
	return set
}

// AllWeekdays is the set of all seven days.
const AllWeekdays Weekdays = 1<<7 - 1

// Allows reports whether the set, as a restriction, admits a day.
func (s Weekdays) Allows(day time.Weekday) bool { return s == 0 || s>>day&1 != 0 }

// String returns the set as "mon,wed,fri", Monday first, or "*".
func (s Weekdays) String() string {
	mondayFirst := uint32(s>>1&0x3f | s<<6&0x40)
	return joinSet(mondayFirst, func(i int) string { return weekdayNames[(i+1)%7] })
}

// MarshalText returns the text of String. It never fails.
func (s Weekdays) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a text as [ParseWeekdays] does.
func (s *Weekdays) UnmarshalText(text []byte) (err error) {
	*s, err = ParseWeekdays(string(text))
	return err
}

// ParseWeekdays reads a list of days such as "mon,wed,fri", in any case and
// order; "*" and "" are the zero value. The error is a [*ParseError].
func ParseWeekdays(s string) (Weekdays, error) {
	set, bad, ok := parseSet(s, func(item string) (int, bool) { return indexFold(weekdayNames[:], item) })
	if !ok {
		return 0, &ParseError{What: "weekday", Input: bad, Want: "mon, tue, wed, thu, fri, sat, sun or *"}
	}
	return Weekdays(set), nil
}

// MonthDays is a set of days of the month, 1 to 31 and the last day, used as a
// restriction of dates. The zero value restricts nothing. In a month without
// them, days admit no date: of 31 and [LastDay], only LastDay admits a date of
// February. Sets are comparable. A set prints as "1,15,last", and the zero value
// as "*".
type MonthDays uint32

// LastDay is the set of the last day of every month.
const LastDay MonthDays = 1

// AllMonthDays is the set of the days 1 to 31.
const AllMonthDays MonthDays = 1<<32 - 2

// MonthDaysOf returns the set of the given days, 1 to 31.
func MonthDaysOf(days ...int) MonthDays {
	var set MonthDays
	for _, day := range days {
		set |= 1 << day
	}
	return set
}

// In returns the days that the set, as a restriction, admits in a month of a
// length of 28 to 31: bit n is day n.
func (s MonthDays) In(length int) uint32 {
	inMonth := uint32(1)<<(length+1) - 2 // 31 shifts out to 0, and 0-2 is 1..31
	if s == 0 {
		return inMonth
	}
	// LastDay is bit 0, and so moves to the month's last day.
	return (uint32(s) | uint32(s&LastDay)<<length) & inMonth
}

// Allows reports whether the set, as a restriction, admits a day of a month of
// the given length.
func (s MonthDays) Allows(day, length int) bool { return s.In(length)>>day&1 != 0 }

// String returns the set as "1,15,last", or "*".
func (s MonthDays) String() string {
	lastAtTheEnd := bits.RotateLeft32(uint32(s), -1)
	return joinSet(lastAtTheEnd, func(i int) string {
		if i == 31 {
			return "last"
		}
		return strconv.Itoa(i + 1)
	})
}

// MarshalText returns the text of String. It never fails.
func (s MonthDays) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a text as [ParseMonthDays] does.
func (s *MonthDays) UnmarshalText(text []byte) (err error) {
	*s, err = ParseMonthDays(string(text))
	return err
}

// ParseMonthDays reads a list of days such as "1,15,last"; "*" and "" are the
// zero value. The error is a [*ParseError].
func ParseMonthDays(s string) (MonthDays, error) {
	set, bad, ok := parseSet(s, func(item string) (int, bool) {
		if strings.EqualFold(item, "last") {
			return 0, true
		}
		day, ok := digits(item)
		return day, ok && 1 <= day && day <= 31
	})
	if !ok {
		return 0, &ParseError{What: "day of the month", Input: bad, Want: "1 to 31, last or *"}
	}
	return MonthDays(set), nil
}

// Months is a set of months, used as a restriction of dates. The zero value
// restricts nothing, as do all twelve months. Sets are comparable. A set prints
// as "jan,jul", and the zero value as "*".
type Months uint16

// AllMonths is the set of all twelve months.
const AllMonths Months = 1<<13 - 2

// MonthsOf returns the set of the given months.
func MonthsOf(months ...time.Month) Months {
	var set Months
	for _, month := range months {
		set |= 1 << month
	}
	return set
}

// Allows reports whether the set, as a restriction, admits a month.
func (s Months) Allows(month time.Month) bool { return s == 0 || s>>month&1 != 0 }

// String returns the set as "jan,jul", or "*".
func (s Months) String() string {
	return joinSet(uint32(s)>>1, func(i int) string { return monthNames[i] })
}

// MarshalText returns the text of String. It never fails.
func (s Months) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a text as [ParseMonths] does.
func (s *Months) UnmarshalText(text []byte) (err error) {
	*s, err = ParseMonths(string(text))
	return err
}

// ParseMonths reads a list of months such as "jan,jul" or "1,7"; "*" and "" are
// the zero value. The error is a [*ParseError].
func ParseMonths(s string) (Months, error) {
	set, bad, ok := parseSet(s, func(item string) (int, bool) {
		if i, ok := indexFold(monthNames[:], item); ok {
			return i + 1, true
		}
		month, ok := digits(item)
		return month, ok && 1 <= month && month <= 12
	})
	if !ok {
		return 0, &ParseError{What: "month", Input: bad, Want: "jan to dec, 1 to 12 or *"}
	}
	return Months(set), nil
}

var weekdayNames = [...]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

var monthNames = [...]string{
	"jan", "feb", "mar", "apr", "may", "jun",
	"jul", "aug", "sep", "oct", "nov", "dec",
}

// joinSet lists the names of the bits of a set, "*" if it is empty.
func joinSet(set uint32, name func(int) string) string {
	if set == 0 {
		return "*"
	}
	var list []string
	for ; set != 0; set &= set - 1 {
		list = append(list, name(bits.TrailingZeros32(set)))
	}
	return strings.Join(list, ",")
}

// parseSet reads a comma-separated list of items. If it does not understand an
// item, it returns that item, and ok is false.
func parseSet(s string, bit func(string) (int, bool)) (set uint32, bad string, ok bool) {
	if s == "" || s == "*" {
		return 0, "", true
	}
	for item := range strings.SplitSeq(s, ",") {
		i, ok := bit(strings.TrimSpace(item))
		if !ok {
			return 0, item, false
		}
		set |= 1 << i
	}
	return set, "", true
}

func indexFold(names []string, s string) (int, bool) {
	for i, name := range names {
		if strings.EqualFold(name, s) {
			return i, true
		}
	}
	return 0, false
}
