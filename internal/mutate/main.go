// Command mutate shows that the tests notice a wrong engine. It breaks the engine
// in small ways, in turn, runs the tests each time, and prints the test
// that failed. Run it in the root of the module:
//
//	go run ./internal/mutate [substring]
//
// With an argument, it makes only the mutations whose description or file
// contains it. The source files are left as they are: the go command reads a
// broken copy in place of the original. A mutation takes about a quarter of a
// minute, or two if it makes the engine hang; if it takes more and more memory,
// the system kills it. The exit status is 1 if a mutation survives, or cannot be
// made because the source has changed.
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

// main makes the mutations in turn: each takes all processors for its tests.
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

// mutation replaces some text of a source file, which occurs once in it.
type mutation struct {
	file, what string
	old, new   string
}

// try makes the mutation and runs the tests: those of the package first, which take
// less time than the laws of package fuzz. It returns the test that noticed it.
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

// noticedBy returns the failed test from the output. An engine that hangs or panics is
// noticed, too; an engine that does not compile is a fault of the mutation.
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
