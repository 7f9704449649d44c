package main

import (
	"errors"
	"flag"
	"strings"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/document"
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

-json prints an object with the keys form, text and problems.

` + momentHelp

// convertedJSON is the result of a conversion as JSON.
type convertedJSON struct {
	Form     document.Form      `json:"form"`
	Text     string             `json:"text"`
	Problems []longcase.Finding `json:"problems"`
}

func (e *env) convert(flags *flag.FlagSet) func([]string) error {
	var (
		to, without string
		from        moment
		which       choice
	)
	flags.StringVar(&to, "to", "", "convert to `FORM`")
	flags.StringVar(&without, "without", "",
		"leave out `FIELDS`: any of directory, locked, nameTemplate, remote, retention")
	flags.Var(&from, "from", "be exact after `T` (default now)")
	asJSON := defineJSON(flags)
	which.define(flags)
	return func(args []string) error {
		p, err := e.converted(args, which, without)
		if err != nil {
			return err
		}
		var form document.Form
		if form.UnmarshalText([]byte(to)) != nil {
			return usagef("convert: -to %q: want longcase, cloudsigma, qumulo, cron or ical", to)
		}
		text, err := p.As(form, from.in(p.Zone, e.now))
		if *asJSON {
			return e.printConvertedJSON(form, text, err)
		}
		return e.printConverted(text, err, args[0]+" as "+to)
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
	if p.Frozen {
		e.complain(p.Name, "disabled, deletes nothing; converted without retention")
	}
	return p, leaveOut(&p.Policy.Policy, without)
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
			return usagef("convert: -without %q: want directory, locked, nameTemplate or retention", key)
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

func (e *env) printConvertedJSON(form document.Form, text []byte, err error) error {
	problems := []longcase.Finding{}
	if refused := new(longcase.DocumentError); errors.As(err, &refused) {
		problems, err = refused.Problems, errReported
	} else if err != nil {
		return err
	}
	return errors.Join(e.printJSON(convertedJSON{form, string(text), problems}), err)
}
