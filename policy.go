// Package longcase runs snapshot policies: it computes when the next snapshot
// is due and which snapshots may be deleted.
//
// A [Policy] combines a [schedule.Schedule] and a [retention.Policy] in a time
// zone with a [Template] for names. It is built in Go, or read from a vendor's
// document by package cloudsigma or qumulo. [Policy.Simulate] runs a policy over
// a stretch of time without waiting for it. Package audit reports the faults of
// a policy before it runs.
//
// The package also holds the vocabulary shared by the documents of all vendors:
// a [Finding] is a remark about a document or policy, and a [DocumentError]
// lists every reason to refuse a document.
//
// Nothing here reads a clock or a file, or starts a goroutine.
package longcase

import (
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// Policy is a schedule of snapshots with the rules for keeping them. The zero
// value takes no snapshots and deletes none. Policies are comparable, and safe
// for concurrent use as long as nobody changes them.
type Policy struct {
	// Name identifies the policy to people. It may be empty.
	Name string
	// Enabled reports whether snapshots are taken. Existing snapshots are up to
	// Retention alone: a vendor whose disabled policies delete nothing
	// translates them to an empty Retention.
	Enabled bool
	// Zone is the zone of names; nil is UTC. Schedule and Retention carry the
	// zone they were compiled for, normally the same.
	Zone *timezone.Zone
	// Schedule computes when snapshots are due. The zero value is never due.
	Schedule schedule.Schedule
	// Retention decides which snapshots are kept. The zero value keeps all.
	Retention retention.Policy
	// NameTemplate makes the names of snapshots; see [Policy.SnapshotName].
	NameTemplate Template
	// Directory is the path of the directory under snapshot, for names. Both
	// "/" and "" are the root.
	Directory string
	// Locked reports whether snapshots are locked until they expire.
	Locked bool
	// Remote reports whether snapshots are stored in another location than their
	// source. Forms without remote snapshots refuse it: a local snapshot in its
	// place is lost together with the source.
	Remote bool
}

// String says in plain English when the policy takes snapshots and how long it
// keeps them, as in "Takes a snapshot daily at 01:00, UTC. Keeps every snapshot for
// 7 days and those of Mondays for 4 weeks." The name is not part of it.
func (p Policy) String() string {
	takes := "Takes no snapshots."
	switch {
	case !p.Enabled:
		takes = "Disabled: takes no snapshots."
	case p.Schedule != schedule.Schedule{}:
		takes = "Takes a snapshot " + p.Schedule.String() + "."
	}
	return takes + " Keeps " + p.Retention.String() + "."
}
