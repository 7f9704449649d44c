package draw

import (
	"slices"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// Subject is the subject of a picture: a policy, and the instants at which it takes
// snapshots. The zero value takes none. A Subject is comparable if Fires is, and safe for
// concurrent use while its fields do not change.
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
	// mostPicks is the number of picks up to which a timeline asks the schedule for the
	// instants that it needs. For more, listing all instants is faster.
	mostPicks = 1_000
	// mostListed is the number of instants that are listed, in 5 MB: a year of minutes and
	// more.
	mostListed = 600_000
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

// words returns the policy in plain English, as [longcase.Policy.String] does.
func (s Subject) words() string {
	if s.Fires == nil {
		return s.String()
	}
	return "Takes a snapshot by a recurrence, " + s.zone().Name() +
		". Keeps " + s.Retention.String() + "."
}

// Past returns the snapshots of a policy at an instant, as if it had been at work for 20
// years without a failure: those it keeps, and those it deleted since it took the oldest
// of these, the oldest first. A policy without rules has been at work for a year, and a
// policy that keeps thousands of a frequent schedule for five years or a single year,
// since more would take long to find.
//
// Past returns at most 10,000 snapshots: the newest kept, and in the remaining room the
// newest deleted. A disabled policy has no past. Lists of real snapshots come from package
// inventory.
func (s Subject) Past(now time.Time) []retention.Snapshot {
	list, _ := s.past(now)
	return list
}

// past also returns for how many years the policy has been at work.
func (s Subject) past(now time.Time) (list []retention.Snapshot, years int) {
	if !s.Enabled {
		return nil, 0
	}
	var times []time.Time
	if fires, ok := s.counts(); ok {
		years = s.years(fires, now)
		times = s.counted(fires, now.AddDate(-years, 0, 0), now)
	} else {
		years = pastYears
		times = walked(s.Fires, now)
	}
	list = make([]retention.Snapshot, len(times))
	for i, t := range times {
		list[i] = retention.Snapshot{Created: t, Nominal: t, Locked: s.Locked}
	}
	return list, years
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

// years returns how far to look back, so that the retention asks for few instants or all
// of them can be listed.
func (s Subject) years(fires schedule.Schedule, now time.Time) int {
	if len(s.Retention.Rules()) == 0 {
		return 1
	}
	// The longest stretch that is quick to answer for: few picks, each searched for, or a list
	// of all instants that fits the memory.
	for _, years := range [...]int{pastYears, 5} {
		start := now.AddDate(-years, 0, 0)
		if s.picks(years) <= mostPicks || fires.Count(start, now) <= mostListed {
			return years
		}
	}
	return 1
}

// picks returns about how many instants the rules pick singly in some years. An age alone
// picks none: it keeps a stretch.
func (s Subject) picks(years int) (n int64) {
	for _, r := range s.Retention.Rules() {
		// More than any rule can pick: the conditions below only lower it.
		picked := int64(1 << 40)
		switch {
		case r.Per != calendar.NoUnit:
			picked = int64(years) * yearSeconds / unitSeconds[r.Per]
			if !r.Within.IsZero() {
				picked = min(picked, int64(r.Within.N)*unitSeconds[r.Within.Unit]/unitSeconds[r.Per]+1)
			}
		case r.Count <= 0:
			continue
		}
		if r.Count > 0 {
			picked = min(picked, int64(r.Count))
		}
		n += picked
	}
	return n
}

// unitSeconds holds the length of each unit, about, in seconds.
var unitSeconds = [...]int64{
	calendar.NoUnit: 1, calendar.Minute: 60, calendar.Hour: hourSeconds, calendar.Day: daySeconds,
	calendar.Week: 7 * daySeconds, calendar.Month: 30 * daySeconds, calendar.Quarter: 91 * daySeconds,
	calendar.Year: yearSeconds,
}

// counted returns the instants of a schedule between two, both included, from the oldest
// kept on. A [retention.Timeline] finds the kept ones without asking for
// the others: a rule of months finds its twelve among millions of minutes.
func (s Subject) counted(fires schedule.Schedule, start, now time.Time) []time.Time {
	end := now.Add(1)
	n := int(fires.Count(start, end))
	nth := func(i int) time.Time {
		// Nth counts from 1, and excludes the instant that it is given.
		t, _ := fires.Nth(start.Add(-1), int64(i)+1)
		return t
	}
	asked := nth
	if n <= mostListed && s.picks(pastYears) > mostPicks {
		asked = listed(fires, start.Add(-1), now)
	}
	kept := retention.NewTimeline(n, asked).Kept(s.Retention, now)
	if len(kept) == 0 {
		kept = []retention.Range{{From: max(0, n-100), To: n}} // to show that they go
	}
	return instants(fires, nth, withDeleted(kept, n))
}

// listed returns a function for the instants of a schedule after from and up to until, by
// their position. Each is asked for once, and not at every look.
func listed(fires schedule.Schedule, from, until time.Time) func(int) time.Time {
	var list []int64
	for t := range fires.Between(from.Add(1), until.Add(1)) {
		list = append(list, t.Unix())
	}
	return func(i int) time.Time { return time.Unix(list[i], 0) }
}

// withDeleted returns the newest positions of n that are kept, and, as far as they leave
// room, the newest of the others after the first of them.
func withDeleted(kept []retention.Range, n int) []retention.Range {
	kept = newest(kept, mostPast)
	room := mostPast
	for _, r := range kept {
		room -= r.Len()
	}
	// The gap after each kept range, up to the next or to the end. Before the first kept
	// snapshot lie years of deleted ones, which would say nothing.
	var others []retention.Range
	for i, r := range kept {
		next := n
		if i+1 < len(kept) {
			next = kept[i+1].From
		}
		others = append(others, retention.Range{From: r.To, To: next})
	}
	return append(newest(others, room), kept...)
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
func instants(
	fires schedule.Schedule, nth func(int) time.Time, ranges []retention.Range,
) (times []time.Time) {
	slices.SortFunc(ranges, func(a, b retention.Range) int { return a.From - b.From })
	n := 0
	for _, r := range ranges {
		n += max(r.Len(), 0)
	}
	times = make([]time.Time, 0, n)
	for _, r := range ranges {
		if r.Len() <= 0 {
			continue
		}
		// The first of a range is searched for, the others follow by Next, which costs less.
		t := nth(r.From)
		times = append(times, t)
		for range r.Len() - 1 {
			t, _ = fires.Next(t)
			times = append(times, t)
		}
	}
	return times
}
