package main

import (
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/audit"
)

const checkHelp = `Prints what is wrong with each document, and what is allowed but probably not
meant; then what comes of each policy from T on, in the years ahead. One a line:

    FILE:POINTER: SEVERITY: CODE: SENTENCE

POINTER is the place in the document (RFC 6901), SEVERITY is error, warning or
info. The exit status is 1 if anything is an error.

` + momentHelp

func (e *env) check(flags *flag.FlagSet) func([]string) error {
	var from moment
	flags.Var(&from, "from", "look ahead from `T` (default now)")
	return func(files []string) error {
		if len(files) == 0 {
			return usagef("check: want at least one FILE")
		}
		var failed error
		for _, file := range files {
			if !e.checkFile(file, from) {
				failed = errReported
			}
		}
		return failed
	}
}

// checkFile reports whether a file is without errors.
func (e *env) checkFile(file string, from moment) bool {
	text, err := e.read(file)
	if err != nil {
		fmt.Fprintf(e.stderr, "longcase: %v\n", err)
		return false
	}
	d, err := parse(text)
	findings := d.findings
	var refused *longcase.DocumentError
	if errors.As(err, &refused) {
		findings = refused.Problems
	}
	for _, p := range d.policies {
		findings = append(findings, audited(p, d.findings, p.Pointer, from.in(p.Zone, e.now))...)
	}
	for _, finding := range findings {
		fmt.Fprintf(e.stdout, "%s:%v\n", file, finding)
		if finding.Severity == longcase.Error {
			err = errReported
		}
	}
	return err == nil
}

// audited returns what an audit of a policy finds that its document does not
// show by itself.
func audited(p policy, known []longcase.Finding, pointer string, from time.Time) (news []longcase.Finding) {
	for _, finding := range audit.Policy(p.Policy.Policy, from) {
		isKnown := func(k longcase.Finding) bool {
			return k.Code == finding.Code && strings.HasPrefix(k.Pointer+"/", pointer+"/")
		}
		if finding.Pointer = pointer; !slices.ContainsFunc(known, isKnown) {
			news = append(news, finding)
		}
	}
	return news
}
