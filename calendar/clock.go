package calendar

// Clock is a time of day on a whole minute: the number of minutes since midnight
// on a clock that is never changed, 0 to 1439. The zero value is 00:00. Clocks
// are comparable and ordered by <.
type Clock int16

// MinutesPerDay is the number of clocks in a day.
const MinutesPerDay = 24 * 60

// ClockOf returns the clock of an hour, 0 to 23, and a minute, 0 to 59. It does
// not check them; schedule.Compile and retention's rules do.
func ClockOf(hour, minute int) Clock { return Clock(hour*60 + minute) }

// Hour returns the hour of c, 0 to 23.
func (c Clock) Hour() int { return int(c) / 60 }

// Minute returns the minute of c within its hour, 0 to 59.
func (c Clock) Minute() int { return int(c) % 60 }

// String returns c as 15:04.
func (c Clock) String() string {
	text, _ := c.AppendText(make([]byte, 0, 5))
	return string(text)
}

// AppendText appends c as 15:04. It never fails.
func (c Clock) AppendText(b []byte) ([]byte, error) {
	b = appendTwoDigits(b, c.Hour())
	return appendTwoDigits(append(b, ':'), c.Minute()), nil
}

// MarshalText returns c as 15:04. It never fails.
func (c Clock) MarshalText() ([]byte, error) { return c.AppendText(nil) }

// UnmarshalText reads a text as [ParseClock] does.
func (c *Clock) UnmarshalText(text []byte) (err error) {
	*c, err = ParseClock(string(text))
	return err
}

// ParseClock reads a time of day such as 07:05, from 00:00 to 23:59. The error is
// a [*ParseError].
func ParseClock(s string) (Clock, error) {
	if len(s) == 5 && s[2] == ':' {
		hour, okHour := digits(s[:2])
		minute, okMinute := digits(s[3:])
		if okHour && okMinute && hour < 24 && minute < 60 {
			return ClockOf(hour, minute), nil
		}
	}
	return 0, &ParseError{What: "time of day", Input: s, Want: "HH:MM from 00:00 to 23:59"}
}
