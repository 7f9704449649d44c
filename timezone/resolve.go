package timezone

// settled is how far from every clock change a wall time is certainly neither
// skipped nor repeated: longer than any offset and any change of one.
const settled = 2 * secondsPerDay

// Resolve returns the instants, in Unix seconds, that a wall time stands for,
// given in local seconds: one, or two in a fold with [FoldBoth], when ok2 is
// true, or none in a gap with [GapSkip]. [GapDefault] is [GapShift] and
// [FoldDefault] is [FoldFirst].
//
// A wall time that a zone's history repeats more than twice has its earliest
// and its latest instant as first and second.
func (z *Zone) Resolve(local int64, dst DST) (unix int64, ok bool, second int64, ok2 bool) {
	z = z.OrUTC()
	s := z.Segment(local - int64(z.Segment(local).Offset))
	if unix = local - int64(s.Offset); s.Start+settled <= unix && unix < s.End-settled {
		return unix, true, 0, false
	}
	first, last, gap := z.readings(local)
	switch {
	case first > last: // in a gap
		switch dst.Gap {
		case GapSkip:
			return 0, false, 0, false
		case GapNext:
			return gap.End, true, 0, false
		}
		return local - int64(gap.Offset), true, 0, false
	case dst.Fold == FoldSecond:
		return last, true, 0, false
	case dst.Fold == FoldBoth && first < last:
		return first, true, last, true
	}
	return first, true, 0, false
}

// readings returns the first and the last instant at which the zone's clocks
// show a local time. Where there is none, first > last, and gap is the segment
// that ends where the local time is skipped.
func (z *Zone) readings(local int64) (first, last int64, gap Segment) {
	first, last = forever, beginning
	for s := z.Segment(local - settled); ; s = z.Segment(s.End) {
		unix := local - int64(s.Offset)
		if s.Contains(unix) {
			first, last = min(first, unix), max(last, unix)
		}
		if local-int64(s.Offset) >= s.End && local-int64(s.After) < s.End {
			gap = s
		}
		if s.End > local+settled || s.End >= forever {
			return first, last, gap
		}
	}
}
