package inventory

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/jsondoc"
	"github.com/longcase/longcase/retention"
)

// Item is a snapshot of a list. Items are comparable with ==; as in package
// time, equal instants in different locations differ, but all instants returned
// by Read are in UTC. The zero value is a snapshot without name and time.
type Item struct {
	// Name identifies the snapshot to the tool, for deletion. No two items of a
	// list share a name. It is empty only in plain lists.
	Name string
	// Group identifies the source of the snapshot, such as a dataset or volume.
	// It may be empty. Groups are to be planned apart: in a single plan under
	// "daily 7", two datasets would share seven days.
	Group string
	// Snapshot is the snapshot for package retention. Created is zero for a
	// snapshot without a time: year 1, and 1969-12-31 and 1970-01-01 in UTC,
	// the usual looks of lost metadata.
	Snapshot retention.Snapshot
}

// Reader reads lists. The zero value reads a list of any format. A Reader is
// not comparable. It is safe for concurrent use if its function is.
type Reader struct {
	// Format is the format of the list. The zero value is [Auto].
	Format Format
	// Go starts a task and returns, as a go statement does; the package itself
	// starts no goroutine. Read gives it the pieces of a list of lines, and waits
	// for all tasks. If Go is nil, Read reads one piece after the other.
	Go func(task func())
}

// Read reads a list as a [Reader] does, and returns its snapshots as a slice.
// With an error it returns no items.
func Read(format Format, r io.Reader) ([]Item, error) {
	list, err := Reader{Format: format}.Read(r)
	if err != nil {
		return nil, err
	}
	return list.items(), nil
}

// Read reads a list to its end. Names and groups share memory with the text
// of the list.
//
// The error of a list joins its problems, each a [*calendar.ParseError] whose
// Line is the place or, in JSON, whose What is, as RFC 6901 pointer. At most a
// hundred are listed. Repeated names are looked for in lists without other
// problems. The error of a reader is returned wrapped. With an error the list
// is empty.
func (r Reader) Read(from io.Reader) (List, error) {
	if _, err := r.Format.MarshalText(); err != nil {
		return List{}, err
	}
	start, from, err := peek(from)
	if err != nil {
		return List{}, err
	}
	var c *columns
	// A list in lines, named as such, may start with a bracket: "[home]@daily".
	if r.Format == Auto && startsJSON(start) || r.Format.isJSON() {
		c, err = readJSON(r.Format, from)
	} else {
		c, err = readLines(r, from)
	}
	if err != nil {
		return List{}, err
	}
	return List{c}, nil
}

// peek returns the start of a text, and a reader of all of it.
func peek(r io.Reader) (start []byte, all io.Reader, err error) {
	start = make([]byte, 512) // more than anybody puts in front of a bracket
	n, err := fill(r, start)
	start = start[:n]
	switch err {
	case nil:
		return start, io.MultiReader(bytes.NewReader(start), r), nil
	case io.EOF:
		return start, bytes.NewReader(start), nil
	}
	return nil, nil, readError(err)
}

// startsJSON reports whether a text starts as a list in JSON does, white space
// aside.
func startsJSON(text []byte) bool {
	start := bytes.TrimLeft(text, " \t\r\n")
	return len(start) > 0 && (start[0] == '{' || start[0] == '[')
}

// Detect returns the format of a list from its text, or from the start of its
// text. An empty text is an empty plain list, and an empty array, the output of
// several tools, an empty list of restic. The error, for any other text, is a
// [*calendar.ParseError].
func Detect(text []byte) (Format, error) {
	if startsJSON(text) {
		document, _ := jsondoc.Parse(text)
		return detectJSON(document.Root())
	}
	line, _, _ := strings.Cut(string(text[:min(len(text), maxLine)]), "\n")
	return detectLine(line)
}

// unrecognised returns the error for a text of no known format.
func unrecognised(input string) error {
	return &calendar.ParseError{
		What: "list", Input: clipped(input),
		Want: "a list of a known format: " + strings.TrimPrefix(formats.Want(), Auto.String()+", "),
	}
}

// readError wraps the error of a reader.
func readError(err error) error { return fmt.Errorf("reading the list: %w", err) }
