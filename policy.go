// Package longcase runs snapshot policies: when the next snapshot is due, and
// which snapshots may be deleted.
//
// A [Policy] is a [schedule.Schedule] and a [retention.Policy] in a time zone,
// and a [Template] for names. It is put together in Go, or read from a vendor's
// document by package cloudsigma or qumulo. [Policy.Simulate] runs it over a
// stretch of time, without waiting for it, and package audit says what will be
// wrong with it.
//
// What the documents of all vendors have in common is here, too: a [Finding] is
// something to think about, and a [DocumentError] is everything that is wrong.
//
// Nothing here reads a clock or a file, or starts a goroutine.
package longcase

import (
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// Policy is a schedule of snapshots with the rules that decide how long each
// is kept. The zero value takes no snapshots and deletes none. Policies are
// comparable, and safe for concurrent use as long as nobody changes them.
type Policy struct {
	Name string
	// Enabled tells whether snapshots are taken. What becomes of those that
	// exist is up to Retention: a vendor's document whose disabled policies
	// delete nothing has an empty Retention then.
	Enabled bool
	// Zone is the zone of names; nil is UTC. Schedule and Retention were
	// compiled for theirs, which is the same unless somebody wants otherwise.
	Zone     *timezone.Zone
	Schedule schedule.Schedule
	// Retention decides which snapshots are kept; the zero value keeps all.
	Retention retention.Policy
	// NameTemplate makes the names of snapshots; see [Policy.SnapshotName].
	NameTemplate Template
	// Directory is the path of what is snapshotted, for names. "/" is the root,
	// and so is "".
	Directory string
	// InitialBackup holds the windows in which a first full backup may start.
	InitialBackup schedule.Windows
	// Locked tells that snapshots are locked until they expire.
	Locked bool
}
