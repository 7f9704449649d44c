package main

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// TestPageFitsATerminal runs the example on days spread over two years, one of them a
// leap year: with a line for the prompt it fits 24 lines of 80 columns.
func TestPageFitsATerminal(t *testing.T) {
	for day := time.Date(2027, 1, 1, 12, 0, 0, 0, time.UTC); day.Year() < 2029; day = day.AddDate(0, 0, 23) {
		var page, stderr strings.Builder
		require.Equal(t, statusDone, run([]string{"simulate"}, day, strings.NewReader(""), &page, &stderr))
		require.Empty(t, stderr.String())
		require.LessOrEqual(t, strings.Count(page.String(), "\n"), 23, page.String())
		for line := range strings.Lines(page.String()) {
			require.LessOrEqual(t, utf8.RuneCountInString(strings.TrimSuffix(line, "\n")), 80, line)
		}
	}
}

// TestUsageFitsATerminal holds every line of help against 80 columns.
func TestUsageFitsATerminal(t *testing.T) {
	for _, name := range append(values("VERB"), "") {
		help := execute(t, "longcase help "+name)
		for line := range strings.Lines(help) {
			require.LessOrEqual(t, utf8.RuneCountInString(strings.TrimSuffix(line, "\n")), 80, line)
		}
	}
}

func TestWrap(t *testing.T) {
	word := strings.Repeat("x", 78)
	for _, test := range []struct{ text, indent, want string }{
		{"", "", ""},
		{"a b", "", "a b"},
		{" a\tb\n", "", "a b"},
		{word + " y z", "", word + " y\nz"},
		{word + " y", "  ", word + "\n  y"}, // the first line follows two columns
		{word + word + " y", "", word + word + "\ny"},
	} {
		require.Equal(t, test.want, wrap(test.text, test.indent))
	}
}
