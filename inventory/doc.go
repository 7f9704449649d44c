// Package inventory reads lists of snapshots as tools and vendors print them,
// and returns the snapshots for package retention, each with its name and the
// group in which it is to be planned.
//
// A list is read whole or not at all, since a snapshot missing from a list frees
// its place for the deletion of another, and a snapshot listed under two times
// is both kept and deleted. Refused are a text cut short or continued after its
// end, a missing time, a key given twice, a value of a wrong type, a single page
// of several, and a name given twice. Errors give the place of each problem, the
// value, and the values that are allowed.
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
// The constants of type [Format] describe the use of each tool's fields. The
// name of a snapshot is the tool's own, for its command that deletes. Names are
// returned unchanged, with spaces and control characters. Identifiers made by
// the tool or its server are refused if its command would take them for something
// else: an option, a path, a range of snapshots.
//
// Borg 1 and btrfs print the wall time of the machine without its zone. Such
// times are read as UTC, and so the tool is to run with TZ=UTC: in a zone with
// clock changes an hour of every year has two meanings. In a list of lines a
// path with a newline looks like two lines. The second is refused, unless
// somebody chose the path to look like another snapshot.
//
// # The plain list
//
// The plain list has a snapshot on each line, in fields separated by tabs:
//
//	INSTANT [NAME [FIELD]...]
//
// INSTANT is the time at which the snapshot was created, in RFC 3339 to the
// letter: two digits for an hour, offsets up to 23:59, a point before fractions,
// seconds up to 59. T and Z may be in lower case. NAME is any text without tabs
// and newlines. It may be empty; otherwise no two snapshots share it. The FIELDs
// are these, each at most once on a line:
//
//	group=TEXT       the group; without it the snapshot is in the empty group
//	nominal=INSTANT  the instant for which it was taken, such as the hour before
//	                 the minutes by which it was late
//	held             kept against the rules
//	held=INSTANT     kept until then
//	locked           not to be deleted early
//	failed           failed or incomplete
//
// Every line ends in a newline, the last included: without one it may be cut
// short. Empty lines are allowed at the end. For example:
//
//	2025-10-26T02:30:00+01:00	db-1	group=db
//	2025-10-27T02:30:00+01:00	db-2	group=db	held=2026-01-01T00:00:00Z
//	2025-10-27T02:31:07+01:00	www-1	group=www	failed
//
// # Limits
//
// A list of lines has at most 1 GiB, and a line at most 1 MiB. A list in JSON
// has at most 64 MiB. Reading takes time and memory in proportion to the text.
//
// # Map of the package
//
//	read.go, list.go            the entry: Reader, and the List that it returns
//	format.go                   the formats, and what is taken from each
//	lines.go, json.go           lists in lines and in JSON, and which of them a text is
//	pieces.go                   the text of lines, in pieces that can be read at once
//	plain.go, filesystems.go    a line of the plain list, of zfs and of btrfs
//	backups.go, clouds.go       a snapshot in JSON: of restic, borg and Proxmox, and of APIs
//	instant.go                  times, to the letter
//	problems.go, names.go       all problems at once; names given twice
//	columns.go, groups.go       millions of snapshots without pointers; groups to plan apart
package inventory
