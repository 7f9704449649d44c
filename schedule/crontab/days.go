package crontab

import (
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/enum"
)

// Days chooses the matching dates if both the day of the month and the day of
// the week are restricted. The zero value is [Or].
type Days uint8

const (
	// Or takes the dates of either of the two, as the crontab of POSIX
	// does: "0 0 13 * fri" is every 13th and every Friday.
	Or Days = iota
	// And takes the dates of both, as Cronos does: "0 0 13 * fri" is Friday the
	// 13th.
	And
)

// daysNames is never written.
var daysNames = enum.Names[Days]{
	What: "days", List: []string{"or", "and"}, Blank: true,
	Wrong: func(what, input, _ string) error { // "want or or and" would not be read
		return &calendar.ParseError{What: what, Input: input, Want: `"or" or "and"`}
	},
}

// String returns "or" or "and".
func (d Days) String() string { return daysNames.String(d) }

// MarshalText returns the same text as String. It fails for a value other
// than the constants.
func (d Days) MarshalText() ([]byte, error) { return daysNames.Marshal(d) }

// UnmarshalText reads "or" or "and". The empty text is [Or].
func (d *Days) UnmarshalText(text []byte) error { return daysNames.Unmarshal(d, text) }
