package main

import (
	"io"
	"os"
	"strconv"
	"sync"

	"github.com/longcase/longcase/draw"
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
	// /dev/null is a device of characters, too, and nobody types there.
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}

// writesTerminal reports whether output goes to a terminal.
func writesTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && isTerminal(file)
}

// textOptions completes the options for text by the environment: the variable COLUMNS is
// the width unless a flag says it, and NO_COLOR, or a terminal that is dumb, forbids
// colour: see https://no-color.org.
func (e *env) textOptions(o draw.TextOptions) draw.TextOptions {
	if o.Width == 0 {
		o.Width, _ = strconv.Atoi(os.Getenv("COLUMNS")) // zero is the default
	}
	o.Color = e.terminal && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	return o
}
