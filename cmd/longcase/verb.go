package main

import (
	"flag"
	"fmt"
	"strings"

	"github.com/longcase/longcase/internal/english"
)

// verb is a verb of the command line, such as "next". The usage texts, the
// completion of shells and the errors of mistyped words come from the table of
// verbs and from the flags that each defines.
type verb struct {
	name     string
	synopsis string // after the name
	operand  string // placeholder of its arguments other than flags; "" for none
	summary  string // of a few words, for the list of verbs
	help     string // in full
	// prepare defines the flags of the verb, and returns the function to call
	// with the other arguments after the flags are set.
	prepare func(e *env, flags *flag.FlagSet) func(args []string) error
}

// verbs returns the verbs in the order of the usage text: those that a newcomer needs
// first.
func verbs() []verb {
	const given = "-cron EXPR | -calendar EXPR | -rrule RECURRENCE"
	return []verb{
		{
			"simulate", "[FLAGS] [FILE | -example EXAMPLE | -cron EXPR | ...]", "FILE",
			"run a policy for a year: what is kept, and why",
			simulateHelp, (*env).simulate,
		},
		{
			"draw", "[FLAGS] FILE | -example EXAMPLE | -cron EXPR | ...", "FILE",
			"draw a policy: its calendar, what is kept, how many",
			drawHelp, (*env).draw,
		},
		{
			"next", "[FLAGS] FILE | " + given, "FILE",
			"print when snapshots are due",
			nextHelp, (*env).next,
		},
		{
			"keep", "[FLAGS] FILE | -rule RULE... | -preset PRESET", "FILE",
			"decide which of your snapshots to keep, and why",
			keepHelp, (*env).keep,
		},
		{
			"check", "[FLAGS] FILE... | " + given, "FILE",
			"find errors and probable mistakes in policies",
			checkHelp, (*env).check,
		},
		{
			"explain", "[FLAGS] [FILE] TIME", "FILE",
			"say why a snapshot is due, or not, and what keeps it",
			explainHelp, (*env).explain,
		},
		{
			"convert", "-to FORM [FLAGS] FILE", "FILE",
			"write a policy in another form, exactly or not at all",
			convertHelp, (*env).convert,
		},
		{
			"examples", "[-json | EXAMPLE]", "EXAMPLE",
			"print the vendor's examples of policies, to start from",
			examplesHelp, (*env).examples,
		},
		{
			"help", "[VERB | TOPIC]", "VERB",
			"explain a verb, or " + english.Or(topicNames()),
			helpHelp, (*env).help,
		},
		{
			"completion", "SHELL", "SHELL",
			"print a script that completes command lines in a shell",
			completionHelp, (*env).completion,
		},
		{
			"version", "[-json]", "",
			"print the version of the command and of the time zones",
			versionHelp, (*env).version,
		},
	}
}

// verbNames returns the names of the verbs.
func verbNames() (names []string) {
	for _, v := range verbs() {
		names = append(names, v.name)
	}
	return names
}

// verbOf returns the verb with a name; ok is false if none has it.
func verbOf(name string) (verb, bool) {
	for _, v := range verbs() {
		if v.name == name {
			return v, true
		}
	}
	return verb{}, false
}

// prepared returns the flags of the verb, and the function to call after they are
// set.
func (v verb) prepared(e *env) (*flag.FlagSet, func(args []string) error) {
	flags := flag.NewFlagSet(v.name, flag.ContinueOnError)
	return flags, v.prepare(e, flags)
}

// usage returns the help of the verb, with its flags.
func (v verb) usage() string {
	flags, _ := v.prepared(new(env))
	text := fmt.Sprintf("longcase %s %s\n\n%s", v.name, v.synopsis, v.help)
	if table := flagsHelp(flags); table != "" {
		text += "\n" + table
	}
	return text
}

// usage returns the help of the command.
func usage() string {
	var b strings.Builder
	b.WriteString(usageHead)
	for _, v := range verbs() {
		fmt.Fprintf(&b, "    longcase %-10s  %s\n", v.name, v.summary)
	}
	b.WriteString(usageTail)
	return b.String()
}

const usageHead = `longcase computes when the snapshots of a policy are due, and which of them may
be deleted.

`

const usageTail = `
FILE is a CloudSigma backup scheduler or a Qumulo snapshot policy, as the
vendor's API prints or accepts it, or a longcase document; alone or in a list.
- is standard input. Flags may stand before and after it.

Try:
    longcase simulate
    longcase simulate -cron "30 2 * * mon-fri" -zone Asia/Tokyo -rule "daily 7"
    longcase simulate -from -4w -until 2026-12-31 policy.json
    longcase draw -as html policy.json > policy.html
    longcase explain policy.json 2025-10-26T02:30
    longcase next -n 3 -name "Weekday 3AM Snapshot Policy" schedulers.json
    longcase keep policy.json < snapshots.txt | grep ^delete
    restic snapshots --json | longcase keep -rule "daily 7"
    longcase keep -rule "daily 7" -rule "weekly 4 on sun" < snapshots.txt
    longcase convert -to longcase scheduler.json > policy.json

longcase help VERB explains a verb and its flags. The exit status is 0 for
success, 1 for wrong input, 2 for a wrong command line, and 3 if keep would
delete more than -at-most permits.
`
