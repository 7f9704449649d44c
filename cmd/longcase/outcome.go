package main

import (
	"slices"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/draw"
	"github.com/longcase/longcase/retention"
)

// outcome is a simulation at its end, with all that simulate prints about it: the
// page and the JSON have the same source, and so cannot disagree.
type outcome struct {
	policy      policy
	from, until time.Time
	run         *longcase.Simulation
	events      []longcase.Event
	taken       int                // number of events of this kind
	existing    int                // number of snapshots at the start
	findings    []longcase.Finding // of the document and of the audit
}

// outcomeOf simulates a policy that starts with existing snapshots.
func outcomeOf(p policy, from, until time.Time, existing []retention.Snapshot) outcome {
	o := outcome{
		policy: p, from: from, until: until, existing: len(existing),
		run: p.SimulateOn(p.due(), from, existing...),
	}
	// The events are kept, unlike in printEvents: the page and the JSON look at them twice.
	for event := range o.run.Until(until) {
		o.events = append(o.events, event)
		if event.Kind == longcase.Taken {
			o.taken++
		}
	}
	o.findings = slices.Concat(p.findings, p.audit(from))
	return o
}

// picture draws the snapshots left at the end, and those deleted.
func (o outcome) picture() *draw.Picture {
	alive := o.run.Alive()
	all := alive
	for _, event := range o.events {
		if event.Kind == longcase.Expired {
			all = append(all, event.Snapshot)
		}
	}
	// Pruning at every step may leave less than pruning once: see package retention.
	// Then the deleted are not drawn, since a plan would keep some of them.
	if o.policy.Retention.Plan(o.until, all).Deleted() != o.expired() {
		all = alive
	}
	return draw.Retention(o.policy.subject(), o.until, all)
}

// expired returns the number of snapshots deleted.
func (o outcome) expired() int { return len(o.events) - o.taken }

// outcomeJSON is an outcome as JSON.
type outcomeJSON struct {
	Policy   policyJSON         `json:"policy"`
	From     time.Time          `json:"from"`
	Until    time.Time          `json:"until"`
	Existing int                `json:"existing"`
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

// json returns the outcome as JSON.
func (o outcome) json() outcomeJSON {
	p := o.policy
	// Lists are empty rather than null, so that scripts need no special case.
	j := outcomeJSON{
		p.json(), p.local(o.from), p.local(o.until), o.existing, o.taken, o.expired(),
		[]shareJSON{},
		[]verdictJSON{},
		[]eventJSON{},
		append([]longcase.Finding{}, o.findings...),
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
