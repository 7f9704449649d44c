package main

import (
	"flag"
	"fmt"
	"strings"
)

// verb is a verb of the command line, such as "next".
type verb struct {
	name    string
	args    string // the synopsis after the name
	summary string // of a few words, for the list of verbs
	help    string // in full
	// prepare defines the flags of the verb, and returns the function to call
	// with the other arguments after the flags are parsed.
	prepare func(e *env, flags *flag.FlagSet) func(args []string) error
}

func verbs() []verb {
	return []verb{
		{
			"simulate", "[FLAGS] [FILE | -example NAME | -cron EXPR | -rrule RULE]",
			"run a policy for a year: what is kept, and why",
			simulateHelp, (*env).simulate,
		},
		{
			"next", "[FLAGS] FILE | -cron EXPR | -rrule RULE",
			"print when snapshots are due",
			nextHelp, (*env).next,
		},
		{
			"keep", "[FLAGS] FILE | -rule RULE... | -preset PRESET",
			"decide which of your snapshots to keep, and why",
			keepHelp, (*env).keep,
		},
		{
			"check", "[FLAGS] FILE...",
			"find errors and probable mistakes in policies",
			checkHelp, (*env).check,
		},
		{
			"convert", "-to FORM [FLAGS] FILE",
			"write a policy in another form, exactly or not at all",
			convertHelp, (*env).convert,
		},
		{
			"examples", "[-json | NAME]",
			"print the vendor's examples of policies, to start from",
			examplesHelp, (*env).examples,
		},
	}
}

const wantVerb = "want simulate, next, keep, check, convert or examples"

// momentHelp explains T.
const momentHelp = `T is an instant such as 2025-10-26T02:30:00+01:00, or a date such as
2025-10-26, which stands for its first moment in the policy's zone.

`

const usageHead = `longcase computes when the snapshots of a policy are due, and which of them may
be deleted.

`

const usageTail = `
FILE is a CloudSigma backup scheduler or a Qumulo snapshot policy, as the
vendor's API prints or accepts it, or a longcase document; alone or in a list.
- is standard input.

Try:
    longcase simulate
    longcase simulate -cron "30 2 * * mon-fri" -zone Asia/Tokyo -rule "daily 7"
    longcase simulate -from 2025-01-01 -until 2026-12-31 policy.json
    longcase next -n 3 -name "Weekday 3AM Snapshot Policy" schedulers.json
    longcase keep policy.json < snapshots.txt | grep ^delete
    restic snapshots --json | longcase keep -rule "daily 7"
    longcase keep -rule "daily 7" -rule "weekly 4 on sun" < snapshots.txt
    longcase convert -to longcase scheduler.json > policy.json

longcase VERB -h explains a verb and its flags. The exit status is 0 for
success, 1 for wrong input, 2 for a wrong command line, and 3 if keep would
delete more than -at-most permits.
`

// usage returns the help of the command.
func usage() string {
	var b strings.Builder
	b.WriteString(usageHead)
	for _, v := range verbs() {
		fmt.Fprintf(&b, "    longcase %-8s  %s\n", v.name, v.summary)
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
