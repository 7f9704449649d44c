package main

import (
	"flag"

	"github.com/longcase/longcase/inventory"
)

const keepHelp = `Reads a list of snapshots from standard input, and prints a verdict on each.
Each group of the list, such as a ZFS dataset, is planned apart; groups follow
each other. The fields are separated by tabs:

    keep|delete  CREATED  NAME  GROUP  REASON

Nothing is printed and the exit status is 1 if anything in the list is wrong. It
is 3 if the plan would delete more than -at-most permits. The newest good
snapshot of each group is kept, unless -minimum says otherwise. If FILE is -
too, the list follows the document.

-o names prints the names of the snapshots to delete alone, for the tool that
made the list; docs/recipes.md has the commands.

longcase help lists shows the lists that are read, help rules and help presets
how to say what is kept, and help times every form of TIME.

-json prints an object with the keys policy, now and snapshots.
`

// keepQuery holds the flags of keep.
type keepQuery struct {
	now     moment
	which   choice
	given   given
	format  inventory.Format
	minimum int
	atMost  atMost
	output  outputForm
	zeros   bool // a zero byte after each name
	asJSON  *bool
}

// keep prints verdicts only once all groups are planned and the bound is kept: a reader of
// the output may delete as it reads.
func (e *env) keep(flags *flag.FlagSet) func([]string) error {
	q := keepQuery{minimum: 1, atMost: atMost{Percent: 50}}
	q.now.define(e, flags, "now", "decide as of `TIME` (default now)")
	defineFormat(flags, &q.format)
	flags.Func("minimum",
		"keep the newest `N` good snapshots of each group whatever the rules say (default 1)",
		func(s string) error { return atLeast(0, s, &q.minimum) })
	flags.Var(&q.atMost, "at-most",
		"print nothing if more than `N` snapshots of a group, or N%, were deleted (default 50%)")
	flags.Var(&q.output, "o",
		"print `OUTPUT`: verdicts (the default), or names of the snapshots to delete")
	flags.BoolVar(&q.zeros, "0", false, "with -o names: end each with a zero byte, for xargs -0")
	q.asJSON = defineJSON(flags)
	q.which.define(flags)
	q.given.defineRules(flags)
	q.given.defineZone(flags)
	return func(args []string) error {
		switch {
		case q.zeros && q.output != nameForm:
			return usagef("keep: -0 needs -o names")
		case *q.asJSON && q.output == nameForm:
			return usagef("keep: want -o names or -json, not both")
		}
		p, in, err := e.keeper(q.given, q.which, args)
		if err != nil {
			return err
		}
		// The list is read whole before any of it is judged: a list cut short is refused, since
		// a missing snapshot frees its place for the deletion of another.
		list, err := in.snapshots(q.format)
		if err != nil {
			return err
		}
		// The minimum of a document or a preset is a promise, which -minimum may only raise.
		if len(p.Retention.Rules()) > 0 { // without rules, nothing is deleted
			p.Retention = p.Retention.WithMinimum(max(q.minimum, p.Retention.Minimum()))
		}
		now := q.now.in(p.Zone, e.now)
		plans := plansOf(p, now, list.Groups())
		e.warnStale(p, now, plans)
		if err := q.atMost.check(plans); err != nil {
			return err
		}
		return e.printPlans(q, p, now, plans)
	}
}

// keeper returns the policy to keep by, and the snapshots to judge.
func (e *env) keeper(g given, which choice, args []string) (p policy, in input, err error) {
	if err := g.check("keep"); err != nil {
		return p, in, err
	}
	if !g.hasRules() {
		return e.keeperOf(which, args)
	}
	if len(args) > 0 {
		return p, in, usagef("keep: %s: want a FILE with a policy, or -rule or -preset, not both; "+
			"the list is read from standard input", quoted(args[0]))
	}
	s, err := e.source("keep", g, args, moment{}, true)
	if err != nil {
		return p, in, err
	}
	p, err = which.one(s)
	return p, input{list: e.stdin}, err
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
