package longcase

import (
	"github.com/longcase/longcase/internal/enum"
	"github.com/longcase/longcase/internal/problem"
)

// Severity ranks findings: [Info] < [Warning] < [Error].
type Severity uint8

const (
	// Info is a fact worth knowing.
	Info Severity = iota
	// Warning marks a probable mistake.
	Warning
	// Error marks a policy that fails its purpose, or a document that is refused.
	Error
)

// severities is never written.
var severities = enum.Names[Severity]{
	What: "severity", List: []string{"info", "warning", "error"}, Wrong: problem.UnknownName,
}

// String returns "info", "warning" or "error".
func (s Severity) String() string { return severities.String(s) }

// MarshalText returns the text of String. It fails for an undefined severity.
func (s Severity) MarshalText() ([]byte, error) { return severities.Marshal(s) }

// UnmarshalText reads the text of MarshalText. The error is a
// [*calendar.ParseError].
func (s *Severity) UnmarshalText(text []byte) error { return severities.Unmarshal(s, text) }

// Code identifies a kind of finding or problem in lower case with hyphens, such
// as "zone-not-listed". Codes are stable: scripts may rely on them. Codes shared by
// several packages are constants here; each package comment lists its own.
type Code string

// Finding is a remark about a document or policy: a fact, a probable mistake, or
// in a [DocumentError] a reason to refuse it. Findings are comparable. As JSON
// they have the keys code, pointer, severity and message.
type Finding struct {
	// Code is the kind of finding.
	Code Code `json:"code"`
	// Pointer is the RFC 6901 pointer to the place in the document; "" is the
	// whole document.
	Pointer string `json:"pointer"`
	// Severity is how much the finding matters.
	Severity Severity `json:"severity"`
	// Message is a sentence in English, without a full stop.
	Message string `json:"message"`
}

// String returns the finding as "pointer: severity: code: message".
func (f Finding) String() string {
	return f.Pointer + ": " + f.Severity.String() + ": " + string(f.Code) + ": " + f.Message
}
