package schedule

import (
	"math/bits"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/instant"
	"github.com/longcase/longcase/timezone"
)

// This file is the mirror image of next.go, whose comments say why. A fold and
// the wall times that a gap shifts lie at the start of a segment, so that only
// lastIn and the end of prevByChange differ in more than the direction.

// Prev returns the last occurrence strictly before an instant, in the
// schedule's zone; ok is false if none is left from the year 1 on. Its cost is
// that of [Schedule.Next].
func (s Schedule) Prev(before time.Time) (t time.Time, ok bool) {
	if s.compiled == nil {
		return time.Time{}, false
	}
	unix, ok := s.compiled.prev(instant.Ceil(before))
	if !ok {
		return time.Time{}, false
	}
	return s.compiled.time(unix), true
}

// prev returns the last occurrence before an instant, of any rule.
func (c *compiled) prev(before int64) (last int64, ok bool) {
	if len(c.parts) == 1 {
		return c.parts[0].prev(c.zone, before)
	}
	for i := range c.parts {
		if unix, has := c.parts[i].prev(c.zone, before); has && (!ok || unix > last) {
			last, ok = unix, true
		}
	}
	return last, ok
}

// prev returns the last occurrence before an instant.
func (p *part) prev(zone *timezone.Zone, before int64) (int64, bool) {
	offset, from, until := zone.Quiet(before - 1)
	nominal, ok := p.prevNominal(floorMinute(before - 1 + offset))
	unix := nominal*60 - offset
	if !ok || before <= from || before > until {
		return p.prevByChange(zone, before)
	}
	if unix < from {
		offset, from, until = zone.Quiet(unix)
		if unix = nominal*60 - offset; unix < from || unix >= until {
			return p.prevByChange(zone, before)
		}
	}
	return unix, true
}

// prevByChange is prev for any instant: segment by segment.
func (p *part) prevByChange(zone *timezone.Zone, before int64) (int64, bool) {
	for s := zone.Segment(before - 1); ; {
		if unix, ok := p.lastIn(s, before); ok {
			return unix, true
		}
		// The wall times of all earlier segments end at the start of this one,
		// read with the greater offset.
		nominal, ok := p.prevNominal(floorMinute(s.Start - 1 + int64(max(s.Offset, s.Before))))
		if !ok {
			return 0, false
		}
		at := min(s.Start-1, nominal*60+longestChange)
		// Clock changes are the same in every 400 years after 2100: after a cycle
		// without an occurrence, none of the others there has any.
		if before-at > cycle {
			at = min(at, cyclesBegin)
		}
		s = zone.Segment(at)
	}
}

// lastIn returns the last occurrence in a segment that is before an instant, of
// its own wall times or of those in the gap before it. With GapNext the latter
// are at the segment's start, where an own wall time is never earlier.
func (p *part) lastIn(s timezone.Segment, before int64) (last int64, ok bool) {
	from, until := p.own(s)
	nominal, found := p.prevNominal(floorMinute(min(until, before) - 1 + int64(s.Offset)))
	if unix := nominal*60 - int64(s.Offset); found && unix >= from {
		last, ok = unix, true
	}
	gap := int64(s.Offset - s.Before)
	if gap <= 0 {
		return last, ok
	}
	switch p.gapChoice(gap) {
	case timezone.GapShift:
		nominal, found = p.prevNominal(floorMinute(min(s.Start+gap, before) - 1 + int64(s.Before)))
		if unix := nominal*60 - int64(s.Before); found && unix >= s.Start && (!ok || unix > last) {
			last, ok = unix, true
		}
	case timezone.GapNext:
		nominal, found = p.prevNominal(floorMinute(s.Start - 1 + int64(s.Offset)))
		if found && nominal*60 >= s.Start+int64(s.Before) && s.Start < before && !ok {
			last, ok = s.Start, true
		}
	}
	return last, ok
}

// prevNominal returns the last nominal minute at or before the given one.
func (p *part) prevNominal(nominal int64) (int64, bool) {
	if nominal < firstNominal {
		return 0, false
	}
	nominal = min(nominal, lastNominal)
	today, minute := splitMinute(nominal)
	midnight := nominal - int64(minute)
	if p.dates.all {
		if m := p.minutes.prev(minute); m >= 0 {
			return midnight + int64(m), true
		}
		yesterday := midnight - calendar.MinutesPerDay
		return yesterday + int64(p.minutes.last), yesterday >= firstNominal
	}
	if p.dates.years == nil {
		weekdays := p.dates.twoWeeks << (31 - 7 - today.Weekday())
		if int32(weekdays) < 0 { // today's bit is the highest, the sign
			if m := p.minutes.prev(minute); m >= 0 {
				return midnight + int64(m), true
			}
		}
		days := 1 + int64(bits.LeadingZeros32(weekdays<<1))
		dayBefore := midnight - days*calendar.MinutesPerDay
		return dayBefore + int64(p.minutes.last), dayBefore >= firstNominal
	}
	date, ok := p.dates.prevInTable(today)
	if date == today {
		if m := p.minutes.prev(minute); m >= 0 {
			return midnight + int64(m), ok
		}
		date, ok = p.dates.prevInTable(today - 1)
	}
	return int64(date)*calendar.MinutesPerDay + int64(p.minutes.last), ok
}
