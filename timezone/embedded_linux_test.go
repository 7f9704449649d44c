package timezone_test

import (
	"debug/elf"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/longcase/longcase/timezone"
)

// TestEmbedded runs all tests of this package once more where there is nothing
// but the test itself, so that zones can come only from the copy of the
// database that time/tzdata puts into it. That copy is "slim": it lists only
// the changes that follow no rule.
func TestEmbedded(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	output := runAlone(t, program, "-test.skip=^TestEmbedded$|^TestNoDatabase$", "-test.v", "-test.count=1")
	if !strings.HasSuffix(strings.TrimSpace(output), "PASS") || !strings.Contains(output, "PASS: TestLoadEveryName") {
		t.Errorf("without a zone database on the machine:\n%s", output)
	}
}

// TestNoDatabase expects that a program with no database at all is told what
// to import.
func TestNoDatabase(t *testing.T) {
	program := filepath.Join(t.TempDir(), "load")
	build := exec.Command("go", "build", "-o", program, "./testdata/load")
	build.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=")
	if output, err := build.CombinedOutput(); err != nil {
		t.Skipf("go build: %v\n%s", err, output)
	}
	got := runAlone(t, program, "Europe/Berlin", "Mars/Utopia", "UTC")
	const reason = `: this machine has no zone database; import _ "time/tzdata" in the program` + "\n"
	if want := `time zone "Europe/Berlin"` + reason + `time zone "Mars/Utopia"` + reason + "UTC\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if _, err := timezone.Load("Europe/Berlin"); err != nil {
		t.Errorf("here, with a database: %v", err)
	}
}

// runAlone runs a program whose root directory holds nothing else, and returns
// what it prints.
func runAlone(t *testing.T, program string, arguments ...string) string {
	t.Helper()
	if !isStatic(t, program) {
		t.Skip("the test is linked dynamically, as with -race, and cannot run alone")
	}
	root := t.TempDir()
	content, err := os.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, "program"), content, 0o755); err != nil {
		t.Fatal(err)
	}
	command := exec.Command("/program", arguments...)
	command.Dir, command.Env = "/", []string{"GOROOT=/nowhere"}
	command.SysProcAttr = &syscall.SysProcAttr{Chroot: root}
	if user := os.Geteuid(); user != 0 { // root of a namespace of its own
		command.SysProcAttr.Cloneflags = syscall.CLONE_NEWUSER
		command.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: user, Size: 1}}
	}
	var output strings.Builder
	command.Stdout, command.Stderr = &output, &output
	if err := command.Start(); err != nil {
		t.Skipf("the system does not let a program run alone: %v", err)
	}
	if err := command.Wait(); err != nil {
		t.Errorf("%v", err)
	}
	return output.String()
}

// isStatic reports whether a program needs no libraries.
func isStatic(t *testing.T, program string) bool {
	t.Helper()
	file, err := elf.Open(program)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	return !slices.ContainsFunc(file.Progs, func(p *elf.Prog) bool { return p.Type == elf.PT_INTERP })
}
