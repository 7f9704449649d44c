package main

import (
	"errors"
	"strings"
	"time"

	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/crontab"
	"github.com/longcase/longcase/schedule/oncalendar"
	"github.com/longcase/longcase/timezone"
)

const commandLine = "the command line"

// source returns the policies of the FILE among the arguments of a verb, or the
// policy on the command line. Rules alone are such a policy only for some verbs.
func (e *env) source(
	verb string, g given, args []string, from moment, rulesAlone bool,
) (source, error) {
	if err := g.check(verb); err != nil {
		return source{}, err
	}
	switch isPolicy := g.hasSchedule() || rulesAlone && g.hasRules(); {
	case isPolicy && len(args) > 0:
		return source{}, usagef("%s: %q: want a FILE or a policy on the command line, not both",
			verb, args[0])
	case isPolicy:
		p, err := g.policy(from, e.now)
		if err != nil {
			return source{}, usageError{about(verb, err)}
		}
		return source{name: commandLine, policies: []policy{p}}, nil
	case g.hasRules():
		return source{}, usagef("%s: -rule and -preset need %s", verb, scheduleFlags)
	}
	file, err := oneFile(verb, args)
	if err != nil {
		return source{}, err
	}
	return e.open(file)
}

// policy returns the given policy.
func (g *given) policy(from moment, now time.Time) (p policy, err error) {
	p.Enabled, p.Zone = true, g.zone
	switch {
	case g.cron != nil:
		err = g.readSchedule(&p, "cron", g.cron, g.readCron)
	case g.calendar != nil:
		err = g.readSchedule(&p, "calendar", g.calendar, g.readCalendar)
	case g.rrule != "":
		err = g.readRecurrence(&p, from.in(p.Zone, now))
	}
	if err != nil {
		return p, err
	}
	rules, minimum := g.rules, 0
	if g.preset != nil { // check has refused both
		rules, minimum = g.preset.rules, g.preset.minimum
	}
	p.Zone = p.Zone.OrUTC()
	p.Retention, err = retention.Compile(p.Zone, rules...)
	p.Retention = p.Retention.WithMinimum(minimum)
	return p, err
}

// expression is the meaning of a cron or calendar expression.
type expression struct {
	zone  *timezone.Zone // nil if it names none
	dst   timezone.DST
	rules []schedule.Rule
}

// readCron reads a cron expression, which may begin with CRON_TZ=.
func (g *given) readCron(text string) (expression, error) {
	parsed, err := crontab.Parse(text, crontab.Options{Days: g.days})
	return expression{parsed.Zone, g.dst, parsed.Rules}, err
}

// readCalendar reads a calendar expression of systemd, which may end with a zone. Without
// -gap and -fold, clock changes are treated as systemd does.
func (g *given) readCalendar(text string) (expression, error) {
	parsed, err := oncalendar.Parse(text, oncalendar.Options{DST: g.dst})
	return expression{parsed.Zone, parsed.DST, parsed.Rules}, err
}

// readSchedule reads the expressions after a flag and compiles their union. The
// zone named in an expression counts unless -zone is given. Each expression is
// compiled alone first, so that an error can name it.
func (g *given) readSchedule(
	p *policy, name string, texts []string, read func(string) (expression, error),
) error {
	var all expression
	for i, text := range texts {
		x, err := read(text)
		if err != nil {
			return typed(name, text, err, "")
		}
		if g.zone != nil {
			x.zone = g.zone
		}
		// A schedule has one zone: the union of two would be of two schedules.
		if i > 0 && x.zone.OrUTC().Name() != all.zone.OrUTC().Name() {
			want := "want the zone of -" + name + " " + quoted(texts[0]) + ", or -zone for all"
			return typed(name, text, errors.New(want), "")
		}
		if _, err := schedule.Compile(x.zone, x.dst, x.rules...); err != nil {
			return typed(name, text, unfired(err, x.rules), "")
		}
		all = expression{x.zone, x.dst, append(all.rules, x.rules...)}
	}
	compiled, err := schedule.Compile(all.zone, all.dst, all.rules...)
	if err != nil { // only of more rules than a schedule may have
		return errors.New("-" + name + ": " + err.Error())
	}
	p.Name, p.Zone, p.Schedule = strings.Join(texts, "; "), compiled.Zone(), compiled
	return nil
}

// unfired says of each rule that never fires why, in words.
func unfired(err error, rules []schedule.Rule) error {
	var list []error
	for _, part := range leaves(err) {
		if e := new(schedule.RuleError); errors.As(part, &e) && e.Never && e.Rule >= 0 {
			part = errors.New(neverInWords(e, rules[e.Rule]))
		}
		list = append(list, part)
	}
	return errors.Join(list...)
}
