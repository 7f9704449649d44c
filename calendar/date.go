package calendar

import (
	"strconv"
	"time"

	"github.com/longcase/longcase/internal/civil"
)

// Date is a day of the proleptic Gregorian calendar: the number of days since
// 1970-01-01, the zero value. Dates are comparable and ordered by <, and d+1 is
// the day after d.
//
// All methods are exact for years -30000 to 30000. The rest of this module
// uses [MinDate] to [MaxDate].
type Date int32

const (
	// MinDate is 0001-01-01, the first day of all schedules and periods.
	MinDate Date = -719162
	// MaxDate is 9999-12-31, the last day of all schedules and periods.
	MaxDate Date = 2932896
	// DaysPerCycle is the number of days in 400 years, after which the
	// calendar repeats, weekdays included: 146,097 days are 20,871 weeks.
	DaysPerCycle = civil.DaysPerCycle
)

// DateOf returns the date of a year, month and day. A month or day out of
// range carries over, as in time.Date: 31 April is 1 May.
func DateOf(year int, month time.Month, day int) Date {
	if month < time.January || month > time.December {
		months := year*12 + int(month) - 1
		year = floorDiv(months, 12)
		month = time.Month(months-year*12) + 1
	}
	return Date(civil.Days(year, int(month), day))
}

// Civil returns the year, month and day of d.
func (d Date) Civil() (year int, month time.Month, day int) {
	year, inMonth, day := civil.Date(int32(d))
	return year, time.Month(inMonth), day
}

// Weekday returns the day of the week of d.
func (d Date) Weekday() time.Weekday {
	return time.Weekday(civil.Weekday(int32(d)))
}

// AddMonths returns d moved by n months, to the same day of the month or, if the
// month is too short, to its last day: 31 January plus a month is 28 or 29
// February, where time.AddDate returns 3 or 2 March. AddMonths is monotone: a
// later date never lands earlier.
func (d Date) AddMonths(n int) Date {
	moved, _ := d.addMonths(n)
	return moved
}

// addMonths also reports whether the day had to be clamped.
func (d Date) addMonths(n int) (moved Date, clamped bool) {
	year, month, day := d.Civil()
	months := year*12 + int(month) - 1 + n
	year = floorDiv(months, 12)
	month = time.Month(months-year*12) + 1
	if last := DaysIn(year, month); day > last {
		day, clamped = last, true
	}
	return DateOf(year, month, day), clamped
}

// String returns d as 2006-01-02.
func (d Date) String() string {
	text, _ := d.AppendText(make([]byte, 0, 10))
	return string(text)
}

// AppendText appends d as 2006-01-02. It never fails.
func (d Date) AppendText(b []byte) ([]byte, error) {
	year, month, day := d.Civil()
	if year < 0 {
		b, year = append(b, '-'), -year
	}
	// Pad the year to four digits. strconv writes the last, also of the year 0.
	for limit := 1000; limit > year && limit > 1; limit /= 10 {
		b = append(b, '0')
	}
	b = strconv.AppendInt(b, int64(year), 10)
	b = appendTwoDigits(append(b, '-'), int(month))
	return appendTwoDigits(append(b, '-'), day), nil
}

// MarshalText returns d as 2006-01-02. It never fails.
func (d Date) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// UnmarshalText reads a text as [ParseDate] does.
func (d *Date) UnmarshalText(text []byte) (err error) {
	*d, err = ParseDate(string(text))
	return err
}

// ParseDate reads a date such as 2025-10-26, of the years 0001 to 9999. The error
// is a [*ParseError].
func ParseDate(s string) (Date, error) {
	bad := &ParseError{What: "date", Input: s, Want: "a date such as 2025-10-26, of the years 0001 to 9999"}
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return 0, bad
	}
	year, okYear := digits(s[:4])
	month, okMonth := digits(s[5:7])
	day, okDay := digits(s[8:])
	if !okYear || !okMonth || !okDay || year < 1 || month < 1 || month > 12 ||
		day < 1 || day > DaysIn(year, time.Month(month)) {
		return 0, bad
	}
	return DateOf(year, time.Month(month), day), nil
}

// isLeap reports whether the year has a 29 February.
func isLeap(year int) bool {
	return year%4 == 0 && (year%100 != 0 || year%400 == 0)
}

// DaysIn returns the number of days in a month, 28 to 31.
func DaysIn(year int, month time.Month) int {
	if month == time.February {
		if isLeap(year) {
			return 29
		}
		return 28
	}
	// Odd months have 31 days up to July, even months from August on.
	return 30 + int(month+month>>3)&1
}

// floorDiv divides and rounds down, so that months before the year 0 are in the
// year that they belong to.
func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
