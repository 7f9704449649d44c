package inventory

import (
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/enum"
)

// Format is the form of a list. The zero value is [Auto]. Formats are
// comparable.
type Format uint8

const (
	// Auto stands for any of the formats below: [Read] recognises it, as
	// [Detect] does.
	Auto Format = iota
	// Plain is the list that the package documentation describes.
	Plain
	// ZFS is what "zfs list -Hp -t snapshot -o name,creation" prints, with or
	// without a third column userrefs. The group is the dataset. A snapshot
	// with user references is held; destroying it would fail.
	ZFS
	// Btrfs is what "btrfs subvolume list -s" prints, with TZ=UTC. The name is
	// the path as listed. With -q the group is the UUID of the subvolume that
	// the snapshot was taken of. Without it the list does not tell them apart,
	// and the group is the directory of the path.
	Btrfs
	// Restic is what "restic snapshots --json" prints. The name is the full ID,
	// the group the host and the sorted paths, as in "restic forget".
	Restic
	// Borg is what "borg list --json" prints, with TZ=UTC. All archives are in
	// one group, as in "borg prune": -a selects some. Checkpoints are failed.
	Borg
	// Proxmox is what "proxmox-backup-client snapshot list --output-format
	// json" prints. The name is type/id/time as that client takes it, the group
	// type/id. Protected snapshots are held. Without a manifest among their
	// files they are unfinished, which is failed.
	Proxmox
	// AWS is what "aws ec2 describe-snapshots" prints. The group is the volume
	// and, for snapshots of Amazon Data Lifecycle Manager, the policy and
	// schedule in their tags, which count apart. The volume of a copy means
	// nothing (it is vol-ffffffff): each copy is a group of its own. In any
	// state but completed a snapshot is failed.
	AWS
	// Kubernetes is what "kubectl get volumesnapshots -o json" prints, with or
	// without -A. The name is namespace/name, the group namespace/claim; without
	// a claim a snapshot is a group of its own. The time is when the storage
	// took the snapshot or, before that is known, when it was asked for. What is
	// not ready to use, or is being deleted, is failed.
	Kubernetes
	// Qumulo is the answer to GET /v2/snapshots/. The name is the numeric id, the
	// group the id of the directory. With a lock key a snapshot is locked; while
	// it is being deleted it is failed.
	Qumulo
	// CloudSigma is the answer to GET /snapshots/detail/. The name is the UUID,
	// the group that of the drive. In any status but available a snapshot is
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
	Wrong: func(what, input, want string) error {
		return &calendar.ParseError{What: what, Input: input, Want: want}
	},
}

// String returns the name of the format, in lower case.
func (f Format) String() string { return formats.String(f) }

// MarshalText returns the name of the format. It fails for a value that is none.
func (f Format) MarshalText() ([]byte, error) { return formats.Marshal(f) }

// UnmarshalText reads what String returns. The error is a
// [*calendar.ParseError] and lists the names.
func (f *Format) UnmarshalText(text []byte) error { return formats.Unmarshal(f, text) }
