package directory_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/service/driver"
	"github.com/longcase/longcase/service/driver/directory"
	"github.com/longcase/longcase/service/driver/drivertest"
)

// churn calls a function over and over until the test ends.
func churn(t *testing.T, change func(round int)) {
	t.Helper()
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for round := 0; ; round++ {
			select {
			case <-stop:
				return
			default:
				change(round)
			}
		}
	}()
	t.Cleanup(func() { close(stop); <-stopped })
}

// TestChanging copies a tree in which files are replaced, made and deleted. A file
// replaced by renaming is never missing, and never mixed.
func TestChanging(t *testing.T) {
	place := t.TempDir()
	s := storage(t, place, 20)
	at := func(name string) string { return filepath.Join(s.Drive.Source, name) }
	write(t, at("steady"), "steady")
	write(t, at("replaced"), strings.Repeat("0", 5000))
	churn(t, func(round int) {
		digit := fmt.Sprint(round % 10)
		_ = os.WriteFile(at("new"), []byte(strings.Repeat(digit, 5000)), 0o644)
		_ = os.Rename(at("new"), at("replaced"))
		_ = os.MkdirAll(at("passing/by"), 0o755)
		_ = os.WriteFile(at("passing/by/"+digit), nil, 0o644)
		_ = os.RemoveAll(at("passing"))
	})
	for i := range rounds() {
		name := fmt.Sprint("n", i)
		require.NoError(t, s.New().Create(t.Context(), s.Drive, name))
		data := filepath.Join(place, "copies", "drive", name, "data")
		text, err := os.ReadFile(filepath.Join(data, "replaced"))
		require.NoError(t, err)
		require.Equal(t, strings.Repeat(string(text[:1]), 5000), string(text))
		require.FileExists(t, filepath.Join(data, "steady"))
	}
}

// TestNotFollowed copies a tree whose owner puts symbolic links to a secret in place of
// a directory and of a file.
func TestNotFollowed(t *testing.T) {
	place := t.TempDir()
	write(t, filepath.Join(place, "secret", "file"), "secret")
	source, root := filepath.Join(place, "source"), filepath.Join(place, "copies")
	require.NoError(t, os.MkdirAll(root, 0o755))
	write(t, filepath.Join(source, "inside", "file"), "public")
	write(t, filepath.Join(source, "file"), "public")
	churn(t, func(int) {
		for _, name := range []string{"inside", "file"} {
			path := filepath.Join(source, name)
			_ = os.Rename(path, path+".aside")
			_ = os.Symlink(filepath.Join(place, "secret", strings.TrimPrefix(name, "inside")), path)
			_ = os.Remove(path)
			_ = os.Rename(path+".aside", path)
		}
	})
	drive := driver.Drive{UUID: "drive", Source: source}
	for i := range 10 * rounds() {
		require.NoError(t, directory.New(root).Create(t.Context(), drive, fmt.Sprint("n", i)))
	}
	for line := range strings.Lines(drivertest.Tree(t, root)) {
		require.NotContains(t, line, "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b") // of "secret"
	}
}

func rounds() int {
	if testing.Short() {
		return 3
	}
	return 10
}

// TestDiskFull has no room for a copy, and then room.
func TestDiskFull(t *testing.T) {
	place := drivertest.Mount(t, "tmpfs")
	root := filepath.Join(place, "copies")
	require.NoError(t, os.Mkdir(root, 0o755))
	source := filepath.Join(t.TempDir(), "source")
	write(t, filepath.Join(source, "big"), strings.Repeat("x", 700<<10))
	drive := driver.Drive{UUID: "drive", Source: source}
	d := directory.New(root)
	require.NoError(t, d.Create(t.Context(), drive, "a"))
	require.ErrorContains(t, d.Create(t.Context(), drive, "b"), "no space left on device")
	items, err := d.List(t.Context(), drive)
	require.NoError(t, err)
	require.Len(t, items, 1)
	require.NoError(t, d.Delete(t.Context(), drive, "a"))
	require.NoError(t, d.Create(t.Context(), drive, "b"))
}
