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

A FORMAT is the output of a tool, or of a vendor's API. It is recognised if
-list does not name it:

    zfs         zfs list -Hp -t snapshot -o name,creation[,userrefs]
    btrfs       TZ=UTC btrfs subvolume list -s [-q] [-u] [-R] PATH
    restic      restic snapshots --json
    borg        TZ=UTC borg list --json
    proxmox     proxmox-backup-client snapshot list --output-format json
    aws         aws ec2 describe-snapshots
    kubernetes  kubectl get volumesnapshots -o json
    qumulo      GET /v2/snapshots/
    cloudsigma  GET /snapshots/detail/?limit=0
    plain       lines INSTANT [NAME [FIELD]...], separated by tabs. A FIELD is
                group=TEXT, nominal=INSTANT, held, held=INSTANT, locked or
                failed

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

func (e *env) keep(flags *flag.FlagSet) func([]string) error {
	q := keepQuery{minimum: 1, atMost: atMost{Percent: 50}}
	flags.Var(&q.now, "now", "decide as of `T` (default now)")
	flags.Func("list", "read a list of `FORMAT` (default recognised)",
		func(s string) error { return q.format.UnmarshalText([]byte(s)) })
	flags.Func("minimum", "keep the newest `N` good snapshots of each group whatever the rules say\n(default 1)",
		func(s string) error { return parseMinimum(s, &q.minimum) })
	flags.Var(&q.atMost, "at-most", "print nothing if more than `N` snapshots of a group, or N%, were deleted\n(default 50%)")
	flags.Var(&q.output, "o", "print `FORM`: verdicts (the default), or names of the snapshots to delete")
	flags.BoolVar(&q.zeros, "0", false, "with -o names: end each with a zero byte, for xargs -0")
	q.asJSON = defineJSON(flags)
	q.which.define(flags)
	q.given.defineRules(flags, "in place of FILE: keep snapshots by `RULE`; may be repeated")
	flags.StringVar(&q.given.preset, "preset", "", "in place of FILE: keep snapshots by `PRESET`")
	flags.StringVar(&q.given.zone, "zone", "", "with -rule or -preset: use the time zone `NAME` (default UTC)")
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
		list, err := in.items(q.format)
		if err != nil {
			return err
		}
		if len(p.Retention.Rules()) > 0 { // without rules, nothing is deleted
			p.Retention = p.Retention.WithMinimum(max(q.minimum, p.Retention.Minimum()))
		}
		now := q.now.in(p.Zone, e.now)
		groups := inventory.Groups(list)
		e.warnStale(p, now, groups)
		plans, err := q.atMost.plans(p, now, groups)
		if err != nil {
			return err
		}
		return e.printPlans(q, p, now, plans)
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
