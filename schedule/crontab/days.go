package crontab

import (
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/enum"
)

// Days chooses the matching dates if both the day of the month and the day of the
// week are restricted. Crons disagree on it. The zero value is [Or]; values are
// comparable.
type Days uint8

const (
	// Or takes the dates that match either field, unless an item of either is "*",
	// "?", "*/1" or "?/1": then a date must match both. So robfig/cron reads
	// expressions, and Kubernetes with it: "0 0 13 * fri" is every 13th and every
	// Friday, and "0 0 */1 * fri" is Fridays.
	Or Days = iota
	// And takes the dates that match both fields, as Cronos does: "0 0 13 * fri" is
	// Friday the 13th.
	And
	// Vixie takes the dates that match either field, unless the first character of
	// either is "*": then a date must match both. So cronie and Debian's cron read
	// expressions, as Paul Vixie's cron did: "0 0 */2 * mon" is the odd days that
	// are Mondays, and "0 0 10,* * mon" every day, but "0 0 *,10 * mon" Mondays. "?",
	// which those crons lack, stands for "*".
	Vixie
)

// matchBoth reports whether a date must match both of two day fields.
func (d Days) matchBoth(days, weekdays *set) bool {
	switch d {
	case And:
		return true
	case Vixie:
		return days.starFirst || weekdays.starFirst
	}
	return days.star || weekdays.star
}

// daysNames is never written.
var daysNames = enum.Names[Days]{
	What: "days", List: []string{"or", "and", "vixie"}, Blank: true,
	Wrong: func(what, input, _ string) error { // "want or, and or vixie" would not be read
		return &calendar.ParseError{What: what, Input: input, Want: `"or", "and" or "vixie"`}
	},
}

// String returns "or", "and" or "vixie".
func (d Days) String() string { return daysNames.String(d) }

// MarshalText returns the same text as String. It fails for a value other
// than the constants.
func (d Days) MarshalText() ([]byte, error) { return daysNames.Marshal(d) }

// UnmarshalText reads "or", "and" or "vixie". The empty text is [Or].
func (d *Days) UnmarshalText(text []byte) error { return daysNames.Unmarshal(d, text) }
