package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/document"
	"github.com/longcase/longcase/qumulo"
	"github.com/longcase/longcase/schedule"
)

// document is what a file holds, whichever vendor's it is.
type policies struct {
	policies []policy
	findings []longcase.Finding
	list     bool   // whether it is a list, be it of one policy
	key      string // what the list is under; "" where it is all of the document
}

// pointer returns the RFC 6901 pointer to a policy.
func (d policies) pointer(i int) string {
	switch {
	case !d.list:
		return ""
	case d.key == "":
		return fmt.Sprintf("/%d", i)
	}
	return fmt.Sprintf("/%s/%d", d.key, i)
}

// policy is a policy with the identifier that it has in its document.
type policy struct {
	longcase.Policy
	id string
	// sequence, unless it is nil, is when snapshots are due in place of Schedule.
	sequence schedule.Sequence
	// frozen means that it is disabled, and deletes nothing for that reason.
	frozen bool
}

// due returns when snapshots are due.
func (p policy) due() schedule.Sequence {
	if p.sequence != nil {
		return p.sequence
	}
	return p.Schedule
}

// parse reads a document of our own or of either vendor, which its keys tell.
func parse(text []byte) (policies, error) {
	switch {
	case document.Recognise(text):
		return parseOurs(text)
	case qumulo.Recognise(text):
		return parseQumulo(text)
	case cloudsigma.Recognise(text), !json.Valid(text):
		return parseCloudSigma(text)
	}
	return policies{}, &longcase.DocumentError{Problems: []longcase.Finding{{
		Code:     longcase.CodeNotPolicy,
		Severity: longcase.Error,
		Message:  "want a CloudSigma backup scheduler, a Qumulo snapshot policy, a longcase document, or a list of them",
	}}}
}

func parseOurs(text []byte) (policies, error) {
	parsed, err := document.Parse(text)
	if err != nil {
		return policies{}, err
	}
	d := policies{findings: parsed.Findings(), list: isArray(text)}
	for _, p := range parsed.Policies() {
		d.policies = append(d.policies, policy{Policy: p})
	}
	return d, nil
}

func parseCloudSigma(text []byte) (policies, error) {
	parsed, err := cloudsigma.Parse(text)
	if err != nil {
		return policies{}, err
	}
	schedulers := parsed.Schedulers()
	d := policies{findings: parsed.Findings()}
	d.list = len(schedulers) != 1 || !sameJSON(parsed, schedulers[0])
	if !isArray(text) {
		d.key = "objects"
	}
	for _, s := range schedulers {
		d.policies = append(d.policies, policy{Policy: s.Policy(), id: s.UUID(), frozen: !s.Enabled()})
	}
	return d, nil
}

func parseQumulo(text []byte) (policies, error) {
	parsed, err := qumulo.Parse(text)
	if err != nil {
		return policies{}, err
	}
	entries := parsed.Policies()
	d := policies{findings: parsed.Findings()}
	d.list = len(entries) != 1 || !sameJSON(parsed, entries[0])
	if !isArray(text) {
		d.key = "entries"
	}
	for _, p := range entries {
		d.policies = append(d.policies, policy{Policy: p.Policy(), id: p.ID()})
	}
	return d, nil
}

func isArray(text []byte) bool { return bytes.HasPrefix(bytes.TrimSpace(text), []byte("[")) }

// sameJSON reports whether a document is nothing more than its policy, and so
// no list.
func sameJSON(list, policy json.Marshaler) bool {
	whole, errWhole := list.MarshalJSON()
	part, errPart := policy.MarshalJSON()
	return errWhole == nil && errPart == nil && bytes.Equal(bytes.TrimSpace(whole), bytes.TrimSpace(part))
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
