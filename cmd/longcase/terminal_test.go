package main

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAnnounced(t *testing.T) {
	for _, isTerminal := range []bool{false, true} {
		var stdout, stderr strings.Builder
		stdin := announced(strings.NewReader(tenDays), isTerminal, &stderr)
		status := run([]string{"version"}, now, stdin, &stdout, &stderr)
		require.Equal(t, statusDone, status)
		require.Empty(t, stderr.String(), "reads nothing")
		status = run([]string{"keep", "-rule", "last 9"}, now, stdin, &stdout, &stderr)
		require.Equal(t, statusDone, status)
		require.Equal(t, isTerminal, stderr.Len() > 0)
		require.LessOrEqual(t, strings.Count(stderr.String(), "\n"), 1)
	}
}

func TestIsTerminal(t *testing.T) {
	null, err := os.Open(os.DevNull)
	require.NoError(t, err)
	defer null.Close()
	require.False(t, isTerminal(null))
	file, err := os.Open("testdata/in/snapshots.txt")
	require.NoError(t, err)
	defer file.Close()
	require.False(t, isTerminal(file))
}
