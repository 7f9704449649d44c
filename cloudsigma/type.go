package cloudsigma

import (
	"slices"
	"strconv"
	"strings"

	"github.com/longcase/longcase/calendar"
)

// Type is what a scheduler makes.
type Type uint8

const (
	// NoType is the type of a scheduler that does not say it.
	NoType Type = iota
	// Migration copies drives to another location.
	Migration
	// Backup makes remote snapshots, at most one in half an hour for a drive.
	Backup
	// DR keeps drives ready for disaster recovery.
	DR
	// Snapshot makes local snapshots.
	Snapshot
)

var typeNames = []string{"", "migration", "backup", "dr", "snapshot"}

// String returns the type as the API names it, such as "backup"; [NoType] is
// the empty text.
func (t Type) String() string {
	if int(t) < len(typeNames) {
		return typeNames[t]
	}
	return "type " + strconv.Itoa(int(t))
}

// MarshalText returns what String returns. It fails for a value that is no
// type.
func (t Type) MarshalText() ([]byte, error) {
	if int(t) >= len(typeNames) {
		return nil, typeError(t.String())
	}
	return []byte(t.String()), nil
}

// UnmarshalText reads what MarshalText returns.
func (t *Type) UnmarshalText(text []byte) error {
	i := slices.Index(typeNames, string(text))
	if i < 0 {
		return typeError(string(text))
	}
	*t = Type(i)
	return nil
}

func typeError(s string) error {
	return &calendar.ParseError{
		What: "type of scheduler", Input: s, Want: strings.Join(typeNames[1:], ", "),
	}
}
