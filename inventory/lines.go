package inventory

import (
	"io"
	"strings"
	"sync/atomic"

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
func readLines(r Reader, from io.Reader) (*columns, error) {
	do := tasks{run: r.Go}
	pieces, err := readPieces(from, maxLines, &do)
	if err != nil {
		return nil, err
	}
	if r.Format == Auto {
		if r.Format, err = detectPieces(pieces); err != nil {
			return nil, err
		}
	}
	return linesOf(r.Format, pieces, &do)
}

// linesOf reads the lines of a list.
func linesOf(format Format, pieces []*piece, do *tasks) (*columns, error) {
	l := lineList{read: lineFormats[format]}
	l.rows = make([]row, 0, room(pieces))
	for _, piece := range pieces {
		l.text = append(l.text, piece.text)
	}
	if !l.readAtOnce(pieces, do) {
		for number, piece := range pieces {
			l.readPiece(number, piece.text)
		}
	}
	if l.none() {
		for i := range l.repeated() {
			l.refuseLine(i+1, "name", l.name(i), "each name once")
		}
	}
	return l.finished(), l.err()
}

// readAtOnce reads the pieces at once, each into a part of the rows. It adds no row and reports
// false if that takes the lines in order: for the places of problems, for empty lines, which
// are right at the end only, and for the instants that few snapshots have.
func (l *lineList) readAtOnce(pieces []*piece, do *tasks) bool {
	lines := newlines(pieces)
	if lines == 0 || lines > cap(l.rows) {
		return false
	}
	rows := l.rows[:lines]
	parts := make([]*lineList, len(pieces))
	var inOrder atomic.Bool
	from := 0
	for number, piece := range pieces {
		own := rows[from : from : from+piece.lines]
		from += piece.lines
		do.start(func() {
			if inOrder.Load() {
				return
			}
			// Made here, each part lies in the memory of the processor that reads it.
			part := &lineList{read: l.read}
			part.rows = own
			parts[number] = part
			part.readPiece(number, piece.text)
			isLast := number == len(pieces)-1
			if !part.none() || part.empty > 0 && !isLast || part.nominal != nil || part.until != nil {
				inOrder.Store(true)
			}
		})
	}
	do.Wait()
	if inOrder.Load() {
		return false
	}
	for k := range parts {
		l.join(&parts[k].columnist, do)
	}
	do.Wait()
	l.rows = rows[:lines-parts[len(parts)-1].empty]
	return true
}

// room returns the number of items to make room for at once: the number of
// lines, unless these are too short on average to hold a time each.
func room(pieces []*piece) int {
	const short = len("2025-10-26T02:30:00Z")
	length := 0
	for _, piece := range pieces {
		length += len(piece.text)
	}
	return min(newlines(pieces), length/short)
}

// newlines returns the number of newlines in the pieces.
func newlines(pieces []*piece) (count int) {
	for _, piece := range pieces {
		count += piece.lines
	}
	return count
}

// detectPieces returns the format of a list of lines from its first line. An empty text is
// an empty plain list.
func detectPieces(pieces []*piece) (Format, error) {
	if len(pieces) == 0 {
		return Plain, nil
	}
	line, _, _ := strings.Cut(pieces[0].text, "\n")
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
