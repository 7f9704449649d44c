package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/retention"
)

// inZone formats an instant in the policy's zone.
func inZone(p policy, t time.Time) string { return p.local(t).Format(time.RFC3339) }

// local returns an instant in the policy's zone, and the zero time as it is: as
// JSON it is left out.
func (p policy) local(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.In(p.Zone.OrUTC().Location())
}

// field makes a name safe for a line of fields.
func field(name string) string {
	if strings.ContainsFunc(name, unicode.IsControl) {
		return strconv.Quote(name)
	}
	return name
}

// noteDisabled says on standard error that a policy is disabled, since otherwise
// an empty output would look like a fault.
func (e *env) noteDisabled(p policy) {
	fmt.Fprintf(e.stderr, "longcase: %s: disabled, takes no snapshots\n", field(p.Name))
}

// report prints the problems of a refused document on standard error.
func (e *env) report(place string, refused *longcase.DocumentError) {
	for _, problem := range refused.Problems {
		fmt.Fprintf(e.stderr, "longcase: %s:%v\n", place, problem)
	}
}

// oneFile returns the only argument of a verb.
func oneFile(verb string, args []string) (string, error) {
	switch len(args) {
	case 0:
		return "", usagef("%s: want a FILE, or - for standard input", verb)
	case 1:
		return args[0], nil
	}
	return "", usagef("%s: %q: want one FILE, and flags before it", verb, args[1])
}

// positive reads a number of at least 1.
func positive(s string, n *int) (err error) {
	if *n, err = strconv.Atoi(s); err != nil || *n < 1 {
		return errors.New("want a number of at least 1")
	}
	return nil
}

// wrap breaks text into lines of 80 columns. The first line follows something as wide
// as the indent, which the other lines begin with.
func wrap(text, indent string) string {
	const columns = 80
	var b strings.Builder
	column := len(indent)
	for i, word := range strings.Fields(text) {
		width := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case column+1+width > columns:
			b.WriteString("\n" + indent)
			column = len(indent)
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += width
	}
	return b.String()
}

// defineJSON defines the flag for output as JSON. Its form is described in
// docs/json.md.
func defineJSON(flags *flag.FlagSet) *bool {
	return flags.Bool("json", false, "print everything as JSON; docs/json.md describes it")
}

func (e *env) printJSON(v any) error {
	encoder := json.NewEncoder(e.stdout)
	encoder.SetEscapeHTML(false) // for the < and > in names
	encoder.SetIndent("", "  ")
	return encoder.Encode(v)
}

// policyJSON is a policy as JSON.
type policyJSON struct {
	Name    string `json:"name"`
	ID      string `json:"id,omitempty"`
	Zone    string `json:"zone"`
	Enabled bool   `json:"enabled"`
	Words   string `json:"words"`
}

func (p policy) json() policyJSON {
	return policyJSON{p.Name, p.ID, p.Zone.Name(), p.Enabled, p.words()}
}

// verdictJSON is a verdict on a snapshot as JSON.
type verdictJSON struct {
	Created time.Time    `json:"created"`
	Keep    bool         `json:"keep"`
	Until   time.Time    `json:"until,omitzero"`
	Reasons []reasonJSON `json:"reasons"`
	Words   string       `json:"words"`
}

// reasonJSON is a reason of a verdict as JSON.
type reasonJSON struct {
	Kind  retention.ReasonKind `json:"kind"`
	Rule  string               `json:"rule,omitempty"`
	Until time.Time            `json:"until,omitzero"`
}

// verdict returns a verdict as JSON. A disabled policy of a vendor whose disabled
// policies delete nothing keeps everything.
func (p policy) verdict(created time.Time, v retention.Verdict) verdictJSON {
	if p.Frozen {
		return verdictJSON{Created: p.local(created), Keep: true, Reasons: []reasonJSON{}, Words: "disabled"}
	}
	verdict := verdictJSON{p.local(created), v.Keep, p.local(v.Until), nil, v.String()}
	rules := p.Retention.Rules()
	for _, reason := range v.Reasons {
		r := reasonJSON{Kind: reason.Kind, Until: p.local(reason.Until)}
		if reason.Kind.IsRule() {
			r.Rule = rules[reason.Rule].String()
		}
		verdict.Reasons = append(verdict.Reasons, r)
	}
	return verdict
}
