package main

import (
	"errors"
	"flag"
	"fmt"
	"strings"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/document"
	"github.com/longcase/longcase/retention"
)

const convertHelp = `Prints a policy in another form, where that is exact: read again, it is due at the
same instants and keeps the same snapshots. Otherwise it says why not, field by
field, by their places (RFC 6901) in a longcase document. FORMAT is

    longcase    a document that can hold any policy
    cloudsigma  a backup scheduler of CloudSigma
    qumulo      a snapshot policy of Qumulo
    cron        a cron expression: when snapshots are due, and nothing else
    ical        an RFC 5545 recurrence: the same, from -from on

What a vendor's document says beside the policy, such as identifiers, is left out.

` + momentHelp

func (e *env) convert(flags *flag.FlagSet) func([]string) error {
	var (
		to, without string
		from        moment
		which       choice
	)
	flags.StringVar(&to, "to", "", "convert to `FORMAT`")
	flags.StringVar(&without, "without", "",
		"leave out `FIELDS`: any of directory, locked, nameTemplate, retention")
	flags.Var(&from, "from", "be exact from `T` on (default now)")
	which.define(flags)
	return func(args []string) error {
		file, err := oneFile("convert", args)
		if err != nil {
			return err
		}
		d, err := e.open(file)
		if err != nil {
			return err
		}
		p, err := which.one(d, file)
		if err != nil {
			return err
		}
		if p.Frozen {
			fmt.Fprintf(e.stderr, "longcase: %s: disabled, deletes nothing; converted without retention\n",
				field(p.Name))
		}
		if err := leaveOut(&p.Policy.Policy, without); err != nil {
			return err
		}
		text, err := converted(p.Policy.Policy, to, from.in(p.Zone, e.now))
		return e.printConverted(text, err, file+" as "+to)
	}
}

// leaveOut sets fields of a policy, which are listed by the keys of a longcase
// document, to their zero values.
func leaveOut(p *longcase.Policy, fields string) error {
	if fields == "" {
		return nil
	}
	for key := range strings.SplitSeq(fields, ",") {
		switch key {
		case "directory":
			p.Directory = ""
		case "locked":
			p.Locked = false
		case "nameTemplate":
			p.NameTemplate = longcase.Template{}
		case "retention":
			p.Retention = retention.Policy{}
		default:
			return usagef("convert: -without %q: want directory, locked, "+
				"nameTemplate or retention", key)
		}
	}
	return nil
}

// converted returns a policy in another form.
func converted(p longcase.Policy, to string, since time.Time) (string, error) {
	var form document.Form
	if form.UnmarshalText([]byte(to)) != nil {
		return "", usagef("convert: -to %q: want longcase, cloudsigma, qumulo, cron or ical", to)
	}
	text, err := document.Write(p, form, since)
	return string(text), err
}

// printConverted prints what a policy was converted to or, to standard error,
// why it was not, one reason a line.
func (e *env) printConverted(text string, err error, what string) error {
	var refused *longcase.DocumentError
	switch {
	case errors.As(err, &refused):
		for _, problem := range refused.Problems {
			fmt.Fprintf(e.stderr, "longcase: %s:%v\n", what, problem)
		}
		return errReported
	case err != nil:
		return err
	}
	_, err = fmt.Fprintln(e.stdout, text)
	return err
}
