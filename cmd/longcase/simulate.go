package main

import (
	"flag"
	"fmt"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/document"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

const simulateHelp = `Runs a policy from one TIME to another. Prints the policy in words, its next
snapshots, the snapshots left at the end by the rules that keep them, and the
problems to expect; on a terminal, below a picture of these snapshots.

The policy is that of a FILE, an -example, or a schedule (-cron, -calendar or
-rrule) with rules (-rule or -preset); without rules nothing is deleted. Without
any of these it is an example: sons, fathers and grandfathers.

-existing names a list of the snapshots at the start, in one of the formats that
longcase help lists shows; without it there are none.

-events prints every event instead, with fields separated by tabs:

    policy   NAME   ZONE
    taken    CREATED
    expired  CREATED  WHEN
    alive    CREATED  UNTIL  REASONS
    total    COUNTS

-json prints an object with the keys policy, from, until, existing, taken,
expired, rules, alive, events and findings. longcase help times shows every form
of TIME, and help rules of RULE.
`

// simulateQuery holds the flags of simulate.
type simulateQuery struct {
	from, until    moment
	which          choice
	given          given
	existing       existing
	events, asJSON *bool
	example        string // the name of an example
}

// simulate runs a policy for a year, or from -from to -until.
func (e *env) simulate(flags *flag.FlagSet) func([]string) error {
	var q simulateQuery
	q.from.define(e, flags, "from", "start after `TIME` (default now)")
	q.until.define(e, flags, "until", "end with `TIME`, included (default a year after -from)")
	q.events = flags.Bool("events", false, "print every snapshot taken and deleted")
	q.asJSON = defineJSON(flags)
	defineExample(flags, &q.example)
	q.which.define(flags)
	q.given.defineSchedule(flags)
	q.given.defineRecurrence(flags, "-from")
	q.given.defineRules(flags)
	q.existing.define(flags, "simulate")
	return func(args []string) error {
		s, err := e.simulated(q, args)
		if err != nil {
			return err
		}
		p, list, err := e.withExisting(s, q.which, q.existing)
		if err != nil {
			return err
		}
		return e.printSimulation(q, p, list, s.name == example)
	}
}

// printSimulation runs a policy and prints the form chosen by the flags.
func (e *env) printSimulation(
	q simulateQuery, p policy, existing []retention.Snapshot, isExample bool,
) error {
	from := q.from.in(p.Zone, e.now)
	// In UTC, so that the end is the same whatever the zone of the machine is.
	until := q.until.in(p.Zone, from.UTC().AddDate(1, 0, 0))
	switch {
	case *q.events && *q.asJSON:
		return usagef("simulate: want -events or -json, not both: -json has the events too")
	case until.Before(from):
		return usagef("simulate: -until is before -from")
	case *q.events:
		return e.printEvents(p, from, until, existing)
	case *q.asJSON:
		return e.printJSON(outcomeOf(p, from, until, existing).json())
	}
	return e.printPage(outcomeOf(p, from, until, existing), isExample)
}

const example = "the example"

// simulated returns the policies named by the arguments, or the example.
func (e *env) simulated(q simulateQuery, args []string) (source, error) {
	isPolicy := q.given.hasSchedule() || q.given.hasRules() || q.given.zone != nil || len(args) > 0
	switch {
	case q.example != "" && isPolicy:
		return source{}, usagef("simulate: want -example or another policy, not both")
	case isPolicy:
		return e.source("simulate", q.given, args, q.from, false)
	case q.example != "":
		return e.exampleSource("simulate", q.example)
	}
	// Without any argument the command shows itself: a newcomer has no policy at hand.
	s := source{name: example, policies: []policy{{Policy: document.Policy{Policy: sons()}}}}
	return s, q.given.check("simulate") // which refuses -gap, -fold and -days alone
}

// sons returns the example: the policy of CloudSigma's documentation with the same
// name, in UTC.
func sons() longcase.Policy {
	return longcase.Policy{
		Name:    "Son, Father, Grandfather",
		Enabled: true,
		Schedule: schedule.MustCompile(nil, timezone.DST{}, schedule.Rule{
			At: []calendar.Clock{calendar.ClockOf(1, 0)},
		}),
		Retention: retention.MustCompile(
			nil,
			retention.Rule{Within: calendar.PeriodOf(7, calendar.Day)},
			retention.Rule{
				Within:   calendar.PeriodOf(4, calendar.Week),
				Weekdays: calendar.WeekdaysOf(time.Monday),
			},
			retention.Rule{
				Within:    calendar.PeriodOf(12, calendar.Month),
				MonthDays: calendar.MonthDaysOf(23),
			},
		),
	}
}

// printEvents prints the events of a simulation as they happen, and the snapshots
// alive at its end. It holds no events, and so prints years of minutes too.
func (e *env) printEvents(p policy, from, until time.Time, existing []retention.Snapshot) error {
	if !p.Enabled {
		e.noteDisabled(p)
	}
	// Every line begins with its kind, so that a script can choose by the first field.
	row(e.stdout, "policy", p.Name, p.Zone.String())
	var counts [longcase.Expired + 1]int
	run := p.SimulateOn(p.due(), from, existing...)
	for event := range run.Until(until) {
		counts[event.Kind]++
		fields := []string{event.Kind.String(), inZone(p, event.Snapshot.Created)}
		if event.Kind == longcase.Expired {
			fields = append(fields, inZone(p, event.Time))
		}
		row(e.stdout, fields...)
	}
	alive := run.Alive()
	for i, verdict := range p.Retention.Plan(until, alive).Verdicts() {
		end := "never"
		if !verdict.Until.IsZero() {
			end = inZone(p, verdict.Until)
		}
		row(e.stdout, "alive", inZone(p, alive[i].Created), end, verdict.String())
	}
	_, err := fmt.Fprintf(e.stdout, "total\t%d taken\t%d expired\t%d alive\n",
		counts[longcase.Taken], counts[longcase.Expired], len(alive))
	return err
}
