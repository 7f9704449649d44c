package main

import (
	"errors"
	"flag"
	"strings"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/document"
	"github.com/longcase/longcase/internal/english"
	"github.com/longcase/longcase/retention"
)

const convertHelp = `Prints a policy in another form if that is exact: read again, it is due at the
same instants and keeps the same snapshots. Otherwise it prints the fields in
the way, by their places (RFC 6901) in a longcase document. FORM is

    longcase    a document for any policy
    cloudsigma  a backup scheduler of CloudSigma
    qumulo      a snapshot policy of Qumulo
    cron        a cron expression: only when snapshots are due
    ical        an RFC 5545 recurrence: only when snapshots are due, after -from

Identifiers and other details of a vendor's document are left out.

-json prints an object with the keys form, text and problems. longcase help
times shows every form of TIME.
`

// convertedJSON is the result of a conversion as JSON.
type convertedJSON struct {
	Form     document.Form      `json:"form"`
	Text     string             `json:"text"`
	Problems []longcase.Finding `json:"problems"`
}

// convert prints a policy in another form, or the fields in the way.
func (e *env) convert(flags *flag.FlagSet) func([]string) error {
	var (
		form    document.Form
		isGiven bool
		without string
		from    moment
		which   choice
	)
	flags.Func("to", "convert to `FORM`", func(s string) error {
		isGiven = true
		return form.UnmarshalText([]byte(s))
	})
	flags.StringVar(&without, "without", "",
		"leave out `FIELDS`, separated by commas: any of "+strings.Join(fieldNames(), ", "))
	from.define(e, flags, "from", "be exact after `TIME` (default now)")
	asJSON := defineJSON(flags)
	which.define(flags)
	return func(args []string) error {
		if !isGiven {
			return usagef("convert: want -to %s", english.Or(values("FORM")))
		}
		p, err := e.converted(args, which, without)
		if err != nil {
			return err
		}
		// Clock changes before -from do not matter: a form that is exact from now on may have
		// differed in 1980.
		text, err := p.As(form, from.in(p.Zone, e.now))
		if *asJSON {
			return e.printConvertedJSON(form, text, err)
		}
		return e.printConverted(text, err, args[0]+" as "+form.String())
	}
}

// converted returns the policy to convert.
func (e *env) converted(args []string, which choice, without string) (policy, error) {
	file, err := oneFile("convert", args)
	if err != nil {
		return policy{}, err
	}
	s, err := e.open(file)
	if err != nil {
		return policy{}, err
	}
	p, err := which.one(s)
	if err != nil {
		return policy{}, err
	}
	// A disabled scheduler of CloudSigma keeps its snapshots; other forms would let the rules
	// of a disabled policy delete them.
	if p.Frozen {
		e.complain(p.Name, "disabled, deletes nothing; converted without retention")
	}
	return p, leaveOut(&p.Policy.Policy, without)
}

// fieldNames returns the fields that can be left out: those that do not say when snapshots
// are taken.
func fieldNames() []string {
	return []string{"directory", "locked", "nameTemplate", "remote", "retention"}
}

// leaveOut sets fields of a policy to their zero values. They have the names of the
// keys of a longcase document.
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
		case "remote":
			p.Remote = false
		case "retention":
			p.Retention = retention.Policy{}
		default:
			names := fieldNames()
			return usagef("convert: -without %q: want %s%s", key, english.Or(names), didYouMean(key, names))
		}
	}
	return nil
}

// printConverted prints the text of a policy or, on standard error, the fields in
// the way.
func (e *env) printConverted(text []byte, err error, place string) error {
	if refused := new(longcase.DocumentError); errors.As(err, &refused) {
		e.report(place, refused)
		return errReported
	} else if err != nil {
		return err
	}
	e.printJSONText(append(text, '\n'))
	return nil
}

// printConvertedJSON prints the text or the problems. Both are in the object, and the exit
// status tells them apart.
func (e *env) printConvertedJSON(form document.Form, text []byte, err error) error {
	problems := []longcase.Finding{}
	if refused := new(longcase.DocumentError); errors.As(err, &refused) {
		problems, err = refused.Problems, errReported
	} else if err != nil {
		return err
	}
	return errors.Join(e.printJSON(convertedJSON{form, string(text), problems}), err)
}
