package schedule

import (
	"github.com/longcase/longcase/internal/enum"
	"github.com/longcase/longcase/internal/problem"
)

// catchUpModes is never written.
var catchUpModes = enum.Names[CatchUpMode]{
	What: "catch-up mode", List: []string{"latest", "none", "all"}, Wrong: problem.UnknownName,
}

// String returns "latest", "none" or "all".
func (m CatchUpMode) String() string { return catchUpModes.String(m) }

// MarshalText returns the mode's name. It fails for a value without a name.
func (m CatchUpMode) MarshalText() ([]byte, error) { return catchUpModes.Marshal(m) }

// UnmarshalText reads a text as String returns it. The error is a
// [*calendar.ParseError].
func (m *CatchUpMode) UnmarshalText(text []byte) error { return catchUpModes.Unmarshal(m, text) }
