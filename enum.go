package longcase

import (
	"slices"
	"strconv"
	"strings"

	"github.com/longcase/longcase/calendar"
)

// enum is the names of a type's values, in the order of the values.
type enum struct {
	what  string
	names []string
}

// name returns the name of a value and, for a number that is none, what it is
// of and the number.
func (e enum) name(value int) string {
	if value < len(e.names) {
		return e.names[value]
	}
	return e.what + " " + strconv.Itoa(value)
}

func (e enum) marshal(value int) ([]byte, error) {
	if value < len(e.names) {
		return []byte(e.names[value]), nil
	}
	return nil, e.unknown(strconv.Itoa(value))
}

func (e enum) unmarshal(text []byte) (value int, err error) {
	if value = slices.Index(e.names, string(text)); value < 0 {
		return 0, e.unknown(string(text))
	}
	return value, nil
}

func (e enum) unknown(input string) error {
	return &calendar.ParseError{What: e.what, Input: input, Want: strings.Join(e.names, ", ")}
}
