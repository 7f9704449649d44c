// Package inventory reads the lists of snapshots that tools and vendors print,
// as they print them, and returns what package retention decides about, each
// snapshot with its name and with the group in which it is to be planned.
//
// A list is read whole or not at all. Text that is cut short or goes on after
// its end, a missing time, a key that is there twice, a value of a wrong type,
// one page of several, and a name that is there twice are errors: what is
// missing from a list would otherwise make its neighbours' places free, and a
// snapshot under two times would be kept and deleted at once. An error says for
// each problem the place, what stands there and what is allowed.
//
// # Formats
//
//	plain       see below
//	zfs         zfs list -Hp -t snapshot -o name,creation[,userrefs]
//	btrfs       TZ=UTC btrfs subvolume list -s [-q] [-u] [-R] PATH
//	restic      restic snapshots --json
//	borg        TZ=UTC borg list --json
//	proxmox     proxmox-backup-client snapshot list --output-format json
//	aws         aws ec2 describe-snapshots
//	kubernetes  kubectl get volumesnapshots -o json
//	qumulo      the answer to GET /v2/snapshots/, also as qq prints it
//	cloudsigma  the answer to GET /snapshots/detail/?limit=0
//
// The constants of type [Format] say what becomes of each tool's fields. Names
// are what the tool takes to delete a snapshot, and are never changed: a name
// may hold spaces and control characters.
//
// Borg 1 and btrfs print the wall time of the machine without its zone. Such
// times are read as UTC, which is why the tool is to run with TZ=UTC: in a zone
// with clock changes an hour a year would have two meanings.
//
// # The plain list
//
// The plain list has one snapshot a line, each with fields apart by tabs:
//
//	INSTANT [NAME [FIELD]...]
//
// INSTANT is when the snapshot was created, in RFC 3339 to the letter: two
// digits an hour, offsets up to 23:59, a point before fractions, seconds up to
// 59. T and Z may be in lower case. NAME is any text without tabs; it may be
// empty, and otherwise no two snapshots have it. A FIELD is one of these, each
// at most once:
//
//	group=TEXT     snapshots are planned apart from those of other groups
//	held           kept whatever the rules say
//	held=INSTANT   until then
//	locked         not to be deleted early
//	failed         failed or incomplete
//
// Every line ends in a newline, also the last, because one that does not may be
// cut short. Empty lines are allowed at the end. For example:
//
//	2025-10-26T02:30:00+01:00	db-1	group=db
//	2025-10-27T02:30:00+01:00	db-2	group=db	held=2026-01-01T00:00:00Z
//	2025-10-27T02:31:07+01:00	www-1	group=www	failed
//
// # Limits
//
// A list of lines has at most 1 GiB, and a line 1 MiB; a list in JSON has at
// most 64 MiB. Reading takes time and memory in proportion to the text.
package inventory
