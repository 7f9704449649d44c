// Command longcase computes when the snapshots of a policy are due and which of them
// may be deleted, and finds the problems of the policy.
//
//	longcase simulate
//
// runs an example; longcase -h lists the verbs and longcase VERB -h explains them.
// Every verb prints text for people, and with -json an object for programs, in the
// form described in docs/json.md. The verbs parse flags, call the library, and print:
// a Go program can do the same with packages document, longcase, audit and retention.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"
	_ "time/tzdata" // for machines without a zone database
)

func main() {
	os.Exit(run(os.Args[1:], time.Now(), os.Stdin, os.Stdout, os.Stderr))
}

// The exit statuses.
const (
	statusDone    = iota
	statusInput   // the input is wrong
	statusUsage   // the command line is wrong
	statusRefused // keep would delete more than -at-most permits
)

// run runs the command as of an instant, and returns its exit status.
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
		for _, text := range complaints(err) {
			e.complain(text)
		}
	}
	switch {
	case errors.As(err, new(usageError)):
		return statusUsage
	case errors.As(err, new(guardError)):
		return statusRefused
	}
	return statusInput
}

// env is the environment of the command.
type env struct {
	now    time.Time
	stdin  io.Reader
	stdout *bufio.Writer
	stderr io.Writer
}

// errReported is the error for wrong input already reported.
var errReported = errors.New("wrong input")

// usageError is an error in the command line.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func usagef(format string, args ...any) error {
	return usageError{fmt.Errorf(format, args...)}
}

// complaints returns the texts of an error: several if errors are joined in it. A text
// is for a line, whereas the text of joined errors has several, and nobody could tell
// them from the newlines in a name.
func complaints(err error) (texts []string) {
	for wrapped := err; wrapped != nil; wrapped = errors.Unwrap(wrapped) {
		if joined, ok := wrapped.(interface{ Unwrap() []error }); ok {
			for _, part := range joined.Unwrap() {
				texts = append(texts, complaints(part)...)
			}
			return texts
		}
	}
	return []string{err.Error()}
}

// about puts a place in front of each text of an error.
func about(place string, err error) error {
	var list []error
	for _, text := range complaints(err) {
		list = append(list, errors.New(place+": "+text))
	}
	return errors.Join(list...)
}

func (e *env) dispatch(args []string) error {
	if len(args) == 0 {
		fmt.Fprintln(e.stderr, usage())
		return usagef(wantVerb)
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
	return usagef("%q: "+wantVerb+"; -h explains them", args[0])
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
		err = usageError{about(v.name, err)}
	default:
		err = execute(flags.Args())
	}
	return err
}
