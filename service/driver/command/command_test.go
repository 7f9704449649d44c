package command_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/inventory"
	"github.com/longcase/longcase/service/driver"
	"github.com/longcase/longcase/service/driver/command"
	"github.com/longcase/longcase/service/driver/drivertest"
	"github.com/longcase/longcase/service/driver/internal/manual"
)

// TestMain stands for other programs, or creates a snapshot in a process that a test
// is about to kill.
func TestMain(m *testing.M) {
	var err error
	switch name := filepath.Base(os.Args[0]); {
	case os.Getenv("CREATE_NAME") != "":
		source := os.Getenv("CREATE_SOURCE")
		_ = os.Unsetenv("CREATE_NAME")
		err = must(command.QemuImg()).Create(context.Background(), driver.Drive{UUID: "drive", Source: source}, first)
	case os.Getenv("FAKE_STATE") != "" && !strings.HasSuffix(name, ".test"):
		err = fake(name, os.Args[1:])
	default:
		os.Exit(m.Run())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

const first = "0f1e-22@2025-06-01T01:00:00Z"

func must(config command.Config) *command.Driver {
	d, err := command.New(config)
	if err != nil {
		panic(err)
	}
	return d
}

// of returns a storage of drivers with one configuration.
func of(config command.Config, source, other, missing string) drivertest.Storage {
	return drivertest.Storage{
		New:     func() driver.Driver { return must(config) },
		Drive:   driver.Drive{UUID: "drive", Source: source},
		Other:   driver.Drive{UUID: "other", Source: other},
		Missing: driver.Drive{UUID: "missing", Source: missing},
	}
}

func run(t *testing.T, arguments ...string) string {
	t.Helper()
	output, err := exec.Command(arguments[0], arguments[1:]...).CombinedOutput()
	require.NoError(t, err, "%q: %s", arguments, output)
	return string(output)
}

func TestZFS(t *testing.T) {
	state := fakes(t, "zfs")
	s := of(command.ZFS(), "tank/home", "tank/other", "tank/missing")
	drivertest.Test(t, s)
	recorded(t, state)
	require.NoError(t, s.New().Create(t.Context(), s.Drive, first))
	require.NoError(t, s.New().Delete(t.Context(), s.Drive, first))
	const list = `zfs ["list" "-Hp" "-d" "1" "-t" "snapshot" "-o" "name,creation,userrefs" "tank/home"]` + "\n"
	const name = `"tank/home@0f1e-22_402025-06-01T01:00:00Z"`
	require.Equal(t, list+`zfs ["snapshot" `+name+"]\n"+list+list+`zfs ["destroy" `+name+"]\n", recorded(t, state))

	for _, source := range []string{"tank/home@a", "-r", "tank/home%b", "tank/home,tank/b", "/tank", ""} {
		_, err := s.New().List(t.Context(), driver.Drive{UUID: "drive", Source: source})
		require.Error(t, err, source)
	}
	require.NoFileExists(t, filepath.Join(state, "arguments"))
}

// TestForeign lists and deletes snapshots made by others, some of which look as if
// Create had escaped their names.
func TestForeign(t *testing.T) {
	state := fakes(t, "zfs")
	stored := []string{"tank/home@daily_1", "tank/home@a_40", "tank/home@a_4", "tank/home@a_2d", "tank/home@with space"}
	text := strings.Join(stored, "=1700000000\n") + "=1700000000"
	require.NoError(t, os.WriteFile(filepath.Join(state, "snapshots"), []byte(text), 0o600))
	s := of(command.ZFS(), "tank/home", "tank/other", "")
	for _, want := range []string{"tank/home@daily_1", "a@", "tank/home@a_4", "tank/home@a_2d", "tank/home@with space"} {
		items, err := s.New().List(t.Context(), s.Drive)
		require.NoError(t, err)
		require.Equal(t, want, items[0].Name)
		require.NoError(t, s.New().Delete(t.Context(), s.Drive, want))
	}
	items, err := s.New().List(t.Context(), s.Drive)
	require.NoError(t, err)
	require.Empty(t, items)
}

func TestLVM(t *testing.T) {
	state := fakes(t, "lvs", "lvcreate", "lvremove")
	s := of(command.LVM("1G"), "vg/home", "vg/other", "vg/missing")
	drivertest.Test(t, s)
	recorded(t, state)
	require.NoError(t, s.New().Create(t.Context(), s.Drive, first))
	require.NoError(t, s.New().Delete(t.Context(), s.Drive, first))
	const list = `lvs ["--noheadings" "--separator" "\t" ` +
		`"--config" "report/time_format=\"%Y-%m-%dT%H:%M:%SZ\" log/prefix=\"\"" ` +
		`"--options" "lv_time,lv_name" "--select" "origin=\"home\"" "vg"]` + "\n"
	const name = `longcase.drive.0f1e-22_402025-06-01T01_3A00_3A00Z"`
	require.Equal(t, list+
		`lvcreate ["--yes" "--snapshot" "--permission" "r" "--name" "`+name+` "--size" "1G" "vg/home"]`+"\n"+
		list+list+`lvremove ["--yes" "vg/`+name+"]\n", recorded(t, state))
	require.NoError(t, must(command.LVM("")).Create(t.Context(), s.Drive, first))
	require.Contains(t, recorded(t, state), `"`+name+` "vg/home"]`)

	for _, source := range []string{"vg", "vg/a/b", `vg/a" || lv_name=~".`, "-vg/a", "vg/-a", "/dev/vg/a"} {
		_, err := s.New().List(t.Context(), driver.Drive{UUID: "drive", Source: source})
		require.Error(t, err, source)
	}
}

// TestBtrfs runs on a file system of its own, and restores by cp.
func TestBtrfs(t *testing.T) {
	mount := drivertest.Mount(t, "btrfs")
	require.NoError(t, os.Mkdir(filepath.Join(mount, "snapshots"), 0o700))
	source, other := filepath.Join(mount, "home"), filepath.Join(mount, "other")
	run(t, "btrfs", "subvolume", "create", source)
	run(t, "btrfs", "subvolume", "create", other)
	require.NoError(t, os.WriteFile(filepath.Join(source, "file"), []byte("contents"), 0o640))
	s := of(command.Btrfs(mount, "snapshots"), source, other, filepath.Join(mount, "missing"))
	s.Restore = func(t *testing.T, name string) {
		target := filepath.Join(t.TempDir(), "restored")
		manual.Run(t, "btrfs", "SNAPSHOT="+filepath.Join(mount, "snapshots", "drive."+name), "TARGET="+target)
		require.Equal(t, drivertest.Tree(t, source), drivertest.Tree(t, target))
	}
	drivertest.Test(t, s)
}

// TestQemuImg takes snapshots within an image, and restores by qemu-img convert.
func TestQemuImg(t *testing.T) {
	if _, err := exec.LookPath("qemu-img"); err != nil {
		t.Skip("NOT TESTED: ", err)
	}
	place := t.TempDir()
	raw := filepath.Join(place, "raw")
	contents := make([]byte, 4<<20)
	copy(contents[1<<20:], "contents of the disk")
	require.NoError(t, os.WriteFile(raw, contents, 0o600))
	source, other := filepath.Join(place, "source.qcow2"), filepath.Join(place, "other.qcow2")
	for _, image := range []string{source, other} {
		run(t, "qemu-img", "convert", "-f", "raw", "-O", "qcow2", raw, image)
	}
	s := of(command.QemuImg(), source, other, filepath.Join(place, "missing.qcow2"))
	s.Restore = func(t *testing.T, name string) {
		image, target := filepath.Join(t.TempDir(), "restored.qcow2"), filepath.Join(t.TempDir(), "raw")
		manual.Run(t, "qemu-img", "NAME="+name, "IMAGE="+source, "TARGET="+image)
		run(t, "qemu-img", "convert", "-f", "qcow2", "-O", "raw", image, target)
		restored, err := os.ReadFile(target)
		require.NoError(t, err)
		require.True(t, string(contents) == string(restored), "other bytes")
		run(t, "qemu-img", "check", source)
	}
	s.Create = func(name string) *exec.Cmd {
		process := exec.Command(os.Args[0])
		process.Env = append(os.Environ(), "CREATE_NAME="+name, "CREATE_SOURCE="+source)
		return process
	}
	s.Kills = 5
	drivertest.Test(t, s)
}

// shell returns a configuration whose list is a script, for tests of programs that
// misbehave. Scripts are the tests' own: the driver never runs a shell.
func shell(list string) command.Config {
	return command.Config{Create: []string{"true"}, Delete: []string{"true"}, List: []string{"sh", "-c", list, "{source}"}}
}

var drive = driver.Drive{UUID: "drive", Source: "source"}

func TestListRefused(t *testing.T) {
	for _, test := range []struct{ name, script, want string }{
		{"failed", `printf '2025-01-01T00:00:00Z\ta\n'; echo broken pipe >&2; exit 3`, "exit status 3: broken pipe"},
		{"cut short", `printf '2025-01-01T00:00:00Z\ta'`, "newline"},
		{"no list", `echo Usage: list`, "Usage"},
		{"repeated name", `printf '2025-01-01T00:00:00Z\ta\n2025-01-02T00:00:00Z\ta\n'`, `"a"`},
		{"no name", `printf '2025-01-01T00:00:00Z\n'`, "names"},
		{"killed", `printf '2025-01-01T00:00:00Z\ta\n'; kill -9 $$`, "killed"},
		{"open after its end", `(sleep 20; printf '2025-01-01T00:00:00Z\ta\n') &`, "WaitDelay"},
		{"unsafe errors", `printf 'a\033[2J\r\nb' >&2; exit 1`, `"a\x1b[2J\r\nb"`},
		{"endless errors", `yes >&2 & sleep 0.2; kill $!; wait; echo END >&2; exit 1`, "END"},
		{"endless list", `yes | head -c 70000000; exit 0`, "sh:"},
		{"not found", ``, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			config := shell(test.script)
			if test.name == "not found" {
				config.List = []string{"no-such-program"}
			} else if test.name == "open after its end" && testing.Short() {
				t.Skip("takes ten seconds")
			}
			items, err := must(config).List(t.Context(), drive)
			require.ErrorContains(t, err, test.want)
			require.Empty(t, items)
			require.Less(t, len(err.Error()), 5000)
		})
	}
}

// TestCreateFailed has a program that fails, one that succeeds without a snapshot in
// the list, and one whose snapshot is pending.
func TestCreateFailed(t *testing.T) {
	failing := shell("true")
	failing.Create = []string{"sh", "-c", "echo out of space >&2; exit 7"}
	require.ErrorContains(t, must(failing).Create(t.Context(), drive, "a"), "exit status 7: out of space")
	require.ErrorContains(t, must(shell("true")).Create(t.Context(), drive, "a"), "the list has no snapshot")
	pending := shell(`printf '2025-01-01T00:00:00Z\ta\tfailed\n'`)
	require.ErrorContains(t, must(pending).Create(t.Context(), drive, "a"), "failed or pending")
}

// TestGroupKilled checks that the end of the context ends what the program started.
func TestGroupKilled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "alive")
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	begin := time.Now()
	_, err := must(shell(`(sleep 2; touch `+path+`) & sleep 60`)).List(ctx, drive)
	require.ErrorIs(t, err, context.DeadlineExceeded)
	require.Less(t, time.Since(begin), 5*time.Second)
	time.Sleep(2500 * time.Millisecond)
	require.NoFileExists(t, path)
}

func TestNewRefused(t *testing.T) {
	for _, test := range []struct{ config, want string }{
		{`{}`, "Create"},
		{`{"Create":["a"],"Delete":["b"]}`, "List"},
		{`{"Create":["{source}"],"Delete":["b"],"List":["c"]}`, "want a program"},
		{`{"Create":["a","{sauce}"],"Delete":["b"],"List":["c"]}`, "placeholder {sauce}: want {source}"},
		{`{"Create":["a"],"Delete":["b","{name}"],"List":["c"]}`, "placeholder {name}"}, // others' have none
		{`{"Create":["a"],"Delete":["b"],"List":["c"],"Snapshot":"x"}`, "want {name} in it, once"},
		{`{"Create":["a"],"Delete":["b"],"List":["c"],"Snapshot":"{name}{snapshot}"}`, "placeholder {snapshot}"},
		{`{"Create":["a"],"Delete":["b"],"List":["c"],"Escape":"_"}`, "Escape"},
	} {
		var config command.Config
		require.NoError(t, json.Unmarshal([]byte(test.config), &config))
		_, err := command.New(config)
		require.ErrorContains(t, err, test.want)
	}
}

// TestNoOption has sources that would be options where an argument begins with them.
func TestNoOption(t *testing.T) {
	d := must(shell("true"))
	_, err := d.List(t.Context(), driver.Drive{UUID: "drive", Source: "-rf"})
	require.ErrorContains(t, err, "want no leading hyphen")
}

// TestLocation gives the location of a remote snapshot to the program of Create, and
// refuses one that is no plain word where the program would get it.
func TestLocation(t *testing.T) {
	place := t.TempDir()
	config := command.Config{
		Create: []string{"cp", "/dev/null", place + "/{location}.{name}"},
		Delete: []string{"rm", place + "/{snapshot}"}, List: []string{"ls", place},
		Read: func(io.Reader) ([]inventory.Item, error) {
			entries, err := os.ReadDir(place)
			var items []inventory.Item
			for _, entry := range entries {
				_, name, _ := strings.Cut(entry.Name(), ".")
				items = append(items, inventory.Item{Name: name})
			}
			return items, err
		},
	}
	d := must(config)
	require.NoError(t, d.Create(t.Context(), driver.Drive{UUID: "drive", Source: place, Location: "ZRH"}, first))
	require.FileExists(t, filepath.Join(place, "ZRH."+first))
	for _, location := range []string{"../ZRH", "-ZRH", "a b", strings.Repeat("x", 41)} {
		drive := driver.Drive{UUID: "drive", Source: place, Location: location}
		const second = "drive@2025-06-02T01:00:00Z"
		require.ErrorContains(t, d.Create(t.Context(), drive, second), fmt.Sprintf("location %q: want 1 to 40 letters", location))
	}
}
