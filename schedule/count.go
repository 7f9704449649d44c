package schedule

import (
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/timezone"
)

// Count returns the number of occurrences from one instant, included, to
// another, excluded.
//
// They are not enumerated: its cost grows with the number of the zone's clock
// changes in between, not with the number of occurrences. A schedule of
// several rules enumerates those that are next to a clock change.
func (s Schedule) Count(from, to time.Time) int64 {
	if s.compiled == nil {
		return 0
	}
	return s.compiled.count(ceilSecond(from), ceilSecond(to))
}

// Missed returns how many occurrences there are after one instant, up to and
// including another, and the latest of them: how often something was due since
// its last run. Its cost is that of [Schedule.Count]. The latest is the zero
// time where there are none.
func (s Schedule) Missed(last, now time.Time) (count int64, latest time.Time) {
	if s.compiled == nil {
		return 0, time.Time{}
	}
	count = s.compiled.count(last.Unix()+1, now.Unix()+1)
	if count > 0 {
		latest, _ = s.Prev(time.Unix(now.Unix()+1, 0))
	}
	return count, latest
}

// Nth returns the nth occurrence strictly after an instant, or strictly before
// it where n is negative: 1 is [Schedule.Next] and -1 is [Schedule.Prev]. It is
// false for 0, and where there are not as many in the years 1 to 9999.
//
// Its cost does not grow with n but with the number of clock changes.
func (s Schedule) Nth(from time.Time, n int64) (time.Time, bool) {
	var unix int64
	ok := false
	switch {
	case s.compiled == nil:
	case n > 0:
		unix, ok = s.compiled.nthFrom(from.Unix()+1, n)
	case n < 0:
		unix, ok = s.compiled.nthBefore(ceilSecond(from), -n)
	}
	if !ok {
		return time.Time{}, false
	}
	return s.compiled.time(unix), true
}

// nthFrom returns the nth occurrence at or after an instant; n is positive.
func (c *compiled) nthFrom(from, n int64) (int64, bool) {
	from = min(max(from, beforeAll), afterAll)
	for from < afterAll {
		end := c.zone.Segment(from).End
		here := c.count(from, end)
		if here >= n {
			return c.first(from, end, n), true
		}
		n -= here
		from = end
	}
	return 0, false
}

// nthBefore returns the nth occurrence before an instant, backwards; n is
// positive, or has overflowed from the least int64.
func (c *compiled) nthBefore(before, n int64) (int64, bool) {
	before = min(max(before, beforeAll), afterAll)
	for before > beforeAll && n > 0 {
		start := max(c.zone.Segment(before-1).Start, beforeAll)
		here := c.count(start, before)
		if here >= n {
			return c.first(start, before, here-n+1), true
		}
		n -= here
		before = start
	}
	return 0, false
}

// first returns the nth of the occurrences from one instant to another, of
// which there are at least n, by bisection.
func (c *compiled) first(from, until, n int64) int64 {
	low, high := from, until-1
	for low < high {
		middle := low + (high-low)/2
		if c.count(from, middle+1) >= n {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low
}

// count returns the number of occurrences from one instant to another.
func (c *compiled) count(from, until int64) int64 {
	from, until = max(from, beforeAll), min(until, afterAll)
	if from >= until {
		return 0
	}
	if len(c.parts) == 1 {
		return c.parts[0].count(c.zone, from, until)
	}
	return c.countSeveral(from, until)
}

// count returns the number of occurrences from one instant to another: those
// of the segments that the two are in, and of the whole segments in between.
func (p *part) count(zone *timezone.Zone, from, until int64) int64 {
	s := zone.Segment(from)
	if until <= s.End {
		return p.countIn(s, from, until)
	}
	n := p.countIn(s, from, s.End)
	whole := s.End
	s = zone.Segment(until - 1)
	if whole < s.Start {
		n += p.countWhole(zone, whole, s.Start)
	}
	return n + p.countIn(s, s.Start, until)
}

// countIn returns the number of occurrences from one instant to another within
// a segment.
func (p *part) countIn(s timezone.Segment, from, until int64) int64 {
	n := p.donated(s, from, until)
	ownFrom, ownUntil := p.own(s)
	from, until = max(from, ownFrom), min(until, ownUntil)
	return n + p.countNominal(from+int64(s.Offset), until+int64(s.Offset))
}

// countWhole returns the number of occurrences in whole segments, from the
// start of one to the end of another. Wall time runs on from each segment to
// the next, but for what the clock change between them skips or repeats: so
// all nominal minutes are counted at once, and each change adds or takes away
// a little.
func (p *part) countWhole(zone *timezone.Zone, from, until int64) int64 {
	first, last := zone.Segment(from), zone.Segment(until-1)
	nominalFrom, nominalUntil := from+int64(first.Offset), until+int64(last.Offset)
	n := p.countNominal(nominalFrom, nominalUntil)

	ownFrom, _ := p.own(first)
	n += p.donated(first, from, first.End) - p.countNominal(nominalFrom, ownFrom+int64(first.Offset))
	_, ownUntil := p.own(last)
	n -= p.countNominal(ownUntil+int64(last.Offset), nominalUntil)

	for change := range zone.Changes(from, until) {
		n += p.countChange(zone, change)
	}
	return n
}

// countChange returns how many more occurrences there are around a clock
// change than nominal minutes.
func (p *part) countChange(zone *timezone.Zone, c timezone.Change) int64 {
	n := p.countNominal(c.At+min(c.Before, c.After), c.At+max(c.Before, c.After))
	switch {
	case n == 0:
		return 0
	case c.Before < c.After:
		if p.gapChoice(c.After-c.Before) == timezone.GapSkip {
			return -n
		}
		s := zone.Segment(c.At)
		return p.donated(s, s.Start, s.End) - n
	case p.foldChoice(c.Before-c.After) == timezone.FoldBoth:
		return n
	}
	return 0
}

// donated returns the number of occurrences, from one instant to another, that
// a segment has only because its first instants stand for wall times that the
// gap before it skipped.
func (p *part) donated(s timezone.Segment, from, until int64) (n int64) {
	gap := int64(s.Offset - s.Before)
	if gap <= 0 || from >= s.Start+gap {
		return 0
	}
	until = min(until, s.Start+gap)
	switch p.gapChoice(gap) {
	case timezone.GapShift:
		local := int64(s.Before)
		for nominal, ok := p.nextNominal(minuteFrom(from + local)); ok && nominal*60 < until+local; {
			if !p.fires(nominal*60 + gap) {
				n++
			}
			nominal, ok = p.nextNominal(nominal + 1)
		}
	case timezone.GapNext:
		local := s.Start + int64(s.Offset)
		if from <= s.Start && s.Start < until && !p.fires(local) && p.countNominal(local-gap, local) > 0 {
			n = 1
		}
	}
	return n
}

// fires reports whether local seconds are a nominal minute of the rule.
func (p *part) fires(local int64) bool {
	nominal, ok := p.nextNominal(minuteFrom(local))
	return ok && nominal*60 == local
}

// countNominal returns the number of nominal minutes from one local time to
// another, in local seconds.
func (p *part) countNominal(from, until int64) int64 {
	if from >= until {
		return 0
	}
	first, last := clampNominal(minuteFrom(from)), clampNominal(minuteFrom(until))
	day, minute := splitMinute(first)
	if end := int64(minute) + last - first; end <= calendar.MinutesPerDay {
		n := int64(p.minutes.rank(int(end)) - p.minutes.rank(minute))
		if n == 0 || !p.dates.contains(day) {
			return 0
		}
		return n
	}
	n := -p.dates.before(day) * int64(p.minutes.count)
	if p.dates.contains(day) {
		n -= int64(p.minutes.rank(minute))
	}
	day, minute = splitMinute(last)
	n += p.dates.before(day) * int64(p.minutes.count)
	if p.dates.contains(day) {
		n += int64(p.minutes.rank(minute))
	}
	return n
}

// clampNominal limits a nominal minute to years 1 to 9999, or their end.
func clampNominal(nominal int64) int64 {
	return min(max(nominal, firstNominal), lastNominal+1)
}

// disjoint returns parts with the same nominal minutes as the given ones, of
// which no two share one, by splitting their sets of minutes where they
// overlap. They serve to count; what a clock change does is not theirs to say.
func disjoint(parts []part) (classes []part) {
	for _, p := range parts {
		rest := p.minutes
		for i := range classes {
			class := &classes[i]
			both, alone := class.minutes.split(&rest)
			if both.count == 0 {
				continue
			}
			_, rest = rest.split(&both)
			if alone.count > 0 {
				classes = append(classes, newPart(class.dates, alone, 0, class.dst))
				class = &classes[i]
			}
			*class = newPart(class.dates.union(&p.dates), both, 0, class.dst)
		}
		if rest.count > 0 {
			classes = append(classes, newPart(p.dates, rest, 0, p.dst))
		}
	}
	return classes
}

// countSeveral is count for a schedule of several rules: by nominal minutes
// where no clock change is near, and one by one where one is.
func (c *compiled) countSeveral(from, until int64) (n int64) {
	for from < until {
		offset, quietFrom, quietUntil := c.zone.Quiet(from)
		end := min(until, c.zone.Segment(from).End)
		quietFrom = min(max(from, quietFrom), end)
		quietUntil = max(quietFrom, min(end, quietUntil))
		n += c.enumerate(from, quietFrom) + c.enumerate(quietUntil, end)
		for i := range c.disjoint {
			n += c.disjoint[i].countNominal(quietFrom+offset, quietUntil+offset)
		}
		from = end
	}
	return n
}

// enumerate counts the occurrences from one instant to another one by one.
func (c *compiled) enumerate(from, until int64) (n int64) {
	for from < until {
		unix, ok := c.next(from - 1)
		if !ok || unix >= until {
			break
		}
		n++
		from = unix + 1
	}
	return n
}
