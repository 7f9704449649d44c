package restic_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/service/driver"
	"github.com/longcase/longcase/service/driver/drivertest"
	"github.com/longcase/longcase/service/driver/internal/manual"
	"github.com/longcase/longcase/service/driver/restic"
)

// TestMain creates a snapshot in a process that a test is about to kill.
func TestMain(m *testing.M) {
	if name := os.Getenv("CREATE_NAME"); name != "" {
		d := driver.Drive{UUID: "drive", Source: os.Getenv("CREATE_SOURCE")}
		if err := restic.New(restic.Config{}).Create(context.Background(), d, name); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// repository makes a repository and returns its configuration.
func repository(t *testing.T) restic.Config {
	t.Helper()
	if _, err := exec.LookPath("restic"); err != nil {
		t.Skip("NOT TESTED: ", err)
	}
	place := t.TempDir()
	password := filepath.Join(place, "password")
	require.NoError(t, os.WriteFile(password, []byte("secret\n"), 0o600))
	t.Setenv("XDG_CACHE_HOME", filepath.Join(place, "cache"))
	t.Setenv("RESTIC_REPOSITORY", filepath.Join(place, "repository"))
	t.Setenv("RESTIC_PASSWORD_FILE", password)
	run(t, "restic", "init")
	return restic.Config{Repository: filepath.Join(place, "repository"), PasswordFile: password}
}

func run(t *testing.T, arguments ...string) string {
	t.Helper()
	output, err := exec.Command(arguments[0], arguments[1:]...).CombinedOutput()
	require.NoError(t, err, "%q: %s", arguments, output)
	return string(output)
}

// locks returns the locks of a repository, without files that restic is writing.
func locks(t *testing.T, config restic.Config) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(config.Repository, "locks", strings.Repeat("?", 64)))
	require.NoError(t, err)
	return found
}

func source(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "source")
	require.NoError(t, os.Mkdir(path, 0o755))
	for i := range 50 {
		text := strings.Repeat(fmt.Sprint("text ", i), i*100)
		require.NoError(t, os.WriteFile(filepath.Join(path, fmt.Sprint("f", i)), []byte(text), 0o640))
	}
	require.NoError(t, os.Symlink("f1", filepath.Join(path, "link")))
	return path
}

func TestContract(t *testing.T) {
	config := repository(t)
	place := source(t)
	other := filepath.Join(place, "f2")
	s := drivertest.Storage{
		New:     func() driver.Driver { return restic.New(config) },
		Drive:   driver.Drive{UUID: "drive", Source: place},
		Other:   driver.Drive{UUID: "other", Source: other},
		Missing: driver.Drive{UUID: "missing", Source: filepath.Join(place, "missing")},
		Restore: func(t *testing.T, name string) {
			// The restic of a killed process ends by itself, and holds its lock until then.
			require.Eventually(t, func() bool {
				run(t, "restic", "unlock")
				return len(locks(t, config)) == 0
			}, time.Minute, 10*time.Millisecond)
			target := t.TempDir()
			manual.Run(t, "restic", "UUID=drive", "NAME="+name, "TARGET="+target)
			require.Equal(t, drivertest.Tree(t, place), drivertest.Tree(t, filepath.Join(target, place)))
		},
		Create: func(name string) *exec.Cmd {
			process := exec.Command(os.Args[0])
			process.Env = append(os.Environ(), "CREATE_NAME="+name, "CREATE_SOURCE="+place)
			return process
		},
		Kills: 3,
		Slow:  true,
	}
	if testing.Short() {
		s.Create = nil
	}
	drivertest.Test(t, s)
}

// TestOthers lists a snapshot that somebody else gave the drive's tag, and leaves all
// others alone.
func TestOthers(t *testing.T) {
	config := repository(t)
	place := source(t)
	drive := driver.Drive{UUID: "drive", Source: place}
	run(t, "restic", "backup", place)
	run(t, "restic", "backup", "--tag", "longcase-drive=drive,mine", place)
	d := restic.New(config)
	items, err := d.List(t.Context(), drive)
	require.NoError(t, err)
	require.Len(t, items, 1)
	require.Len(t, items[0].Name, 64)
	require.NoError(t, d.Delete(t.Context(), drive, items[0].Name))
	require.Equal(t, 1, strings.Count(run(t, "restic", "snapshots", "--json"), `"short_id"`))
}

// TestDamagedList refuses a list from which restic, with exit code 0, leaves out a
// snapshot that it cannot read.
func TestDamagedList(t *testing.T) {
	config := repository(t)
	path := filepath.Join(config.Repository, "snapshots", strings.Repeat("0", 64))
	require.NoError(t, os.WriteFile(path, []byte("junk"), 0o600))
	_, err := restic.New(config).List(t.Context(), driver.Drive{UUID: "drive", Source: "/"})
	require.ErrorContains(t, err, "may lack a snapshot")
}

// TestIncomplete has restic report files that it could not read: a snapshot without
// files that were deleted is whole, any other is not.
func TestIncomplete(t *testing.T) {
	config := repository(t)
	place := source(t)
	genuine, err := exec.LookPath("restic")
	require.NoError(t, err)
	programs := t.TempDir()
	t.Setenv("PATH", programs+string(filepath.ListSeparator)+os.Getenv("PATH"))
	drive := driver.Drive{UUID: "drive", Source: place}
	for _, test := range []struct {
		name, message string
		isWhole       bool
	}{
		{"deleted", `{"message_type":"error","error":{"Op":"open","Err":2},"during":"archival","item":"` + place + `/gone"}`, true},
		{"unreadable", `{"message_type":"error","error":{"Op":"open","Err":13},"during":"archival","item":"` + place + `/f1"}`, false},
		{"other", `disk on fire`, false},
		{"silent", ``, false},
	} {
		script := fmt.Sprintf("#!/bin/sh\n%s \"$@\" || exit\n"+
			"[ \"$1\" != backup ] || { printf '%%s\\nWarning: at least one source file could not be read\\n' '%s' >&2; exit 3; }\n",
			genuine, test.message)
		require.NoError(t, os.WriteFile(filepath.Join(programs, "restic"), []byte(script), 0o755))
		err := restic.New(config).Create(t.Context(), drive, test.name)
		require.Equal(t, test.isWhole, err == nil, "%s: %v", test.name, err)
		items, err := restic.New(config).List(t.Context(), drive)
		require.NoError(t, err)
		require.Len(t, items, 1, test.name)
	}
	require.NoError(t, os.Remove(filepath.Join(programs, "restic")))
	require.NoError(t, restic.New(config).Create(t.Context(), drive, "last"))
	require.NotContains(t, run(t, "restic", "snapshots", "--json"), "longcase-partial")
}

// TestStaleLock creates and deletes in a repository with the lock of a killed process.
func TestStaleLock(t *testing.T) {
	config := repository(t)
	place := source(t)
	killed := exec.Command("restic", "backup", "--stdin")
	input, err := killed.StdinPipe()
	require.NoError(t, err)
	require.NoError(t, killed.Start())
	require.Eventually(t, func() bool { return len(locks(t, config)) > 0 }, time.Minute, 10*time.Millisecond)
	require.NoError(t, killed.Process.Kill())
	_ = killed.Wait()
	_ = input.Close()
	drive := driver.Drive{UUID: "drive", Source: place}
	require.NoError(t, restic.New(config).Create(t.Context(), drive, "a"))
	require.NoError(t, restic.New(config).Delete(t.Context(), drive, "a"))
	require.Empty(t, locks(t, config))
}
