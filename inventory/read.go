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

// Item is one snapshot of a list. Items are comparable with ==, which tells
// apart equal instants in different locations; those that Read returns are all
// in UTC.
type Item struct {
	// Name is what the tool takes to delete the snapshot. No two items of a list
	// have the same name, except that in a plain list it may be empty.
	Name string
	// Group names what the snapshot was taken of. Groups are to be planned
	// apart: under "daily 7", two datasets in one plan would have seven days
	// between them.
	Group string
	// Snapshot is what the list says about it. Without a time, or with
	// 1969-12-31 or 1970-01-01 in UTC, which is how lost metadata looks, Created
	// is zero.
	Snapshot retention.Snapshot
}

// Read reads a list to its end and returns its snapshots, in the order of the
// list. Names and groups share memory with the text of the list.
//
// If anything is wrong there are no items, and the error holds each problem as
// a [*calendar.ParseError], joined: its Line is the place or, in JSON, its What,
// as RFC 6901 pointer. The first hundred problems are listed, and names that are there
// twice where nothing else is wrong. An error of the reader is returned, wrapped.
func Read(format Format, r io.Reader) ([]Item, error) {
	if _, err := format.MarshalText(); err != nil {
		return nil, err
	}
	start, r, err := peek(r)
	if err != nil {
		return nil, err
	}
	read := readLines
	if format == Auto && startsJSON(start) || format.isJSON() {
		read = readJSON
	}
	items, err := read(format, r)
	if err != nil {
		return nil, err
	}
	return items, nil
}

// peek returns the start of a text, and a reader of all of it.
func peek(r io.Reader) (start []byte, all io.Reader, err error) {
	start = make([]byte, 512)
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

// Detect returns the format of a list from its text or from the start of it;
// the end of it may be missing. An empty text is an empty plain list, and an
// empty array, which several tools print, is one of restic's. The error is a
// [*calendar.ParseError].
func Detect(text []byte) (Format, error) {
	if startsJSON(text) {
		document, _ := jsondoc.Parse(text)
		return detectJSON(document.Root())
	}
	line, _, _ := strings.Cut(string(text[:min(len(text), maxLine)]), "\n")
	return detectLine(line)
}

func unrecognised(input string) error {
	return &calendar.ParseError{
		What: "list", Input: clipped(input),
		Want: "a list of a known format: " + strings.TrimPrefix(formats.Want(), Auto.String()+", "),
	}
}

// readError returns an error of a reader, with what it was reading.
func readError(err error) error { return fmt.Errorf("reading the list: %w", err) }
