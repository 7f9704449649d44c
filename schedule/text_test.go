package schedule_test

import (
	"encoding"
	"testing"

	"github.com/longcase/longcase/schedule"
)

// TestEnumText writes and reads every value of the enums, and one that is none.
func TestEnumText(t *testing.T) {
	for mode, want := range []string{"latest", "none", "all"} {
		var read schedule.CatchUpMode
		checkText(t, schedule.CatchUpMode(mode), &read, want)
		if int(read) != mode {
			t.Errorf("%s: read as %v", want, read)
		}
	}
	const want = `catch-up mode "3": want latest, none or all`
	if _, err := schedule.CatchUpMode(3).MarshalText(); err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
	if got := schedule.CatchUpMode(3).String(); got != "catch-up mode 3" {
		t.Errorf("got %s", got)
	}
	if new(schedule.CatchUpMode).UnmarshalText(nil) == nil {
		t.Error("what is no name is read")
	}
}

func checkText(t *testing.T, value encoding.TextMarshaler, read encoding.TextUnmarshaler, want string) {
	t.Helper()
	text, err := value.MarshalText()
	if err != nil || string(text) != want {
		t.Errorf("got %s, %v, want %s", text, err, want)
	}
	if err := read.UnmarshalText(text); err != nil {
		t.Error(err)
	}
}
