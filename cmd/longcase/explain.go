package main

import (
	"flag"
	"fmt"
	"io"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/internal/safe"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
)

const explainHelp = `Says why a snapshot is due at a TIME or why not, which rules keep a snapshot
taken then, and when it is deleted if no snapshot is missed before and after it.

The policy is that of a FILE, or a schedule (-cron, -calendar or -rrule) or
rules (-rule or -preset) or both.

-json prints an object with the keys policy, time, due, schedule, previous,
next, keep, rules, deleted and until. longcase help times shows every form of
TIME, and help rules of RULE.
`

// explanation is all that explain prints.
type explanation struct {
	policy         policy
	at             time.Time
	due            bool
	schedule       []schedule.RuleExplanation
	previous, next time.Time // due before and after; zero if none is
	keep           bool
	reasons        []reasonInWords
	deleted        time.Time // zero if it is not deleted until then
	until          time.Time // the end of the simulation; zero without rules
}

// reasonInWords is a reason for keeping a snapshot, or one for which a rule does not.
type reasonInWords struct {
	Keeps bool   `json:"keeps"`
	Words string `json:"words"`
	rule  bool
}

// explain explains a single instant of a single policy.
func (e *env) explain(flags *flag.FlagSet) func([]string) error {
	var (
		which choice
		g     given
	)
	asJSON := defineJSON(flags)
	which.define(flags)
	g.defineSchedule(flags)
	g.defineStarted(flags)
	g.defineRules(flags)
	return func(args []string) error {
		x, err := e.explanation(which, g, args)
		switch {
		case err != nil:
			return err
		case *asJSON:
			return e.printJSON(x.json())
		}
		e.printExplanation(x)
		return nil
	}
}

// explanation explains the policy and the instant in the arguments.
func (e *env) explanation(which choice, g given, args []string) (x explanation, err error) {
	last := len(args) - 1
	if last < 0 {
		return x, usagef("explain: want a TIME after the FILE; longcase help times shows its forms")
	}
	// The instant is the last argument, since a FILE may be left out before it.
	at := moment{now: e.now}
	if err := at.Set(args[last]); err != nil {
		return x, usagef("explain: %s, the last argument: %w", quoted(args[last]), err)
	}
	s, err := e.source("explain", g, args[:last], at, true)
	if err != nil {
		return x, err
	}
	p, err := which.one(s)
	if err != nil {
		return x, err
	}
	return explained(p, at.in(p.Zone, e.now)), nil
}

// isDue reports whether a snapshot is due at an instant.
func (p policy) isDue(at time.Time) bool {
	if p.sequence == nil {
		return p.Schedule.Contains(at)
	}
	next, ok := p.sequence.Next(at.Add(-1))
	return ok && next.Equal(at)
}

// explained explains a policy at an instant.
func explained(p policy, at time.Time) explanation {
	x := explanation{
		policy: p, at: at,
		due: p.isDue(at), schedule: p.Schedule.Explain(at).Rules,
	}
	// The neighbours are those of the schedule, also for a disabled policy: they tell how far
	// off a mistyped instant is.
	x.previous, _ = p.due().Prev(at)
	x.next, _ = p.due().Next(at)
	// Even if the policy is disabled, a snapshot can be taken by hand.
	p.Enabled = true
	// The instant is added to the schedule: the question is about a snapshot taken then, due
	// or not. A year before it fills the periods of the rules.
	// A union has an instant once, and so a snapshot that is due is not taken twice.
	x.judge(p.SimulateOn(schedule.Union(p.due(), schedule.Times(at)), at.Add(-farBack)))
	return x
}

// Bounds of the simulation in which the snapshot is judged. A rule looks no further
// back than the start of a period, a year at most.
const (
	farBack    = 366 * 24 * time.Hour
	farAhead   = 20 * farBack // but no more than mostEvents
	mostEvents = 1_000_000
)

// judge sets the rules' reasons for a snapshot taken at the instant, and when it
// is deleted.
func (x *explanation) judge(run *longcase.Simulation) {
	isIt := func(s retention.Snapshot) bool { return s.Created.Equal(x.at) }
	for event := range run.Until(x.at) {
		if event.Kind == longcase.Expired && isIt(event.Snapshot) {
			x.deleted = event.Time
		}
	}
	// The run has come to the instant and not beyond it, so that the snapshot taken then is
	// the last. Deleted at once it is no longer among the living, but the question is about it.
	alive := run.Alive()
	if !x.deleted.IsZero() {
		alive = append(alive, retention.Snapshot{Created: x.at})
	}
	x.reason(alive)
	if len(x.policy.Retention.Rules()) == 0 {
		return // deletes nothing, ever
	}
	// Years of minutes would take long to simulate: a bound ends the search, and the answer
	// says until when the snapshot was not deleted.
	events := 0
	defer func() { x.until = run.Now() }()
	for event := range run.Until(x.at.Add(farAhead)) {
		if event.Kind == longcase.Expired && isIt(event.Snapshot) {
			x.deleted = event.Time
		}
		if events++; events == mostEvents || !x.deleted.IsZero() {
			return
		}
	}
}

// reason sets the reasons for the verdict on the last snapshot of a list. If some
// rules keep it, the verdict leaves out the others, which are asked one by one.
func (x *explanation) reason(alive []retention.Snapshot) {
	last := len(alive) - 1
	verdict := x.policy.Retention.Plan(x.at, alive).Verdict(last)
	x.keep = verdict.Keep
	keeping := map[int]bool{}
	for i, reason := range verdict.Reasons {
		// A verdict of one reason, whose text is that reason's.
		one := verdict
		one.Reasons = verdict.Reasons[i : i+1]
		x.reasons = append(x.reasons, reasonInWords{reason.Kind.Keeps(), one.String(), reason.Kind.IsRule()})
		if reason.Kind.IsRule() {
			keeping[reason.Rule] = true
		}
	}
	for i, rule := range x.policy.Retention.Rules() {
		if words := x.without(rule, alive); !keeping[i] && words != "" {
			x.reasons = append(x.reasons, reasonInWords{Words: words, rule: true})
		}
	}
}

// without says why a rule does not keep the last snapshot of a list; "" if no rule
// judges it.
func (x *explanation) without(rule retention.Rule, alive []retention.Snapshot) string {
	// The snapshot in question is good, and no rule for failed ones sees it.
	if rule.Failed {
		return rule.String() + ", for failed snapshots alone"
	}
	alone, err := retention.Compile(x.policy.Retention.Zone(), rule)
	if err != nil {
		return "" // not of a rule that is compiled already
	}
	switch verdict := alone.Plan(x.at, alive).Verdict(len(alive) - 1); {
	case !verdict.Keep:
		return verdict.String()
	// Alone it would keep the snapshot, which beside the others it does not count.
	case verdict.Reasons[0].Kind.IsRule():
		return rule.String() + ", which leaves it to an earlier rule"
	}
	return ""
}

// printExplanation prints the explanation for people.
func (e *env) printExplanation(x explanation) {
	format := func(t time.Time) string { return x.policy.local(t).Format(minuteLayout) }
	if x.policy.Name != "" {
		fmt.Fprintf(e.stdout, "Policy: %s\n", safe.Text(x.policy.Name))
	}
	answer := "no snapshot is due"
	if x.due {
		answer = "a snapshot is due"
	}
	if !x.policy.Enabled {
		answer += ", and none is taken while the policy is disabled"
	}
	fmt.Fprintln(e.stdout, wrap(format(x.at)+": "+answer+".", ""))
	for _, rule := range x.schedule {
		fmt.Fprintf(e.stdout, "  - %s\n", wrap(rule.String(), "    "))
	}
	if !x.previous.IsZero() {
		explainRow(e.stdout, "due before", format(x.previous))
	}
	if !x.next.IsZero() {
		explainRow(e.stdout, "due after", format(x.next))
	}
	e.printReasons(x, format)
}

// printReasons prints the fate of a snapshot taken at the instant.
func (e *env) printReasons(x explanation, format func(time.Time) string) {
	if x.policy.Frozen {
		fmt.Fprintln(e.stdout, "\nA snapshot taken then is kept: the disabled policy deletes none.")
		return
	}
	fmt.Fprintln(e.stdout, "\nA snapshot taken then is")
	for _, reason := range x.reasons {
		explainRow(e.stdout, reason.heading(), reason.Words)
	}
	switch {
	case x.deleted.IsZero() && x.until.IsZero():
		explainRow(e.stdout, "deleted", "never")
	case x.deleted.IsZero():
		explainRow(e.stdout, "deleted", "not by "+x.policy.local(x.until).Format(dayLayout))
	case x.deleted.Equal(x.at):
		explainRow(e.stdout, "deleted", "at once")
	default:
		explainRow(e.stdout, "deleted", format(x.deleted))
	}
}

// heading returns the words in front of a reason.
func (r reasonInWords) heading() string {
	heading := "not kept"
	if r.Keeps {
		heading = "kept"
	}
	if r.rule {
		heading += " by"
	}
	return heading
}

// explainRow prints a row of the table of an explanation.
func explainRow(w io.Writer, heading, text string) {
	fmt.Fprintf(w, "  %-13s%s\n", heading, wrap(text, "               "))
}

// explanationJSON is an explanation as JSON.
type explanationJSON struct {
	Policy   policyJSON         `json:"policy"`
	Time     time.Time          `json:"time"`
	Due      bool               `json:"due"`
	Schedule []scheduleRuleJSON `json:"schedule"`
	Previous time.Time          `json:"previous,omitzero"`
	Next     time.Time          `json:"next,omitzero"`
	Keep     bool               `json:"keep"`
	Rules    []reasonInWords    `json:"rules"`
	Deleted  time.Time          `json:"deleted,omitzero"`
	Until    time.Time          `json:"until,omitzero"`
}

// scheduleRuleJSON is a [schedule.RuleExplanation] as JSON.
type scheduleRuleJSON struct {
	Fires   bool   `json:"fires"`
	Decided string `json:"decided"`
	Words   string `json:"words"`
}

// json returns the explanation as JSON.
func (x explanation) json() explanationJSON {
	p := x.policy
	// Rules do not decide about the snapshots of a frozen policy: it keeps them all.
	j := explanationJSON{
		p.json(), p.local(x.at), x.due,
		[]scheduleRuleJSON{},
		p.local(x.previous), p.local(x.next),
		x.keep || p.Frozen, x.reasons, p.local(x.deleted), p.local(x.until),
	}
	for _, rule := range x.schedule {
		j.Schedule = append(j.Schedule, scheduleRuleJSON{rule.Fires, rule.Decided, rule.String()})
	}
	return j
}
