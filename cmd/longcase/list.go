package main

import (
	"bytes"
	"encoding/json"
	"io"
	"runtime/debug"

	"github.com/longcase/longcase/inventory"
)

// input is the input of keep.
type input struct {
	document []byte
	list     io.Reader
	after    bool // the list follows the document on standard input
}

// maxDocumentAndList is the greatest length of a document and its list in one file, in
// MiB. Both are in memory at once.
const maxDocumentAndList = 512

// readInput reads the document, and leaves the list to be read.
func (e *env) readInput(file string) (input, error) {
	if file != "-" {
		text, err := e.read(file, maxDocument)
		return input{document: text, list: e.stdin}, err
	}
	text, err := e.read(file, maxDocumentAndList)
	if err != nil {
		return input{}, err
	}
	rest := afterDocument(text)
	return input{text[:len(text)-len(rest)], bytes.NewReader(rest), true}, nil
}

// afterDocument returns the lines after a JSON document. A malformed document has
// none: then all of the text is the document, and is refused.
func afterDocument(text []byte) []byte {
	var document json.RawMessage
	decoder := json.NewDecoder(bytes.NewReader(text))
	if decoder.Decode(&document) != nil {
		return nil
	}
	// The line break after the document belongs to it, and is no empty line of the list.
	rest := text[decoder.InputOffset():]
	if end := bytes.IndexByte(rest, '\n'); end >= 0 && len(bytes.TrimSpace(rest[:end])) == 0 {
		return rest[end+1:]
	}
	return rest
}

// snapshots reads the list to its end.
func (in input) snapshots(format inventory.Format) (inventory.List, error) {
	// What is read of a list stays. A collector would find nothing, and stop all readers.
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	list, err := inventory.Reader{Format: format, Go: func(task func()) { go task() }}.Read(in.list)
	switch {
	case err == nil:
		return list, nil
	case in.after:
		return list, about("standard input after the document", err)
	}
	return list, about("standard input", err)
}
