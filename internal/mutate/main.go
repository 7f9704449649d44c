// Command mutate shows that the tests would notice if the engine were wrong. It
// breaks the engine in small ways, one at a time, runs the tests on each, and
// prints which test noticed. Run it in the root of the module:
//
//	go run ./internal/mutate [substring]
//
// With an argument, it makes only the mutations whose description or file
// contains it. The source files are left as they are: the go command reads the
// broken copy in place of one of them. It takes about a quarter of a minute for
// each, and two for one that makes the engine hang; where that takes more and more
// memory, the system kills it. The exit status is 1 if a mutation survives, or
// cannot be made because the source has changed.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

func main() {
	only := strings.Join(os.Args[1:], " ")
	made, faults := 0, 0
	for _, m := range mutations {
		if !strings.Contains(m.file+" "+m.what, only) {
			continue
		}
		made++
		verdict, ok := m.try()
		if !ok {
			faults++
			verdict = "*** " + verdict
		}
		fmt.Printf("%-24s %-64s %s\n", m.file, m.what, verdict)
	}
	fmt.Printf("%d mutations, %d of them noticed\n", made, made-faults)
	if faults > 0 {
		os.Exit(1)
	}
}

// mutation replaces some text of a source file, which is there once.
type mutation struct {
	file, what string
	old, new   string
}

// try makes the mutation and runs the tests. It returns what noticed it.
func (m mutation) try() (verdict string, noticed bool) {
	directory, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return err.Error(), false
	}
	defer os.RemoveAll(directory)
	overlay, err := m.overlay(directory)
	if err != nil {
		return err.Error(), false
	}
	output, err := test(overlay, "./"+filepath.Dir(m.file))
	if err == nil {
		output, err = test(overlay, "./fuzz")
	}
	if err == nil {
		return "survives", false
	}
	return noticedBy(output)
}

// overlay writes the broken file, and the file that tells the go command to read
// it in place of the other.
func (m mutation) overlay(directory string) (name string, err error) {
	source, err := os.ReadFile(m.file)
	if err != nil {
		return "", err
	}
	if n := strings.Count(string(source), m.old); n != 1 {
		return "", fmt.Errorf("cannot be made: the text is there %d times", n)
	}
	broken := filepath.Join(directory, "broken.go")
	if err := os.WriteFile(broken, []byte(strings.Replace(string(source), m.old, m.new, 1)), 0o600); err != nil {
		return "", err
	}
	original, err := filepath.Abs(m.file)
	if err != nil {
		return "", err
	}
	replace, err := json.Marshal(map[string]any{"Replace": map[string]string{original: broken}})
	if err != nil {
		return "", err
	}
	name = filepath.Join(directory, "overlay.json")
	return name, os.WriteFile(name, replace, 0o600)
}

// test runs the tests of a package, until the first failure.
func test(overlay, pkg string) (output string, err error) {
	command := exec.Command("go", "test", "-overlay", overlay, "-failfast", "-vet=off", "-timeout=2m", pkg)
	command.Env = append(os.Environ(), "RAPID_NOFAILFILE=true", "RAPID_SHRINKTIME=1s")
	b, err := command.CombinedOutput()
	return string(b), err
}

var failure = regexp.MustCompile(`(?m)^--- FAIL: (\w+)`)

// noticedBy returns the test that failed, if it was a test that did.
func noticedBy(output string) (verdict string, noticed bool) {
	if match := failure.FindStringSubmatch(output); match != nil {
		return match[1], true
	}
	for _, how := range []string{"panic: test timed out", "panic: ", "fatal error: ", "signal: killed"} {
		if strings.Contains(output, how) {
			return strings.TrimRight(how, ": "), true
		}
	}
	return "cannot be tested: " + output, false
}
