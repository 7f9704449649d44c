package retention

import (
	"strings"

	"github.com/longcase/longcase/calendar"
)

// MarshalText returns what String returns. It fails for what [ParseRule] would
// not read, such as a negative day.
func (a Anchor) MarshalText() ([]byte, error) {
	if a.Day < 0 || !a.At.Valid() {
		return nil, anchorError(a.String())
	}
	return []byte(a.String()), nil
}

// UnmarshalText reads what String returns.
func (a *Anchor) UnmarshalText(text []byte) error {
	day, at, hasDay := strings.Cut(string(text), " ")
	if !hasDay {
		day, at = "", day
	}
	n, ok := number(day)
	clock, err := calendar.ParseClock(at)
	if ok != hasDay || err != nil {
		return anchorError(string(text))
	}
	*a = Anchor{Day: n, At: clock}
	return nil
}

func anchorError(input string) error {
	return &calendar.ParseError{
		What: "anchor", Input: input,
		Want: `a time of day, or a day from 1 and a time, such as "15 02:00"`,
	}
}
