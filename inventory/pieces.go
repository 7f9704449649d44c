package inventory

import (
	"bytes"
	"io"
	"strings"
	"sync"

	"github.com/longcase/longcase/calendar"
)

// tasks runs tasks with the Go of a Reader, and waits for them.
type tasks struct {
	run func(task func()) // nil to run each at once
	sync.WaitGroup
}

// start runs a task, at once or later.
func (t *tasks) start(task func()) {
	if t.run == nil {
		task()
		return
	}
	t.Add(1)
	t.run(func() {
		defer t.Done()
		task()
	})
}

// buffers lends buffers, of which each is given back.
type buffers chan []byte

// newBuffers returns as many buffers as let the reader go on while others are copied.
func newBuffers() buffers {
	b := make(buffers, 4)
	for range cap(b) {
		b <- nil
	}
	return b
}

// take returns a buffer of a size, once one is there.
func (b buffers) take(size int) []byte {
	if buffer := <-b; len(buffer) >= size {
		return buffer
	}
	return make([]byte, size)
}

// piece is whole lines of a text, of at most maxLine bytes.
type piece struct {
	text  string
	lines int // newlines
}

// readPieces reads a text to its end, in pieces of whole lines, and refuses more
// bytes than most. Names are parts of pieces, and so no part of the text is held
// twice. The last piece lacks its newline if the text does.
//
// The buffers soon have maxLine bytes. Then each two pieces in a row hold more than
// that, a piece and the line that the buffer had no room for, and their number
// fits a place.
func readPieces(r io.Reader, most int, do *tasks) (pieces []*piece, err error) {
	const usual = 1 << 16
	defer do.Wait()
	spare := newBuffers()
	buffer := spare.take(usual)
	for have, total := 0, 0; err == nil; {
		var n int
		n, err = fill(r, buffer[have:])
		have, total = have+n, total+n
		// Up to the last newline the text is whole lines; at its end it is all that remains.
		end := have
		if err == nil {
			end = bytes.LastIndexByte(buffer, '\n') + 1
		}
		switch {
		case err != nil && err != io.EOF:
			return nil, readError(err)
		case total > most:
			return nil, tooLong(whole, 0, buffer, "at most 1 GiB")
		case end > 0:
			next, full := new(piece), buffer
			pieces = append(pieces, next)
			buffer = spare.take(min(2*len(full), maxLine))
			have = copy(buffer, full[end:have])
			do.start(func() {
				next.text = string(full[:end])
				next.lines = strings.Count(next.text, "\n")
				spare <- full
			})
		case have == maxLine:
			do.Wait()
			return nil, tooLong("length", newlines(pieces)+1, buffer, "lines of at most 1 MiB")
		case have == len(buffer):
			buffer = append(buffer, make([]byte, len(buffer))...)
		}
	}
	return pieces, nil
}

// fill reads until the buffer is full. Unlike io.ReadFull it keeps the end of
// the text apart from io.ErrUnexpectedEOF, the error of package gzip for a file
// cut short.
func fill(r io.Reader, buffer []byte) (n int, err error) {
	for n < len(buffer) && err == nil {
		var more int
		more, err = r.Read(buffer[n:])
		n += more
	}
	return n, err
}

// tooLong returns the error of a text or line beyond the limits.
func tooLong(what string, line int, start []byte, want string) error {
	input := clipped(string(start[:maxInput+1]))
	return &calendar.ParseError{What: what, Line: line, Input: input, Want: want}
}
