package calendar_test

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/longcase/longcase/calendar"
)

func TestEveryClock(t *testing.T) {
	for hour := range 24 {
		for minute := range 60 {
			c, want := calendar.ClockOf(hour, minute), fmt.Sprintf("%02d:%02d", hour, minute)
			if c.Hour() != hour || c.Minute() != minute || c.String() != want {
				t.Errorf("%s: got %v, %d hours and %d minutes", want, c, c.Hour(), c.Minute())
			}
			if back, err := calendar.ParseClock(want); err != nil || back != c {
				t.Errorf("%s: got %v, %v", want, back, err)
			}
		}
	}
}

func TestParseClock(t *testing.T) {
	for _, bad := range []string{
		"", "7:05", "07:5", "0705", "07:05:00", "24:00", "23:60", "-1:00", "07.05", "07:0x", "x7:00", " 7:05", "07: 5", "+7:05",
	} {
		_, err := calendar.ParseClock(bad)
		wantError(t, err, "time of day "+strconv.Quote(bad)+": want HH:MM from 00:00 to 23:59")
	}
}
