package main

import (
	"errors"
	"flag"
	"fmt"
	"strings"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/english"
	"github.com/longcase/longcase/internal/nearest"
	"github.com/longcase/longcase/retention/preset"
	"github.com/longcase/longcase/timezone"
)

// setFlags sets the flags in the arguments of a verb, and returns the other
// arguments. Package flag parses flags only in front of these, and an operator
// who repeats a command with one flag more adds it at the end. After "--" nothing
// is a flag.
func setFlags(flags *flag.FlagSet, args []string) (others []string, err error) {
	for len(args) > 0 {
		arg := args[0]
		args = args[1:]
		switch {
		case arg == "--":
			return append(others, args...), nil
		case !isFlag(flags, arg):
			others = append(others, arg)
		default:
			if args, err = setFlag(flags, arg, args); err != nil {
				return nil, err
			}
		}
	}
	return others, nil
}

// isFlag reports whether an argument is a flag: not "-", which is standard input,
// and not "-7d", which is an instant.
func isFlag(flags *flag.FlagSet, arg string) bool {
	name, _, _ := cutFlag(arg)
	if len(arg) < 2 || arg[0] != '-' {
		return false
	}
	// A flag may begin with a digit, too: keep has -0.
	return name == "" || name[0] < '0' || name[0] > '9' || flags.Lookup(name) != nil
}

// cutFlag cuts "-name=value" or "--name=value".
func cutFlag(arg string) (name, value string, hasValue bool) {
	return strings.Cut(strings.TrimPrefix(strings.TrimPrefix(arg, "-"), "-"), "=")
}

// setFlag sets a flag to the value in it or, without any, to the next argument,
// and returns the arguments after it.
func setFlag(flags *flag.FlagSet, arg string, after []string) ([]string, error) {
	name, value, hasValue := cutFlag(arg)
	known := flags.Lookup(name)
	switch {
	case known == nil && (name == "h" || name == "help"): // of any verb, which defines neither
		return nil, flag.ErrHelp
	case known == nil:
		return nil, fmt.Errorf("-%s: %s", name, noSuch("flag", "-"+name, flagNames(flags)))
	case hasValue:
	case isSwitch(known):
		value = "true"
	case len(after) == 0:
		return nil, fmt.Errorf("-%s: want a value after it, %s", name, placeholder(known))
	default:
		value, after = after[0], after[1:]
	}
	if err := known.Value.Set(value); err != nil && isSwitch(known) {
		return nil, fmt.Errorf("-%s %s: want true or false", name, quoted(value))
	} else if err != nil {
		return nil, inFlag(known, value, err)
	}
	return after, nil
}

// isSwitch reports whether a flag takes no value.
func isSwitch(f *flag.Flag) bool {
	b, ok := f.Value.(interface{ IsBoolFlag() bool })
	return ok && b.IsBoolFlag()
}

// placeholder returns the name for a flag's value, such as "FILE"; "" for a switch.
func placeholder(f *flag.Flag) string {
	name, _ := flag.UnquoteUsage(f)
	return name
}

// flagNames returns the names of the flags with their hyphens, in alphabetical order.
func flagNames(flags *flag.FlagSet) (names []string) {
	flags.VisitAll(func(f *flag.Flag) { names = append(names, "-"+f.Name) })
	return names
}

// inFlag says an error of a flag's value in the words that were typed, with the value
// probably meant.
func inFlag(f *flag.Flag, value string, err error) error {
	return typed(f.Name, value, err, meant(placeholder(f), value))
}

// typed puts a flag and its value, as they were typed, in front of each text of an
// error, and a suggestion behind the last.
func typed(name, value string, err error, suggestion string) error {
	place := "-" + name + " " + quoted(value)
	var list []error
	for _, part := range leaves(err) {
		list = append(list, errors.New(place+": "+inWords(part, value)))
	}
	last := len(list) - 1
	list[last] = errors.New(list[last].Error() + suggestion)
	return errors.Join(list...)
}

// quoted returns a value in quotes, and of a long one the start.
func quoted(value string) string {
	const long = 120
	if len(value) > long {
		return fmt.Sprintf("%q...", value[:long])
	}
	return fmt.Sprintf("%q", value)
}

// inWords returns the text of an error about a value. It does not repeat the value.
func inWords(err error, value string) string {
	if parse := new(calendar.ParseError); errors.As(err, &parse) {
		switch {
		case parse.Input == value:
			return "want " + parse.Want
		case parse.What == "zone": // in a cron or calendar expression
			return err.Error() + meantZone(parse.Input)
		}
	}
	if option := new(preset.OptionError); errors.As(err, &option) {
		names, _ := strings.CutPrefix(option.Want, "one of ")
		return err.Error() + didYouMean(option.Option, strings.Split(names, ", "))
	}
	if load := new(timezone.LoadError); errors.As(err, &load) {
		return load.Reason
	}
	return err.Error()
}

// noSuch says of a mistyped word that it is none of a list, and which of them was
// probably meant or, if none is near, the allowed words.
func noSuch(what, word string, list []string) string {
	if question := didYouMean(word, list); question != "" {
		return "no such " + what + question
	}
	if len(list) == 0 {
		return "no such " + what
	}
	return "no such " + what + ": want " + english.Or(list)
}

// didYouMean returns a question about the word of a list nearest to a mistyped one,
// for the end of an error; "" if none is near.
func didYouMean(word string, list []string) string {
	if near, ok := nearest.Word(word, list); ok {
		return "; did you mean " + near + "?"
	}
	return ""
}

// flagsHelp returns the flags and their meanings as a table of 80 columns.
func flagsHelp(flags *flag.FlagSet) string {
	const indent = "                    "
	var b strings.Builder
	flags.VisitAll(func(f *flag.Flag) {
		name, usage := flag.UnquoteUsage(f)
		head := strings.TrimRight("  -"+f.Name+" "+name, " ")
		fmt.Fprintf(&b, "%-*s%s\n", len(indent), head, wrap(usage, indent))
	})
	return b.String()
}
