// Package convert writes policies as the documents of other vendors, and
// schedules as cron expressions and RFC 5545 recurrences, where that is exact.
//
// What [CloudSigma] and [Qumulo] write is read as a policy with the same
// occurrences from an instant on, the same expiry of every snapshot, and the
// same names. Where there is no such document, the error is a
// [*longcase.DocumentError] with every field of the policy that has no
// counterpart, by its pointer in a document of package document, such as
// /retention/minimum. Nothing is rounded, and nothing is left out: who can do
// without a field sets it to its zero value first.
//
// What a vendor's document says beside the policy, such as identifiers, owners
// and locations, is not in the policy, and so not converted.
//
// Two forms of a time of day need not be the same where clocks are changed:
// every 2 hours is a grid, and 00:00, 02:00 and so on are fixed times; see
// package schedule. Where that makes a difference from the instant on that is
// given, the conversion is refused. The zero time asks for all time.
package convert

import (
	"encoding"
	"encoding/json"
	"strconv"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/document"
	"github.com/longcase/longcase/internal/exact"
	"github.com/longcase/longcase/schedule"
)

// CodeInexact means that a field of a policy has no counterpart in the form
// that it is to be converted to.
const CodeInexact longcase.Code = "inexact"

// conversion collects why a policy cannot be converted.
type conversion struct {
	longcase.Policy
	to       string // what is written, as in "CloudSigma"
	problems []longcase.Finding
}

// start begins a conversion. What no document can hold is a problem.
func start(p longcase.Policy, to string) *conversion {
	c := &conversion{Policy: p, to: to}
	_, err := document.FromPolicy(p)
	c.addAll(err)
	return c
}

// addAll adds the problems of a document.
func (c *conversion) addAll(err error) {
	if refused, ok := err.(*longcase.DocumentError); ok {
		c.problems = append(c.problems, refused.Problems...)
	} else if err != nil {
		c.problem("", err.Error())
	}
}

// problem notes a problem without quoting a value.
func (c *conversion) problem(pointer, message string) {
	c.problems = append(c.problems, longcase.Finding{
		Code: CodeInexact, Pointer: pointer, Severity: longcase.Error, Message: message,
	})
}

// refuse notes that a field has no counterpart, and why.
func (c *conversion) refuse(pointer, value, reason string) {
	c.problem(pointer, strconv.Quote(value)+": "+reason)
}

// refuseText is refuse for a value that writes itself as text.
func (c *conversion) refuseText(pointer string, value encoding.TextMarshaler, reason string) {
	text, err := value.MarshalText()
	if err != nil {
		reason += ": " + err.Error()
	}
	c.refuse(pointer, string(text), reason)
}

// lacks refuses a field that has no counterpart at all, if it is used.
func (c *conversion) lacks(used bool, pointer, value, what string) {
	if used {
		c.refuse(pointer, value, c.to+" has no "+what)
	}
}

// oneZone refuses parts that are in another zone than the policy.
func (c *conversion) oneZone() {
	zone := c.Zone.Name()
	in := func(used bool, pointer, name string) {
		if used && name != zone {
			c.refuse(pointer, name, c.to+" has one zone, and that of the policy is "+zone)
		}
	}
	in(len(c.Schedule.Rules()) > 0, "/schedule/zone", c.Schedule.Zone().Name())
	in(len(c.Retention.Rules()) > 0, "/retention/zone", c.Retention.Zone().Name())
}

// err returns the problems as a [*longcase.DocumentError], or nil.
func (c *conversion) err() error {
	if len(c.problems) == 0 {
		return nil
	}
	return &longcase.DocumentError{Problems: c.problems}
}

// vendorDocument is what a vendor's document can do.
type vendorDocument interface {
	Policy() (longcase.Policy, error)
}

// firstExact writes each of some rules in turn, and returns the first document whose
// schedule is the policy's.
func firstExact[D vendorDocument](
	c *conversion, rules []schedule.Rule, since time.Time,
	write func(schedule.Rule) any, parse func([]byte) (D, error),
) (none D, err error) {
	var at time.Time
	for _, rule := range rules {
		text, err := json.MarshalIndent(write(rule), "", "  ")
		if err != nil {
			return none, err
		}
		document, err := parse(text)
		if err != nil {
			return none, err
		}
		again, err := document.Policy()
		if err != nil {
			return none, err
		}
		var differs bool
		if at, differs = exact.Difference(c.Schedule, again.Schedule, since); !differs {
			return document, nil
		}
	}
	at = at.In(c.Schedule.Zone().Location())
	c.refuse("/schedule", c.Schedule.String(), "where clocks are changed, on "+at.Format(time.RFC3339)+
		", only this or what "+c.to+" makes of it fires")
	return none, c.err()
}
