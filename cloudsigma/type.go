package cloudsigma

import (
	"github.com/longcase/longcase/internal/enum"
	"github.com/longcase/longcase/internal/problem"
)

// Type is the kind of a scheduler's snapshots or copies.
type Type uint8

const (
	// NoType is the type of a scheduler without this key.
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

// typeNames is never written.
var typeNames = enum.Names[Type]{
	What:  "type of scheduler",
	List:  []string{"", "migration", "backup", "dr", "snapshot"},
	Wrong: problem.UnknownName,
}

// String returns the type's name in the API, such as "backup"; "" for [NoType].
func (t Type) String() string { return typeNames.String(t) }

// MarshalText returns the type's name. It fails for a value without a name.
func (t Type) MarshalText() ([]byte, error) { return typeNames.Marshal(t) }

// UnmarshalText reads the output of MarshalText.
func (t *Type) UnmarshalText(text []byte) error { return typeNames.Unmarshal(t, text) }

// isRemote reports whether schedulers of a type store snapshots, or keep copies,
// in another location.
func isRemote(t Type) bool { return t == Migration || t == Backup || t == DR }
