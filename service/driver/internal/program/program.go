// Package program runs other programs for drivers: without a shell, in a process
// group of their own, with outputs of bounded size.
package program

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"github.com/longcase/longcase/internal/safe"
)

const (
	maxOutput = 64 << 20 // as much as package inventory reads in JSON
	maxErrors = 64 << 10
	maxQuoted = 2 << 10 // of the errors of a program, in our error
	grace     = 10 * time.Second
)

// Error is the failure of a program.
type Error struct {
	// Program is its name.
	Program string
	// Errors is what it wrote to its standard error, at most the last 64 KiB.
	Errors string
	// Err is the reason, an *exec.ExitError if the program ended by itself.
	Err error
}

// Error names the program, the reason, and the end of what the program wrote, in
// quotes if a terminal could mistake it.
func (e *Error) Error() string {
	text := strings.ToValidUTF8(strings.TrimSpace(e.Errors), "\uFFFD")
	if len(text) > maxQuoted {
		text = strings.ToValidUTF8("..."+text[len(text)-maxQuoted:], "")
	}
	if text == "" {
		return fmt.Sprintf("%s: %v", safe.Text(e.Program), e.Err)
	}
	return fmt.Sprintf("%s: %v: %s", safe.Text(e.Program), e.Err, safe.Text(text))
}

// Unwrap returns the reason.
func (e *Error) Unwrap() error { return e.Err }

// ExitCode returns the exit code of the program in an error, and -1 for an error of
// another kind.
func ExitCode(err error) int {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return exit.ExitCode()
	}
	return -1
}

// Output is what a program wrote.
type Output struct {
	// Text is the standard output: all of it, up to 64 MiB.
	Text []byte
	// Errors is the standard error, at most its last 64 KiB.
	Errors string
}

// Command is a program to run.
type Command struct {
	// Arguments are the program, found as in a shell, and its arguments.
	Arguments []string
	// Variables are added to the environment of this process.
	Variables []string
	// Lock is a locked file, or nil. The program inherits it, and so the lock outlasts
	// a death of this process.
	Lock *os.File
	// Interrupt sends an interrupt when the context ends, and kills only after ten
	// seconds. It is for programs that leave locks behind when they are killed.
	Interrupt bool
}

// Run runs a program, in the language C and the zone UTC: otherwise programs print
// times and numbers as suits the reader.
//
// When the context ends the program is killed with all that it started, short of
// what left its process group. The error is an [*Error], with the context's cause
// for its reason if the context ended. An output that is too long is an error.
func Run(ctx context.Context, c Command) (Output, error) {
	output := tail{limit: maxOutput, whole: true}
	problems := tail{limit: maxErrors}
	cmd := exec.CommandContext(ctx, c.Arguments[0], c.Arguments[1:]...)
	cmd.Env = append(append(os.Environ(), "LC_ALL=C", "TZ=UTC"), c.Variables...)
	if c.Lock != nil {
		cmd.ExtraFiles = []*os.File{c.Lock}
	}
	cmd.Stdout, cmd.Stderr = &output, &problems
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	if c.Interrupt {
		cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGINT) }
	}
	cmd.WaitDelay = grace
	err := cmd.Run()
	if ctx.Err() != nil && err != nil {
		err = context.Cause(ctx)
	}
	result := Output{Text: output.text, Errors: string(problems.text)}
	if err != nil {
		err = &Error{Program: c.Arguments[0], Errors: result.Errors, Err: err}
	}
	return result, err
}

// tail keeps the end of what is written to it.
type tail struct {
	text  []byte
	limit int
	whole bool // fail at the limit instead of forgetting the start
}

func (t *tail) Write(p []byte) (int, error) {
	written := len(p)
	switch {
	case len(t.text)+len(p) <= t.limit:
	case t.whole:
		return 0, fmt.Errorf("more than %d bytes of output", t.limit)
	default:
		p = p[max(0, len(p)-t.limit):]
		t.text = bytes.Clone(t.text[max(0, len(t.text)+len(p)-t.limit):])
	}
	t.text = append(t.text, p...)
	return written, nil
}
