package problem_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/internal/problem"
)

func TestList(t *testing.T) {
	var list problem.List
	require.NoError(t, list.Err())
	described := 0
	for range problem.Most + 7 {
		list.Add(func() error { described++; return errors.New("wrong") })
	}
	require.Equal(t, problem.Most+7, list.Len())
	require.Equal(t, problem.Most, described)
	lines := strings.Split(list.Err().Error(), "\n")
	require.Len(t, lines, problem.Most+1)
	require.Equal(t, `text "": want fewer problems: 7 more are not listed`, lines[problem.Most])
}

func TestTooLong(t *testing.T) {
	require.NoError(t, problem.TooLong("text", "abc", 3))
	require.EqualError(t, problem.TooLong("text", "abcd", 3), `text "abcd": want at most 3 bytes`)
}

func TestName(t *testing.T) {
	for name, want := range map[string]string{
		"X-FOO":                  "X-FOO",
		"DTSTART TZID":           "DTSTART TZID",
		"":                       "",
		"X\r":                    `"X\r"`,
		"é":                      `"\u00e9"`,
		strings.Repeat("x", 201): `"` + strings.Repeat("x", 200) + `"`,
	} {
		require.Equal(t, want, problem.Name(name))
	}
}
