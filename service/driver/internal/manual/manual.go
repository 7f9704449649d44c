// Package manual runs what docs/restore.md tells a reader to run.
package manual

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Run runs the lines of shell in a section of docs/restore.md with variables, each
// "NAME=value".
func Run(t *testing.T, section string, variables ...string) {
	t.Helper()
	_, here, _, _ := runtime.Caller(0)
	text, err := os.ReadFile(filepath.Join(filepath.Dir(here), "..", "..", "..", "docs", "restore.md"))
	require.NoError(t, err)
	_, rest, ok := strings.Cut(string(text), "\n## "+section+"\n")
	require.True(t, ok, "section %q", section)
	rest, _, _ = strings.Cut(rest, "\n## ")
	_, rest, ok = strings.Cut(rest, "\n```sh\n")
	require.True(t, ok, "lines of shell in %q", section)
	script, _, _ := strings.Cut(rest, "\n```\n")
	run := exec.Command("sh", "-eu", "-c", script)
	run.Env = append(os.Environ(), variables...)
	output, err := run.CombinedOutput()
	require.NoError(t, err, "%s: %s", script, output)
}
