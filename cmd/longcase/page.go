package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/longcase/longcase"
)

// outcome is a simulation at its end, with its events.
type outcome struct {
	policy      policy
	from, until time.Time
	run         *longcase.Simulation
	events      []longcase.Event
	taken       int
	findings    []longcase.Finding
}

// outcomeOf simulates a policy.
func outcomeOf(p policy, from, until time.Time) outcome {
	o := outcome{policy: p, from: from, until: until, run: p.SimulateOn(p.due(), from)}
	for event := range o.run.Until(until) {
		o.events = append(o.events, event)
		if event.Kind == longcase.Taken {
			o.taken++
		}
	}
	o.findings = slices.Concat(p.findings, p.audit(from))
	return o
}

// expired returns the number of snapshots deleted.
func (o outcome) expired() int { return len(o.events) - o.taken }

// outcomeJSON is an outcome as JSON.
type outcomeJSON struct {
	Policy   policyJSON         `json:"policy"`
	From     time.Time          `json:"from"`
	Until    time.Time          `json:"until"`
	Taken    int                `json:"taken"`
	Expired  int                `json:"expired"`
	Rules    []shareJSON        `json:"rules"`
	Alive    []verdictJSON      `json:"alive"`
	Events   []eventJSON        `json:"events"`
	Findings []longcase.Finding `json:"findings"`
}

// shareJSON is a [longcase.Share] as JSON.
type shareJSON struct {
	Reason string    `json:"reason"`
	Count  int       `json:"count"`
	Shared int       `json:"shared"`
	Oldest time.Time `json:"oldest,omitzero"`
	Newest time.Time `json:"newest,omitzero"`
}

// eventJSON is a [longcase.Event] as JSON.
type eventJSON struct {
	Kind    longcase.EventKind `json:"kind"`
	Time    time.Time          `json:"time"`
	Created time.Time          `json:"created"`
}

func (o outcome) json() outcomeJSON {
	p := o.policy
	j := outcomeJSON{
		p.json(), p.local(o.from), p.local(o.until), o.taken, o.expired(),
		[]shareJSON{}, []verdictJSON{}, []eventJSON{}, append([]longcase.Finding{}, o.findings...),
	}
	for _, s := range o.run.Shares() {
		j.Rules = append(j.Rules, shareJSON{s.Reason, s.Count, s.Shared, p.local(s.Oldest), p.local(s.Newest)})
	}
	alive := o.run.Alive()
	for i, verdict := range p.Retention.Plan(o.until, alive).Verdicts() {
		j.Alive = append(j.Alive, p.verdict(alive[i].Created, verdict))
	}
	for _, event := range o.events {
		j.Events = append(j.Events, eventJSON{event.Kind, p.local(event.Time), p.local(event.Snapshot.Created)})
	}
	return j
}

const (
	dayLayout    = "Mon 2006-01-02"
	minuteLayout = dayLayout + " 15:04 MST"
)

// printPage prints the outcome for people. With the example and a prompt below, it
// fits 24 lines of 80 columns, the size of a terminal that nobody has enlarged.
func (e *env) printPage(o outcome, isExample bool) error {
	if o.policy.Name != "" {
		fmt.Fprintf(e.stdout, "Policy: %s\n", field(o.policy.Name))
	}
	fmt.Fprintf(e.stdout, "%s\n\n", wrap(o.policy.words(), ""))
	e.printNext(o)
	e.printAlive(o)
	e.printFindings(o)
	if isExample {
		fmt.Fprint(e.stdout, "\nThis is an example. To try your own policy (-h explains more):\n",
			`  longcase simulate -cron "30 2 * * mon-fri" -zone Europe/Berlin -rule "daily 7"`, "\n")
	}
	return nil // write errors stick to the buffer, and show when it is flushed
}

// printNext prints the first snapshots, and when each is deleted.
func (e *env) printNext(o outcome) {
	const most = 3
	deleted := map[time.Time]time.Time{}
	var next []time.Time
	for _, event := range o.events {
		created := event.Snapshot.Created
		switch {
		case event.Kind == longcase.Expired:
			deleted[created] = event.Time
		case len(next) < most:
			next = append(next, created)
		}
	}
	if len(next) == 0 {
		return
	}
	fmt.Fprintf(e.stdout, "%-30s%s\n", "Next snapshots", "Deleted")
	for _, created := range next {
		end := "not by " + o.policy.local(o.until).Format(dayLayout)
		if at, ok := deleted[created]; ok && at.Equal(created) {
			end = "at once"
		} else if ok {
			end = o.policy.local(at).Format(minuteLayout)
		}
		fmt.Fprintf(e.stdout, "  %-28s%s\n", o.policy.local(created).Format(minuteLayout), end)
	}
	fmt.Fprintln(e.stdout)
}

// printAlive prints how many snapshots are left at the end, and by which rules.
func (e *env) printAlive(o outcome) {
	local := o.policy.local
	fmt.Fprintln(e.stdout, wrap(fmt.Sprintf("From %s to %s, %d snapshots are taken and %d deleted.",
		local(o.from).Format(dayLayout), local(o.until).Format(dayLayout), o.taken, o.expired()), ""))
	if o.run.Len() > 0 {
		fmt.Fprintf(e.stdout, "Of the %d left, these rules keep:\n", o.run.Len())
		e.printShares(o)
	}
	fmt.Fprintln(e.stdout)
}

func (e *env) printShares(o outcome) {
	shares, width := o.run.Shares(), 0
	date := func(t time.Time) string { return o.policy.local(t).Format(time.DateOnly) }
	for _, share := range shares {
		width = max(width, len(share.Reason))
	}
	for _, share := range shares {
		line := fmt.Sprintf("%6d  %-*s", share.Count, width, share.Reason)
		if share.Count > 0 {
			line += "  " + date(share.Oldest)
		}
		if share.Count > 1 {
			line += " to " + date(share.Newest)
		}
		if share.Shared > 0 {
			line += fmt.Sprintf("  (%d counted above)", share.Shared)
		}
		fmt.Fprintln(e.stdout, strings.TrimRight(line, " "))
	}
}

// printFindings prints the problems, the gravest first, and then the facts.
func (e *env) printFindings(o outcome) {
	findings := slices.Clone(o.findings)
	slices.SortStableFunc(findings, func(a, b longcase.Finding) int { return cmp.Compare(b.Severity, a.Severity) })
	heading := "Problems:"
	for i, f := range findings {
		switch {
		case f.Severity == longcase.Info && i == 0:
			heading = "Problems: none. Worth knowing:"
		case f.Severity == longcase.Info && findings[i-1].Severity > f.Severity:
			heading = "Worth knowing:"
		}
		if heading != "" {
			fmt.Fprintln(e.stdout, heading)
			heading = ""
		}
		fmt.Fprintf(e.stdout, "  - %s\n", wrap(f.Message, "    "))
	}
	switch {
	case o.policy.sequence != nil:
		fmt.Fprintln(e.stdout, "Problems: not examined, since recurrences have no audit.")
	case len(findings) == 0:
		fmt.Fprintln(e.stdout, "Problems: none.")
	}
}
