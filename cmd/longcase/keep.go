package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/longcase/longcase/retention"
)

const keepHelp = `Reads instants from standard input, one a line: RFC 3339, and after it nothing or
a tab and any text. Prints for each line, in the same order, the fields apart by
tabs:

    keep|delete  LINE  REASON

Where a line is wrong it prints only that, so that a wrong line never makes a
deletion. If FILE is - too, the instants follow the document.

A RULE is, for example:

    within 7 days                 everything younger than that
    within 12 months on 1,15      ... that was taken on these days
    within 4 weeks on mon         ... on this day of the week
    last 10                       the newest ten
    daily 7                       one for each of the last seven days that have one
    monthly 12 first              the first of each month; the last is the default
    weekly 4 nearest sun 02:00    the one nearest to that
    yearly all                    one a year, without end

A PRESET is the policy of another tool. The documentation of package preset says
where they differ. Examples:

    restic:keep-daily=7,keep-within=1m
    kopia:keep-latest=10,keep-annual=3
    borg:keep-within=10d,keep-monthly=-1
    proxmox:keep-last=3,keep-daily=13
    dlm:interval=2,interval-unit=weeks
    cloudsigma:days=7,weeks=4/1,months=12/23
    qumulo:expiration_time_to_live=15days

` + momentHelp

func (e *env) keep(flags *flag.FlagSet) func([]string) error {
	var (
		now   moment
		which choice
		given given
	)
	flags.Var(&now, "now", "decide as of `T` (default now)")
	which.define(flags)
	given.defineRules(flags, "in place of FILE: keep what this `RULE` says; any number of times")
	flags.StringVar(&given.preset, "preset", "", "in place of FILE: keep what this `PRESET` says")
	flags.StringVar(&given.zone, "zone", "", "with -rule or -preset: in the zone of this `NAME` (default UTC)")
	return func(args []string) error {
		p, in, err := e.keeper(given, which, args)
		if err != nil {
			return err
		}
		lines, snapshots, err := in.snapshots()
		if err != nil {
			return err
		}
		return e.printVerdicts(p, lines, p.Retention.Plan(now.in(p.Zone, e.now), snapshots))
	}
}

// keeper returns the policy to keep by, and the instants that it is asked about.
func (e *env) keeper(g given, which choice, args []string) (p policy, in input, err error) {
	switch stated := g.rules != nil || g.preset != ""; {
	case !stated && g.zone != "":
		return p, in, usagef("keep: -zone is about -rule and -preset")
	case !stated:
		return e.keeperOf(which, args)
	case g.rules != nil && g.preset != "":
		return p, in, usagef("keep: want -rule or -preset, not both")
	case len(args) > 0:
		return p, in, usagef("keep: %q: want a FILE, -rule or -preset, not both", args[0])
	}
	if p, err = g.keeper(); err != nil {
		return p, in, usagef("keep: %v", err)
	}
	p, err = which.one(policies{policies: []policy{p}}, "the command line")
	return p, input{instants: e.stdin}, err
}

// keeperOf is keeper where that is in a file.
func (e *env) keeperOf(which choice, args []string) (p policy, in input, err error) {
	file, err := oneFile("keep", args)
	if err != nil {
		return p, in, err
	}
	if in, err = e.readInput(file); err != nil {
		return p, in, err
	}
	d, err := e.parse(file, in.document)
	if err != nil {
		return p, in, err
	}
	p, err = which.one(d, file)
	return p, in, err
}

// printVerdicts prints what becomes of each line.
func (e *env) printVerdicts(p policy, lines []string, plan retention.Plan) (err error) {
	for i, verdict := range plan.Verdicts() {
		word, reason := "delete", verdict.String()
		if verdict.Keep {
			word = "keep"
		}
		if p.Frozen {
			word, reason = "keep", "disabled"
		}
		_, err = fmt.Fprintf(e.stdout, "%s\t%s\t%s\n", word, lines[i], reason)
	}
	return err
}

// input is what keep reads.
type input struct {
	document []byte
	instants io.Reader
	skipped  int // the number of lines of standard input before the instants
}

func (e *env) readInput(file string) (input, error) {
	text, err := e.read(file)
	if err != nil || file != "-" {
		return input{document: text, instants: e.stdin}, err
	}
	rest := afterDocument(text)
	document := text[:len(text)-len(rest)]
	return input{document, bytes.NewReader(rest), bytes.Count(document, []byte("\n"))}, nil
}

// afterDocument returns the lines after a JSON document: none where it is not
// well-formed, so that all of it is taken for the document and refused.
func afterDocument(text []byte) []byte {
	var document json.RawMessage
	decoder := json.NewDecoder(bytes.NewReader(text))
	if decoder.Decode(&document) != nil {
		return nil
	}
	rest := text[decoder.InputOffset():]
	if end := bytes.IndexByte(rest, '\n'); end >= 0 && len(bytes.TrimSpace(rest[:end])) == 0 {
		return rest[end+1:]
	}
	return rest
}

// maxLine is the length of the longest line that is read.
const maxLine = 1 << 20

// snapshots reads the instants, with the lines that they stand in.
func (in input) snapshots() (lines []string, snapshots []retention.Snapshot, err error) {
	number := in.skipped
	scanner := bufio.NewScanner(in.instants)
	scanner.Buffer(nil, maxLine)
	for scanner.Scan() {
		number++
		line := scanner.Text()
		instant, _, _ := strings.Cut(line, "\t")
		created, ok := parseInstant(instant)
		if !ok {
			return nil, nil, fmt.Errorf("standard input, line %d: %.80q: %s", number, instant, wantInstant)
		}
		lines = append(lines, line)
		snapshots = append(snapshots, retention.Snapshot{Created: created})
	}
	if err := scanner.Err(); err != nil {
		return nil, nil, fmt.Errorf("standard input, line %d: %w", number+1, err)
	}
	return lines, snapshots, nil
}
