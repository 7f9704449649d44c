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

const planHelp = `Runs a policy over a stretch of time, without a snapshot at the start. Prints what
is taken and what expires, as it happens; then what is alive at the end, until
when, and by which rules; then the totals. The fields are apart by tabs:

    policy   NAME   ZONE
    taken    WHEN
    expired  TAKEN  WHEN
    alive    TAKEN  UNTIL  RULES
    total    COUNTS

-rule says what is kept of -cron or -rrule, as in longcase keep; without, all is.
Without any of these it runs a policy of sons, fathers and grandfathers: daily at 01:00
UTC, kept 7 days; those of Mondays 4 weeks, and those of the 23rds 12 months.

` + momentHelp

func (e *env) plan(flags *flag.FlagSet) func([]string) error {
	var (
		from, until moment
		which       choice
		given       given
	)
	flags.Var(&from, "from", "run after `T` (default now)")
	flags.Var(&until, "until", "run up to and including `T` (default a year after -from)")
	which.define(flags)
	given.defineSchedule(flags)
	given.defineRules(flags, "with -cron or -rrule: keep what this `RULE` says; any number of times")
	return func(args []string) error {
		p, err := e.planned(given, args, from, which)
		if err != nil {
			return err
		}
		start := from.in(p.Zone, e.now)
		end := until.in(p.Zone, start.UTC().AddDate(1, 0, 0))
		if end.Before(start) {
			return usagef("plan: -until is before -from")
		}
		return e.simulate(p, start, end)
	}
}

// planned returns the policy that the arguments of plan name.
func (e *env) planned(g given, args []string, from moment, which choice) (policy, error) {
	if schedules, err := g.isSchedule("plan"); err != nil {
		return policy{}, err
	} else if !schedules && len(args) == 0 {
		return which.one(policies{policies: []policy{{Policy: document.Policy{Policy: builtIn()}}}}, "the built-in policy")
	}
	d, file, err := e.source("plan", g, args, from)
	if err != nil {
		return policy{}, err
	}
	return which.one(d, file)
}

// builtIn returns the policy that is planned where no file is given.
func builtIn() longcase.Policy {
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

func (e *env) simulate(p policy, from, until time.Time) error {
	if !p.Enabled {
		e.noteDisabled(p)
	}
	fmt.Fprintf(e.stdout, "policy\t%s\t%v\n", field(p.Name), p.Zone)
	var counts [longcase.Expired + 1]int
	run := p.SimulateOn(p.due(), from)
	for event := range run.Until(until) {
		counts[event.Kind]++
		fmt.Fprintf(e.stdout, "%v\t%s", event.Kind, inZone(p, event.Snapshot.Created))
		if event.Kind == longcase.Expired {
			fmt.Fprintf(e.stdout, "\t%s", inZone(p, event.Time))
		}
		fmt.Fprintln(e.stdout)
	}
	alive := run.Alive()
	for i, verdict := range p.Retention.Plan(until, alive).Verdicts() {
		fmt.Fprintf(e.stdout, "alive\t%s\t%s\t%v\n",
			inZone(p, alive[i].Created), expiry(p, verdict.Until), verdict)
	}
	_, err := fmt.Fprintf(e.stdout, "total\t%d taken\t%d expired\t%d alive\n",
		counts[longcase.Taken], counts[longcase.Expired], len(alive))
	return err
}

func expiry(p policy, t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return inZone(p, t)
}
