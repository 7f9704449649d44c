package drivertest

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// Mount returns the mount point of a new file system: btrfs or xfs, of 512 MiB, or
// tmpfs, of 1 MiB. It skips the test where the machine cannot mount files; with LONGCASE_MOUNTS=must
// that fails it.
func Mount(t *testing.T, kind string) string {
	t.Helper()
	place := t.TempDir()
	image, point := filepath.Join(place, "image"), filepath.Join(place, "mounted")
	require.NoError(t, os.WriteFile(image, nil, 0o600))
	require.NoError(t, os.Truncate(image, 512<<20))
	require.NoError(t, os.Mkdir(point, 0o755))
	commands := [][]string{{"mkfs." + kind, "-q", image}, {"mount", "-o", "loop", image, point}}
	if kind == "tmpfs" {
		commands = [][]string{{"mount", "-t", kind, "-o", "size=1m", kind, point}}
	}
	for _, command := range commands {
		output, err := exec.Command(command[0], command[1:]...).CombinedOutput()
		if err == nil {
			continue
		}
		if os.Getenv("LONGCASE_MOUNTS") == "must" {
			t.Fatalf("%v: %v: %s", command, err, output)
		}
		t.Skipf("NOT TESTED on %s: %v: %v: %s", kind, command, err, output)
	}
	t.Cleanup(func() {
		output, err := exec.Command("umount", point).CombinedOutput()
		require.NoError(t, err, "%s", output)
	})
	return point
}
