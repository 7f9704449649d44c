package directory_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/longcase/longcase/service/driver"
	"github.com/longcase/longcase/service/driver/directory"
	"github.com/longcase/longcase/service/driver/drivertest"
	"github.com/longcase/longcase/service/driver/internal/manual"
)

// TestMain creates a snapshot in a process that a test is about to kill.
func TestMain(m *testing.M) {
	if name := os.Getenv("CREATE_NAME"); name != "" {
		drive := driver.Drive{UUID: "drive", Source: os.Getenv("CREATE_SOURCE")}
		if err := directory.New(os.Getenv("CREATE_ROOT")).Create(context.Background(), drive, name); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// fill makes a tree with a file of each kind.
func fill(t *testing.T, root string, files int) string {
	t.Helper()
	source := filepath.Join(root, "source")
	require.NoError(t, os.MkdirAll(filepath.Join(source, "read-only", "empty"), 0o755))
	for i := range files {
		write(t, filepath.Join(source, fmt.Sprintf("d%d", i%7), fmt.Sprintf("f%d", i)), strings.Repeat("text ", i*37))
	}
	write(t, filepath.Join(source, "setuid"), "#!")
	require.NoError(t, os.Chmod(filepath.Join(source, "setuid"), 0o755|os.ModeSetuid))
	write(t, filepath.Join(source, "unreadable-to-others"), "secret")
	require.NoError(t, os.Chmod(filepath.Join(source, "unreadable-to-others"), 0o600))
	write(t, filepath.Join(source, "a\nb \xff"), "odd name")
	require.NoError(t, os.Symlink("/etc/passwd", filepath.Join(source, "absolute")))
	require.NoError(t, os.Symlink("../outside", filepath.Join(source, "broken")))
	sparse(t, filepath.Join(source, "sparse"))
	old := time.Date(2001, 2, 3, 4, 5, 6, 789, time.UTC)
	require.NoError(t, os.Chtimes(filepath.Join(source, "setuid"), old, old))
	require.NoError(t, os.Chmod(filepath.Join(source, "read-only"), 0o555))
	require.NoError(t, os.Chtimes(filepath.Join(source, "read-only"), old, old))
	t.Cleanup(func() { _ = os.Chmod(filepath.Join(source, "read-only"), 0o755) })
	return source
}

func write(t *testing.T, path, text string) {
	t.Helper()
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
}

// sparse makes a file of 64 MiB with data in the middle.
func sparse(t *testing.T, path string) {
	t.Helper()
	file, err := os.Create(path)
	require.NoError(t, err)
	defer file.Close()
	_, err = file.WriteAt([]byte("an island"), 32<<20+5)
	require.NoError(t, err)
	require.NoError(t, file.Truncate(64<<20))
}

func blocks(t *testing.T, path string) int64 {
	t.Helper()
	info, err := os.Stat(path)
	require.NoError(t, err)
	return info.Sys().(*syscall.Stat_t).Blocks * 512
}

// storage returns a root, and a source in the same directory.
func storage(t *testing.T, directoryPath string, files int) drivertest.Storage {
	t.Helper()
	root := filepath.Join(directoryPath, "copies")
	require.NoError(t, os.Mkdir(root, 0o755))
	source := fill(t, directoryPath, files)
	other := filepath.Join(directoryPath, "disk.img")
	sparse(t, other)
	return drivertest.Storage{
		New:     func() driver.Driver { return directory.New(root) },
		Drive:   driver.Drive{UUID: "drive", Source: source},
		Other:   driver.Drive{UUID: "other", Source: other},
		Missing: driver.Drive{UUID: "missing", Source: filepath.Join(directoryPath, "nothing")},
		Restore: func(t *testing.T, name string) {
			target := filepath.Join(t.TempDir(), "restored")
			manual.Run(t, "directory", "SNAPSHOT="+filepath.Join(root, "drive", name), "TARGET="+target)
			require.Equal(t, drivertest.Tree(t, source), drivertest.Tree(t, target))
		},
		Create: func(name string) *exec.Cmd {
			run := exec.Command(os.Args[0])
			run.Env = append(os.Environ(), "CREATE_NAME="+name, "CREATE_ROOT="+root, "CREATE_SOURCE="+source)
			return run
		},
		Kills: kills(),
		Settled: func(t *testing.T) {
			rest, err := filepath.Glob(filepath.Join(root, "*", ".partial", "*"))
			require.NoError(t, err)
			require.Empty(t, rest)
		},
	}
}

func kills() int {
	if testing.Short() {
		return 3
	}
	return 10
}

func TestContract(t *testing.T) {
	drivertest.Test(t, storage(t, t.TempDir(), 200))
}

// TestReflinks runs the contract where files can share blocks, and checks that they
// do, and that a write to the source changes no copy.
func TestReflinks(t *testing.T) {
	for _, kind := range []string{"btrfs", "xfs"} {
		t.Run(kind, func(t *testing.T) {
			s := storage(t, drivertest.Mount(t, kind), 50)
			s.Kills = min(s.Kills, 5)
			drivertest.Test(t, s)
			big := filepath.Join(s.Drive.Source, "big")
			write(t, big, strings.Repeat("0123456789abcdef", 4<<20)) // 64 MiB
			free := freeBytes(t, s.Drive.Source)
			require.NoError(t, s.New().Create(t.Context(), s.Drive, "a"))
			require.NoError(t, s.New().Create(t.Context(), s.Drive, "b"))
			require.Less(t, free-freeBytes(t, s.Drive.Source), int64(16<<20), "bytes used by two copies of 64 MiB")
			before := drivertest.Tree(t, filepath.Join(s.Drive.Source, "..", "copies", "drive", "a", "data"))
			file, err := os.OpenFile(big, os.O_WRONLY, 0)
			require.NoError(t, err)
			_, err = file.WriteString("changed in place")
			require.NoError(t, err)
			require.NoError(t, file.Close())
			require.Equal(t, before, drivertest.Tree(t, filepath.Join(s.Drive.Source, "..", "copies", "drive", "a", "data")))
		})
	}
}

func freeBytes(t *testing.T, path string) int64 {
	t.Helper()
	unix.Sync()
	var stat unix.Statfs_t
	require.NoError(t, unix.Statfs(path, &stat))
	return int64(stat.Bavail) * stat.Bsize
}

// TestDetails checks what drivertest.Tree does not see.
func TestDetails(t *testing.T) {
	place := t.TempDir()
	s := storage(t, place, 3)
	link := filepath.Join(s.Drive.Source, "absolute")
	old := []unix.Timespec{{Sec: 1e9}, {Sec: 1e9}}
	require.NoError(t, unix.UtimesNanoAt(unix.AT_FDCWD, link, old, unix.AT_SYMLINK_NOFOLLOW))
	hasAttributes := unix.Setxattr(filepath.Join(s.Drive.Source, "setuid"), "user.note", []byte("x"), 0) == nil
	isRoot := os.Geteuid() == 0
	if isRoot {
		require.NoError(t, os.Lchown(link, 1234, 4321))
	}
	require.NoError(t, syscall.Mkfifo(filepath.Join(s.Drive.Source, "pipe"), 0o644))
	require.NoError(t, s.New().Create(t.Context(), s.Drive, "a"))

	copied := filepath.Join(place, "copies", "drive", "a", "data")
	require.NoFileExists(t, filepath.Join(copied, "pipe"))
	manifest, err := os.ReadFile(filepath.Join(copied, "..", "manifest.json"))
	require.NoError(t, err)
	require.Contains(t, string(manifest), `"skipped_paths": [`+"\n\t\t\"pipe\"\n")
	require.Less(t, blocks(t, filepath.Join(copied, "sparse")), int64(1<<20))
	var stat unix.Stat_t
	require.NoError(t, unix.Lstat(filepath.Join(copied, "absolute"), &stat))
	require.Equal(t, int64(1e9), stat.Mtim.Sec)
	if isRoot {
		require.Equal(t, []uint32{1234, 4321}, []uint32{stat.Uid, stat.Gid})
	}
	if hasAttributes {
		value := make([]byte, 10)
		n, err := unix.Getxattr(filepath.Join(copied, "setuid"), "user.note", value)
		require.NoError(t, err)
		require.Equal(t, "x", string(value[:n]))
	}
	home, err := os.Stat(filepath.Join(place, "copies", "drive"))
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o700), home.Mode().Perm())
}

// TestRefused lists what is neither a snapshot nor nothing.
func TestRefused(t *testing.T) {
	place := t.TempDir()
	s := storage(t, place, 3)
	require.NoError(t, s.New().Create(t.Context(), s.Drive, "a"))
	home := filepath.Join(place, "copies", "drive")
	for _, test := range []struct{ path, text string }{
		{"b/manifest.json", ""}, // half a copy, by whatever hand
		{"b/manifest.json", `{"name":"c","created":"2025-06-01T01:00:00Z"}`},
		{"b/manifest.json", `{"name":"b"}`},
		{"b/data", "no manifest"},
		{"file", "no directory"},
	} {
		write(t, filepath.Join(home, test.path), test.text)
		_, err := s.New().List(t.Context(), s.Drive)
		require.Error(t, err, "%v", test)
		require.NoError(t, os.RemoveAll(filepath.Join(home, strings.SplitN(test.path, "/", 2)[0])))
	}
	_, err := s.New().List(t.Context(), s.Drive)
	require.NoError(t, err)

	for _, test := range []struct{ source, want string }{
		{"relative", "absolute"},
		{"/dev/null", "want a directory or a regular file"},
		{"/", "want a path apart from the copies"},
		{place, "want a path apart from the copies"},
		{filepath.Join(place, "copies"), "want a path apart from the copies"},
		{home, "want a path apart from the copies"},
	} {
		err := s.New().Create(t.Context(), driver.Drive{UUID: "drive", Source: test.source}, "b")
		require.ErrorContains(t, err, test.want, test.source)
	}
	for _, root := range []string{filepath.Join(place, "unmounted"), filepath.Join(place, "disk.img")} {
		_, err := directory.New(root).List(t.Context(), s.Drive)
		require.Error(t, err, root)
	}
}
