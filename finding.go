package longcase

// Severity says how much a [Finding] matters.
type Severity uint8

const (
	// Info is worth knowing.
	Info Severity = iota
	// Warning is probably not what was meant.
	Warning
	// Error means that the policy does not do what it is for.
	Error
)

// String returns "info", "warning" or "error".
func (s Severity) String() string { return severities.String(s) }

// MarshalText returns the severity's name. It fails for a value without one.
func (s Severity) MarshalText() ([]byte, error) { return severities.Marshal(s) }

// UnmarshalText reads what String returns. The error is a
// [*calendar.ParseError].
func (s *Severity) UnmarshalText(text []byte) error { return severities.Unmarshal(s, text) }

// Code names a kind of finding or error, in lower case with hyphens, such as
// "zone-not-listed". The codes of a package are its constants of this type.
type Code string

// Finding is something in a document or policy that is allowed but probably
// not meant.
type Finding struct {
	Code     Code
	Pointer  string // RFC 6901 pointer to the place in the document; "" is all of it
	Severity Severity
	Message  string // one sentence, without a full stop
}

// String returns the finding as "pointer: severity: code: message".
func (f Finding) String() string {
	return f.Pointer + ": " + f.Severity.String() + ": " + string(f.Code) + ": " + f.Message
}
