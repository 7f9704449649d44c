// Map of the command. A verb is a row of the table in verb.go and a file of its name,
// which has its usage text and defines its flags. The rest serves several verbs:
//
//	main.go                   the exit status, and the errors on the way to it
//	verb.go, help.go          the table of verbs; the topics of longcase help
//	flags.go                  flags anywhere among the arguments, and mistyped ones
//	completion.go, value.go   the texts that may stand for a value
//	given.go, expression.go   a policy on the command line: -cron, -rule and so on
//	source.go, list.go        policies in a file; the list that may follow them
//	existing.go               the list of snapshots to start from
//	moment.go                 a TIME, which may wait for the zone of the policy
//	outcome.go, page.go       a simulation at its end, and its page
//	verdicts.go, stale.go     the plans of keep, and the warning about an old list
//	lines.go, names.go        their output: a line for each snapshot, or names alone
//	at_once.go                work on all processors
//	json.go, output.go        what several verbs print
//	safe.go                   text from outside, on the way out
//	terminal.go               terminals: what is read from one, and colours
//	wording.go                errors of the library in the words of the command

// Command longcase computes when the snapshots of a policy are due and which of them
// may be deleted, and finds the problems of the policy.
//
//	longcase simulate
//
// runs an example; longcase help lists the verbs and longcase help VERB explains one.
// The verbs print text for people and, but for draw, help and completion, with -json an
// object for programs, in the form described in docs/json.md. They parse flags, call the
// library, and print: a Go program can do the same with packages document, longcase,
// audit, draw, inventory and retention.
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
	stdin := announced(os.Stdin, isTerminal(os.Stdin), os.Stderr)
	os.Exit(run(os.Args[1:], time.Now(), stdin, os.Stdout, os.Stderr))
}

// The exit statuses. A script tells a refusal, for a person to look at, from input that
// is wrong, and both from a command line that will never work.
const (
	statusDone    = iota
	statusInput   // the input is wrong
	statusUsage   // the command line is wrong
	statusRefused // keep would delete more than -at-most permits
)

// run runs the command as of an instant, and returns its exit status.
func run(args []string, now time.Time, stdin io.Reader, stdout, stderr io.Writer) int {
	out := bufio.NewWriter(stdout)
	e := &env{now: now, stdin: stdin, stdout: out, stderr: stderr, terminal: writesTerminal(stdout)}
	err := e.dispatch(args)
	// Errors of writing stick to the buffer, so that it suffices to ask here.
	if flushed := out.Flush(); err == nil {
		err = flushed
	}
	if err == nil {
		return statusDone
	}
	if !errors.Is(err, errReported) {
		for _, part := range leaves(err) {
			e.complain(part.Error())
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
	// terminal reports whether stdout is a terminal.
	terminal bool
}

// errReported is the error for wrong input already reported.
var errReported = errors.New("wrong input")

// usageError is an error in the command line.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// usagef returns an error in the command line, by a format.
func usagef(format string, args ...any) error {
	return usageError{fmt.Errorf(format, args...)}
}

// leaves returns the errors joined in an error, however deep; the error itself if
// none are. A text of a leaf is for a line, whereas the text of joined errors has
// several, and nobody could tell them from the newlines in a name.
func leaves(err error) (list []error) {
	for wrapped := err; wrapped != nil; wrapped = errors.Unwrap(wrapped) {
		if joined, ok := wrapped.(interface{ Unwrap() []error }); ok {
			for _, part := range joined.Unwrap() {
				list = append(list, leaves(part)...)
			}
			return list
		}
	}
	return []error{err}
}

// about puts a place in front of each text of an error.
func about(place string, err error) error {
	var list []error
	for _, part := range leaves(err) {
		list = append(list, errors.New(place+": "+part.Error()))
	}
	return errors.Join(list...)
}

// dispatch runs the verb in the arguments. -h and -version, which other commands have,
// stand for the verbs.
func (e *env) dispatch(args []string) error {
	if len(args) == 0 {
		// Nobody asked for it, so it goes to standard error: the output of a command without
		// a verb must not look like an answer.
		fmt.Fprint(e.stderr, usage())
		return usagef("want a verb")
	}
	name := args[0]
	switch name {
	case "-h", "-help", "--help":
		name = "help"
	case "-version", "--version":
		name = "version"
	}
	if v, ok := verbOf(name); ok {
		return e.runVerb(v, args[1:])
	}
	return usagef("%q: %s", name, noSuch("verb", name, verbNames()))
}

// runVerb sets the flags of a verb and runs it.
func (e *env) runVerb(v verb, args []string) error {
	flags, execute := v.prepared(e)
	others, err := setFlags(flags, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		_, err = e.stdout.WriteString(v.usage())
	case err != nil:
		err = usageError{about(v.name, err)}
	default:
		err = execute(others)
	}
	return err
}
