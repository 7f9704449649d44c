package timezone

import "github.com/longcase/longcase/calendar"

// settled is a distance from clock changes at which wall times are neither
// skipped nor repeated: longer than any offset and any change of an offset.
const settled = 2 * secondsPerDay

// Resolve returns the instant, in Unix seconds, of a wall time, in local
// seconds; ok is false if the wall time is in a gap and dst is [GapSkip]. Here
// [GapDefault] is [GapShift], and [FoldDefault] and [FoldBoth] are [FoldFirst]:
// for both instants of a wall time in a fold, resolve it with FoldSecond too.
//
// FoldFirst is the earliest and FoldSecond the latest instant of a wall time
// that a zone's history repeats more than once. A wall time more than two days
// outside the years 1 to 9999 counts as the nearest inside them.
func (z *Zone) Resolve(local int64, dst DST) (unix int64, ok bool) {
	z = z.OrUTC()
	local = min(max(local, beginning), forever)
	// The offset at local, taken for an instant, is off by a day at most, and so
	// leads to the right segment unless a change is near. That is tested next.
	s := z.Segment(local - int64(z.Segment(local).Offset))
	if unix = local - int64(s.Offset); s.Start+settled <= unix && unix < s.End-settled {
		return unix, true
	}
	first, last, gap := z.readings(local)
	switch {
	case first > last: // in a gap: no clock shows the wall time
		switch dst.Gap {
		case GapSkip:
			return 0, false
		case GapNext:
			return gap.End, true
		}
		// To land after the gap, take the offset from before it, which is smaller.
		return local - int64(gap.Offset), true
	case dst.Fold == FoldSecond:
		return last, true
	}
	return first, true
}

// StartOf returns the first instant of a date, in Unix seconds: midnight, the
// first of two if a clock change repeats it, or the end of the gap if a clock
// change skips it. Apia has no 2011-12-30; its start is that of the day after.
func (z *Zone) StartOf(date calendar.Date) int64 {
	unix, _ := z.Resolve(Join(date, 0), DST{Gap: GapNext})
	return unix
}

// readings returns the first and the last instant at which the zone's clocks show
// a local time. For a local time that is skipped, first > last, and gap is the
// segment before the gap. It looks at all segments within two days, further than
// any offset reaches: which of them shows the local time is not known before.
func (z *Zone) readings(local int64) (first, last int64, gap Segment) {
	first, last = forever, beginning
	for s := z.Segment(local - settled); ; s = z.Segment(s.End) {
		unix := local - int64(s.Offset)
		if s.Contains(unix) {
			first, last = min(first, unix), max(last, unix)
		}
		// New York's 02:30 on 2025-03-09, read with the offset before the change, is
		// half an hour after it, and read with the offset after, half an hour before.
		if local-int64(s.Offset) >= s.End && local-int64(s.After) < s.End {
			gap = s
		}
		if s.End > local+settled || s.End >= forever {
			return first, last, gap
		}
	}
}
