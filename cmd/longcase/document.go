package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/document"
	"github.com/longcase/longcase/schedule"
)

// policies is the policies of a file or of the command line.
type policies struct {
	policies []policy
	findings []longcase.Finding
	list     bool // whether the file is a list, be it of one policy
}

// policy is a policy with its place in a document.
type policy struct {
	document.Policy
	// sequence, unless it is nil, is when snapshots are due in place of Schedule.
	sequence schedule.Sequence
}

// due returns when snapshots are due.
func (p policy) due() schedule.Sequence {
	if p.sequence != nil {
		return p.sequence
	}
	return p.Schedule
}

// parse reads a document of any form.
func parse(text []byte) (policies, error) {
	file, err := document.Open(text)
	if err != nil {
		return policies{}, err
	}
	d := policies{findings: file.Findings(), list: file.IsList()}
	for _, p := range file.Policies() {
		d.policies = append(d.policies, policy{Policy: p})
	}
	return d, nil
}

// read reads a file, or standard input for "-".
func (e *env) read(file string) ([]byte, error) {
	if file == "-" {
		return io.ReadAll(e.stdin)
	}
	return os.ReadFile(file)
}

// open reads and parses a file.
func (e *env) open(file string) (policies, error) {
	text, err := e.read(file)
	if err != nil {
		return policies{}, err
	}
	return e.parse(file, text)
}

// parse parses the text of a file. Everything that is wrong with it goes to
// standard error, one problem a line.
func (e *env) parse(file string, text []byte) (policies, error) {
	d, err := parse(text)
	var refused *longcase.DocumentError
	if !errors.As(err, &refused) {
		return d, err
	}
	for _, problem := range refused.Problems {
		fmt.Fprintf(e.stderr, "longcase: %s:%v\n", file, problem)
	}
	return d, errReported
}
