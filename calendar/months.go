package calendar

import (
	"strings"
	"time"
)

// Months is a set of months, used as a restriction of dates. The zero value
// restricts nothing, as do all twelve months. Sets are comparable, and safe for
// concurrent use. A set prints as "jan,jul", and the zero value as "*".
type Months uint16

// notMonths are the bits that stand for no month. MonthsOf sets the lowest for a
// value that is none.
const notMonths = ^AllMonths

// AllMonths is the set of all twelve months.
const AllMonths Months = 1<<13 - 2

// MonthsOf returns the set of the given months. A value that is no month makes
// the set invalid: see [Months.Valid].
func MonthsOf(months ...time.Month) Months {
	var set Months
	for _, month := range months {
		if month < time.January || month > time.December {
			month = 0
		}
		set |= 1 << month
	}
	return set
}

// Valid reports whether the set was made of months alone. An invalid set admits
// its months and no others, prints the rest as "invalid", and has no text that
// can be read; a rule with it is refused.
func (s Months) Valid() bool { return s&notMonths == 0 }

// Allows reports whether the set, as a restriction, admits a month.
func (s Months) Allows(month time.Month) bool { return s == 0 || s&AllMonths>>uint(month)&1 != 0 }

// String returns the set as "jan,jul", or "*".
func (s Months) String() string {
	if s == 0 {
		return "*"
	}
	var list []string
	for i, name := range monthNames {
		if s>>(i+1)&1 != 0 {
			list = append(list, name)
		}
	}
	return joinSet(list, s.Valid())
}

// MarshalText returns the text of String. It fails for an invalid set.
func (s Months) MarshalText() ([]byte, error) { return marshalSet("month", s, wantMonth) }

// UnmarshalText reads a text as [ParseMonths] does.
func (s *Months) UnmarshalText(text []byte) (err error) {
	*s, err = ParseMonths(string(text))
	return err
}

// ParseMonths reads a list of months such as "jan,jul" or "1,7"; "*" and "" are
// the zero value. The error is a [*ParseError].
func ParseMonths(s string) (Months, error) {
	set, bad, ok := parseSet(s, func(item string) (Months, bool) {
		if i, ok := indexFold(monthNames[:], item); ok {
			return 1 << (i + 1), true
		}
		month, ok := digits(item)
		return MonthsOf(time.Month(month)), ok && 1 <= month && month <= 12
	})
	if !ok {
		return 0, &ParseError{What: "month", Input: bad, Want: wantMonth}
	}
	return set, nil
}

const wantMonth = "jan to dec, 1 to 12 or *"

var monthNames = [...]string{
	"jan", "feb", "mar", "apr", "may", "jun",
	"jul", "aug", "sep", "oct", "nov", "dec",
}

// joinSet joins the names of a set that is not empty, and says if it is invalid.
func joinSet(names []string, valid bool) string {
	if !valid {
		names = append(names, "invalid")
	}
	return strings.Join(names, ",")
}

// marshalSet returns the text of a set, or an error if it is invalid.
func marshalSet(what string, set interface {
	Valid() bool
	String() string
}, want string,
) ([]byte, error) {
	text := set.String()
	if !set.Valid() {
		return nil, &ParseError{What: what, Input: text, Want: want}
	}
	return []byte(text), nil
}

// parseSet reads a comma-separated list of items, each a set. If it does not
// understand an item, it returns that item, and ok is false.
func parseSet[S ~uint16 | ~uint64](s string, read func(string) (S, bool)) (set S, bad string, ok bool) {
	if s == "" || s == "*" {
		return 0, "", true
	}
	for item := range strings.SplitSeq(s, ",") {
		members, ok := read(strings.TrimSpace(item))
		if !ok {
			return 0, item, false
		}
		set |= members
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
