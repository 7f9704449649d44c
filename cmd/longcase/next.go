package main

import (
	"flag"
	"iter"
	"time"
)

const nextHelp = `Prints when the snapshots of a FILE, or of a schedule on the command line, are
due, each on its own line. For a list of policies the lines begin with the
policy's name and a tab, unless one policy is chosen.

-json prints an object with the key policies, a list of objects with the keys
policy and times. longcase help times shows every form of TIME.
`

// nextQuery holds the flags of next.
type nextQuery struct {
	limit       int // of times for each policy; 0 is none
	from, until moment
	backwards   bool
	which       choice
	given       given
}

// dueJSON is a policy and when its snapshots are due, as JSON.
type dueJSON struct {
	Policy policyJSON  `json:"policy"`
	Times  []time.Time `json:"times"`
}

// next prints occurrences, one by one: a reader such as head may stop it at any.
func (e *env) next(flags *flag.FlagSet) func([]string) error {
	var q nextQuery
	flags.Func("n", "print at most `N` times for each policy (default 10; all with -until)",
		func(s string) error { return atLeast(1, s, &q.limit) })
	q.from.define(e, flags, "from", "begin after `TIME` (default now)")
	q.until.define(e, flags, "until", "end with `TIME`, included")
	flags.BoolVar(&q.backwards, "prev", false, "go back in time, from before -from down to -until")
	asJSON := defineJSON(flags)
	q.which.define(flags)
	q.given.defineSchedule(flags)
	q.given.defineRecurrence(flags, "-from")
	return func(args []string) error {
		s, err := e.source("next", q.given, args, q.from, false)
		if err != nil {
			return err
		}
		policies, err := q.which.from(s)
		if err != nil {
			return err
		}
		// A schedule has no end, and -until is one.
		if q.limit == 0 && !q.until.given() {
			q.limit = 10
		}
		if *asJSON {
			return e.printNextJSON(q, policies)
		}
		return e.printDue(q, policies, s.isList && !q.which.made())
	}
}

// printDue prints the times of each policy, after its name if several are possible.
func (e *env) printDue(q nextQuery, policies []policy, named bool) error {
	for _, p := range policies {
		occurrences, err := q.occurrences(p, e.now)
		if err != nil {
			return err
		}
		if !p.Enabled {
			e.noteDisabled(p)
		}
		prefix := ""
		if named {
			prefix = field(p.Name) + "\t"
		}
		for t := range occurrences {
			if _, err := e.stdout.WriteString(prefix + inZone(p, t) + "\n"); err != nil {
				return err
			}
		}
	}
	return nil
}

// printNextJSON prints the times of each policy as JSON, of a disabled one none.
func (e *env) printNextJSON(q nextQuery, policies []policy) error {
	list := []dueJSON{}
	for _, p := range policies {
		occurrences, err := q.occurrences(p, e.now)
		if err != nil {
			return err
		}
		due := dueJSON{p.json(), []time.Time{}}
		for t := range occurrences {
			due.Times = append(due.Times, p.local(t))
		}
		list = append(list, due)
	}
	return e.printJSON(map[string][]dueJSON{"policies": list})
}

// occurrences returns the requested times of a policy, none if it is disabled.
func (q nextQuery) occurrences(p policy, now time.Time) (iter.Seq[time.Time], error) {
	from := q.from.in(p.Zone, now)
	// Both are read in the zone of each policy: -from 2025-10-26 begins at another instant in
	// Tokyo than in Berlin.
	until := q.until.in(p.Zone, from)
	step, beyond := p.due().Next, time.Time.After
	if q.backwards {
		step, beyond = p.due().Prev, time.Time.Before
	}
	if beyond(from, until) {
		return nil, usagef("next: -until is on the wrong side of -from; -prev goes back in time")
	}
	return func(yield func(time.Time) bool) {
		// Without a limit, left goes below zero and never back to it.
		left := q.limit
		for t, ok := step(from); ok && p.Enabled; t, ok = step(t) {
			if q.until.given() && beyond(t, until) || !yield(t) {
				return
			}
			if left--; left == 0 {
				return
			}
		}
	}, nil
}
