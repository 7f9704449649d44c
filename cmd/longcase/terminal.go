package main

import (
	"io"
	"os"
	"sync"
)

// announcedReader is a reader of a terminal, where nobody may know that something
// is to be typed: it says so before the first byte.
type announcedReader struct {
	io.Reader
	announce func()
}

func (r announcedReader) Read(p []byte) (int, error) {
	r.announce()
	return r.Reader.Read(p)
}

// announced returns a reader of standard input that says so if it is a terminal.
func announced(stdin io.Reader, isTerminal bool, stderr io.Writer) io.Reader {
	if !isTerminal {
		return stdin
	}
	return announcedReader{stdin, sync.OnceFunc(func() {
		io.WriteString(stderr, "longcase: reading from the terminal; Ctrl-D at the start of a line ends it\n")
	})}
}

// isTerminal reports whether a file is a device of characters other than /dev/null.
func isTerminal(file *os.File) bool {
	info, err := file.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}
