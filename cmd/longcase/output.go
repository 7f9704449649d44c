package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// inZone writes an instant as the clocks of a policy's zone show it.
func inZone(p policy, t time.Time) string {
	return t.In(p.Zone.OrUTC().Location()).Format(time.RFC3339)
}

// field makes a name safe for a line of fields.
func field(name string) string {
	if strings.ContainsFunc(name, unicode.IsControl) {
		return strconv.Quote(name)
	}
	return name
}

// noteDisabled says on standard error that a policy is disabled, so that
// nobody wonders why there is no output.
func (e *env) noteDisabled(p policy) {
	fmt.Fprintf(e.stderr, "longcase: %s: disabled, takes no snapshots\n", field(p.Name))
}

// oneFile returns the one argument that a verb takes.
func oneFile(verb string, args []string) (string, error) {
	switch len(args) {
	case 0:
		return "", usagef("%s: want a FILE, or - for standard input", verb)
	case 1:
		return args[0], nil
	}
	return "", usagef("%s: %q: want one FILE, and flags before it", verb, args[1])
}

// positive reads a number of at least 1.
func positive(s string, n *int) (err error) {
	if *n, err = strconv.Atoi(s); err != nil || *n < 1 {
		return errors.New("want a number of at least 1")
	}
	return nil
}
