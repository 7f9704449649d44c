package calendar

import (
	"strconv"
	"strings"

	"github.com/longcase/longcase/internal/enum"
)

// Unit is a unit of calendar time. The zero value is [NoUnit]. Units are
// comparable and ordered by <, shorter units first.
type Unit uint8

// The units, shortest first. Minutes and hours are elapsed time; the others are
// counted on the calendar, so that a day may last 23 or 25 hours.
const (
	NoUnit Unit = iota
	Minute
	Hour
	Day
	Week
	Month
	Quarter
	Year
)

// units is never written.
var units = enum.Names[Unit]{
	What:  "unit",
	List:  []string{"none", "minute", "hour", "day", "week", "month", "quarter", "year"},
	Wrong: unknownName,
}

// String returns the unit's name in the singular, such as "week".
func (u Unit) String() string { return units.String(u) }

// MarshalText returns the unit's name. It fails for a value without a name.
func (u Unit) MarshalText() ([]byte, error) { return units.Marshal(u) }

// UnmarshalText reads a text as [ParseUnit] does.
func (u *Unit) UnmarshalText(text []byte) (err error) {
	*u, err = ParseUnit(string(text))
	return err
}

// ParseUnit reads a unit in the singular or plural, such as "week" or "weeks",
// or "none". It refuses single letters: m is minutes in some tools and months in
// others. The error is a [*ParseError].
func ParseUnit(s string) (Unit, error) {
	for u, name := range units.List {
		if s == name || u != 0 && s == name+"s" {
			return Unit(u), nil
		}
	}
	return NoUnit, &ParseError{
		What: "unit", Input: s,
		Want: "minutes, hours, days, weeks, months, quarters or years",
	}
}

// Period is a number of units, such as 4 weeks. The zero value is no period.
// Periods are comparable, but 7 days and 1 week are different values, and not
// ordered: a month is longer than 29 days in March and shorter in February.
type Period struct {
	N    int  // number of units, 1 to [MaxPeriod] in a valid period
	Unit Unit // unit, any but [NoUnit] in a valid period
}

// PeriodOf returns the period of n units.
func PeriodOf(n int, unit Unit) Period { return Period{n, unit} }

// IsZero reports whether p is the zero value, no period.
func (p Period) IsZero() bool { return p == Period{} }

// Elapsed returns the length of a period of minutes or hours in minutes; ok is
// false for other units, whose length depends on the calendar.
func (p Period) Elapsed() (minutes int64, ok bool) {
	switch p.Unit {
	case Minute:
		return int64(p.N), true
	case Hour:
		return int64(p.N) * 60, true
	}
	return 0, false
}

// After returns the date a period of days or longer after d. If months, quarters
// or years lead to a month that is too short, the date is its last day, and
// clamped is true. For a period of minutes or hours the date is d.
func (p Period) After(d Date) (date Date, clamped bool) {
	switch p.Unit {
	case Day:
		return d + Date(p.N), false
	case Week:
		return d + Date(7*p.N), false
	case Month:
		return d.addMonths(p.N)
	case Quarter:
		return d.addMonths(3 * p.N)
	case Year:
		return d.addMonths(12 * p.N)
	}
	return d, false
}

// String returns p as "4 weeks" or "1 day", and "none" for the zero value.
func (p Period) String() string {
	if p.IsZero() {
		return "none"
	}
	s := strconv.Itoa(p.N) + " " + p.Unit.String()
	if p.N != 1 {
		s += "s"
	}
	return s
}

// MarshalText returns the text of String. It fails for a period that
// [ParsePeriod] refuses, such as 0 days.
func (p Period) MarshalText() ([]byte, error) {
	s := p.String()
	if _, err := ParsePeriod(s); err != nil {
		return nil, err
	}
	return []byte(s), nil
}

// UnmarshalText reads a text as [ParsePeriod] does.
func (p *Period) UnmarshalText(text []byte) (err error) {
	*p, err = ParsePeriod(string(text))
	return err
}

// MaxPeriod is the largest number of units in a valid [Period]. The years 1 to
// 9999 have 3,652,059 days.
const MaxPeriod = 9_999_999

// ParsePeriod reads a period such as "4 weeks" or "1 day", of 1 to [MaxPeriod]
// units; "none" and "" are the zero value. The error is a [*ParseError].
func ParsePeriod(s string) (Period, error) {
	if s == "" || s == "none" {
		return Period{}, nil
	}
	number, name, _ := strings.Cut(s, " ")
	n, ok := digits(number)
	unit, err := ParseUnit(name)
	if !ok || n < 1 || n > MaxPeriod || err != nil || unit == NoUnit {
		return Period{}, &ParseError{
			What: "period", Input: s,
			Want: "a number and a unit, such as 4 weeks",
		}
	}
	return Period{n, unit}, nil
}
