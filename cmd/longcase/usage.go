package main

import (
	"flag"
	"fmt"
	"strings"
)

// verb is one of the things that the command does.
type verb struct {
	name    string
	args    string // what stands after the name
	summary string // what it does, in a few words
	help    string // what it does, in full
	// prepare defines the verb's flags, and returns what to do with the
	// arguments once the flags have their values.
	prepare func(e *env, flags *flag.FlagSet) func(args []string) error
}

func verbs() []verb {
	return []verb{
		{
			"plan", "[-from T] [-until T] [-name NAME | -uuid ID] [FILE | -cron EXPR | -rrule RULE]",
			"run a policy: what is taken, what is left of it, and why",
			planHelp, (*env).plan,
		},
		{
			"next", "[-n N] [-from T] [-until T] [-prev] [-name NAME | -uuid ID] FILE | -cron EXPR | -rrule RULE",
			"when snapshots are due, or were",
			nextHelp, (*env).next,
		},
		{
			"keep", "[-now T] [-name NAME | -uuid ID] FILE | -rule RULE... | -preset PRESET",
			"which of the snapshots on standard input to keep, and why",
			keepHelp, (*env).keep,
		},
		{
			"check", "[-from T] FILE...",
			"what is wrong with policies, or not meant, and what comes of them",
			checkHelp, (*env).check,
		},
		{
			"convert", "-to FORMAT [-from T] [-without FIELDS] [-name NAME | -uuid ID] FILE",
			"the same policy in another form, where that is exact",
			convertHelp, (*env).convert,
		},
	}
}

// momentHelp explains T.
const momentHelp = `T is an instant such as 2025-10-26T02:30:00+01:00, or a date such as 2025-10-26:
its first moment in the policy's zone.

`

const usageHead = `longcase says when the snapshots of a policy are due, and which of them may be
deleted.

`

const usageTail = `
FILE is a CloudSigma backup scheduler or a Qumulo snapshot policy as the vendor's
API gives or takes it, or a longcase document, alone or in a list. - is standard
input.

Try:
    longcase plan
    longcase plan -from 2025-01-01 -until 2026-12-31 policy.json
    longcase next -n 3 -name "Weekday 3AM Snapshot Policy" schedulers.json
    longcase next -cron "30 2 * * mon-fri" -zone Europe/Berlin
    longcase keep policy.json < snapshots.txt | grep ^delete
    longcase keep -rule "daily 7" -rule "weekly 4 on sun" < snapshots.txt
    longcase keep -preset restic:keep-daily=7,keep-weekly=4 < snapshots.txt
    longcase convert -to longcase scheduler.json > policy.json

longcase VERB -h tells all about a verb. The exit status is 0 if all is well, 1 if
the input is wrong, and 2 if the command line is.
`

// usage returns the help of the command.
func usage() string {
	var b strings.Builder
	b.WriteString(usageHead)
	for _, v := range verbs() {
		fmt.Fprintf(&b, "    longcase %-7s %s\n", v.name, v.summary)
	}
	b.WriteString(usageTail)
	return b.String()
}

// usage returns the help of the verb, with its flags.
func (v verb) usage(flags *flag.FlagSet) string {
	var b strings.Builder
	fmt.Fprintf(&b, "longcase %s %s\n\n%s", v.name, v.args, v.help)
	flags.SetOutput(&b)
	flags.PrintDefaults()
	return b.String()
}
