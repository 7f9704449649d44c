package draw

import (
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// clockChange is a change of the clocks on a day of a calendar.
type clockChange struct {
	date    calendar.Date
	forward bool
	words   string // a sentence: the date, the change and its effect
}

// mostChanges bounds the clock changes of a calendar, for locations made by hand. No zone
// of the IANA database has more than a few a year: Morocco had four, because it stops
// daylight saving for Ramadan.
const mostChanges = 12

// clockChanges returns the changes of a zone's clocks on the dates from <= date < until,
// with their effects on the snapshots.
func (s Subject) clockChanges(from, until calendar.Date) (list []clockChange) {
	zone := s.zone()
	effect := s.effect()
	// Changes excludes both bounds, and a change at midnight may be the first instant of a
	// date, as at Havana's 2025-03-09 00:00: the bounds are a second wider, and the dates
	// decide.
	for change := range zone.Changes(zone.StartOf(from)-1, zone.StartOf(until)+1) {
		date, minute := changeDate(change)
		if date < from || date >= until || len(list) == mostChanges {
			continue
		}
		c := clockChange{date: date, forward: change.After > change.Before}
		c.words = dateWords(date) + ", " + minute.String() + ": the clocks go "
		if c.forward {
			c.words += "forward " + span(change.After-change.Before)
		} else {
			c.words += "back " + span(change.Before-change.After)
		}
		if effect != nil {
			c.words += "; " + effect(change)
		}
		list = append(list, c)
	}
	return list
}

// changeDate returns the date of a change and the time that the clocks would show without
// it. Clocks put back at midnight belong to the day before: on Sunday 2025-10-26 at 00:00,
// Beirut repeats the last hour of Saturday.
func changeDate(change timezone.Change) (calendar.Date, calendar.Clock) {
	date, second := timezone.Split(change.At + change.Before)
	if second == 0 && change.After < change.Before {
		return date - 1, calendar.ClockOf(24, 0) // no rule's time, but a text for the end of a day
	}
	return date, calendar.Clock(second / 60)
}

// effect returns a function for the effect of a clock change on the snapshots of a
// schedule, or nil for other sequences. It compares the schedule with the same rules in
// UTC, whose occurrences are the wall times of the rules.
func (s Subject) effect() func(timezone.Change) string {
	fires, ok := s.counts()
	if !ok || !s.Enabled {
		return nil
	}
	plain, err := schedule.Compile(nil, timezone.DST{}, fires.Rules()...)
	if err != nil { // the zero schedule
		return nil
	}
	return func(change timezone.Change) string {
		if change.After > change.Before {
			return gapEffect(fires, plain, change)
		}
		return foldEffect(fires, plain, change)
	}
}

// gapEffect describes the snapshots at wall times skipped by a change.
func gapEffect(fires, plain schedule.Schedule, change timezone.Change) string {
	start, end := time.Unix(change.At+change.Before, 0), time.Unix(change.At+change.After, 0)
	// The skipped wall times, as instants of UTC.
	skipped := plain.Count(start, end)
	if skipped == 0 {
		return "no snapshot is affected"
	}
	wall, _ := plain.Next(start.Add(-1))
	if skipped == 1 {
		at, ok := landed(fires, plain, change, wall)
		if !ok {
			return clock(wall) + " has no snapshot of its own"
		}
		return clock(wall) + " is taken at " + clock(at)
	}
	// All wall times of a gap are treated alike, but a shifted time may coincide with a
	// wall time of the rule.
	// Two are enough to say that the snapshots are taken later; their times are left out.
	moved := 0
	for t := range plain.Between(start, end) {
		if _, ok := landed(fires, plain, change, t); ok {
			moved++
		}
		if moved > 1 {
			break
		}
	}
	if moved == 0 {
		return "the " + number(skipped) + " skipped times have no snapshots of their own"
	}
	return "the " + snapshotWords(skipped) + " of the skipped time are taken after it"
}

// landed returns the wall time at which the snapshot of a skipped wall time is taken; ok
// is false if it is left out, or if another is due there anyway.
func landed(
	fires, plain schedule.Schedule, change timezone.Change, wall time.Time,
) (at time.Time, ok bool) {
	// A skipped time may land where [timezone.GapShift] puts it, as far after the gap as it
	// was into it, or where [timezone.GapNext] does, at the end of the gap. If the rules
	// are due at that wall time on any day, the snapshot is theirs.
	for _, unix := range [...]int64{wall.Unix() - change.Before, change.At} {
		at = time.Unix(unix+change.After, 0).UTC()
		if fires.Contains(time.Unix(unix, 0)) && !plain.Contains(at) {
			return at, true
		}
	}
	return at, false
}

// foldEffect describes the snapshots at wall times repeated by a change.
func foldEffect(fires, plain schedule.Schedule, change timezone.Change) string {
	// The repeated wall times begin at what the clocks show after the change. The first pass
	// is the same length of time before it, the second after it.
	length := change.Before - change.After
	wall := time.Unix(change.At+change.After, 0)
	repeated := plain.Count(wall, wall.Add(time.Duration(length)*time.Second))
	first := fires.Count(time.Unix(change.At-length, 0), time.Unix(change.At, 0))
	second := fires.Count(time.Unix(change.At, 0), time.Unix(change.At+length, 0))
	words := "the " + snapshotWords(repeated) + " of the repeated time are taken "
	if repeated == 1 {
		t, _ := plain.Next(wall.Add(-1))
		words = clock(t) + " is taken "
	}
	switch {
	case repeated == 0:
		return "no snapshot is affected"
	case first > 0 && second > 0:
		return words + "twice"
	case second > 0:
		return words + "once, the second time"
	}
	return words + "once, the first time"
}

// clock returns the time of day of an instant in UTC.
func clock(t time.Time) string { return t.UTC().Format("15:04") }
