package ical

import (
	"strconv"
	"strings"
	"time"

	"github.com/longcase/longcase/internal/instant"
	"github.com/longcase/longcase/internal/problem"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// Recurrence is the set of instants described by a text: a [schedule.Sequence].
// The zero value is empty. A Recurrence is immutable and safe for concurrent use.
type Recurrence struct {
	start    stamp
	rules    []rule
	add, del []time.Time       // RDATE and EXDATE
	compiled schedule.Schedule // the zero value unless all rules are one schedule
	all      schedule.Sequence // what Next and Prev ask
}

// Options fill in the parts left open by a text. The zero value is the
// reading of RFC 5545 section 3.3.5. Options are comparable.
type Options struct {
	// Zone is the zone of times without a zone of their own; nil is UTC.
	Zone *timezone.Zone
	// Start is the start of a text without DTSTART: the wall time on the
	// clocks of Zone at this instant, without seconds.
	Start time.Time
	// DST is the choice for clock changes. GapDefault is GapShift and
	// FoldDefault is FoldFirst.
	DST timezone.DST
	// YearlyMonths chooses the months of a YEARLY rule with BYMONTHDAY and without
	// BYMONTH. The zero value refuses such rules.
	YearlyMonths YearlyMonths
}

// maxLength is the greatest length of a text in bytes: 60,000 instants.
const maxLength = 1 << 20

// Parse reads the lines of a recurrence, in any order, folded or not. A line such
// as "FREQ=DAILY", without a colon, is an RRULE. A text has at most 1 MiB, and at
// most 100 rules, ten of which may be beyond compilation (see the package comment).
//
// The errors are [*calendar.ParseError], an error for each problem, joined; at most
// 100, and then an error with the number of the others. Each has its line, from 1, and names
// the property or the part of a rule. A rule without any occurrence is an error.
// A Zone with an error has that error instead.
func Parse(text string, o Options) (*Recurrence, error) {
	if err := problem.TooLong("recurrence", text, maxLength); err != nil {
		return nil, err
	}
	if err := o.Zone.Err(); err != nil {
		return nil, err
	}
	p := parser{options: o}
	if p.options.DST.Gap == timezone.GapDefault {
		p.options.DST.Gap = timezone.GapShift
	}
	if p.options.DST.Fold == timezone.FoldDefault {
		p.options.DST.Fold = timezone.FoldFirst
	}
	r := p.recurrence(p.lines(text))
	if err := p.problems.Err(); err != nil {
		return nil, err
	}
	return r, nil
}

// recurrence reads the lines, the start first. Without a start that can be read, most
// problems of the other lines would be guesses, and are left out: dates take its zone, and
// rules take from it the parts left open by them. FREQ=DAYLY is wrong with any start.
func (p *parser) recurrence(lines []line) *Recurrence {
	r := &Recurrence{start: p.start(lines)}
	if p.problems.Len() > 0 {
		p.startless(lines)
		return nil
	}
	// Times without a zone are from here on those of the start, not of the options.
	p.options.Zone = r.start.zone
	rules := 0
	for _, l := range lines {
		switch l.name {
		case "RRULE":
			if rules++; rules > maxRules {
				p.problem(l.number, l.name, l.value, "at most "+strconv.Itoa(maxRules)+" rules")
			} else if rule, ok := p.rule(l, r.start); ok {
				r.rules = append(r.rules, rule)
			}
		case "RDATE":
			r.add = append(r.add, p.instants(l, r.start)...)
		case "EXDATE":
			r.del = append(r.del, p.instants(l, r.start)...)
		}
	}
	if p.problems.Len() == 0 && len(r.rules) == 0 && len(r.add) == 0 {
		p.problem(0, "RRULE", "", "an RRULE or an RDATE")
	}
	if p.problems.Len() == 0 {
		r.join(p.options.DST)
	}
	return r
}

// startless notes the problems of the rules that do not depend on a start.
func (p *parser) startless(lines []line) {
	rules := 0
	for _, l := range lines {
		if l.name != "RRULE" {
			continue
		}
		if rules++; rules > maxRules {
			return
		}
		p.option(l, time.Unix(0, 0).UTC())
	}
}

// join makes a single sequence of rules and dates: the union of the instants of RRULE
// and RDATE, without those of EXDATE, in this order, as section 3.8.5 has it. An instant
// in EXDATE is out even if RDATE names it too.
func (r *Recurrence) join(dst timezone.DST) {
	var all []schedule.Sequence
	var compiled []schedule.Rule
	for _, rule := range r.rules {
		all = append(all, rule.sequence)
		if rule.compiled != nil {
			compiled = append(compiled, *rule.compiled)
		}
	}
	// A schedule of only some of the rules would be mistaken for the whole.
	if len(r.rules) > 0 && len(compiled) == len(r.rules) {
		r.compiled, _ = schedule.Compile(r.start.zone, dst, compiled...)
	}
	if len(r.add) > 0 {
		all = append(all, inZone{schedule.Times(r.add...), r.start.zone})
	}
	r.all = schedule.Union(all...)
	if len(all) == 1 {
		r.all = all[0]
	}
	if len(r.del) > 0 {
		r.all = schedule.Except(r.all, schedule.Times(r.del...))
	}
}

// Next returns the first occurrence strictly after an instant, in the zone of the
// start; ok is false if none exists.
func (r *Recurrence) Next(after time.Time) (t time.Time, ok bool) {
	if r.all == nil {
		return time.Time{}, false
	}
	return r.all.Next(instant.Clamp(after))
}

// Prev returns the last occurrence strictly before an instant, in the zone of the
// start; ok is false if none exists.
func (r *Recurrence) Prev(before time.Time) (t time.Time, ok bool) {
	if r.all == nil {
		return time.Time{}, false
	}
	return r.all.Prev(instant.Clamp(before))
}

// Schedule returns the schedule of the rules alone, without start, COUNT, UNTIL,
// RDATE and EXDATE; ok is false without rules, and if rrule-go runs any of them
// because it did not compile.
func (r *Recurrence) Schedule() (s schedule.Schedule, ok bool) {
	return r.compiled, r.compiled != schedule.Schedule{}
}

// String returns the recurrence as lines, separated by newlines. [Parse] reads them
// as the same recurrence. RDATE and EXDATE are written in UTC.
func (r *Recurrence) String() string {
	if r.all == nil {
		return ""
	}
	lines := []string{"DTSTART" + r.start.String()}
	for _, rule := range r.rules {
		lines = append(lines, "RRULE:"+rule.String())
	}
	for _, dates := range []struct {
		name string
		list []time.Time
	}{{"RDATE:", r.add}, {"EXDATE:", r.del}} {
		if len(dates.list) > 0 {
			lines = append(lines, dates.name+joinInstants(dates.list))
		}
	}
	return strings.Join(lines, "\n")
}

// joinInstants lists instants in UTC, so that times given in several zones share a
// property.
func joinInstants(list []time.Time) string {
	var items []string
	for _, t := range list {
		items = append(items, t.UTC().Format(instantLayout))
	}
	return strings.Join(items, ",")
}

// inZone is a sequence whose instants are shown in a zone. Those of RDATE are
// compared in UTC, and would come out in UTC.
type inZone struct {
	schedule.Sequence
	zone *timezone.Zone
}

func (s inZone) Next(after time.Time) (time.Time, bool) {
	t, ok := s.Sequence.Next(after)
	return t.In(s.zone.Location()), ok
}

func (s inZone) Prev(before time.Time) (time.Time, bool) {
	t, ok := s.Sequence.Prev(before)
	return t.In(s.zone.Location()), ok
}
