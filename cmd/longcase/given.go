package main

import (
	"errors"
	"flag"

	"github.com/longcase/longcase/internal/english"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/retention/preset"
	"github.com/longcase/longcase/schedule/crontab"
	"github.com/longcase/longcase/timezone"
)

// given is a policy on the command line, in place of a FILE.
type given struct {
	cron, calendar []string // expressions of one schedule, their union
	rrule          string
	ownStart       bool           // only a DTSTART starts a recurrence
	zone           *timezone.Zone // nil if it is not given
	dst            timezone.DST
	days           crontab.Days
	rules          []retention.Rule
	preset         *presetRules
}

// presetRules are the rules of another tool's policy.
type presetRules struct {
	rules   []retention.Rule
	minimum int
}

// defineSchedule defines the flags of a schedule.
func (g *given) defineSchedule(flags *flag.FlagSet) {
	flags.Func("cron", "take snapshots by the cron expression `EXPR`; repeated, by any of them",
		appendTo(&g.cron))
	flags.Func("calendar", "take snapshots by systemd's calendar expression `EXPR`, such as "+
		`"Mon *-*-* 02:30"; repeated, by any of them`, appendTo(&g.calendar))
	flags.Func("gap", "treat times skipped by a clock change by `GAP`: shift, next or skip",
		func(s string) error { return g.dst.Gap.UnmarshalText([]byte(s)) })
	flags.Func("fold", "treat times repeated by a clock change by `FOLD`: first, second or both",
		func(s string) error { return g.dst.Fold.UnmarshalText([]byte(s)) })
	flags.Func("days", "where -cron restricts days of the month and of the week, match either of them "+
		"with `DAYS` or, both with and, or as cronie does with vixie",
		func(s string) error { return g.days.UnmarshalText([]byte(s)) })
	g.defineZone(flags)
}

// appendTo returns the function of a flag that may be repeated.
func appendTo(list *[]string) func(string) error {
	return func(s string) error {
		*list = append(*list, s)
		return nil
	}
}

// defineRecurrence defines the flag of a recurrence, whose start is another flag.
func (g *given) defineRecurrence(flags *flag.FlagSet, start string) {
	flags.StringVar(&g.rrule, "rrule", "", "take snapshots by the RFC 5545 `RECURRENCE`, "+
		"which starts at "+start+" unless it has a DTSTART")
}

// defineStarted defines the flag of a recurrence for a verb without another start.
func (g *given) defineStarted(flags *flag.FlagSet) {
	g.ownStart = true
	flags.StringVar(&g.rrule, "rrule", "", "take snapshots by the RFC 5545 `RECURRENCE`, "+
		"with its DTSTART")
}

// defineZone defines the flag of the time zone.
func (g *given) defineZone(flags *flag.FlagSet) {
	flags.Func("zone", "use the time zone `ZONE` (default UTC)", func(s string) (err error) {
		if s == "" { // UTC to Load, but more likely a variable that is not set
			return errors.New("want a name such as Europe/Berlin or UTC")
		}
		g.zone, err = timezone.Load(s)
		return err
	})
}

// defineRules defines the flags of retention rules.
func (g *given) defineRules(flags *flag.FlagSet) {
	flags.Func("rule", "keep snapshots by `RULE`; may be repeated", func(s string) error {
		rule, err := retention.ParseRule(s)
		g.rules = append(g.rules, rule)
		return err
	})
	flags.Func("preset", "keep snapshots by `PRESET`, the policy of another tool",
		func(s string) (err error) {
			g.preset = new(presetRules)
			g.preset.rules, g.preset.minimum, err = preset.Parse(s)
			return err
		})
}

// hasSchedule and hasRules report whether the command line gives either.
func (g *given) hasSchedule() bool { return len(g.schedules()) > 0 }
func (g *given) hasRules() bool    { return g.rules != nil || g.preset != nil }

// schedules returns the kinds of schedule given.
func (g *given) schedules() (kinds []string) {
	for _, kind := range []struct {
		flag  string
		given bool
	}{{"-cron", g.cron != nil}, {"-calendar", g.calendar != nil}, {"-rrule", g.rrule != ""}} {
		if kind.given {
			kinds = append(kinds, kind.flag)
		}
	}
	return kinds
}

// scheduleFlags names the flags of a schedule.
const scheduleFlags = "-cron, -calendar or -rrule"

// check returns an error for flags of a verb that exclude each other, or that make
// sense only beside another.
func (g *given) check(verb string) error {
	kinds := g.schedules()
	switch {
	case len(kinds) > 1:
		return usagef("%s: want %s, not both", verb, english.Or(kinds))
	case g.rules != nil && g.preset != nil:
		return usagef("%s: want -rule or -preset, not both", verb)
	case g.cron == nil && g.days != 0:
		return usagef("%s: -days needs -cron", verb)
	case len(kinds) == 0 && g.dst != timezone.DST{}:
		return usagef("%s: -gap and -fold need %s", verb, scheduleFlags)
	case len(kinds) == 0 && !g.hasRules() && g.zone != nil:
		return usagef("%s: -zone needs a policy on the command line: a FILE has its own", verb)
	}
	return nil
}
