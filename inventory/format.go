package inventory

import (
	"github.com/longcase/longcase/internal/enum"
	"github.com/longcase/longcase/internal/problem"
)

// Format is the form of a list. The zero value is [Auto]. Formats are
// comparable.
type Format uint8

const (
	// Auto stands for any of the formats below. [Read] recognises it by the
	// text, as [Detect] does.
	Auto Format = iota
	// Plain is the list described in the package documentation.
	Plain
	// ZFS is the output of "zfs list -Hp -t snapshot -o name,creation", with or
	// without userrefs as a third column. The group is the dataset. A snapshot
	// with user references is held: zfs would refuse to destroy it.
	ZFS
	// Btrfs is the output of "btrfs subvolume list -s" under TZ=UTC. The name is
	// the path as listed. With -q the group is the UUID of the source, the
	// subvolume of which the snapshot was taken. Without -q the sources are
	// unknown, and the group is the directory of the path.
	Btrfs
	// Restic is the output of "restic snapshots --json". The name is the full
	// ID, the group the host and the sorted paths, as in "restic forget".
	Restic
	// Borg is the output of "borg list --json" under TZ=UTC. All archives are in
	// the empty group, as in "borg prune"; -a selects some of them. Checkpoints
	// of interrupted backups are failed.
	Borg
	// Proxmox is the output of "proxmox-backup-client snapshot list
	// --output-format json". The name is type/id/time as in "snapshot forget",
	// the group type/id. A protected snapshot is held. An unfinished one, without
	// a manifest among its files, is failed. The state of a verification counts
	// as little as in the server's own pruning.
	Proxmox
	// AWS is the output of "aws ec2 describe-snapshots". The group is the volume
	// and, for a snapshot of Amazon Data Lifecycle Manager, the policy and the
	// schedule in its tags, since these count their snapshots apart. The volume
	// of a copy is arbitrary, by the documentation, and printed as vol-ffffffff:
	// each copy is a group by itself. In any state but completed a snapshot is
	// failed.
	AWS
	// Kubernetes is the output of "kubectl get volumesnapshots -o json", with or
	// without -A. The name is namespace/name, the group namespace/claim; without
	// a claim a snapshot is a group by itself. Its time is the storage's or,
	// until the storage gives it, the time of the request. A snapshot not ready
	// to use, or being deleted, is failed.
	Kubernetes
	// Qumulo is the answer to GET /v2/snapshots/. The name is the numeric id, the
	// group the id of the directory. A snapshot with a lock key is locked, a
	// snapshot being deleted is failed. Expirations are not read.
	Qumulo
	// CloudSigma is the answer to GET /snapshots/detail/. The name is the UUID,
	// the group the UUID of the drive. In any status but available a snapshot is
	// failed.
	CloudSigma
)

// formats is never written.
var formats = enum.Names[Format]{
	What: "format",
	List: []string{
		"auto", "plain", "zfs", "btrfs", "restic", "borg", "proxmox", "aws",
		"kubernetes", "qumulo", "cloudsigma",
	},
	Wrong: problem.UnknownName,
}

// String returns the name of the format, in lower case.
func (f Format) String() string { return formats.String(f) }

// MarshalText returns the name of the format. It fails for a value that is none.
func (f Format) MarshalText() ([]byte, error) { return formats.Marshal(f) }

// UnmarshalText reads the output of String. The error is a
// [*calendar.ParseError] and lists the names.
func (f *Format) UnmarshalText(text []byte) error { return formats.Unmarshal(f, text) }
