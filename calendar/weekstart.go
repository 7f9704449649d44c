package calendar

import "time"

// WeekStart is the day on which weeks start. The zero value is Monday, as in ISO
// 8601. It is comparable, and prints as "mon" or "sun".
type WeekStart uint8 // days after Monday

// notWeekStart stands for no day.
const notWeekStart WeekStart = 7

// WeekStartOf returns the start of weeks on a day. A value that is no weekday makes
// it invalid: see [WeekStart.Valid].
func WeekStartOf(day time.Weekday) WeekStart {
	if day < time.Sunday || day > time.Saturday {
		return notWeekStart
	}
	return WeekStart(day+6) % 7
}

// Valid reports whether s is a day of the week. A rule with an invalid one is
// refused.
func (s WeekStart) Valid() bool { return s < notWeekStart }

// Weekday returns the day, of a valid s.
func (s WeekStart) Weekday() time.Weekday { return time.Weekday(s+1) % 7 }

// String returns the day as "mon", and "invalid" if it is none.
func (s WeekStart) String() string {
	if !s.Valid() {
		return "invalid"
	}
	return weekdayNames[s.Weekday()]
}
