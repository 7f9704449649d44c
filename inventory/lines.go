package inventory

import (
	"bytes"
	"io"
	"strings"

	"github.com/longcase/longcase/calendar"
)

const (
	maxLines = 1 << 30 // bytes of a list of lines
	maxLine  = 1 << 20 // bytes of one line, its newline included
)

// lineReader reads a line, without its newline, into an empty item, and notes
// the problems of the line. It returns the place of the name in the line.
type lineReader func(p *problems, number int, line string, item *Item) (name int)

// lineFormats is never written.
var lineFormats = map[Format]lineReader{
	Plain: readPlain,
	ZFS:   readZFS,
	Btrfs: readBtrfs,
}

// readLines reads a list with a snapshot on each line.
func readLines(format Format, r io.Reader) (*columns, error) {
	pieces, err := readPieces(r, maxLines)
	if err != nil {
		return nil, err
	}
	if format == Auto {
		if format, err = detectPieces(pieces); err != nil {
			return nil, err
		}
	}
	l := lineList{read: lineFormats[format]}
	l.rows, l.text = make([]row, 0, room(pieces)), pieces
	for number, piece := range pieces {
		l.readPiece(number, piece)
	}
	if l.none() {
		for i := range l.repeated() {
			l.refuseLine(i+1, "name", l.name(i), "each name once")
		}
	}
	return &l.columns, l.err()
}

// room returns the number of items to make room for at once: the number of
// lines, unless these are too short on average to hold a time each.
func room(pieces []string) int {
	const short = len("2025-10-26T02:30:00Z")
	length := 0
	for _, piece := range pieces {
		length += len(piece)
	}
	return min(newlines(pieces), length/short)
}

// newlines returns the number of newlines in the pieces.
func newlines(pieces []string) (count int) {
	for _, piece := range pieces {
		count += strings.Count(piece, "\n")
	}
	return count
}

// detectPieces returns the format of a list of lines from its first line. An empty text is
// an empty plain list.
func detectPieces(pieces []string) (Format, error) {
	if len(pieces) == 0 {
		return Plain, nil
	}
	line, _, _ := strings.Cut(pieces[0], "\n")
	return detectLine(line)
}

// detectLine returns the format of a list of lines from its first.
func detectLine(line string) (Format, error) {
	first, second, _ := strings.Cut(line, "\t")
	second, _, _ = strings.Cut(second, "\t")
	_, isInstant := parseInstant(first)
	_, notDate := calendar.ParseDate(first[:min(len(first), len("2025-10-26"))])
	_, isSeconds := parseSeconds(second)
	switch {
	// What begins with a date is meant for an instant, so that the error is about the line.
	case line == "" || isInstant || notDate == nil:
		return Plain, nil
	case strings.HasPrefix(line, "ID "):
		return Btrfs, nil
	case strings.Contains(first, "@") && isSeconds:
		return ZFS, nil
	}
	return Auto, unrecognised(line)
}

// readPieces reads a text to its end, in pieces of whole lines, and refuses more
// bytes than most. Names are parts of pieces, and so no part of the text is held
// twice. The last piece lacks its newline if the text does.
//
// The buffer soon has maxLine bytes. Then each two pieces in a row hold more than
// that, a piece and the line that the buffer had no room for, and their number
// fits a place.
func readPieces(r io.Reader, most int) (pieces []string, err error) {
	const usual = 1 << 16
	buffer := make([]byte, usual)
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
			pieces = append(pieces, string(buffer[:end]))
			rest := buffer[end:have]
			if len(buffer) < maxLine {
				buffer = make([]byte, 2*len(buffer))
			}
			have = copy(buffer, rest)
		case have == maxLine:
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

// lineList is a list of lines, as far as it is read.
type lineList struct {
	problems
	columnist
	read  lineReader
	item  Item // of the last line
	lines int  // read so far
	empty int  // empty lines among them since the last full one
}

// readPiece reads the lines of a piece. A line without a newline is refused.
func (l *lineList) readPiece(number int, piece string) {
	for at := 0; at < len(piece); {
		l.lines++
		end := strings.IndexByte(piece[at:], '\n')
		if end < 0 {
			l.refuseLine(l.lines, "end", piece[at:], "a newline after it: the list may be cut short")
			return
		}
		l.readLine(piece[at:at+end], placeIn(number, at))
		at += end + 1
	}
}

// readLine reads a line at a place in the text, its newline not included. A list edited on
// Windows is refused, since its names would end in carriage returns.
func (l *lineList) readLine(line string, at place) {
	switch {
	case line == "":
		l.empty++
		return
	case l.empty > 0:
		l.refuseLine(l.lines-1, "line", "", "empty lines at the end only")
		l.empty = 0
	case line[len(line)-1] == '\r':
		l.refuseLine(l.lines, "end", "\r", "a newline alone after a line")
		return
	}
	l.item = Item{}
	name := l.read(&l.problems, l.lines, line, &l.item)
	if l.none() {
		l.add(&l.item, at+place(name))
	}
}
