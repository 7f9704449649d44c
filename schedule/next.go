package schedule

import (
	"math/bits"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/instant"
	"github.com/longcase/longcase/timezone"
)

// Instants in this file, in prev.go and in count.go are Unix seconds. Local
// times are minutes since 1970-01-01 00:00 on the local clock, and called
// nominal: they are the times that a rule names, and a clock change may move,
// drop or double the instant of one.
//
// Next works in two ways. Nearly always neither the instant nor the next nominal
// minute is near a clock change, and one addition turns a nominal minute into
// an instant (part.next). Otherwise the segments of constant offset are searched
// in turn (part.nextByChange), each for its own wall times and for those that
// the gap before it skipped and that fire after it (part.firstIn).

const (
	secondsPerDay = 24 * 60 * 60

	// beforeAll and afterAll bound all instants considered: every exported
	// function clamps to them. They lie within the segments of every zone, so
	// that a walk over segments ends.
	beforeAll = instant.First
	afterAll  = instant.Last

	// The first and last nominal minute of the years 1 to 9999.
	firstNominal = int64(calendar.MinDate) * calendar.MinutesPerDay
	lastNominal  = int64(calendar.MaxDate+1)*calendar.MinutesPerDay - 1

	// longestChange is more than any offset and any change of an offset. The
	// longest changes are of 24 hours, at the date line: Juneau 1867, Apia 2011.
	longestChange = 2 * secondsPerDay

	// cycle is the longest search: from the year 2100 on, clock changes repeat
	// every 400 years, as dates do. A rule that has not fired in such a cycle
	// never fires again.
	cycle       = calendar.DaysPerCycle * secondsPerDay
	cyclesBegin = 130 * 366 * secondsPerDay // in the year 2100
)

// Next returns the first occurrence strictly after an instant, in the
// schedule's zone; ok is false if none is left before the year 10000.
//
// The cost hardly depends on the distance: 29 February on a Monday, up to 40 years
// away, takes four times as long as tomorrow at noon, for looking at each year.
func (s Schedule) Next(after time.Time) (t time.Time, ok bool) {
	if s.compiled == nil {
		return time.Time{}, false
	}
	unix, ok := s.compiled.next(instant.Second(after))
	if !ok {
		return time.Time{}, false
	}
	return s.compiled.time(unix), true
}

// time returns an instant in the schedule's zone.
func (c *compiled) time(unix int64) time.Time {
	return time.Unix(unix, 0).In(c.location)
}

// next returns the first occurrence after an instant, of any rule.
func (c *compiled) next(after int64) (first int64, ok bool) {
	if len(c.parts) == 1 {
		return c.parts[0].next(c.zone, after)
	}
	for i := range c.parts {
		if unix, has := c.parts[i].next(c.zone, after); has && (!ok || unix < first) {
			first, ok = unix, true
		}
	}
	return first, ok
}

// next returns the first occurrence after an instant.
//
// If neither the instant nor the next nominal minute is near a clock change, a
// change between the two does not matter: it can only move, drop or double
// nominal minutes, and between the two are none. So the offset at the nominal
// minute alone decides.
func (p *part) next(zone *timezone.Zone, after int64) (int64, bool) {
	offset, from, until := zone.Quiet(after)
	nominal, ok := p.nextNominal(minuteAfter(after + offset))
	unix := nominal*60 - offset
	if !ok || after < from || after >= until {
		return p.nextByChange(zone, after)
	}
	if unix >= until { // past the segment's end: by the offset in force there
		offset, from, until = zone.Quiet(unix)
		if unix = nominal*60 - offset; unix < from || unix >= until {
			return p.nextByChange(zone, after)
		}
	}
	return unix, true
}

// nextByChange is next for any instant. It goes from segment to segment, but
// skips those before the next nominal minute: for a rule of one date a year, all
// but one or two.
func (p *part) nextByChange(zone *timezone.Zone, after int64) (int64, bool) {
	// A rule that never fires in the zone again, such as 02:30 with GapSkip on the date of a
	// change, would be searched for to the year 9999, through thousands of segments.
	giveUp := max(after, cyclesBegin) + cycle
	for s := zone.Segment(after); s.Start < giveUp; {
		if unix, ok := p.firstIn(s, after); ok {
			return unix, true
		}
		// The wall times of all later segments begin at the end of this one,
		// read with the smaller offset: in Berlin, the segment that ends with
		// 2025-10-26 03:00 summer time is followed by wall times from 02:00 on.
		nominal, ok := p.nextNominal(minuteFrom(s.End + int64(min(s.Offset, s.After))))
		if !ok {
			break
		}
		s = zone.Segment(max(s.End, nominal*60-longestChange))
	}
	return 0, false
}

// firstIn returns the first occurrence in a segment that is after an instant:
// of the segment's own wall times, or of those in the gap before it. In New York
// on 2025-03-09, 03:30 of summer time is the instant of 03:30 and, with
// GapShift, of 02:30.
func (p *part) firstIn(s timezone.Segment, after int64) (first int64, ok bool) {
	from, until := p.own(s)
	nominal, found := p.nextNominal(minuteFrom(max(from, after+1) + int64(s.Offset)))
	if unix := nominal*60 - int64(s.Offset); found && unix < until {
		first, ok = unix, true
	}
	gap := int64(s.Offset - s.Before)
	if gap <= 0 {
		return first, ok
	}
	switch p.gapChoice(gap) {
	case timezone.GapShift: // as if the offset before the gap were still in force
		nominal, found = p.nextNominal(minuteFrom(max(s.Start, after+1) + int64(s.Before)))
		if unix := nominal*60 - int64(s.Before); found && unix < s.Start+gap && (!ok || unix < first) {
			first, ok = unix, true
		}
	case timezone.GapNext: // at the segment's start, if the gap has any of them
		nominal, found = p.nextNominal(minuteFrom(s.Start + int64(s.Before)))
		if found && nominal*60 < s.Start+int64(s.Offset) && s.Start > after {
			first, ok = s.Start, true
		}
	}
	return first, ok
}

// own returns the bounds, in instants, of the part of a segment whose wall times
// fire. A fold is the end of a segment and the start of the next one, which show
// the same wall times; FoldFirst takes that start away, FoldSecond that end.
func (p *part) own(s timezone.Segment) (from, until int64) {
	from, until = s.Start, s.End
	if fold := int64(s.Before - s.Offset); fold > 0 && p.foldChoice(fold) == timezone.FoldFirst {
		from += fold
	}
	if fold := int64(s.Offset - s.After); fold > 0 && p.foldChoice(fold) == timezone.FoldSecond {
		until -= fold
	}
	return from, until
}

// gapChoice returns the choice for a gap of a number of seconds.
func (p *part) gapChoice(size int64) timezone.Gap {
	if p.dst.Gap != timezone.GapDefault {
		return p.dst.Gap
	}
	if p.isGrid(size) {
		return timezone.GapSkip
	}
	return timezone.GapShift
}

// foldChoice returns the choice for a fold of a number of seconds.
func (p *part) foldChoice(size int64) timezone.Fold {
	if p.dst.Fold != timezone.FoldDefault {
		return p.dst.Fold
	}
	if p.isGrid(size) {
		return timezone.FoldBoth
	}
	return timezone.FoldFirst
}

// isGrid reports whether the rule is a grid at a clock change of a number of
// seconds. A grid of 2 hours is none at a change of one hour: skipping 02:00 in
// spring would leave 3 hours between two occurrences, and firing twice in autumn
// would leave 1.
func (p *part) isGrid(size int64) bool { return p.step != 0 && p.step <= size }

// nextNominal returns the first nominal minute at or after the given one. It
// has three cases by how much is known of the dates: every date, weekdays, or a
// table. They are the inner loop of everything, and so are written out here
// rather than called.
func (p *part) nextNominal(nominal int64) (int64, bool) {
	if nominal > lastNominal {
		return 0, false
	}
	nominal = max(nominal, firstNominal)
	today, minute := splitMinute(nominal)
	midnight := nominal - int64(minute)
	if p.dates.all {
		if m := p.minutes.next(minute); m >= 0 {
			return midnight + int64(m), true
		}
		tomorrow := midnight + calendar.MinutesPerDay
		return tomorrow + int64(p.minutes.first), tomorrow <= lastNominal
	}
	if p.dates.years == nil {
		weekdays := p.dates.twoWeeks >> today.Weekday()
		if weekdays&1 != 0 {
			if m := p.minutes.next(minute); m >= 0 {
				return midnight + int64(m), true
			}
		}
		// Two weeks of bits, so that the next of the weekdays is found without wrapping.
		days := 1 + int64(bits.TrailingZeros32(weekdays>>1))
		nextDay := midnight + days*calendar.MinutesPerDay
		return nextDay + int64(p.minutes.first), nextDay <= lastNominal
	}
	date, ok := p.dates.nextInTable(today)
	if date == today {
		if m := p.minutes.next(minute); m >= 0 {
			return midnight + int64(m), ok
		}
		date, ok = p.dates.nextInTable(today + 1)
	}
	return int64(date)*calendar.MinutesPerDay + int64(p.minutes.first), ok
}

// splitMinute returns the date of a nominal minute, and the minute of its day.
func splitMinute(nominal int64) (calendar.Date, int) {
	// Shifting by cycles makes the dividend positive, so that the division by
	// a constant needs no correction for rounding.
	const cycles = 20 * calendar.DaysPerCycle
	shifted := uint64(nominal + cycles*calendar.MinutesPerDay)
	return calendar.Date(shifted/calendar.MinutesPerDay) - cycles, int(shifted % calendar.MinutesPerDay)
}

// minuteAfter returns the first whole minute after local seconds.
func minuteAfter(local int64) int64 { return floorMinute(local) + 1 }

// minuteFrom returns the first whole minute at or after local seconds.
func minuteFrom(local int64) int64 { return floorMinute(local + 59) }

// floorMinute returns the last whole minute at or before local seconds.
func floorMinute(local int64) int64 {
	const cycles = 20 * calendar.DaysPerCycle
	return int64(uint64(local+cycles*secondsPerDay)/60) - cycles*calendar.MinutesPerDay
}
