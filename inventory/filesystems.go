package inventory

import (
	"path"
	"strings"
	"time"
)

// readZFS reads a line of zfs list: the name, the creation in seconds and, if
// listed, the number of user references, separated by tabs.
func readZFS(p *problems, number int, line string, item *Item) int {
	name, rest, _ := cut(line, '\t')
	creation, references, hasReferences := cut(rest, '\t')
	dataset, snapshot, _ := cut(name, '@')
	if !isDataset(dataset) || !isSnapshot(snapshot) {
		p.refuseLine(number, "name", name, "a snapshot such as tank/home@daily-1")
	}
	created, ok := parseSeconds(creation)
	if !ok {
		p.refuseLine(number, "creation", creation, wantSeconds+", as zfs list -p prints them")
	}
	// A column of another property in this place would hold snapshots, or let them go.
	if hasReferences && !isWhole(references) {
		p.refuseLine(number, "userrefs", references, "a number, and nothing after it")
	}
	item.Name, item.Group = name, dataset
	item.Snapshot.Created = known(created)
	item.Snapshot.Held = hasReferences && strings.Trim(references, "0") != ""
	return 0
}

// isSnapshot reports whether a text may be the name of a snapshot, after the @. There zfs
// destroy takes "a%c" for all snapshots from a to c, and "a,c" for two, so that neither
// is a name.
func isSnapshot(name string) bool {
	for i := range len(name) {
		if c := name[i]; c == '@' || c == '%' || c == ',' {
			return false
		}
	}
	return name != ""
}

// isDataset reports whether a text may be the name of a dataset. A pool's name starts
// with a letter: zfs destroy would take "-r" for an option.
func isDataset(name string) bool {
	return name != "" && 'a' <= name[0]|0x20 && name[0]|0x20 <= 'z'
}

// isWhole reports whether a text is one or more digits.
func isWhole(s string) bool {
	for i := range len(s) {
		if s[i]-'0' > 9 {
			return false
		}
	}
	return s != ""
}

const wantBtrfs = `"ID", "gen", "cgen", "parent", "top level", "otime", "parent_uuid", ` +
	`"received_uuid" or "uuid", each before its value, and at last "path" and a path`

// readBtrfs reads a line of btrfs subvolume list: names and their values, separated
// by spaces. The last of them is the path, which may hold spaces itself.
func readBtrfs(p *problems, number int, line string, item *Item) (name int) {
	b := btrfsLine{problems: p, number: number}
	rest := line
	// The options of the command decide which names are on a line, so that a name is looked at
	// rather than its place.
	for rest != "" && b.path == "" {
		var key string
		key, rest, _ = strings.Cut(rest, " ")
		rest = b.field(key, rest)
	}
	switch {
	case b.refused:
	case !strings.HasPrefix(line, "ID ") || b.path == "":
		p.refuseLine(number, "line", line, wantBtrfs)
	case !b.hasTime:
		p.refuseLine(number, "otime", line, "a time, as btrfs subvolume list -s prints it")
	// With -a this stands before the paths outside the listed one, which the command that
	// deletes would not find.
	case strings.HasPrefix(b.path, "<FS_TREE>/"):
		p.refuseLine(number, "path", b.path, "a path below the one listed: a list without -a")
	}
	item.Name, item.Group = b.path, b.source
	// Without parent_uuid, which the command prints if it is asked to, the directory has to
	// tell the snapshots of one subvolume from those of another.
	if !b.hasSource {
		item.Group = path.Dir(b.path)
	}
	item.Snapshot.Created = known(b.created)
	return len(line) - len(b.path)
}

// btrfsLine is a line of btrfs subvolume list, as far as it is read.
type btrfsLine struct {
	*problems
	number int

	path, source       string
	created            time.Time
	hasTime, hasSource bool
	refused            bool
}

// field reads the value after a name and returns the rest of the line, which is
// empty after the path and after a problem.
func (b *btrfsLine) field(key, rest string) string {
	if key == "path" {
		b.path = rest
		return ""
	}
	value, after, _ := strings.Cut(rest, " ")
	ok := true
	switch key {
	case "ID", "gen", "cgen", "parent":
		ok = isWhole(value)
	case "top":
		level := value
		value, after, _ = strings.Cut(after, " ")
		ok = level == "level" && isWhole(value)
	case "otime":
		return b.otime(rest)
	// btrfs pads "-" to the width of a UUID.
	case "parent_uuid":
		b.source, b.hasSource = value, value != "-"
		after = strings.TrimLeft(after, " ")
	case "uuid", "received_uuid":
		after = strings.TrimLeft(after, " ")
	default:
		return b.refuseField("line", key, wantBtrfs)
	}
	if !ok {
		return b.refuseField(key, value, wantBtrfs)
	}
	return after
}

// refuseField notes a problem with a value, and ends the line.
func (b *btrfsLine) refuseField(key, value, want string) string {
	b.refused = true
	b.refuseLine(b.number, key, value, want)
	return ""
}

// otime reads the creation time of a subvolume, which is "-" if unknown.
func (b *btrfsLine) otime(rest string) string {
	if after, ok := strings.CutPrefix(rest, "- "); ok {
		b.hasTime = true
		return after
	}
	const length = len("2025-10-26 02:30:00")
	wall := rest[:min(length, len(rest))]
	created, fraction, ok := parseWall(wall, ' ')
	if !ok || fraction != "" || len(rest) == length || rest[length] != ' ' {
		return b.refuseField("otime", wall, "a time such as 2025-10-26 02:30:00, or -")
	}
	b.created, b.hasTime = created, true
	return rest[length+1:]
}
