package main

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/internal/safe"
)

// inZone formats an instant in the policy's zone.
func inZone(p policy, t time.Time) string { return p.local(t).Format(time.RFC3339) }

// local returns an instant in the policy's zone, and the zero time as it is: as
// JSON it is left out.
func (p policy) local(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.In(p.Zone.OrUTC().Location())
}

// noteDisabled says on standard error that a policy is disabled, since otherwise
// an empty output would look like a fault.
func (e *env) noteDisabled(p policy) {
	e.complain(p.Name, "disabled, takes no snapshots")
}

// report prints the problems of a refused document on standard error.
func (e *env) report(place string, refused *longcase.DocumentError) {
	for _, problem := range refused.Problems {
		io.WriteString(e.stderr, "longcase: "+findingLine(place, problem)+"\n")
	}
}

// findingLine returns the line for a finding in a file. The pointer is made of keys of
// the document, and the message may quote its values.
func findingLine(file string, f longcase.Finding) string {
	return fmt.Sprintf("%s:%s: %v: %s: %s", safe.Text(file), safe.Text(f.Pointer), f.Severity, f.Code, safe.Text(f.Message))
}

// oneFile returns the only argument of a verb.
func oneFile(verb string, args []string) (string, error) {
	switch len(args) {
	case 0:
		return "", usagef("%s: want a FILE, or - for standard input", verb)
	case 1:
		return args[0], nil
	}
	return "", usagef("%s: %q: want one FILE", verb, args[1])
}

// atLeast reads a number that is not less than another.
func atLeast(least int, s string, n *int) (err error) {
	if *n, err = strconv.Atoi(s); err != nil || *n < least {
		return errors.New("want a number of at least " + strconv.Itoa(least))
	}
	return nil
}

// wrap breaks text into lines of 80 columns. The first line follows something as wide
// as the indent, which the other lines begin with.
func wrap(text, indent string) string {
	const columns = 80
	var b strings.Builder
	column := len(indent)
	for i, word := range strings.Fields(text) {
		width := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		// A word wider than a line stays whole: paths and zones are copied from here.
		case column+1+width > columns:
			b.WriteString("\n" + indent)
			column = len(indent)
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += width
	}
	return b.String()
}
