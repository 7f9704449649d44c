package main

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/longcase/longcase/inventory"
	"github.com/longcase/longcase/retention"
)

// warnStale warns about groups without a recent snapshot. Their list may be old, or
// nothing is taken any more: then the rules go on deleting what is left.
func (e *env) warnStale(p policy, now time.Time, plans []groupPlan) {
	// One line for all groups: a thousand old datasets would hide every other message.
	var first, more string
	stale := 0
	for k := range plans {
		plan := &plans[k]
		if !plan.stale {
			continue
		}
		if stale++; stale == 1 {
			newest, due, _ := staleness(p, now, plan.List)
			first = fmt.Sprintf("newest snapshot of %s, but %s", inZone(p, newest), due)
			if group := plan.Item(0).Group; group != "" {
				first = "group " + field(group) + ": " + first
			}
		}
	}
	switch {
	case stale == 2:
		more = "; and one more group"
	case stale > 2:
		more = fmt.Sprintf("; and %d more groups", stale-1)
	}
	if stale > 0 {
		e.complain("warning", first+more)
	}
}

// staleness reports whether the newest snapshot of a group is older than the last due
// one or, in a policy without a schedule, than twice the median spacing of the newest, and if
// so what is due. Snapshots count by their nominal times: Monday's, caught up on Tuesday, is
// not Tuesday's.
func staleness(p policy, now time.Time, list inventory.List) (newest time.Time, due string, stale bool) {
	instants := newestOf(list, now)
	if len(instants) == 0 {
		return newest, due, false
	}
	newest = time.Unix(instants[len(instants)-1], 0)
	if last, ok := p.due().Prev(now.Add(1)); ok {
		if stale = p.Enabled && newest.Before(last.Truncate(time.Second)); stale {
			due = "the last one was due at " + inZone(p, last)
		}
	} else if spacing := medianSpacing(instants); spacing > 0 && now.Sub(newest) > 2*spacing {
		due, stale = "half of them follow another within "+inUnits(spacing), true
	}
	return newest, due, stale
}

// inUnits returns a duration such as 48h or 1h30m, without the zeros of Duration's String.
func inUnits(d time.Duration) string {
	text := d.String()
	if d%time.Minute == 0 && d > 0 {
		text = strings.TrimSuffix(text, "0s")
	}
	if d%time.Hour == 0 && d > 0 {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}

// enough is the number of snapshots that make a habit. Older ones may have had another,
// or have been thinned out.
const enough = 100

// newestOf returns when the newest good snapshots of a list were due, in order. Lists in
// order have the newest at the end, and it begins there.
func newestOf(list inventory.List, now time.Time) (instants []int64) {
	// Twice as many as are wanted are collected, and then the older half is dropped. The
	// rest bounds all that may still count: a list in order is passed over from there on.
	floor := int64(math.MinInt64)
	for i := list.Len() - 1; i >= 0; i-- {
		if list.Created(i).Unix() <= floor { // nothing is due after its creation
			continue
		}
		s := list.Snapshot(i)
		if s.Created.IsZero() || s.Failed || s.Created.After(now) {
			continue
		}
		if due := dueOf(&s).Unix(); due > floor {
			instants = append(instants, due)
		}
		// Most lists are in order: none of the others is newer than the first that are enough.
		if n := len(instants); n == 2*enough || n == enough && floor == math.MinInt64 {
			slices.Sort(instants)
			copy(instants, instants[n-enough:])
			instants, floor = instants[:enough], instants[0]
		}
	}
	slices.Sort(instants)
	return instants[max(0, len(instants)-enough):]
}

// dueOf returns the nominal time of a snapshot or, without one that counts, its creation.
func dueOf(s *retention.Snapshot) time.Time {
	if s.Nominal.IsZero() || s.Nominal.After(s.Created) {
		return s.Created
	}
	return s.Nominal
}

// medianSpacing returns the median of the times between neighbours; 0 for fewer than
// two of these, which are no habit. The instants are in order, and are written over.
func medianSpacing(instants []int64) time.Duration {
	if len(instants) < 3 {
		return 0
	}
	spacings := instants[:len(instants)-1]
	for i := range spacings {
		spacings[i] = instants[i+1] - instants[i]
	}
	slices.Sort(spacings)
	return time.Duration(spacings[len(spacings)/2]) * time.Second
}
