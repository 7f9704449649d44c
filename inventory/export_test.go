package inventory

import (
	"io"
	"strings"
)

// ReadPieces reads a text of lines up to a number of bytes. A list has 1 GiB, which
// is more than a test should take.
func ReadPieces(r io.Reader, most int) (texts []string, err error) {
	pieces, err := readPieces(r, most, new(tasks))
	for _, piece := range pieces {
		texts = append(texts, piece.text)
	}
	return texts, err
}

// ReadCut reads a list of lines that is cut into pieces, each with its lines.
func ReadCut(format Format, pieces []string, run func(task func())) (List, error) {
	var cut []*piece
	for _, text := range pieces {
		cut = append(cut, &piece{text, strings.Count(text, "\n")})
	}
	c, err := linesOf(format, cut, &tasks{run: run})
	if err != nil {
		return List{}, err
	}
	return List{c}, nil
}
