package main

import (
	"flag"
	"time"

	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/retention/preset"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/crontab"
	"github.com/longcase/longcase/schedule/ical"
	"github.com/longcase/longcase/timezone"
)

// given is a policy on the command line, in place of a FILE.
type given struct {
	cron, rrule, zone string
	dst               timezone.DST
	days              crontab.Days
	rules             []retention.Rule
	preset            string
}

// defineSchedule defines the flags of a schedule.
func (g *given) defineSchedule(flags *flag.FlagSet) {
	flags.StringVar(&g.cron, "cron", "", "in place of FILE: take snapshots by the cron expression `EXPR`")
	flags.StringVar(&g.rrule, "rrule", "",
		"in place of FILE: take snapshots by the RFC 5545 `RULE`,\nwhich starts at -from unless it has a DTSTART")
	flags.Func("gap", "with -cron or -rrule: `shift`, next or skip times skipped by a clock change",
		func(s string) error { return g.dst.Gap.UnmarshalText([]byte(s)) })
	flags.Func("fold", "with -cron or -rrule: the `first`, second or both of times repeated by a\nclock change",
		func(s string) error { return g.dst.Fold.UnmarshalText([]byte(s)) })
	flags.Func("days", "with -cron that restricts days of the month and of the week: match either\nwith `or`, both with and, or as cronie does with vixie",
		func(s string) error { return g.days.UnmarshalText([]byte(s)) })
	flags.StringVar(&g.zone, "zone", "", "with -cron or -rrule: use the time zone `NAME` (default UTC)")
}

// defineRules defines the flag for retention rules.
func (g *given) defineRules(flags *flag.FlagSet, usage string) {
	flags.Func("rule", usage, func(s string) error {
		rule, err := retention.ParseRule(s)
		g.rules = append(g.rules, rule)
		return err
	})
}

// isSchedule reports whether the command line gives a schedule. Flags that only
// make sense beside a schedule are an error without.
func (g *given) isSchedule(verb string) (bool, error) {
	switch schedules := g.cron != "" || g.rrule != ""; {
	case g.cron != "" && g.rrule != "":
		return true, usagef("%s: want -cron or -rrule, not both", verb)
	case g.cron == "" && g.days != 0:
		return schedules, usagef("%s: -days needs -cron", verb)
	case !schedules && g.rules != nil:
		return false, usagef("%s: -rule needs -cron or -rrule", verb)
	case !schedules && (g.zone != "" || g.dst != timezone.DST{}):
		return false, usagef("%s: -zone, -gap and -fold need -cron or -rrule", verb)
	default:
		return schedules, nil
	}
}

const commandLine = "the command line"

// source returns the policies given on the command line, or those of its FILE.
func (e *env) source(verb string, g given, args []string, from moment) (source, error) {
	switch schedules, err := g.isSchedule(verb); {
	case err != nil:
		return source{}, err
	case !schedules:
		file, err := oneFile(verb, args)
		if err != nil {
			return source{}, err
		}
		return e.open(file)
	case len(args) > 0:
		return source{}, usagef("%s: %q: want a FILE or a schedule, not both", verb, args[0])
	}
	p, err := g.policy(from, e.now)
	if err != nil {
		return source{}, usageError{about(verb, err)}
	}
	return source{name: commandLine, policies: []policy{p}}, nil
}

// policy returns the given policy.
func (g *given) policy(from moment, now time.Time) (p policy, err error) {
	p.Enabled = true
	if p.Zone, err = timezone.Load(g.zone); err != nil {
		return p, err
	}
	if g.cron != "" {
		err = g.readCron(&p)
	} else {
		err = g.readRule(&p, from.in(p.Zone, now))
	}
	if err != nil {
		return p, err
	}
	p.Retention, err = retention.Compile(p.Zone, g.rules...)
	return p, err
}

// readCron reads the cron expression. Its own CRON_TZ counts unless -zone is given.
func (g *given) readCron(p *policy) error {
	parsed, err := crontab.Parse(g.cron, crontab.Options{Days: g.days})
	if err != nil {
		return err
	}
	if g.zone == "" {
		p.Zone = parsed.Zone
	}
	p.Name = g.cron
	p.Schedule, err = schedule.Compile(p.Zone, g.dst, parsed.Rules...)
	return err
}

// readRule reads the recurrence. The zone of its DTSTART counts, if it has any. The
// recurrence stays a sequence even if its rules compile to a schedule, which would
// not know its start, COUNT, UNTIL and EXDATE.
func (g *given) readRule(p *policy, start time.Time) error {
	parsed, err := ical.Parse(g.rrule, ical.Options{Zone: p.Zone, Start: start, DST: g.dst})
	if err != nil {
		return err
	}
	if first, ok := parsed.Next(time.Time{}); ok {
		p.Zone = timezone.Of(first.Location())
	}
	p.Name, p.sequence = g.rrule, parsed
	return nil
}

// keeper returns a policy of rules alone, or of a preset.
func (g *given) keeper() (p policy, err error) {
	p.Enabled = true
	if p.Zone, err = timezone.Load(g.zone); err != nil {
		return p, err
	}
	rules, minimum := g.rules, 0
	if g.preset != "" {
		if rules, minimum, err = preset.Parse(g.preset); err != nil {
			return p, err
		}
	}
	p.Retention, err = retention.Compile(p.Zone, rules...)
	p.Retention = p.Retention.WithMinimum(minimum)
	return p, err
}
