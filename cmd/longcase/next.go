package main

import (
	"flag"
	"fmt"
	"iter"
	"time"
)

const nextHelp = `Prints when snapshots are due, one a line. Of a list it goes policy by policy, and
begins each line with the policy's name and a tab, unless one is chosen.

` + momentHelp

// nextQuery is what next is asked.
type nextQuery struct {
	limit       int // of lines for each policy; 0 is none
	from, until moment
	backwards   bool
	which       choice
	given       given
}

func (e *env) next(flags *flag.FlagSet) func([]string) error {
	var q nextQuery
	flags.Func("n", "print at most `N` for each policy (default 10; all with -until)",
		func(s string) error { return positive(s, &q.limit) })
	flags.Var(&q.from, "from", "begin after `T` (default now)")
	flags.Var(&q.until, "until", "end with `T`, which is included")
	flags.BoolVar(&q.backwards, "prev", false, "walk back, from before -from down to -until")
	q.which.define(flags)
	q.given.defineSchedule(flags)
	return func(args []string) error {
		d, file, err := e.source("next", q.given, args, q.from)
		if err != nil {
			return err
		}
		policies, err := q.which.from(d, file)
		if err != nil {
			return err
		}
		if q.limit == 0 && !q.until.given {
			q.limit = 10
		}
		return e.printAllNext(q, policies, d.list && !q.which.made())
	}
}

func (e *env) printAllNext(q nextQuery, policies []policy, named bool) error {
	for _, p := range policies {
		occurrences, err := q.occurrences(p, e.now)
		if err != nil {
			return err
		}
		if !p.Enabled {
			e.noteDisabled(p)
			continue
		}
		prefix := ""
		if named {
			prefix = field(p.Name) + "\t"
		}
		for t := range occurrences {
			if _, err := fmt.Fprintf(e.stdout, "%s%s\n", prefix, inZone(p, t)); err != nil {
				return err
			}
		}
	}
	return nil
}

// occurrences returns what is asked for of one policy.
func (q nextQuery) occurrences(p policy, now time.Time) (iter.Seq[time.Time], error) {
	from := q.from.in(p.Zone, now)
	until := q.until.in(p.Zone, from)
	step, beyond := p.due().Next, time.Time.After
	if q.backwards {
		step, beyond = p.due().Prev, time.Time.Before
	}
	if beyond(from, until) {
		return nil, usagef("next: -until is on the wrong side of -from; -prev walks back")
	}
	return func(yield func(time.Time) bool) {
		left := q.limit
		for t, ok := step(from); ok; t, ok = step(t) {
			if q.until.given && beyond(t, until) || !yield(t) {
				return
			}
			if left--; left == 0 {
				return
			}
		}
	}, nil
}
