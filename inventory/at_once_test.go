package inventory_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/longcase/longcase/inventory"
)

// goAll starts tasks as a caller does who has processors to spare.
func goAll(task func()) { go task() }

// longLines draws lines of groups that take turns or follow each other, rarely with an
// empty line, a field that few lines have, a problem, or a name again.
func longLines(t *rapid.T) (lines []string) {
	groups := rapid.IntRange(1, 4).Draw(t, "groups")
	inTurn, oddity := rapid.Bool().Draw(t, "in turn"), rapid.IntRange(20, 200).Draw(t, "oddity")
	length := rapid.IntRange(0, 100).Draw(t, "length")
	for i := range length {
		group := i % groups
		if !inTurn {
			group = i * groups / length
		}
		line := fmt.Sprintf("2025-10-26T02:%02d:00Z\tvolume-%d@%d\tgroup=%d", i%60, group, i, group)
		switch rapid.IntRange(0, oddity).Draw(t, "line") {
		case 0:
			line = ""
		case 1:
			line += "\theld=2025-10-27T00:00:00Z"
		case 2:
			line += "\tnominal=2025-10-26T02:00:00Z"
		case 3:
			line += "\tlost"
		case 4:
			line = strings.Replace(line, fmt.Sprint("@", i), fmt.Sprint("@", i/2), 1)
		case 5:
			line += "\theld\tlocked"
		}
		lines = append(lines, line+"\n")
	}
	return lines
}

// cut draws pieces of lines.
func cut(t *rapid.T, lines []string) (pieces []string) {
	most := rapid.IntRange(1, len(lines)+1).Draw(t, "lines of a piece")
	for len(lines) > 0 {
		n := rapid.IntRange(1, min(most, len(lines))).Draw(t, "lines")
		pieces, lines = append(pieces, strings.Join(lines[:n], "")), lines[n:]
	}
	return pieces
}

// TestAtOnce compares a list read in pieces, one after the other or at once, with the
// same list in one.
func TestAtOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := longLines(t)
		for range rapid.IntRange(-2, 2).Draw(t, "empty lines") {
			lines = append(lines, "\n")
		}
		if n := len(lines); n > 0 && rapid.IntRange(0, 9).Draw(t, "cut short") == 0 {
			lines[n-1] = strings.TrimSuffix(lines[n-1], "\n")
		}
		text, pieces := strings.Join(lines, ""), cut(t, lines)
		want, wrong := inventory.Reader{Format: inventory.Plain}.Read(strings.NewReader(text))
		for _, run := range []func(func()){nil, goAll} {
			got, err := inventory.ReadCut(inventory.Plain, pieces, run)
			if wrong != nil {
				require.EqualError(t, err, wrong.Error())
				continue
			}
			require.NoError(t, err)
			require.Equal(t, itemsOf(want), itemsOf(got))
			require.Equal(t, strings.Count("\n"+text, "\n2"), got.Len())
			require.Len(t, got.Groups(), len(want.Groups()))
		}
	})
}

// TestReaderGo reads a list of several megabytes, and wants of each task that it was run.
func TestReaderGo(t *testing.T) {
	text := string(plainList(100_000))
	want, err := inventory.Reader{}.Read(strings.NewReader(text))
	require.NoError(t, err)
	got, err := inventory.Reader{Go: goAll}.Read(strings.NewReader(text))
	require.NoError(t, err)
	require.Equal(t, itemsOf(want), itemsOf(got))
	_, err = inventory.Reader{Go: goAll}.Read(strings.NewReader(text + text))
	require.ErrorContains(t, err, `line 100001: name "tank/home@hourly-0": want each name once`)
}
