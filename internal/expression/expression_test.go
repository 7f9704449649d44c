package expression_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/internal/expression"
)

func isSpace(c byte) bool { return c == ' ' }

func TestWords(t *testing.T) {
	for text, want := range map[string][]expression.Word{
		"":            nil,
		"  ":          nil,
		"a":           {{Text: "a", At: 0}},
		" ab  c":      {{Text: "ab", At: 1}, {Text: "c", At: 5}},
		"\ta é\u00a0": {{Text: "\ta", At: 0}, {Text: "é\u00a0", At: 3}}, // spaces alone
	} {
		r, err := expression.NewReader(text)
		require.NoError(t, err)
		require.Equal(t, want, r.AppendWords(nil, isSpace), text)
	}
}

func TestCut(t *testing.T) {
	w := expression.Word{Text: "1..5/2", At: 10}
	span, step, found := w.Cut('/')
	require.True(t, found)
	require.Equal(t, expression.Word{Text: "2", At: 15}, step)
	first, last, found := span.CutRange()
	require.True(t, found)
	require.Equal(t, expression.Word{Text: "1", At: 10}, first)
	require.Equal(t, expression.Word{Text: "5", At: 13}, last)
	for _, sep := range []byte(":,") {
		whole, _, found := w.Cut(sep)
		require.False(t, found)
		require.Equal(t, w, whole)
	}
	require.Equal(t, []expression.Word{{Text: "", At: 3}, {Text: "b", At: 4}, {Text: "", At: 6}},
		expression.Word{Text: ",b,", At: 3}.Split(','))
}

func TestProblems(t *testing.T) {
	r, err := expression.NewReader("é x")
	require.NoError(t, err)
	require.NoError(t, r.Err())
	r.Problem("letter", expression.Word{Text: "x", At: 3}, "a to c")
	r.Problem("letter", r.End(), "a to c")
	require.Equal(t, 2, r.Problems())
	require.EqualError(t, r.Err(), "column 3: letter \"x\": want a to c\ncolumn 4: letter \"\": want a to c")

	_, err = expression.NewReader(strings.Repeat("x", expression.MaxLength+1))
	require.ErrorContains(t, err, "want at most 4096 bytes")
}

func TestProgression(t *testing.T) {
	for _, row := range []struct {
		set               uint64
		first, last, step int
	}{
		{1 << 5, 5, 5, 0},
		{1<<5 | 1<<20, 5, 20, 15},
		{1<<5 | 1<<20 | 1<<35 | 1<<50, 5, 50, 15},
		{1<<5 | 1<<20 | 1<<50, 5, 50, 0}, // 35 is missing
		{1<<0 | 1<<2 | 1<<3 | 1<<4, 0, 4, 0},
		{1<<64 - 1, 0, 63, 1},
	} {
		first, last, step := expression.Progression(row.set)
		require.Equal(t, row, struct {
			set               uint64
			first, last, step int
		}{row.set, first, last, step})
	}
}
