package longcase

import (
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/enum"
)

// The names of enumerated values are never written.
var (
	severities = enum.Names[Severity]{
		What: "severity", List: []string{"info", "warning", "error"}, Wrong: unknownName,
	}
	eventKinds = enum.Names[EventKind]{
		What: "event", List: []string{"taken", "expired"}, Wrong: unknownName,
	}
)

func unknownName(what, input, want string) error {
	return &calendar.ParseError{What: what, Input: input, Want: want}
}
