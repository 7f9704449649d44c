package main

import (
	"bufio"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/internal/golden"
)

// runOnTerminal runs the command as on a terminal.
func runOnTerminal(t *testing.T, args ...string) string {
	var b strings.Builder
	out := bufio.NewWriter(&b)
	e := &env{now: now, stdin: strings.NewReader(""), stdout: out, stderr: &b, terminal: true}
	require.NoError(t, e.dispatch(args))
	require.NoError(t, out.Flush())
	return b.String()
}

// TestPictureAboveWords checks that simulate draws a picture on a terminal, and elsewhere
// only prints the words below it.
func TestPictureAboveWords(t *testing.T) {
	t.Setenv("NO_COLOR", "1")
	words := runOn("", "simulate").stdout
	text := runOnTerminal(t, "simulate")
	picture, found := strings.CutSuffix(text, words)
	require.True(t, found, "%s", text)
	require.Contains(t, picture, "Keeps 22 of 365 snapshots")
	require.Contains(t, words, "365 snapshots are taken and 343 deleted")
}

// TestColor checks that colours are written on terminals alone, and not against the will
// of the user.
func TestColor(t *testing.T) {
	const escape = "\x1b["
	args := []string{"draw", "-example", "sfg"}
	t.Setenv("TERM", "xterm")
	t.Setenv("NO_COLOR", "")
	require.Contains(t, runOnTerminal(t, args...), escape)
	require.NotContains(t, runOn("", args...).stdout, escape)
	t.Setenv("TERM", "dumb")
	require.NotContains(t, runOnTerminal(t, args...), escape)
	t.Setenv("TERM", "xterm")
	t.Setenv("NO_COLOR", "1")
	require.NotContains(t, runOnTerminal(t, args...), escape)
}

// TestColumns checks that a flag counts before the variable COLUMNS.
func TestColumns(t *testing.T) {
	longest := func(args ...string) (n int) {
		for line := range strings.Lines(runOn("", args...).stdout) {
			n = max(n, len([]rune(strings.TrimRight(line, "\n"))))
		}
		return n
	}
	args := []string{"draw", "-what", "population", "-example", "sfg"}
	t.Setenv("COLUMNS", "")
	require.Equal(t, 80, longest(args...))
	t.Setenv("COLUMNS", "100")
	require.Equal(t, 100, longest(args...))
	require.Equal(t, 50, longest(append(args, "-width", "50")...))
}

func TestDrawSVG(t *testing.T) {
	for _, what := range pictureKinds.List[1:] {
		picture := runOn("", "draw", "-as", "svg", "-what", what, "-example", "sfg").stdout
		require.True(t, strings.HasPrefix(picture, "<svg ") && strings.HasSuffix(picture, "</svg>\n"), what)
	}
}

// TestDrawHTML checks that a page has the findings of the document and of the audit.
func TestDrawHTML(t *testing.T) {
	page := runOn("", "draw", "-as", "html", "-example", "workhours").stdout
	require.Contains(t, page, "<!DOCTYPE html>")
	require.Contains(t, page, "alive at once")
	require.NotContains(t, page, "<script")
}

// TestDocumentedPictures draws the pictures of the README again. With -update it writes
// them.
func TestDocumentedPictures(t *testing.T) {
	const folder = "../../docs/pictures/"
	for _, what := range pictureKinds.List[1:] {
		drawn := runOn("", "draw", "-as", "svg", "-what", what, folder+"nightly.json")
		require.Equal(t, statusDone, drawn.status, drawn.stderr)
		golden.Compare(t, folder+what+".svg", drawn.stdout)
	}
}
