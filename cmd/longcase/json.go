package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"time"

	"github.com/longcase/longcase/retention"
)

// defineJSON defines the flag for output as JSON. Its form is described in
// docs/json.md.
func defineJSON(flags *flag.FlagSet) *bool {
	return flags.Bool("json", false, "print everything as JSON; docs/json.md describes it")
}

// printJSON prints a value with an indent: people read the output of scripts, too.
func (e *env) printJSON(v any) error {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false) // for the < and > in names
	encoder.SetIndent("", "  ")
	err := encoder.Encode(v)
	e.printJSONText(text.Bytes())
	return err
}

// policyJSON is a policy as JSON. It is a summary: to have all of a policy, convert
// it to a longcase document.
type policyJSON struct {
	Name    string `json:"name"`
	ID      string `json:"id,omitempty"`
	Zone    string `json:"zone"`
	Enabled bool   `json:"enabled"`
	Words   string `json:"words"`
}

// json returns the policy as JSON.
func (p policy) json() policyJSON {
	return policyJSON{p.Name, p.ID, p.Zone.Name(), p.Enabled, p.words()}
}

// verdictJSON is a verdict on a snapshot as JSON. Absent instants mean never: a zero
// time would be taken for long ago.
type verdictJSON struct {
	Created time.Time    `json:"created,omitzero"`
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
