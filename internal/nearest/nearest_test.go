package nearest_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/longcase/longcase/internal/nearest"
)

func TestWord(t *testing.T) {
	list := []string{"simulate", "next", "keep", "check", "Europe/Berlin", "Europe/Bern", strings.Repeat("x", 65)}
	for _, row := range []struct{ text, want string }{
		{"next", "next"},
		{"nxet", "next"}, // swapped
		{"nex", "next"},
		{"nexxt", "next"},
		{"NEXT", "next"},
		{"xtne", ""}, // no letters in common places
		{"chekc", "check"},
		{"smulat", "simulate"},
		{"simu", ""},
		{"europe/berlin", "Europe/Berlin"},
		{"Europe/Berln", "Europe/Berlin"}, // before Bern, at the same distance
		{"", ""},
		{strings.Repeat("x", 64), ""}, // near, but of a word too long to compare
		{strings.Repeat("x", 65), ""},
		{"plan", ""},
	} {
		word, ok := nearest.Word(row.text, list)
		require.Equal(t, row.want, word, row.text)
		require.Equal(t, row.want != "", ok, row.text)
	}
}

// TestWordAgainstRecursion compares distances of short words with their definition.
func TestWordAgainstRecursion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[abc]{0,6}`), 1, 12).Draw(t, "words")
		text := rapid.StringMatching(`[abc]{1,6}`).Draw(t, "text")
		want, least := "", bound(text)
		for _, word := range words {
			if d := edits(text, word); d < least {
				want, least = word, d
			}
		}
		word, ok := nearest.Word(text, words)
		require.Equal(t, want, word)
		require.Equal(t, least < bound(text), ok)
	})
}

// bound is the number of edits that is too many.
func bound(text string) int {
	if len(text) > 4 {
		return 3
	}
	return 2
}

// edits is the distance of two words by its definition.
func edits(a, b string) int {
	if a == "" || b == "" {
		return len(a) + len(b)
	}
	x, y := len(a)-1, len(b)-1
	if a[x] == b[y] {
		return edits(a[:x], b[:y])
	}
	least := min(edits(a[:x], b), edits(a, b[:y]), edits(a[:x], b[:y])) + 1
	if x > 0 && y > 0 && a[x] == b[y-1] && a[x-1] == b[y] {
		least = min(least, edits(a[:x-1], b[:y-1])+1)
	}
	return least
}

func TestWordAllocatesLittle(t *testing.T) {
	list := []string{"simulate", "next"}
	require.Zero(t, testing.AllocsPerRun(10, func() { nearest.Word("nxet", list) }))
}
