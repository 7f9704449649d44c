package retention

import (
	"math"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/timezone"
)

// period is what a rule makes of a nominal instant.
type period struct {
	span    span  // all instants of the same answer, or fewer; see span.contains
	bucket  int64 // number of the period, by which periods are told apart and compared
	always  bool  // whether it is the only one, of a rule without a unit and days
	allowed bool  // whether it is on one of the rule's days
	standIn bool  // whether it is a substitute's
}

// counts reports whether entries of the period can represent it.
func (p *period) counts() bool { return p.allowed || p.standIn }

// periodOf returns the period of an instant. It is valid up to the next call. A
// tier looks at its newest entries and, in turns, at its oldest, so it remembers
// a period of each.
func (t *tier) periodOf(at instant) *period {
	p := &t.recent
	if p.always || p.span.contains(at) {
		return p
	}
	if at.sec < p.span.from {
		if p = &t.earlier; p.span.contains(at) {
			return p
		}
	} else {
		t.earlier = *p // the oldest of it are looked at soon
	}
	r, v := t.rule, view{zone: t.zone}
	p.span = v.span(r, at)
	p.allowed = r.allows(p.span.date)
	p.standIn = !p.allowed && r.Substitute && r.isAfterItsDays(p.span.date)
	if r.Per != calendar.NoUnit {
		p.bucket = r.bucketOf(p.span)
	}
	return p
}

// newestBefore returns the newest entry that counts of the newest period below a
// bound, given an entry of the period at the bound. Where the clock is put back
// across midnight, as in St. John's from 2010-11-07 00:01 to 23:01 of the 6th,
// each of two days has entries before and after some of the other's. So
// newestBefore begins where the lower day ends, and goes on to where the higher
// one starts.
func (t *tier) newestBefore(x *entry, bound int64) (newest *entry) {
	if bound < math.MaxInt64 && t.rule.Per != calendar.Hour {
		_, end := t.bounds(bound - 1)
		for x.later != nil && x.later.due.sec < end {
			x = x.later
		}
	}
	floor, highest := int64(math.MinInt64), int64(0)
	for ; x != nil && floor <= x.due.sec; x = x.earlier {
		bucket := t.periodOf(x.due).bucket
		if bucket < bound && (newest == nil || highest < bucket) && t.matters(x) {
			newest, highest = x, bucket
			_, floor = t.bounds(bucket)
			if t.rule.Per != calendar.Hour {
				floor, _ = t.bounds(bucket + 1)
			}
		}
	}
	return newest
}

// limits are bounds of a period, found before.
type limits struct {
	bucket   int64
	from, to int64
}

// bounds returns the seconds between which all instants of a period are, the
// second one excluded. Where the clock is put back across midnight, some others
// are between them too.
func (t *tier) bounds(bucket int64) (from, to int64) {
	if t.rule.Per == calendar.Hour {
		return bucket, bucket + 3600
	}
	if t.limits.bucket == bucket && t.limits.from < t.limits.to {
		return t.limits.from, t.limits.to
	}
	// From the first midnight that begins the period to the last that ends it: around a fold at
	// midnight more than the period, never less.
	first := max(t.rule.bucketStart(int(bucket)), calendar.MinDate-1)
	end := min(t.rule.bucketStart(int(bucket+1)), calendar.MaxDate+2)
	segment := t.zone.Segment(timezone.Join(first, 0))
	from = midnight(t.zone, segment, first, timezone.DST{Gap: timezone.GapNext, Fold: timezone.FoldFirst})
	to = midnight(t.zone, segment, end, timezone.DST{Gap: timezone.GapNext, Fold: timezone.FoldSecond})
	t.limits = limits{bucket, from, to}
	return from, to
}
