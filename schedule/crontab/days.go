package crontab

import (
	"strconv"

	"github.com/longcase/longcase/calendar"
)

// Days says which dates match where both the day of the month and the day of
// the week are restricted.
type Days uint8

const (
	// Or takes the dates that match either of the two, as cron does.
	Or Days = iota
	// And takes the dates that match both.
	And
)

var daysNames = [...]string{"or", "and"}

// String returns "or" or "and".
func (d Days) String() string {
	if int(d) < len(daysNames) {
		return daysNames[d]
	}
	return "days " + strconv.Itoa(int(d))
}

// MarshalText returns what String returns. It fails for a value that is none.
func (d Days) MarshalText() ([]byte, error) {
	if int(d) < len(daysNames) {
		return []byte(daysNames[d]), nil
	}
	return nil, daysError(d.String())
}

// UnmarshalText reads what String returns; the empty text is [Or].
func (d *Days) UnmarshalText(text []byte) error {
	switch string(text) {
	case "", "or":
		*d = Or
	case "and":
		*d = And
	default:
		return daysError(string(text))
	}
	return nil
}

func daysError(input string) error {
	return &calendar.ParseError{What: "days", Input: input, Want: "or, or and"}
}
