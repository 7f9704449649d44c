// Command longcase says when the snapshots of a policy are due, which of them
// may be deleted, and what is wrong with the policy. Run it with -h.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"
	_ "time/tzdata" // zones load on machines that have no database of them
)

func main() {
	os.Exit(run(os.Args[1:], time.Now(), os.Stdin, os.Stdout, os.Stderr))
}

// The exit statuses.
const (
	statusDone  = iota
	statusInput // the input is wrong
	statusUsage // the command line is wrong
)

// run runs the command at a moment, and returns its exit status.
func run(args []string, now time.Time, stdin io.Reader, stdout, stderr io.Writer) int {
	out := bufio.NewWriter(stdout)
	e := &env{now: now, stdin: stdin, stdout: out, stderr: stderr}
	err := e.dispatch(args)
	if flushed := out.Flush(); err == nil {
		err = flushed
	}
	if err == nil {
		return statusDone
	}
	if !errors.Is(err, errReported) {
		fmt.Fprintf(stderr, "longcase: %v\n", err)
	}
	if errors.As(err, new(usageError)) {
		return statusUsage
	}
	return statusInput
}

// env is the world as the command sees it.
type env struct {
	now    time.Time
	stdin  io.Reader
	stdout *bufio.Writer
	stderr io.Writer
}

// errReported is returned for wrong input that has been reported already.
var errReported = errors.New("wrong input")

// usageError is an error in the command line.
type usageError string

func (e usageError) Error() string { return string(e) }

func usagef(format string, args ...any) error {
	return usageError(fmt.Sprintf(format, args...))
}

func (e *env) dispatch(args []string) error {
	if len(args) == 0 {
		fmt.Fprintln(e.stderr, usage())
		return usagef("want plan, next, keep, check or convert")
	}
	switch args[0] {
	case "-h", "-help", "--help":
		_, err := e.stdout.WriteString(usage())
		return err
	}
	for _, v := range verbs() {
		if v.name == args[0] {
			return e.runVerb(v, args[1:])
		}
	}
	return usagef("%q: want plan, next, keep, check or convert; -h says more", args[0])
}

func (e *env) runVerb(v verb, args []string) error {
	flags := flag.NewFlagSet(v.name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	execute := v.prepare(e, flags)
	err := flags.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		_, err = e.stdout.WriteString(v.usage(flags))
	case err != nil:
		err = usagef("%s: %v", v.name, err)
	default:
		err = execute(flags.Args())
	}
	return err
}
