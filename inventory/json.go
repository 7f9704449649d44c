package inventory

import (
	"cmp"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/jsondoc"
)

// jsonFormat is how the list of a tool is laid out.
type jsonFormat struct {
	// source is the command or the request whose answer is the list.
	source string
	// key is the key of the snapshots in the outermost object, or empty for an
	// outermost array.
	key string
	// whole notes that an object is only a part of the list.
	whole func(l *jsonList, root jsondoc.Node)
	// item reads one snapshot.
	item func(l *jsonList, at jsondoc.Node) Item
}

// jsonFormats is never written.
var jsonFormats = map[Format]jsonFormat{
	Restic:     {"restic snapshots --json", "", nil, (*jsonList).restic},
	Borg:       {"borg list --json", "archives", (*jsonList).wholeBorg, (*jsonList).borg},
	Proxmox:    {"proxmox-backup-client snapshot list --output-format json", "", nil, (*jsonList).proxmox},
	AWS:        {"aws ec2 describe-snapshots --output json", "Snapshots", (*jsonList).wholeAWS, (*jsonList).aws},
	Kubernetes: {"kubectl get volumesnapshots -o json", "items", (*jsonList).wholeKubernetes, (*jsonList).kubernetes},
	Qumulo:     {"GET /v2/snapshots/", "entries", (*jsonList).wholeQumulo, (*jsonList).qumulo},
	CloudSigma: {"GET /snapshots/detail/", "objects", (*jsonList).wholeCloudSigma, (*jsonList).cloudSigma},
}

func (f Format) isJSON() bool { return f >= Restic }

// detectJSON returns the format of a list from its outermost value, which may
// be cut short.
func detectJSON(root jsondoc.Node) (Format, error) {
	if root.Kind() == jsondoc.Array {
		return detectArray(root)
	}
	// No two formats have the same key.
	for format := Restic; format <= CloudSigma; format++ {
		if key := jsonFormats[format].key; key != "" && root.Get(key).Exists() {
			return format, nil
		}
	}
	return Auto, unrecognised(root.Raw())
}

// detectArray returns the format of the first telling element.
func detectArray(root jsondoc.Node) (Format, error) {
	for element := range root.Elements() {
		switch {
		case element.Get("backup-type").Exists() || element.Get("backup-time").Exists():
			return Proxmox, nil
		case element.Get("time").Exists() || element.Get("short_id").Exists():
			return Restic, nil
		}
	}
	if root.Len() > 0 {
		return Auto, unrecognised(root.Raw())
	}
	return Restic, nil
}

// jsonList is a list in JSON, as far as it is read.
type jsonList struct {
	problems
	columnist
}

// readJSON reads a list in JSON.
func readJSON(format Format, r io.Reader) (*columns, error) {
	// A byte more than the limit tells a longer text from one of exactly this length.
	text, err := io.ReadAll(io.LimitReader(r, jsondoc.MaxLength+1))
	if err != nil {
		return nil, readError(err)
	}
	l := jsonList{}
	if len(text) > jsondoc.MaxLength {
		return nil, tooLong(whole, 0, text, "at most 64 MiB")
	}
	document, err := jsondoc.Parse(text)
	// Without a bracket at its start it is a table for people, of which the place of a
	// fault would say nothing.
	if err != nil && !startsJSON(text) {
		return nil, notJSON(format, text)
	} else if err != nil {
		return nil, syntaxError(err)
	}
	root := document.Root()
	if format == Auto {
		if format, err = detectJSON(root); err != nil {
			return nil, err
		}
	}
	for _, member := range document.Duplicates() {
		l.refuseNode(member, "each key once")
	}
	l.read(jsonFormats[format], root)
	return l.finished(), l.err()
}

// notJSON returns the error for a text that was never meant to be JSON, such as the
// table that a tool prints for people.
func notJSON(format Format, text []byte) error {
	line, _, _ := strings.Cut(string(text[:min(len(text), maxLine)]), "\n")
	return &calendar.ParseError{
		What: whole, Input: clipped(line),
		Want: "the JSON of " + strconv.Quote(jsonFormats[format].source),
	}
}

// syntaxError returns the error for a text with a fault in its JSON.
func syntaxError(err error) error {
	var syntax *jsondoc.Error
	if !errors.As(err, &syntax) {
		return err
	}
	found, notQuoted := strconv.Unquote(syntax.Found)
	if notQuoted != nil {
		found = syntax.Found // end of text
	}
	// A ParseError says "want" itself.
	reason, want, ok := strings.Cut(syntax.Reason, "want ")
	if !ok {
		want = "JSON: " + reason
	}
	return &calendar.ParseError{
		What: cmp.Or(syntax.Pointer, whole),
		Line: syntax.Line, Column: syntax.Column, Input: found, Want: want,
	}
}

// read reads every snapshot below the outermost value.
func (l *jsonList) read(format jsonFormat, root jsondoc.Node) {
	array := root
	switch {
	case format.key != "" && root.Kind() == jsondoc.Object:
		array = l.need(root, format.key, jsondoc.Array, "the snapshots")
		format.whole(l, root)
	case format.key != "":
		l.refuseNode(root, "an object with the snapshots in "+strconv.Quote(format.key))
	case root.Kind() != jsondoc.Array:
		l.refuseNode(root, "an array of snapshots")
	}
	l.rows, l.names = make([]row, 0, array.Len()), make([]string, 0, array.Len())
	for element := range array.Elements() {
		l.readItem(format, element)
	}
	if l.none() {
		l.refuseRepeated(array)
	}
}

// readItem reads an element. After the first problem items are read for their problems
// alone, and not kept.
func (l *jsonList) readItem(format jsonFormat, at jsondoc.Node) {
	if at.Kind() != jsondoc.Object {
		l.refuseNode(at, "an object: a snapshot")
		return
	}
	item := format.item(l, at)
	if l.none() {
		l.add(&item, place(len(l.names)))
		l.names = append(l.names, item.Name)
	}
}

// refuseRepeated notes the elements with the name of an earlier element.
func (l *jsonList) refuseRepeated(array jsondoc.Node) {
	for i := range l.repeated() {
		l.refuseMember(array, strconv.Itoa(i), l.name(i), "each name once")
	}
}

// need returns a required member of an object. A missing member, or a member of
// another kind, is noted and returned as absent. For an absent object, noted
// before, the result is absent.
func (l *jsonList) need(
	object jsondoc.Node, key string, kind jsondoc.Kind, want string,
) jsondoc.Node {
	member := object.Get(key)
	switch {
	case member.Kind() == kind:
		return member
	case member.Exists():
		l.refuseNode(member, kind.String()+": "+want)
	case object.Kind() == jsondoc.Object:
		l.refuseMember(object, key, "", kind.String()+": "+want+"; the key is missing")
	case object.Exists():
		l.refuseNode(object, "an object with "+strconv.Quote(key))
	}
	return jsondoc.Node{}
}

// may returns an optional member of an object. Another kind is noted, null
// included, lest an unreadable hold be lost.
func (l *jsonList) may(
	object jsondoc.Node, key string, kind jsondoc.Kind, want string,
) jsondoc.Node {
	if !object.Get(key).Exists() {
		return jsondoc.Node{}
	}
	return l.need(object, key, kind, want)
}

// agree notes a second member, derived from the name, which disagrees with it:
// the name may be mixed up with another.
func (l *jsonList) agree(object jsondoc.Node, key string, ok func(text string) bool, want string) {
	member := l.may(object, key, jsondoc.String, want)
	if member.Exists() && !ok(member.Text()) {
		l.refuseNode(member, want)
	}
}

// text returns a required string, which is not empty.
func (l *jsonList) text(object jsondoc.Node, key, want string) string {
	member := l.need(object, key, jsondoc.String, want)
	if member.Exists() && member.Text() == "" {
		l.refuseNode(member, want)
	}
	return member.Text()
}

// id returns a required string of letters, digits, hyphens and points, which begins with
// a letter or digit: an identifier that the tool or its server has made, or checked. The
// command that deletes would take another, such as "--all", for an option, and a server
// "../drives/a" for the path of something else.
func (l *jsonList) id(object jsondoc.Node, key, want string) string {
	id := l.text(object, key, want)
	for i, c := range []byte(id) {
		isAlphanumeric := c-'0' <= 9 || c|0x20-'a' <= 'z'-'a'
		if !isAlphanumeric && (i == 0 || c != '-' && c != '.') {
			l.refuseNode(object.Get(key), want)
			break
		}
	}
	return id
}

// created returns the time in a required string.
func (l *jsonList) created(
	object jsondoc.Node, key, want string, parse func(string) (time.Time, bool),
) time.Time {
	return l.timeOf(l.need(object, key, jsondoc.String, want), want, parse)
}

// timeOf returns the time in a string, and the zero time for an absent value.
func (l *jsonList) timeOf(
	at jsondoc.Node, want string, parse func(string) (time.Time, bool),
) time.Time {
	if !at.Exists() {
		return time.Time{}
	}
	t, ok := parse(at.Text())
	if !ok {
		l.refuseNode(at, want)
	}
	return known(t)
}
