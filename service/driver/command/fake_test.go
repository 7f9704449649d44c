package command_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// fakes makes the test binary stand for programs, under their names, in a directory
// that comes first in PATH. They keep their snapshots in a file, and record their
// arguments in another.
func fakes(t *testing.T, programs ...string) (state string) {
	t.Helper()
	state = t.TempDir()
	self, err := os.Executable()
	require.NoError(t, err)
	for _, name := range programs {
		require.NoError(t, os.Symlink(self, filepath.Join(state, name)))
	}
	t.Setenv("FAKE_STATE", state)
	t.Setenv("PATH", state+string(filepath.ListSeparator)+os.Getenv("PATH"))
	return state
}

// recorded returns the arguments of the programs since the last call, a line each.
func recorded(t *testing.T, state string) string {
	t.Helper()
	path := filepath.Join(state, "arguments")
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, os.Remove(path))
	return string(text)
}

// fake acts as the program of a name, with the rules for names, sources and
// duplicates by the manuals of OpenZFS 2.1 and LVM 2.03.
func fake(program string, arguments []string) error {
	state := os.Getenv("FAKE_STATE")
	lock, err := os.OpenFile(filepath.Join(state, "snapshots"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		return err
	}
	if err := record(state, program, arguments); err != nil {
		return err
	}
	last := arguments[len(arguments)-1]
	switch {
	case program == "zfs" && arguments[0] == "snapshot":
		return add(lock, last, regexp.MustCompile(`^tank/(home|other)@[-_.: 0-9A-Za-z]+$`))
	case program == "lvcreate":
		name := arguments[slices.Index(arguments, "--name")+1]
		for _, line := range lines(lock) {
			if strings.Contains(line, "/"+name+"=") {
				return fmt.Errorf("%q: already exists in the group", name)
			}
		}
		return add(lock, last+"/"+name, regexp.MustCompile(`^vg/(home|other)/[+_.0-9A-Za-z][-+_.0-9A-Za-z]*$`))
	case program == "zfs" && arguments[0] == "destroy":
		return drop(lock, func(name string) bool { return name == last })
	case program == "lvremove":
		group, volume, _ := strings.Cut(last, "/")
		return drop(lock, func(name string) bool {
			return strings.HasPrefix(name, group+"/") && strings.HasSuffix(name, "/"+volume)
		})
	case program == "zfs":
		return show(lock, last+"@", func(name, seconds string) string { return name + "\t" + seconds + "\t0" })
	case program == "lvs":
		_, origin, _ := strings.Cut(arguments[slices.Index(arguments, "--select")+1], "=")
		prefix := last + "/" + strings.Trim(origin, `"`) + "/"
		return show(lock, prefix, func(name, seconds string) string {
			created, _ := time.ParseDuration(seconds + "s")
			return time.Unix(0, created.Nanoseconds()).UTC().Format(time.RFC3339) + "\t" + strings.TrimPrefix(name, prefix)
		})
	}
	return fmt.Errorf("unknown: %s %q", program, arguments)
}

func record(state, program string, arguments []string) error {
	file, err := os.OpenFile(filepath.Join(state, "arguments"), os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = fmt.Fprintf(file, "%s %q\n", program, arguments)
	return err
}

// lines returns the snapshots in a file, each "NAME=SECONDS".
func lines(file *os.File) []string {
	text, _ := os.ReadFile(file.Name())
	return strings.FieldsFunc(string(text), func(c rune) bool { return c == '\n' })
}

func rewrite(file *os.File, lines []string) error {
	return os.WriteFile(file.Name(), []byte(strings.Join(lines, "\n")), 0o600)
}

func add(file *os.File, name string, allowed *regexp.Regexp) error {
	old := lines(file)
	if !allowed.MatchString(name) {
		return fmt.Errorf("%q: invalid name, or no such origin", name)
	}
	if slices.ContainsFunc(old, func(line string) bool { return strings.HasPrefix(line, name+"=") }) {
		return fmt.Errorf("%q: already exists", name)
	}
	return rewrite(file, append(old, fmt.Sprintf("%s=%d", name, time.Now().Unix())))
}

func drop(file *os.File, match func(string) bool) error {
	old := lines(file)
	kept := slices.DeleteFunc(slices.Clone(old), func(line string) bool {
		return match(line[:strings.LastIndexByte(line, '=')])
	})
	if len(kept) == len(old) {
		return fmt.Errorf("not found")
	}
	return rewrite(file, kept)
}

func show(file *os.File, prefix string, format func(name, seconds string) string) error {
	if strings.HasPrefix(prefix, "tank/missing@") {
		return fmt.Errorf("cannot open 'tank/missing': dataset does not exist")
	}
	for _, line := range lines(file) {
		if equals := strings.LastIndexByte(line, '='); strings.HasPrefix(line, prefix) {
			fmt.Println(format(line[:equals], line[equals+1:]))
		}
	}
	return nil
}
