package draw

import (
	"slices"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// Subject is what a picture is about: a policy, and the instants at which it takes
// snapshots. The zero value takes none. A Subject is comparable if Fires is, and safe
// for concurrent use as long as nobody changes it.
type Subject struct {
	longcase.Policy
	// Fires, unless nil, takes the place of the policy's schedule, as the sequence of
	// [longcase.Policy.SimulateOn] does: a union, or a recurrence.
	Fires schedule.Sequence
}

const (
	// mostPast is the number of snapshots that Past returns at most.
	mostPast = 10_000
	// pastYears is how far Past looks back.
	pastYears = 20
)

// fires returns the instants at which snapshots are due.
func (s Subject) fires() schedule.Sequence {
	if s.Fires != nil {
		return s.Fires
	}
	return s.Schedule
}

// counts returns the schedule if it is all that is due, for its Count.
func (s Subject) counts() (fires schedule.Schedule, ok bool) {
	fires, ok = s.fires().(schedule.Schedule)
	return fires, ok
}

// zone returns the zone of the pictures: the policy's, or its schedule's, since a policy
// built by hand may lack the first.
func (s Subject) zone() *timezone.Zone {
	if s.Zone == nil {
		return s.Schedule.Zone().OrUTC()
	}
	return s.Zone
}

// words says what the policy does, as [longcase.Policy.String] does for a schedule.
func (s Subject) words() string {
	if s.Fires == nil {
		return s.String()
	}
	return "Takes a snapshot by a recurrence, " + s.zone().Name() + ". Keeps " + s.Retention.String() + "."
}

// Past returns the snapshots of a policy at an instant, as if it had been at work for 20
// years without a failure: those it keeps, and those it deleted since it took the oldest
// of these, the oldest first. A policy without rules has been at work for a year.
//
// Past returns at most 10,000 snapshots, the newest. Of the rest, nothing is said: to
// show a real list, use package inventory. A disabled policy has no past.
func (s Subject) Past(now time.Time) []retention.Snapshot {
	if !s.Enabled {
		return nil
	}
	var times []time.Time
	if fires, ok := s.counts(); ok {
		times = s.counted(fires, now)
	} else {
		times = walked(s.Fires, now)
	}
	list := make([]retention.Snapshot, len(times))
	for i, t := range times {
		list[i] = retention.Snapshot{Created: t, Nominal: t, Locked: s.Locked}
	}
	return list
}

// walked returns the newest instants of a sequence up to an instant, in order.
func walked(fires schedule.Sequence, now time.Time) (times []time.Time) {
	oldest := now.AddDate(-pastYears, 0, 0)
	t, ok := fires.Prev(now.Add(1))
	for ok && t.After(oldest) && len(times) < mostPast {
		times = append(times, t)
		t, ok = fires.Prev(t)
	}
	slices.Reverse(times)
	return times
}

// counted returns the instants of a schedule up to an instant, from the oldest that is
// kept on. A [retention.Timeline] finds the kept ones without asking for the others: a
// rule of months finds its twelve among millions of minutes.
func (s Subject) counted(fires schedule.Schedule, now time.Time) []time.Time {
	years := pastYears
	if len(s.Retention.Rules()) == 0 {
		years = 1
	}
	start, end := now.AddDate(-years, 0, 0), now.Add(1)
	n := int(fires.Count(start, end))
	nth := func(i int) time.Time {
		t, _ := fires.Nth(start.Add(-1), int64(i)+1)
		return t
	}
	kept := retention.NewTimeline(n, nth).Kept(s.Retention, now)
	if len(kept) == 0 {
		kept = []retention.Range{{From: max(0, n-100), To: n}} // to show that they go
	}
	// The kept ones first: the deleted ones have the room that they leave.
	kept = newest(kept, mostPast)
	room := mostPast
	for _, r := range kept {
		room -= r.Len()
	}
	var gaps []retention.Range
	for i, r := range kept[:len(kept)-1] {
		gaps = append(gaps, retention.Range{From: r.To, To: kept[i+1].From})
	}
	gaps = append(gaps, retention.Range{From: kept[len(kept)-1].To, To: n})
	return instants(fires, nth, append(newest(gaps, room), kept...))
}

// newest returns the ends of ranges that hold the newest positions, at most a number.
func newest(ranges []retention.Range, most int) []retention.Range {
	for i, r := range slices.Backward(ranges) {
		if most < r.Len() {
			cut := slices.Clone(ranges[i:])
			cut[0].From = r.To - most
			return cut
		}
		most -= r.Len()
	}
	return ranges
}

// instants returns the instants at ranges of positions, in order.
func instants(fires schedule.Schedule, nth func(int) time.Time, ranges []retention.Range) (times []time.Time) {
	slices.SortFunc(ranges, func(a, b retention.Range) int { return a.From - b.From })
	for _, r := range ranges {
		if r.Len() <= 0 {
			continue
		}
		t := nth(r.From)
		times = append(times, t)
		for range r.Len() - 1 {
			t, _ = fires.Next(t)
			times = append(times, t)
		}
	}
	return times
}
