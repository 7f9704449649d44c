package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/document"
	"github.com/longcase/longcase/schedule"
)

// source holds the policies of a file or of the command line.
type source struct {
	name     string // for error messages
	policies []policy
	findings []longcase.Finding
	isList   bool // the file holds a list, possibly of a single policy
}

// policy is a policy with its place in its source.
type policy struct {
	document.Policy
	// sequence, if not nil, replaces Schedule: an RFC 5545 recurrence.
	sequence schedule.Sequence
	// findings are those of the document about the policy.
	findings []longcase.Finding
}

// due returns the sequence of snapshots.
func (p policy) due() schedule.Sequence {
	if p.sequence != nil {
		return p.sequence
	}
	return p.Schedule
}

// words says in plain English when the policy takes snapshots and how long it keeps
// them, as String of the policy does, which knows no recurrence.
func (p policy) words() string {
	if p.sequence != nil {
		return "Takes a snapshot by this recurrence, " + p.Zone.Name() +
			". Keeps " + p.Retention.String() + "."
	}
	return p.String()
}

// maxDocument is the greatest length of a document, in MiB, as of every document of
// the library. Without a bound /dev/zero would fill the memory.
const maxDocument = 64

// read reads a file, or standard input for "-", of at most some MiB.
func (e *env) read(file string, most int) ([]byte, error) {
	from, err := e.openFile(file)
	if err != nil {
		return nil, err
	}
	defer from.Close()
	// A byte more than allowed tells a longer file from one of exactly this length.
	text, err := io.ReadAll(io.LimitReader(from, int64(most)<<20+1))
	if err == nil && len(text) > most<<20 {
		return nil, fmt.Errorf("%s: longer than %d MiB", file, most)
	}
	return text, err
}

// open reads and parses a file.
func (e *env) open(file string) (source, error) {
	text, err := e.read(file, maxDocument)
	if err != nil {
		return source{}, err
	}
	return e.parse(file, text)
}

// parse parses the text of a file. Its problems go to standard error, each on its
// own line.
func (e *env) parse(file string, text []byte) (source, error) {
	s, err := parse(file, text)
	var refused *longcase.DocumentError
	if !errors.As(err, &refused) {
		return s, err
	}
	e.report(file, refused)
	return s, errReported
}

// parse returns the policies in the text of a file.
func parse(file string, text []byte) (source, error) {
	d, err := document.Open(text)
	if refused := new(longcase.DocumentError); errors.As(err, &refused) {
		suggestZones(refused.Problems)
	}
	if err != nil {
		return source{}, err
	}
	s := source{name: file, findings: d.Findings(), isList: d.IsList()}
	for _, p := range d.Policies() {
		named := policy{Policy: p}
		for _, finding := range s.findings {
			// The slashes keep /1 from being a prefix of /10.
			if strings.HasPrefix(finding.Pointer+"/", p.Pointer+"/") {
				named.findings = append(named.findings, finding)
			}
		}
		s.policies = append(s.policies, named)
	}
	return s, nil
}

// suggestZones adds to each problem with the name of a zone which was probably meant.
func suggestZones(problems []longcase.Finding) {
	for i, problem := range problems {
		quoted, err := strconv.QuotedPrefix(problem.Message)
		if problem.Code != longcase.CodeUnknownZone || err != nil {
			continue
		}
		if name, err := strconv.Unquote(quoted); err == nil {
			problems[i].Message += meantZone(name)
		}
	}
}

// choice holds the flags that choose a policy from a list.
type choice struct{ name, id string }

func (c *choice) define(flags *flag.FlagSet) {
	flags.StringVar(&c.name, "name", "", "choose the policy with this `NAME` from a list")
	flags.StringVar(&c.id, "uuid", "", "choose the policy with this `ID` from a list")
}

func (c choice) made() bool { return c != choice{} }

// from returns the chosen policy, or all policies if no choice is made. The items
// of a short listing have no schedule to answer for.
func (c choice) from(s source) ([]policy, error) {
	chosen, err := c.matches(s)
	if slices.ContainsFunc(chosen, func(p policy) bool { return p.Partial }) {
		return nil, fmt.Errorf("%s: want schedules; this is a short listing, "+
			"and /backupschedulers/detail/ has them", s.name)
	}
	return chosen, err
}

// matches returns the policies that the flags name.
func (c choice) matches(s source) ([]policy, error) {
	if !c.made() {
		return s.policies, nil
	}
	var chosen []policy
	for _, p := range s.policies {
		if (c.name == "" || c.name == p.Name) && (c.id == "" || c.id == p.ID) {
			chosen = append(chosen, p)
		}
	}
	switch {
	case len(chosen) == 0:
		return nil, ambiguous(s.name+": no such policy; choose from these:", s.policies)
	case len(chosen) > 1:
		return nil, ambiguous(s.name+": choose from these with -uuid:", chosen)
	}
	return chosen, nil
}

// one returns the chosen policy, or the only policy.
func (c choice) one(s source) (policy, error) {
	chosen, err := c.from(s)
	switch {
	case err != nil:
		return policy{}, err
	case len(chosen) == 0:
		return policy{}, fmt.Errorf("%s: no policies", s.name)
	case len(chosen) > 1:
		return policy{}, ambiguous(s.name+": choose from these with -name or -uuid:", chosen)
	}
	return chosen[0], nil
}

// ambiguous returns the error for a choice of none or several policies. It lists the
// policies, each on its own line.
func ambiguous(text string, policies []policy) error {
	list := []error{errors.New(text)}
	for _, p := range policies {
		list = append(list, errors.New(strings.TrimRight("  "+field(p.ID), " ")+"  "+field(p.Name)))
	}
	return usageError{errors.Join(list...)}
}
