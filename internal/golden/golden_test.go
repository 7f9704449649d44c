package golden_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/internal/golden"
)

// recorder is a test that remembers how it failed and goes on.
type recorder struct {
	testing.TB
	failure string
}

func (r *recorder) Helper()                           {}
func (r *recorder) Fatal(args ...any)                 { r.failure = fmt.Sprint(args...) }
func (r *recorder) Fatalf(format string, args ...any) { r.failure = fmt.Sprintf(format, args...) }

func TestCompare(t *testing.T) {
	path := filepath.Join(t.TempDir(), "text.golden")
	require.NoError(t, os.WriteFile(path, []byte("a\nb\n"), 0o600))
	for _, test := range []struct{ got, failure string }{
		{"a\nb\n", ""},
		{"a\nc\n", `:2: got "c", want "b"`},
		{"a\n", `:2: got "", want "b"`},
		{"a\nb\nc\n", `:3: got "c", want ""`},
		{"a\nb", `:3: got no more lines, want ""`}, // the file ends with a newline
		{"", `:1: got "", want "a"`},
	} {
		r := &recorder{TB: t}
		golden.Compare(r, path, test.got)
		if test.failure == "" {
			require.Empty(t, r.failure)
		} else {
			require.Contains(t, r.failure, path+test.failure)
		}
	}
}

func TestCompareUpdates(t *testing.T) {
	before := flag.Lookup("update").Value.String()
	t.Cleanup(func() { require.NoError(t, flag.Set("update", before)) })
	path := filepath.Join(t.TempDir(), "new.golden")

	require.NoError(t, flag.Set("update", "true"))
	require.True(t, golden.Updating())
	golden.Compare(t, path, "a\n")

	require.NoError(t, flag.Set("update", "false"))
	golden.Compare(t, path, "a\n")
}
