package inventory

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/longcase/longcase/internal/jsondoc"
	"github.com/longcase/longcase/retention"
)

// restic reads a snapshot of restic, which omits an empty host.
func (l *jsonList) restic(at jsondoc.Node) Item {
	// restic forget groups by host and paths, and sorts the paths: "/b /a" is the group of
	// "/a /b".
	paths := l.resticPaths(at)
	slices.Sort(paths)
	host := l.may(at, "hostname", jsondoc.String, "the host").Text()
	group := quoted(host)
	for _, path := range paths {
		group += " " + quoted(path)
	}
	id := l.id(at, "id", "the full ID")
	isStart := func(short string) bool { return strings.HasPrefix(id, short) }
	l.agree(at, "short_id", isStart, "the start of the ID")
	return Item{
		Name:     id,
		Group:    group,
		Snapshot: retention.Snapshot{Created: l.created(at, "time", wantInstant, parseInstant)},
	}
}

// resticPaths returns the paths of a snapshot. Restic writes null for none.
func (l *jsonList) resticPaths(at jsondoc.Node) (paths []string) {
	const want = "the paths, all of them strings"
	if at.Get("paths").Kind() == jsondoc.Null {
		return nil
	}
	for path := range l.need(at, "paths", jsondoc.Array, want).Elements() {
		if path.Kind() != jsondoc.String {
			l.refuseNode(path, want)
		}
		paths = append(paths, path.Text())
	}
	return paths
}

// quoted returns a text as a word of a group: in quotes if it is empty or holds
// spaces, quotes or control characters, and unchanged otherwise. So no two lists
// of texts make the same group.
func quoted(text string) string {
	odd := func(r rune) bool { return r == '"' || unicode.IsSpace(r) || !unicode.IsGraphic(r) }
	if text == "" || strings.ContainsFunc(text, odd) {
		return strconv.Quote(text)
	}
	return text
}

// wholeBorg notes nothing: borg prints all archives at once.
func (l *jsonList) wholeBorg(jsondoc.Node) {}

// borg reads an archive of borg.
func (l *jsonList) borg(at jsondoc.Node) Item {
	const want = "a time such as 2025-10-26T02:30:00.000000, with or without an offset"
	name := l.text(at, "name", "the name of the archive")
	if name == "--" { // alone after "borg delete -- REPO" it is no name: all archives go
		l.refuseNode(at.Get("name"), "a name that borg delete takes for one")
	}
	l.agree(at, "archive", func(text string) bool { return text == name }, "the name again")
	return Item{Name: name, Snapshot: retention.Snapshot{
		Created: l.created(at, "time", want, parseBorg),
		Failed:  isCheckpoint(name),
	}}
}

// parseBorg reads a time with an offset, as borg 2 prints it, or without.
func parseBorg(s string) (t time.Time, ok bool) {
	// Borg 1 prints the wall time of the machine without its zone; see the package comment.
	if t, rest, ok := parseWall(s, 'T'); ok && rest == "" {
		return t, true
	}
	return parseInstant(s)
}

// isCheckpoint reports whether an archive is the remainder of an interrupted
// borg create: NAME.checkpoint or NAME.checkpoint.N.
func isCheckpoint(name string) bool {
	const mark = ".checkpoint"
	stem := strings.TrimRight(name, "0123456789")
	return strings.HasSuffix(name, mark) || stem != name && strings.HasSuffix(stem, mark+".")
}

// proxmox reads a snapshot of Proxmox Backup Server.
func (l *jsonList) proxmox(at jsondoc.Node) Item {
	kind := l.text(at, "backup-type", "vm, ct or host")
	if kind != "" && kind != "vm" && kind != "ct" && kind != "host" {
		l.refuseNode(at.Get("backup-type"), "vm, ct or host")
	}
	id := l.text(at, "backup-id", "the ID of the backup group")
	if strings.Contains(id, "/") {
		l.refuseNode(at.Get("backup-id"), "an ID without slashes")
	}
	seconds := l.need(at, "backup-time", jsondoc.Number, wantSeconds)
	created, ok := parseSeconds(seconds.Raw())
	if seconds.Exists() && !ok {
		l.refuseNode(seconds, wantSeconds)
	}
	// A wrong ID would make the name of another snapshot: one with a slash, of another group.
	group := kind + "/" + id
	return Item{
		Name:  group + "/" + created.Format(time.RFC3339),
		Group: group,
		Snapshot: retention.Snapshot{
			Created: known(created),
			Held:    l.may(at, "protected", jsondoc.Bool, "whether it is protected").IsTrue(),
			Failed:  !l.hasManifest(at),
		},
	}
}

// hasManifest reports whether the files of a snapshot include the manifest,
// which is written last. A file is an object or, in some versions, a name.
func (l *jsonList) hasManifest(at jsondoc.Node) (found bool) {
	const manifest = "index.json.blob"
	for file := range l.need(at, "files", jsondoc.Array, "the files").Elements() {
		name := file.Text()
		if file.Kind() != jsondoc.String {
			name = l.text(file, "filename", "the name of the file")
		}
		found = found || name == manifest
	}
	return found
}
