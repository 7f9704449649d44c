// Package enum holds the names of enumerated values, and reads and writes them
// as text.
//
// The methods String, MarshalText and UnmarshalText of every enumerated type of
// this module are a call of a [Names] each, so that all of them treat unknown
// names and numbers alike. The package imports nothing of the module, since
// package calendar, which is below all others, uses it too.
package enum

import (
	"strconv"
	"strings"
)

// Names holds the names of the values of T, in the order of the values, from 0.
// It is safe for concurrent use as long as nobody changes it.
type Names[T ~uint8] struct {
	// What is the noun for a value of T in errors, such as "gap".
	What string
	// List is the names.
	List []string
	// Blank makes the empty text stand for the value 0.
	Blank bool
	// Wrong makes the error for a text or number without a place in the list.
	// It is the caller's, since the error type, calendar.ParseError, is above
	// this package.
	Wrong func(what, input, want string) error
}

// String returns the name of a value, or the noun and the number of a value
// without a name, such as "gap 7".
func (n *Names[T]) String(value T) string {
	if int(value) < len(n.List) {
		return n.List[value]
	}
	return n.What + " " + strconv.Itoa(int(value))
}

// Marshal returns the name of a value. It fails for a value without a name.
func (n *Names[T]) Marshal(value T) ([]byte, error) {
	if int(value) < len(n.List) {
		return []byte(n.List[value]), nil
	}
	return nil, n.Wrong(n.What, strconv.Itoa(int(value)), n.Want())
}

// Unmarshal sets a value to the one named by the text. For an unknown name the
// value stays as it is.
func (n *Names[T]) Unmarshal(value *T, text []byte) error {
	if len(text) == 0 && n.Blank {
		*value = 0
		return nil
	}
	for i, name := range n.List {
		if name == string(text) {
			*value = T(i)
			return nil
		}
	}
	return n.Wrong(n.What, string(text), n.Want())
}

// Want lists the names as "first, second or both". An empty name is left out:
// it would read as a gap.
func (n *Names[T]) Want() string {
	names := n.List
	if names[0] == "" {
		names = names[1:]
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}
