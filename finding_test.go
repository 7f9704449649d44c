package longcase_test

import (
	"encoding"
	"fmt"
	"testing"

	"github.com/longcase/longcase"
)

type enum interface {
	fmt.Stringer
	encoding.TextMarshaler
	encoding.TextUnmarshaler
}

func TestEnums(t *testing.T) {
	for value, names := range map[enum][]string{
		new(longcase.EventKind): {"taken", "expired"},
		new(longcase.Severity):  {"info", "warning", "error"},
	} {
		for _, name := range names {
			if err := value.UnmarshalText([]byte(name)); err != nil {
				t.Fatal(err)
			}
			text, err := value.MarshalText()
			if err != nil || string(text) != name || value.String() != name {
				t.Errorf("%s: got %q, %v, %v", name, text, value, err)
			}
		}
	}
}

func TestEnumErrors(t *testing.T) {
	_, errMarshal := longcase.Severity(3).MarshalText()
	errUnmarshal := new(longcase.EventKind).UnmarshalText([]byte("Taken"))
	equal(
		t,
		[]string{
			errMarshal.Error(), errUnmarshal.Error(),
			longcase.Severity(3).String(), longcase.EventKind(7).String(),
		},
		`severity "3": want info, warning or error`, `event "Taken": want taken or expired`,
		"severity 3", "event 7",
	)
}

func TestDocumentError(t *testing.T) {
	err := &longcase.DocumentError{Problems: []longcase.Finding{
		{Code: longcase.CodeMissing, Pointer: "/a", Severity: longcase.Error, Message: "want a number"},
		{Code: longcase.CodeValue, Pointer: "/b~1c", Severity: longcase.Error, Message: `"Mars": is not in the zone database`},
	}}
	const want = "/a: missing: want a number\n" +
		`/b~1c: not-allowed: "Mars": is not in the zone database`
	if err.Error() != want {
		t.Errorf("got %q, want %q", err, want)
	}
}
