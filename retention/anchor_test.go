package retention_test

import (
	"testing"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
)

func TestAnchorText(t *testing.T) {
	for text, want := range map[string]retention.Anchor{
		"02:00":     {At: calendar.ClockOf(2, 0)},
		"15 02:00":  {Day: 15, At: calendar.ClockOf(2, 0)},
		"366 23:59": {Day: 366, At: calendar.ClockOf(23, 59)},
	} {
		var read retention.Anchor
		if err := read.UnmarshalText([]byte(text)); err != nil || read != want {
			t.Errorf("%s: got %v, %v", text, read, err)
		}
		if written, err := want.MarshalText(); err != nil || string(written) != text {
			t.Errorf("%v: got %s, %v", want, written, err)
		}
	}
	for _, text := range []string{"", "15", " 02:00", "0 02:00", "-1 02:00", "+1 02:00", "mon 02:00", "15 24:00", "1 2 02:00"} {
		if err := new(retention.Anchor).UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q is read", text)
		}
	}
	for _, anchor := range []retention.Anchor{{Day: -1}, {At: -1}, {At: calendar.MinutesPerDay}} {
		if text, err := anchor.MarshalText(); err == nil {
			t.Errorf("%v is written as %s", anchor, text)
		}
	}
}
