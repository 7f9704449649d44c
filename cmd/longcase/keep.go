package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/longcase/longcase/retention"
)

const keepHelp = `Reads snapshots from standard input, each on its own line: when it was created,
as an RFC 3339 instant, and optionally a tab and any text. Prints a verdict on
each line, in the same order, with fields separated by tabs:

    keep|delete  LINE  REASON

After a wrong line it prints an error and no verdicts, so a mistake never
deletes anything. If FILE is - too, the snapshots follow the document.

-json prints an object with the keys policy, now and snapshots.

A RULE is, for example:

    within 7 days                 every snapshot for 7 days
    within 4 weeks on mon         those of Mondays for 4 weeks
    within 12 months on 1,15      those of the 1st and 15th for 12 months
    last 10                       the newest ten
    daily 7                       the last of each of the last 7 days with any
    monthly 12 first              the first of each of 12 months
    weekly 4 nearest sun 02:00    of each week, the nearest to Sunday 02:00
    yearly all                    the last of each year, forever

A PRESET is the policy of another tool; package retention/preset documents the
differences. Examples:

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
	asJSON := defineJSON(flags)
	which.define(flags)
	given.defineRules(flags, "in place of FILE: keep snapshots by `RULE`; may be repeated")
	flags.StringVar(&given.preset, "preset", "", "in place of FILE: keep snapshots by `PRESET`")
	flags.StringVar(&given.zone, "zone", "", "with -rule or -preset: use the time zone `NAME` (default UTC)")
	return func(args []string) error {
		p, in, err := e.keeper(given, which, args)
		if err != nil {
			return err
		}
		// All lines are read before the first verdict: see FuzzKeep.
		lines, snapshots, err := in.snapshots()
		if err != nil {
			return err
		}
		at := now.in(p.Zone, e.now)
		plan := p.Retention.Plan(at, snapshots)
		if *asJSON {
			return e.printJSON(kept(p, at, lines, snapshots, plan))
		}
		return e.printVerdicts(p, lines, plan)
	}
}

// keeper returns the policy to keep by, and the snapshots to judge.
func (e *env) keeper(g given, which choice, args []string) (p policy, in input, err error) {
	switch stated := g.rules != nil || g.preset != ""; {
	case !stated && g.zone != "":
		return p, in, usagef("keep: -zone needs -rule or -preset")
	case !stated:
		return e.keeperOf(which, args)
	case g.rules != nil && g.preset != "":
		return p, in, usagef("keep: want -rule or -preset, not both")
	case len(args) > 0:
		return p, in, usagef("keep: %q: want a FILE, -rule or -preset, not both", args[0])
	}
	if p, err = g.keeper(); err != nil {
		return p, in, usageError{about("keep", err)}
	}
	p, err = which.one(source{name: commandLine, policies: []policy{p}})
	return p, input{instants: e.stdin}, err
}

// keeperOf is keeper for a policy in a file.
func (e *env) keeperOf(which choice, args []string) (p policy, in input, err error) {
	file, err := oneFile("keep", args)
	if err != nil {
		return p, in, err
	}
	if in, err = e.readInput(file); err != nil {
		return p, in, err
	}
	s, err := e.parse(file, in.document)
	if err != nil {
		return p, in, err
	}
	p, err = which.one(s)
	return p, in, err
}

// printVerdicts prints the verdict on each line.
func (e *env) printVerdicts(p policy, lines []string, plan retention.Plan) error {
	for i, verdict := range plan.Verdicts() {
		word, reason := "delete", verdict.String()
		if verdict.Keep {
			word = "keep"
		}
		if p.Frozen {
			word, reason = "keep", "disabled"
		}
		fields := append([]string{word}, strings.Split(lines[i], "\t")...)
		row(e.stdout, append(fields, reason)...)
	}
	return nil
}

// keptJSON is the verdicts on all lines, as JSON.
type keptJSON struct {
	Policy    policyJSON     `json:"policy"`
	Now       time.Time      `json:"now"`
	Snapshots []snapshotJSON `json:"snapshots"`
}

// snapshotJSON is the verdict on a line, as JSON.
type snapshotJSON struct {
	Line string `json:"line"`
	verdictJSON
}

// kept returns the verdicts on all lines as JSON.
func kept(
	p policy, now time.Time, lines []string, snapshots []retention.Snapshot, plan retention.Plan,
) keptJSON {
	k := keptJSON{p.json(), p.local(now), []snapshotJSON{}}
	for i, verdict := range plan.Verdicts() {
		k.Snapshots = append(k.Snapshots, snapshotJSON{lines[i], p.verdict(snapshots[i].Created, verdict)})
	}
	return k
}

// input is the input of keep.
type input struct {
	document []byte
	instants io.Reader
	skipped  int // the number of lines of standard input before the instants
}

// readInput reads the document, and leaves the snapshots to be read.
func (e *env) readInput(file string) (input, error) {
	if file != "-" {
		text, err := e.read(file, maxDocument)
		return input{document: text, instants: e.stdin}, err
	}
	text, err := e.read(file, maxDocumentAndLines)
	if err != nil {
		return input{}, err
	}
	rest := afterDocument(text)
	document := text[:len(text)-len(rest)]
	return input{document, bytes.NewReader(rest), bytes.Count(document, []byte("\n"))}, nil
}

// afterDocument returns the lines after a JSON document. A malformed document has
// none: then all of the text is the document, and is refused.
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

// The bounds of what keep reads: the lines, each a snapshot of some 200 bytes of
// memory, and the MiB of a document and its lines in one file.
const (
	maxLines            = 10_000_000
	maxDocumentAndLines = 512
)

// maxLine is the greatest length of a line, in bytes. Without a bound a file without
// newlines would fill the memory.
const maxLine = 1 << 20

// snapshots reads the snapshots and their lines.
func (in input) snapshots() (lines []string, snapshots []retention.Snapshot, err error) {
	number := in.skipped
	scanner := bufio.NewScanner(in.instants)
	scanner.Buffer(nil, maxLine)
	for scanner.Scan() {
		if number++; number > in.skipped+maxLines {
			return nil, nil, fmt.Errorf("standard input: more than %d lines", maxLines)
		}
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
