package schedule

import (
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/instant"
	"github.com/longcase/longcase/timezone"
)

// Count returns the number of occurrences from an instant, included, to another,
// excluded.
//
// The cost grows with the number of the zone's clock changes in between, not
// with the number of occurrences, which are not enumerated. For a schedule of
// several rules, those next to a clock change are.
func (s Schedule) Count(from, to time.Time) int64 {
	if s.compiled == nil {
		return 0
	}
	return s.compiled.count(instant.Ceil(from), instant.Ceil(to))
}

// Missed returns the number of occurrences after the last run, up to now
// included, and the latest of them, the zero time if count is 0. The cost is
// that of [Schedule.Count].
func (s Schedule) Missed(last, now time.Time) (count int64, latest time.Time) {
	if s.compiled == nil {
		return 0, time.Time{}
	}
	from, until := instant.Second(last)+1, instant.Second(now)+1
	count = s.compiled.count(from, until)
	if count > 0 {
		unix, _ := s.compiled.prev(until)
		latest = s.compiled.time(unix)
	}
	return count, latest
}

// Nth returns the nth occurrence strictly after an instant or, for a negative n,
// strictly before it: 1 is [Schedule.Next] and -1 is [Schedule.Prev]; ok is
// false for 0, and if the years 1 to 9999 have fewer occurrences on that side.
//
// The cost does not grow with n but with the number of clock changes in between.
func (s Schedule) Nth(from time.Time, n int64) (t time.Time, ok bool) {
	var unix int64
	switch {
	case s.compiled == nil:
	case n > 0:
		unix, ok = s.compiled.nthFrom(instant.Second(from)+1, n)
	case n < 0:
		unix, ok = s.compiled.nthBefore(instant.Ceil(from), -n)
	}
	if !ok {
		return time.Time{}, false
	}
	return s.compiled.time(unix), true
}

// nthFrom returns the nth occurrence at or after an instant; n is positive. It
// counts segment by segment, and searches only the segment with the nth.
func (c *compiled) nthFrom(from, n int64) (int64, bool) {
	for from < afterAll {
		end := c.zone.Segment(from).End
		here := c.count(from, end)
		if here >= n {
			return c.first(from, end, n, here), true
		}
		n -= here
		from = end
	}
	return 0, false
}

// nthBefore returns the nth occurrence before an instant, backwards; n is
// positive, or the least int64, whose negation is itself.
func (c *compiled) nthBefore(before, n int64) (int64, bool) {
	for before > beforeAll && n > 0 {
		start := max(c.zone.Segment(before-1).Start, beforeAll)
		here := c.count(start, before)
		if here >= n {
			return c.first(start, before, here-n+1, here), true
		}
		n -= here
		before = start
	}
	return 0, false
}

// first returns the nth of the occurrences from an instant to another, which are
// at least n. It guesses an instant a little before the nth and counts up to it,
// until the rest is a few steps of next.
//
// The occurrences of a frequent schedule are spread evenly, and the first guess
// is as good as right: among the half million minutes of a year, or the 4,000
// hours of summer time. Those of a rule for January are not, so every third guess
// halves what is left.
func (c *compiled) first(from, until, n, all int64) int64 {
	const few = 4
	low, high := from, until // the nth is in between
	before, upTo := int64(0), all
	for step := 1; n-before > few; step++ {
		guess := low + (high-low)/2
		if step%3 != 0 {
			// Aim short of the nth by two: a guess before it is where next may start
			// from, and a guess after it only narrows the search.
			share := float64(n-before-few/2) / float64(upTo-before)
			guess = min(max(low+int64(float64(high-low)*share), low+1), high-1)
		}
		if count := c.count(from, guess); count < n {
			low, before = guess, count
		} else {
			high, upTo = guess, count
		}
	}
	unix := low - 1 // low itself is not counted yet, and may be an occurrence
	for ; before < n; before++ {
		unix, _ = c.next(unix)
	}
	return unix
}

// count returns the number of occurrences from an instant to another.
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

// count returns the number of occurrences from an instant to another: those in
// the segments of the two instants, and those in the whole segments in between.
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

// countIn returns the number of occurrences from an instant to another within a
// segment: of its own wall times, and of those donated by the gap before it.
func (p *part) countIn(s timezone.Segment, from, until int64) int64 {
	n := p.donated(s, from, until)
	ownFrom, ownUntil := p.own(s)
	from, until = max(from, ownFrom), min(until, ownUntil)
	return n + p.countNominal(from+int64(s.Offset), until+int64(s.Offset))
}

// countWhole returns the number of occurrences in whole segments, from the start
// of a first to the end of a last.
//
// Wall time runs on from segment to segment, except for the minutes that the
// clock change between the two skips or repeats. So all nominal minutes between
// the ends are counted at once, in constant time, and each change corrects the
// count. A minute grid from 2025 to 2125 is 52.6 million minutes and, in Berlin,
// 200 corrections.
func (p *part) countWhole(zone *timezone.Zone, from, until int64) int64 {
	first, last := zone.Segment(from), zone.Segment(until-1)
	nominalFrom, nominalUntil := from+int64(first.Offset), until+int64(last.Offset)
	n := p.countNominal(nominalFrom, nominalUntil)

	// At the two ends the changes lie outside: there the wall times that do not
	// fire are taken away, and those that the first segment's gap donates added.
	ownFrom, _ := p.own(first)
	n += p.donated(first, from, first.End) - p.countNominal(nominalFrom, ownFrom+int64(first.Offset))
	_, ownUntil := p.own(last)
	n -= p.countNominal(ownUntil+int64(last.Offset), nominalUntil)

	for change := range zone.Changes(from, until) {
		n += p.countChange(zone, change)
	}
	return n
}

// countChange returns the number of occurrences at a clock change minus that of
// nominal minutes, as counted by countWhole. In a gap of an hour with times
// every 15 minutes, 4 nominal minutes are counted that do not fire: -4, or 0 if
// they fire shifted. In a fold 4 are counted that fire in one pass: 0, or 4 if
// they fire in both.
func (p *part) countChange(zone *timezone.Zone, c timezone.Change) int64 {
	n := p.countNominal(c.At+min(c.Before, c.After), c.At+max(c.Before, c.After))
	switch {
	case n == 0:
		return 0
	case c.Before < c.After:
		if p.gapChoice(c.After-c.Before) == timezone.GapSkip {
			return -n
		}
		// Shifted times may coincide with others, which donated does not count.
		s := zone.Segment(c.At)
		return p.donated(s, s.Start, s.End) - n
	case p.foldChoice(c.Before-c.After) == timezone.FoldBoth:
		return n
	}
	return 0
}

// donated returns the number of occurrences, from an instant to another, that a
// segment has only because the gap before it donates the wall times it skipped.
// With times at 02:30 and 03:30, New York's 03:30 on 2025-03-09 is an occurrence
// of its own, and the shifted 02:30 adds none.
func (p *part) donated(s timezone.Segment, from, until int64) (n int64) {
	gap := int64(s.Offset - s.Before)
	if gap <= 0 || from >= s.Start+gap {
		return 0
	}
	until = min(until, s.Start+gap)
	switch p.gapChoice(gap) {
	case timezone.GapShift:
		// Walked minute by minute: in the database no gap is longer than a day.
		local := int64(s.Before)
		for nominal, ok := p.nextNominal(minuteFrom(from + local)); ok && nominal*60 < until+local; {
			if !p.fires(nominal*60 + gap) { // the wall time that the clock shows then
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

// fires reports whether the rule has a nominal minute at local seconds.
func (p *part) fires(local int64) bool {
	nominal, ok := p.nextNominal(minuteFrom(local))
	return ok && nominal*60 == local
}

// countNominal returns the number of nominal minutes from a local time to
// another, both in local seconds: the members of a product of dates and minutes,
// as if clocks were never changed.
func (p *part) countNominal(from, until int64) int64 {
	if from >= until {
		return 0
	}
	first, last := clampNominal(minuteFrom(from)), clampNominal(minuteFrom(until))
	day, minute := splitMinute(first)
	// Within a day the minutes decide alone, and dates are not looked at if there
	// are none: the usual question at a clock change.
	if end := int64(minute) + last - first; end <= calendar.MinutesPerDay {
		n := int64(p.minutes.rank(int(end)) - p.minutes.rank(minute))
		if n == 0 || !p.dates.contains(day) {
			return 0
		}
		return n
	}
	// The nominal minutes before last, minus those before first.
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

// clampNominal limits a nominal minute to the years 1 to 9999 and their end.
func clampNominal(nominal int64) int64 {
	return min(max(nominal, firstNominal), lastNominal+1)
}
