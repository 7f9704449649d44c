//go:build unix

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// addressSpace is what a case may use: enough to show that it needs more than
// its bound, and too little to fill a machine.
const addressSpace = 4 << 30

// result is what running a case showed.
type result struct {
	worst
	bytes  int           // of input
	Time   time.Duration // of the processor
	Answer int           // bytes of answer: an error's text, or the output
	Wrong  string        // why the answer is wrong
	memory int64         // bytes resident at most
	cut    bool          // ended because it took too long
}

// meter runs cases.
type meter struct {
	directory string
	command   string // the built command longcase
	self      string
	cut       time.Duration
}

func newMeter(cut time.Duration) (*meter, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	directory, err := os.MkdirTemp("", "longcase")
	if err != nil {
		return nil, err
	}
	m := &meter{directory, filepath.Join(directory, "longcase"), self, cut}
	build := exec.Command("go", "build", "-o", m.command, "github.com/longcase/longcase/cmd/longcase")
	if output, err := build.CombinedOutput(); err != nil {
		m.remove()
		return nil, fmt.Errorf("building the command: %w\n%s", err, output)
	}
	return m, nil
}

func (m *meter) remove() { os.RemoveAll(m.directory) }

// measure runs a case in a child process.
func (m *meter) measure(c worst) (result, error) {
	r := result{worst: c, bytes: c.size}
	ctx, cancel := context.WithTimeout(context.Background(), m.cut)
	defer cancel()
	args := []string{"-child", c.name}
	if c.args != nil {
		args = append(args, m.command)
	}
	child := exec.CommandContext(ctx, m.self, args...)
	var output, problems bytes.Buffer
	child.Stdout, child.Stderr = &output, &problems
	if c.input != nil {
		text := c.input()
		r.bytes = max(c.size, len(text))
		child.Stdin = strings.NewReader(text)
	}
	err := child.Run()
	var failed *exec.ExitError
	if err != nil && !errors.As(err, &failed) {
		return r, err
	}
	usage, _ := child.ProcessState.SysUsage().(*syscall.Rusage)
	r.Time = child.ProcessState.UserTime() + child.ProcessState.SystemTime()
	r.memory = residentBytes(usage)
	r.cut = ctx.Err() != nil
	r.judge(output.String(), problems.String(), err)
	return r, nil
}

// judge reads what a child process left.
func (r *result) judge(output, problems string, err error) {
	switch {
	case r.cut:
	case strings.Contains(problems, "out of memory"), strings.Contains(problems, "cannot allocate memory"):
		r.Wrong = "runs out of memory"
	case strings.Contains(problems, "panic: "):
		_, message, _ := strings.Cut(problems, "panic: ")
		message, _, _ = strings.Cut(message, "\n")
		r.Wrong = "panics: " + message
	case r.args != nil:
		r.Answer = len(output) + len(problems)
		if r.check != nil {
			r.Wrong = r.check(output)
		}
	case err != nil:
		r.Wrong = fmt.Sprintf("%v: %.100s", err, problems)
	default:
		if err := json.Unmarshal([]byte(output), r); err != nil {
			r.Wrong = err.Error()
		}
	}
}

// residentBytes returns the most memory that a process had resident. Linux
// counts kilobytes, macOS bytes.
func residentBytes(usage *syscall.Rusage) int64 {
	if usage == nil {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return int64(usage.Maxrss)
	}
	return int64(usage.Maxrss) << 10
}

// runChild runs a case in this process and prints what it showed, or becomes
// the command of the case.
func runChild(name string, command []string) {
	limit := syscall.Rlimit{Cur: addressSpace, Max: addressSpace}
	if err := syscall.Setrlimit(syscall.RLIMIT_AS, &limit); err != nil {
		fail(err)
	}
	c, ok := find(name)
	switch {
	case !ok:
		fail(fmt.Errorf("%q: no such case", name))
	case c.args != nil:
		args := append([]string{"longcase"}, c.args...)
		fail(syscall.Exec(command[0], args, os.Environ()))
	}
	text := ""
	if c.input != nil {
		text = c.input()
	}
	runtime.GC()
	before := processorTime()
	answer, wrong := c.call(text)
	taken := processorTime() - before
	json.NewEncoder(os.Stdout).Encode(result{Time: taken, Answer: answer, Wrong: wrong})
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "worst:", err)
	os.Exit(1)
}

// processorTime returns the processor time that this process has taken.
func processorTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		fail(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
