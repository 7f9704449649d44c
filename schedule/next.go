package schedule

import (
	"math/bits"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/timezone"
)

// Local times in this file and in prev.go are counted in minutes since
// 1970-01-01 00:00 on the local clock and called nominal, since a clock change
// may move, drop or double them. Instants are Unix seconds.

const (
	secondsPerDay = 24 * 60 * 60

	// Every instant considered lies between these two. They are two days
	// outside years 1 to 9999, so that every offset fits in, and not outside
	// the segments of any zone, so that a walk over those ends.
	beforeAll = int64(calendar.MinDate-2) * secondsPerDay
	afterAll  = int64(calendar.MaxDate+3) * secondsPerDay

	// The nominal minutes of years 1 to 9999.
	firstNominal = int64(calendar.MinDate) * calendar.MinutesPerDay
	lastNominal  = int64(calendar.MaxDate+1)*calendar.MinutesPerDay - 1

	// longestChange is more than any offset and any change of one.
	longestChange = 2 * secondsPerDay

	// cycle is how long to look at most: what has not fired for 400 years in
	// which a zone's clock changes repeat, as they do from the year 2100 on,
	// never fires again.
	cycle       = calendar.DaysPerCycle * secondsPerDay
	cyclesBegin = 130 * 366 * secondsPerDay // in the year 2100
)

// Next returns the first occurrence strictly after an instant, in the
// schedule's zone. It is false where there is none before the year 10000.
//
// Its cost does not depend on how far away the occurrence is. It is the same
// for every instant from one occurrence up to the next.
func (s Schedule) Next(after time.Time) (time.Time, bool) {
	if s.compiled == nil {
		return time.Time{}, false
	}
	unix, ok := s.compiled.next(after.Unix())
	if !ok {
		return time.Time{}, false
	}
	return s.compiled.time(unix), true
}

func (c *compiled) time(unix int64) time.Time {
	return time.Unix(unix, 0).In(c.location)
}

// next returns the first occurrence after an instant.
func (c *compiled) next(after int64) (first int64, ok bool) {
	after = min(max(after, beforeAll), afterAll)
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
// Where neither the instant nor the next nominal minute is near a clock
// change, no change in between matters either: no nominal minute lies in
// between. That is the whole of the usual case.
func (p *part) next(zone *timezone.Zone, after int64) (int64, bool) {
	offset, from, until := zone.Quiet(after)
	nominal, ok := p.nextNominal(minuteAfter(after + offset))
	unix := nominal*60 - offset
	if !ok || after < from || after >= until {
		return p.nextByChange(zone, after)
	}
	if unix >= until {
		offset, from, until = zone.Quiet(unix)
		if unix = nominal*60 - offset; unix < from || unix >= until {
			return p.nextByChange(zone, after)
		}
	}
	return unix, true
}

// nextByChange is next for any instant: segment by segment.
func (p *part) nextByChange(zone *timezone.Zone, after int64) (int64, bool) {
	giveUp := max(after, cyclesBegin) + cycle
	for s := zone.Segment(after); s.Start < giveUp; {
		if unix, ok := p.firstIn(s, after); ok {
			return unix, true
		}
		// Later segments show no wall time before this one.
		nominal, ok := p.nextNominal(minuteFrom(s.End + int64(min(s.Offset, s.After))))
		if !ok {
			break
		}
		s = zone.Segment(max(s.End, nominal*60-longestChange))
	}
	return 0, false
}

// firstIn returns the first occurrence in a segment that is after an instant.
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
	case timezone.GapShift:
		nominal, found = p.nextNominal(minuteFrom(max(s.Start, after+1) + int64(s.Before)))
		if unix := nominal*60 - int64(s.Before); found && unix < s.Start+gap && (!ok || unix < first) {
			first, ok = unix, true
		}
	case timezone.GapNext:
		nominal, found = p.nextNominal(minuteFrom(s.Start + int64(s.Before)))
		if found && nominal*60 < s.Start+int64(s.Offset) && s.Start > after {
			first, ok = s.Start, true
		}
	}
	return first, ok
}

// own returns the bounds, in instants, of the part of a segment in which its
// wall times fire: all of it, but for the pass of a fold that does not fire.
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

// gapChoice returns what becomes of wall times in a gap of some seconds.
func (p *part) gapChoice(size int64) timezone.Gap {
	if p.dst.Gap != timezone.GapDefault {
		return p.dst.Gap
	}
	if p.isGrid(size) {
		return timezone.GapSkip
	}
	return timezone.GapShift
}

// foldChoice returns what becomes of wall times in a fold of some seconds.
func (p *part) foldChoice(size int64) timezone.Fold {
	if p.dst.Fold != timezone.FoldDefault {
		return p.dst.Fold
	}
	if p.isGrid(size) {
		return timezone.FoldBoth
	}
	return timezone.FoldFirst
}

// isGrid reports whether the rule is a grid at a clock change of some seconds:
// one with a longer step behaves as fixed times do.
func (p *part) isGrid(size int64) bool { return p.step != 0 && p.step <= size }

// nextNominal returns the first nominal minute at or after one.
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
		return tomorrow + int64(p.first), tomorrow <= lastNominal
	}
	if p.dates.table == nil {
		weekdays := p.dates.twoWeeks >> today.Weekday()
		if weekdays&1 != 0 {
			if m := p.minutes.next(minute); m >= 0 {
				return midnight + int64(m), true
			}
		}
		days := 1 + int64(bits.TrailingZeros32(weekdays>>1))
		nextDay := midnight + days*calendar.MinutesPerDay
		return nextDay + int64(p.first), nextDay <= lastNominal
	}
	date, ok := p.dates.table.next(today)
	if date == today {
		if m := p.minutes.next(minute); m >= 0 {
			return midnight + int64(m), ok
		}
		date, ok = p.dates.table.next(today + 1)
	}
	return int64(date)*calendar.MinutesPerDay + int64(p.first), ok
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
