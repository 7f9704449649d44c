package calendar

import (
	"iter"
	"math/bits"
	"strconv"
	"strings"
	"time"
)

// MonthDays is a set of days of the month, used as a restriction of dates. Days
// are counted from the start of the month, 1 to 31, or from its end, -1 to -31:
// -1 is the last day, and -3 the last but two. The zero value restricts nothing.
//
// A day that a month lacks, from either end, admits no date of it: of 31 and
// [LastDay], only LastDay admits a date of February, and -31 is the first of a
// month of 31 days.
//
// Sets are comparable, and safe for concurrent use. The union of two is a|b. A
// set prints as "1,15,-3,last", and the zero value as "*".
//
// The same type says which workdays a rule names. A workday of a day is the day
// from Monday to Friday nearest to it in its month, see [Days].
type MonthDays uint64

// Day n from the start is bit n, and day n from the end bit 64-n: in both, bit n
// modulo 64. So days in order are bits in order, and those counted from the end
// move to their places in a month with one shift. Bits 0 and 32 stand for no day.
const notMonthDays MonthDays = 1 | 1<<32

// LastDay is the set of the last day of every month, MonthDaysOf(-1).
const LastDay MonthDays = 1 << 63

// AllMonthDays is the set of the days 1 to 31, which every date is in.
const AllMonthDays MonthDays = 1<<32 - 2

// MonthDaysOf returns the set of the given days, 1 to 31 and -1 to -31. Any
// other number makes the set invalid: see [MonthDays.Valid].
func MonthDaysOf(days ...int) MonthDays {
	var set MonthDays
	for _, day := range days {
		if day < -31 || day > 31 {
			day = 0 // a bit of notMonthDays
		}
		set |= 1 << (day & 63)
	}
	return set
}

// Valid reports whether the set was made of the days 1 to 31 and -1 to -31
// alone. An invalid set admits its days and no others, prints the rest as
// "invalid", and has no text that can be read; a rule with it is refused.
func (s MonthDays) Valid() bool { return s&notMonthDays == 0 }

// Days ranges over the days of the set: those from the start, 1 to 31, and then
// those from the end, -31 to -1. Of the zero value, it has none.
func (s MonthDays) Days() iter.Seq[int] {
	return func(yield func(int) bool) {
		for rest := s &^ notMonthDays; rest != 0; rest &= rest - 1 {
			day := bits.TrailingZeros64(uint64(rest))
			if day > 32 {
				day -= 64
			}
			if !yield(day) {
				return
			}
		}
	}
}

// In returns the days that the set, as a restriction, admits in a month of a
// length of 28 to 31: bit n is day n.
func (s MonthDays) In(length int) uint32 {
	if s == 0 {
		return inMonth(length)
	}
	return s.members(length)
}

// members is In for a set that is no restriction: the zero value has none.
func (s MonthDays) members(length int) uint32 {
	// The last day is bit 63, and so moves to the month's last day.
	return (uint32(s) | uint32(s>>uint(63-length))) & inMonth(length)
}

// inMonth returns all days of a month: bit n is day n.
func inMonth(length int) uint32 {
	return uint32(1)<<uint(length+1) - 2 // 31 shifts out to 0, and 0-2 is 1..31
}

// workdays returns the days from Monday to Friday that are nearest to the days
// of the set in a month that starts on weekday first. No workday leaves its
// month: for Saturday the 1st it is Monday the 3rd, and for Sunday the 31st it is
// Friday the 29th.
func (s MonthDays) workdays(first time.Weekday, length int) uint32 {
	days := s.members(length)
	saturdays := days & weekly(1<<time.Saturday).In(first, length)
	sundays := days & weekly(1<<time.Sunday).In(first, length)
	last := uint32(1) << uint(length)
	// Operators of one precedence bind from the left: (saturdays &^ 2) >> 1. The bit
	// of value 2 is the 1st, whose Friday is in the month before; last is the last
	// day, whose Monday is in the month after.
	before := saturdays&^2>>1 | sundays&last>>2 // a Friday
	after := sundays&^last<<1 | saturdays&2<<2  // a Monday
	return days&^saturdays&^sundays | before | after
}

// Allows reports whether the set, as a restriction, admits a day of a month of
// the given length.
func (s MonthDays) Allows(day, length int) bool { return s.In(length)>>uint(day)&1 != 0 }

// String returns the set as "1,15,-3,last", or "*".
func (s MonthDays) String() string { return DaysText(s, 0) }

// MarshalText returns the text of String. It fails for an invalid set.
func (s MonthDays) MarshalText() ([]byte, error) {
	return marshalSet("day of the month", s, wantMonthDay)
}

// UnmarshalText reads a text as [ParseMonthDays] does.
func (s *MonthDays) UnmarshalText(text []byte) (err error) {
	*s, err = ParseMonthDays(string(text))
	return err
}

// ParseMonthDays reads a list of days such as "1,15,-3,last", in any case and
// order; "*" and "" are the zero value. The error is a [*ParseError].
func ParseMonthDays(s string) (MonthDays, error) {
	set, bad, ok := parseSet(s, monthDay)
	if !ok {
		return 0, &ParseError{What: "day of the month", Input: bad, Want: wantMonthDay}
	}
	return set, nil
}

const wantMonthDay = "1 to 31, -1 to -31, last or *"

// monthDay reads a day such as "15", "-3" or "last".
func monthDay(item string) (MonthDays, bool) {
	if strings.EqualFold(item, "last") {
		return LastDay, true
	}
	number, negative := strings.CutPrefix(item, "-")
	day, ok := digits(number)
	ok = ok && 1 <= day && day <= 31
	if negative {
		day = -day
	}
	return MonthDaysOf(day), ok
}

// monthDayText is the inverse of monthDay.
func monthDayText(day int) string {
	if day == -1 {
		return "last"
	}
	return strconv.Itoa(day)
}
