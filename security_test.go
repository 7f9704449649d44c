package longcase_test

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var namedTest = regexp.MustCompile("`([a-z/]+)[.]((?:Test|Fuzz)[A-Za-z]+)`")

// TestPromises looks for the tests that SECURITY.md names: each promise there has
// one, and each of them exists.
func TestPromises(t *testing.T) {
	promises := 0
	for line := range strings.Lines(read(t, "SECURITY.md")) {
		if !strings.HasPrefix(line, "| ") || strings.HasPrefix(line, "| promise ") {
			continue
		}
		promises++
		named := namedTest.FindAllStringSubmatch(line, -1)
		require.NotEmpty(t, named, "a promise without a test: %s", line)
		for _, match := range named {
			directory := strings.TrimPrefix(match[1], "longcase")
			require.True(t, hasTest(t, path.Join(".", directory), match[2]), "%s has no %s", match[1], match[2])
		}
	}
	require.Greater(t, promises, 20)
}

// hasTest reports whether a package has a test.
func hasTest(t *testing.T, directory, name string) bool {
	files, err := filepath.Glob(filepath.Join(directory, "*_test.go"))
	require.NoError(t, err)
	for _, file := range files {
		source, err := os.ReadFile(file)
		require.NoError(t, err)
		if strings.Contains(string(source), "\nfunc "+name+"(") {
			return true
		}
	}
	return false
}
