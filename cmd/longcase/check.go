package main

import (
	"errors"
	"flag"
	"fmt"

	"github.com/longcase/longcase"
)

const checkHelp = `Prints what is wrong with each document, and what is allowed but probably not
meant, one a line:

    FILE:POINTER: SEVERITY: CODE: SENTENCE

POINTER is the place in the document (RFC 6901), SEVERITY is error, warning or
info. The exit status is 1 if anything is an error.
`

func (e *env) check(*flag.FlagSet) func([]string) error {
	return func(files []string) error {
		if len(files) == 0 {
			return usagef("check: want at least one FILE")
		}
		var failed error
		for _, file := range files {
			if !e.checkFile(file) {
				failed = errReported
			}
		}
		return failed
	}
}

// checkFile reports whether a file is without errors.
func (e *env) checkFile(file string) bool {
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
	for _, finding := range findings {
		fmt.Fprintf(e.stdout, "%s:%v\n", file, finding)
		if finding.Severity == longcase.Error {
			err = errReported
		}
	}
	return err == nil
}
