// Package longcase runs snapshot policies: when the next snapshot is due, and
// which snapshots may be deleted.
package longcase

import (
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// Policy is a schedule of snapshots with the rules that decide how long each
// is kept.
type Policy struct {
	Name string
	// Enabled tells whether snapshots are taken. What becomes of those that
	// exist is up to Retention: a vendor's document whose disabled policies
	// delete nothing has an empty Retention then.
	Enabled  bool
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
