package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/service/driver"
	"github.com/longcase/longcase/service/driver/drivertest"
)

// output collects what a daemon prints.
type output struct {
	mu   sync.Mutex
	text strings.Builder
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

// start runs a daemon until the test ends, and waits for its greeting.
func start(t *testing.T, data string, flags ...string) string {
	ctx, cancel := context.WithCancel(t.Context())
	out, done := &output{}, make(chan error, 1)
	flags = append([]string{"-data", data, "-listen", "127.0.0.1:0"}, flags...)
	go func() { done <- run(ctx, flags, out, os.Stderr) }()
	t.Cleanup(func() {
		cancel()
		require.NoError(t, <-done)
	})
	require.Eventually(t, func() bool { return strings.Contains(out.String(), "deletions on") }, time.Minute, 10*time.Millisecond)
	return out.String()
}

// TestFirstRun tries the lines that the first run prints.
func TestFirstRun(t *testing.T) {
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("no curl")
	}
	data := t.TempDir()
	said := start(t, data)
	lines := regexp.MustCompile(`(?m)^  (curl .*)$`).FindAllStringSubmatch(said, -1)
	require.Len(t, lines, 3)
	for _, line := range lines {
		answer, err := exec.Command("sh", "-c", line[1]+" -sSf").CombinedOutput()
		require.NoError(t, err, "%s: %s", line[1], answer)
		require.True(t, json.Valid(answer), "%s", answer)
	}
	list := exec.Command("sh", "-c", lines[2][1]+" -sSf")
	require.Eventually(t, func() bool {
		answer, _ := exec.Command("sh", "-c", list.Args[2]).Output()
		return strings.Contains(string(answer), `"status":"available"`)
	}, time.Minute, 100*time.Millisecond, "no snapshot was taken")
	copies, err := filepath.Glob(filepath.Join(data, "copies", "*", "*", "data", "hello.txt"))
	require.NoError(t, err)
	require.NotEmpty(t, copies)

	err = run(t.Context(), []string{"-data", data, "-listen", "127.0.0.1:0"}, &output{}, os.Stderr)
	require.ErrorContains(t, err, fmt.Sprintf("is served by process %d on 127.0.0.1:0", os.Getpid()))
}

// TestQumulo asks for the status of a policy of a file.
func TestQumulo(t *testing.T) {
	const file = "../../../qumulo/testdata/daily.json"
	said := start(t, t.TempDir(), "-qumulo", file)
	lines := regexp.MustCompile(`http://([^/]+)/[\s\S]*password: (\S+)`).FindStringSubmatch(said)
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	var policy struct{ ID json.Number }
	require.NoError(t, json.Unmarshal(want, &policy))
	r, err := http.NewRequest("GET", "http://"+lines[1]+"/v3/snapshots/policies/status/"+policy.ID.String(), nil)
	require.NoError(t, err)
	r.SetBasicAuth("demo", lines[2])
	answer, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer answer.Body.Close()
	got, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	require.JSONEq(t, string(want), string(got))

	err = run(t.Context(), []string{"-data", t.TempDir(), "-listen", "127.0.0.1:0", "-qumulo", "longcased_test.go"}, &output{}, os.Stderr)
	require.ErrorContains(t, err, "-qumulo longcased_test.go: ")
}

// TestReminder runs the command that the daemon prints, which is for the same
// database.
func TestReminder(t *testing.T) {
	data := filepath.Join(t.TempDir(), "a user's folder")
	line := regexp.MustCompile(`(?m)^Nothing is deleted until: (.*)$`).FindStringSubmatch(start(t, data))
	words, err := exec.Command("sh", "-c", `printf '%s\n' `+line[1]).Output()
	require.NoError(t, err)
	args := strings.Split(strings.TrimSpace(string(words)), "\n")
	require.Equal(t, []string{"-data", data, "deletions", "on"}, args[len(args)-4:])
	require.NoError(t, run(t.Context(), args[len(args)-4:], &output{}, os.Stderr))
	d, err := open(t.Context(), options{database: filepath.Join(data, "longcase.db"), driver: "directory"})
	require.NoError(t, err)
	defer d.close()
	paused, err := d.service.DeletionsPaused(t.Context())
	require.NoError(t, err)
	require.False(t, paused)
	said := &output{}
	require.NoError(t, d.welcome(t.Context(), said, "http://localhost"))
	require.NotContains(t, said.String(), "Nothing is deleted")
}

// TestBtrfs takes a snapshot of a subvolume by the driver that the flags choose.
func TestBtrfs(t *testing.T) {
	mount := drivertest.Mount(t, "btrfs")
	require.NoError(t, os.Mkdir(filepath.Join(mount, "snapshots"), 0o700))
	source := filepath.Join(mount, "home")
	output, err := exec.Command("btrfs", "subvolume", "create", source).CombinedOutput()
	require.NoError(t, err, "%s", output)
	for _, folder := range []string{"snapshots", filepath.Join(mount, "snapshots")} {
		storage, err := options{driver: "btrfs", mount: mount, backups: folder}.storage()
		require.NoError(t, err)
		drive := driver.Drive{UUID: "drive-1", Source: source}
		require.NoError(t, storage.Create(t.Context(), drive, "drive-1@2025-06-01T01:00:00Z"))
		list, err := storage.List(t.Context(), drive)
		require.NoError(t, err)
		require.Len(t, list, 1)
		require.DirExists(t, filepath.Join(mount, "snapshots", "drive-1.drive-1@2025-06-01T01:00:00Z"))
	}
}

// TestAdminister adds a user and a drive, also while a daemon runs.
func TestAdminister(t *testing.T) {
	data := t.TempDir()
	start(t, data)
	do := func(args ...string) (string, error) {
		out := &output{}
		err := run(t.Context(), append([]string{"-data", data}, args...), out, os.Stderr)
		return out.String(), err
	}
	said, err := do("user", "add", "alice")
	require.NoError(t, err)
	require.Regexp(t, `password: [a-z2-7]{26} `, said)
	_, err = do("user", "add", "alice")
	require.Error(t, err)
	said, err = do("drive", "add", "alice", t.TempDir())
	require.NoError(t, err)
	require.Regexp(t, `^drive: [0-9a-f-]{36}\n$`, said)
	_, err = do("-driver", "zfs", "drive", "add", "alice", "tank/home")
	require.NoError(t, err)
	_, err = do("-driver", "zfs", "drive", "add", "alice", "tank/home")
	require.ErrorContains(t, err, `source "tank/home": drive `)
	_, err = do("drive", "add", "bob", "/tmp")
	require.ErrorContains(t, err, `user "bob"`)
	_, err = do("deletions", "on")
	require.NoError(t, err)
	_, err = do("deletions")
	require.ErrorContains(t, err, "want user add NAME")
}

// TestRefusals wants what would be unsafe to be refused at start.
func TestRefusals(t *testing.T) {
	for args, want := range map[string]string{
		"-listen 0.0.0.0:0":                         "passwords would pass in the clear",
		"-listen [::]:0":                            "passwords would pass in the clear",
		"-listen :0":                                "passwords would pass in the clear",
		"-listen localhost:0 -tls-cert cert.pem":    "want each other",
		"-driver floppy":                            `-driver "floppy": want directory`,
		"-driver btrfs -backups snapshots":          `-driver btrfs: -mount "", -backups "snapshots": want`,
		"-driver btrfs -mount /m":                   `-mount "/m", -backups "": want`,
		"-driver btrfs -mount /m -backups ../other": `-backups "../other": want`,
		"-mail-host localhost":                      "-mail-host wants -mail-from",
		"-webhook https://example.org/hook":         "-webhook wants -webhook-secret",
		"-database postgres://127.0.0.1:1/longcase": "preparing the database",
	} {
		err := run(t.Context(), append([]string{"-data", t.TempDir()}, strings.Fields(args)...), &output{}, os.Stderr)
		require.ErrorContains(t, err, want, args)
	}
}
