package schedule

import (
	"slices"
	"strconv"
	"strings"

	"github.com/longcase/longcase/calendar"
)

var (
	catchUpNames = []string{"latest", "none", "all"}
	codeNames    = []string{InvalidField.String(), NeverFires.String()}
)

// String returns "latest", "none" or "all".
func (m CatchUpMode) String() string {
	if int(m) < len(catchUpNames) {
		return catchUpNames[m]
	}
	return "catch-up mode " + strconv.Itoa(int(m))
}

// MarshalText returns what String returns. It fails for a value that is none.
func (m CatchUpMode) MarshalText() ([]byte, error) {
	return marshalName(catchUpNames, int(m), "catch-up mode")
}

// UnmarshalText reads what String returns.
func (m *CatchUpMode) UnmarshalText(text []byte) error {
	i, err := parseName(catchUpNames, string(text), "catch-up mode")
	*m = CatchUpMode(i)
	return err
}

// MarshalText returns what String returns. It fails for a value that is none.
func (c Code) MarshalText() ([]byte, error) { return marshalName(codeNames, int(c), "code") }

// UnmarshalText reads what String returns.
func (c *Code) UnmarshalText(text []byte) error {
	i, err := parseName(codeNames, string(text), "code")
	*c = Code(i)
	return err
}

func marshalName(names []string, i int, what string) ([]byte, error) {
	if i < len(names) {
		return []byte(names[i]), nil
	}
	return nil, nameError(names, strconv.Itoa(i), what)
}

func parseName(names []string, s, what string) (int, error) {
	if i := slices.Index(names, s); i >= 0 {
		return i, nil
	}
	return 0, nameError(names, s, what)
}

func nameError(names []string, input, what string) error {
	return &calendar.ParseError{What: what, Input: input, Want: strings.Join(names, ", ")}
}
