package main

import (
	"flag"
	"fmt"
	"slices"

	"github.com/longcase/longcase/cloudsigma"
)

const examplesHelp = `Prints the names and titles of the examples in CloudSigma's documentation,
separated by a tab, or the scheduler of an EXAMPLE: the body of a request that
creates it, which is a FILE to start from.

    longcase examples sfg > policy.json
    longcase simulate -example sfg

-json prints an object with the key examples.
`

// exampleJSON is an example as -json prints it.
type exampleJSON struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	Body  string `json:"body"`
}

// examples lists the examples, or prints one as it would be sent to the vendor.
func (e *env) examples(flags *flag.FlagSet) func([]string) error {
	asJSON := defineJSON(flags)
	return func(args []string) error {
		switch {
		case len(args) > 1:
			return usagef("examples: want at most one EXAMPLE")
		case len(args) == 1 && *asJSON:
			return usagef("examples: want EXAMPLE or -json, not both")
		case len(args) == 1:
			body, err := exampleBody("examples", args[0])
			if err == nil {
				_, err = fmt.Fprintln(e.stdout, body)
			}
			return err
		case *asJSON:
			return e.printJSON(map[string][]exampleJSON{"examples": allExamples()})
		}
		for _, example := range cloudsigma.Examples() {
			row(e.stdout, example.Name, example.Title)
		}
		return nil
	}
}

// allExamples returns the examples for JSON, whose keys are in lower case.
func allExamples() (all []exampleJSON) {
	for _, example := range cloudsigma.Examples() {
		all = append(all, exampleJSON(example))
	}
	return all
}

// defineExample defines the flag for an example in place of a FILE.
func defineExample(flags *flag.FlagSet, name *string) {
	flags.StringVar(name, "example", "", "use the example `EXAMPLE`, which longcase examples lists")
}

// exampleSource returns the policy of an example.
func (e *env) exampleSource(verb, name string) (source, error) {
	body, err := exampleBody(verb, name)
	if err != nil {
		return source{}, err
	}
	return e.parse("example "+name, []byte(body))
}

// exampleBody returns the scheduler of an example.
func exampleBody(verb, name string) (string, error) {
	all := cloudsigma.Examples()
	i := slices.IndexFunc(all, func(e cloudsigma.Example) bool { return e.Name == name })
	if i < 0 {
		return "", usagef("%s: %q: want the name of an example, which longcase examples lists%s",
			verb, name, didYouMean(name, exampleNames()))
	}
	return all[i].Body, nil
}
