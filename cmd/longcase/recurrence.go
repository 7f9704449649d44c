package main

import (
	"errors"
	"strings"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/audit"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule/ical"
	"github.com/longcase/longcase/timezone"
)

// readRecurrence reads the recurrence. The zone of its DTSTART counts, if it has
// any. The recurrence stays a sequence even if its rules compile to a schedule,
// which would not know its start, COUNT, UNTIL and EXDATE.
func (g *given) readRecurrence(p *policy, start time.Time) error {
	if g.ownStart {
		start = time.Time{}
	}
	parsed, err := ical.Parse(g.rrule, ical.Options{Zone: p.Zone, Start: start, DST: g.dst})
	if err != nil {
		return typed("rrule", g.rrule, startless(err, g.ownStart), "")
	}
	// A recurrence does not tell its zone, but its occurrences are in it.
	if first, ok := parsed.Next(time.Time{}); ok {
		p.Zone = timezone.Of(first.Location())
	}
	p.Name, p.sequence = g.rrule, parsed
	return nil
}

// startless says of a recurrence without a start how to give it one, for a verb without
// another. Its other problems stay as they are.
func startless(err error, ownStart bool) error {
	var list []error
	for _, part := range leaves(err) {
		parse := new(calendar.ParseError)
		if ownStart && errors.As(part, &parse) && parse.What == "DTSTART" && parse.Input == "" {
			part = errors.New("want a start in it, such as DTSTART:20250101T020000 on a line before the rule")
		}
		list = append(list, part)
	}
	return errors.Join(list...)
}

// Codes of the findings of a recurrence.
const (
	codeEnds       longcase.Code = "ends"
	codeNotAudited longcase.Code = "not-audited"
)

// auditRecurrence returns the findings of a recurrence. From its start on, one without end
// and without dates of its own is a schedule if its rules are, and is audited as such. Of
// others, whether and when they end is known.
func (p policy) auditRecurrence(r *ical.Recurrence, from time.Time) []longcase.Finding {
	next, fires := r.Next(from)
	last, _ := r.Prev(time.Date(9999, time.December, 31, 0, 0, 0, 0, time.UTC))
	const endless = 9000 // few recurrences without end have steps of a thousand years
	switch {
	case !fires:
		return found(longcase.CodeNeverFires, longcase.Warning, "no snapshot is due after "+inZone(p, from))
	case last.Year() < endless:
		return found(codeEnds, longcase.Warning, "the last snapshot is due at "+inZone(p, last))
	}
	compiled, ok := r.Schedule()
	if text := r.String(); !ok || strings.Contains(text, "\nRDATE") || strings.Contains(text, "\nEXDATE") {
		return found(codeNotAudited, longcase.Info,
			"clock changes, population and spacing are not examined: this recurrence is no schedule")
	}
	alike := p.Policy.Policy
	alike.Schedule = compiled
	if start := next.Add(-1); from.Before(start) {
		from = start
	}
	return audit.Policy(alike, from)
}

// found returns a finding about all of a policy.
func found(code longcase.Code, severity longcase.Severity, message string) []longcase.Finding {
	return []longcase.Finding{{Code: code, Severity: severity, Message: message}}
}
