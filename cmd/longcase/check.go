package main

import (
	"errors"
	"flag"
	"fmt"
	"slices"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/audit"
	"github.com/longcase/longcase/schedule/ical"
)

const checkHelp = `Prints the errors and probable mistakes in each document, and then the findings
of an audit of each policy, which looks years ahead from TIME. Each is a line:

    FILE:POINTER: SEVERITY: CODE: SENTENCE

POINTER is the place in the document (RFC 6901). SEVERITY is error, warning or
info. The exit status is 1 if there are errors.

A schedule on the command line (-cron, -calendar or -rrule), with rules (-rule
or -preset), is audited likewise; FILE is then "the command line".

-json prints an object with the key files, a list of objects with the keys file
and findings, or error if the file cannot be read. longcase help times shows
every form of TIME, and help rules of RULE.
`

// checked is a checked file, as JSON.
type checked struct {
	File     string             `json:"file"`
	Error    string             `json:"error,omitempty"`
	Findings []longcase.Finding `json:"findings"`
}

// check prints the findings of several files, or of the policy on the command line, and
// goes on after a file that cannot be read: a script checks a whole directory at once.
func (e *env) check(flags *flag.FlagSet) func([]string) error {
	var (
		from moment
		g    given
	)
	from.define(e, flags, "from", "look ahead from `TIME` (default now)")
	asJSON := defineJSON(flags)
	g.defineSchedule(flags)
	g.defineRecurrence(flags, "-from")
	g.defineRules(flags)
	return func(files []string) error {
		list, err := e.checked(files, g, from)
		if err != nil {
			return err
		}
		if *asJSON {
			// The object is printed whatever is found; the exit status tells a script.
			return errors.Join(e.printJSON(map[string][]checked{"files": list}), verdictOn(list))
		}
		for _, c := range list {
			for _, finding := range c.Findings {
				fmt.Fprintln(e.stdout, findingLine(c.File, finding))
			}
		}
		return verdictOn(list)
	}
}

// checked checks the files, or the policy on the command line.
func (e *env) checked(files []string, g given, from moment) (list []checked, err error) {
	if err := g.check("check"); err != nil {
		return nil, err
	}
	// Without any of the three, source says which is missing; with files and flags, that
	// they exclude each other.
	if len(files) == 0 || g.hasSchedule() || g.hasRules() {
		s, err := e.source("check", g, files, from, false)
		if err != nil {
			return nil, err
		}
		p := s.policies[0]
		// An empty list rather than null in JSON.
		findings := append([]longcase.Finding{}, p.audit(from.in(p.Zone, e.now))...)
		return []checked{{File: s.name, Findings: findings}}, nil
	}
	for _, file := range files {
		list = append(list, e.checkFile(file, from))
	}
	return list, nil
}

// verdictOn returns errReported if a file cannot be read or has errors.
func verdictOn(list []checked) error {
	isError := func(f longcase.Finding) bool { return f.Severity == longcase.Error }
	for _, c := range list {
		if c.Error != "" || slices.ContainsFunc(c.Findings, isError) {
			return errReported
		}
	}
	return nil
}

// checkFile checks a file. If it cannot be read, standard error says so, too.
func (e *env) checkFile(file string, from moment) checked {
	c := checked{File: file, Findings: []longcase.Finding{}}
	data, err := e.read(file, maxDocument)
	if err != nil {
		e.complain(err.Error())
		c.Error = err.Error()
		return c
	}
	s, err := parse(file, data)
	// The policies of a refused document are unknown, so it has errors and no audit.
	if refused := new(longcase.DocumentError); errors.As(err, &refused) {
		c.Findings = refused.Problems
	}
	c.Findings = append(c.Findings, s.findings...)
	for _, p := range s.policies {
		c.Findings = append(c.Findings, p.audit(from.in(p.Zone, e.now))...)
	}
	return c
}

// audit returns the findings of an audit, except those already made about the
// document. An item of a short listing cannot be audited.
func (p policy) audit(from time.Time) (news []longcase.Finding) {
	if r, ok := p.sequence.(*ical.Recurrence); ok {
		return p.auditRecurrence(r, from)
	}
	if p.Partial {
		return nil
	}
	for _, finding := range audit.Policy(p.Policy.Policy, from) {
		// Some codes come from the document and from the audit, such as that of a disabled
		// policy. The document's has the place.
		known := func(k longcase.Finding) bool { return k.Code == finding.Code }
		if finding.Pointer = p.Pointer; !slices.ContainsFunc(p.findings, known) {
			news = append(news, finding)
		}
	}
	return news
}
