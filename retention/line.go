package retention

import (
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/timezone"
)

// line is a list of instants in ascending order.
type line struct {
	n  int
	at func(int) instant
}

// search returns the first position from which on, up to hi, the instants are
// not before a second. Its cost follows how far that is from a guess.
func (l line) search(second int64, hi, guess int) int {
	lo := -1
	switch g := min(max(guess, 0), hi-1); {
	case hi == 0:
		return 0
	case l.at(g).sec >= second:
		for step := 1; ; step *= 2 {
			if hi = g; g-step < 0 {
				break
			}
			if g -= step; l.at(g).sec < second {
				lo = g
				break
			}
		}
	default:
		for step := 1; ; step *= 2 {
			if lo = g; g+step >= hi {
				break
			}
			if g += step; l.at(g).sec >= second {
				hi = g
				break
			}
		}
	}
	for lo+1 < hi {
		if middle := int(uint(lo+hi) / 2); l.at(middle).sec < second {
			lo = middle
		} else {
			hi = middle
		}
	}
	return hi
}

// walk goes backward along a line, a stretch of time after the other. Where it
// guesses the next stretch to start follows from how dense the last one was.
type walk struct {
	line
	to      int // what is at this position and later is done
	count   int64
	seconds int64
}

func (l line) walk() walk {
	w := walk{line: l, to: l.n, count: 1, seconds: 1}
	if l.n > 0 {
		w.count, w.seconds = int64(l.n), l.at(l.n-1).sec-l.at(0).sec+1
	}
	return w
}

// step moves past the snapshots of a span that the one in front of the walk is
// in, and returns them. Where the span does not surely contain it, it is alone.
func (w *walk) step(s span, t instant) (in Range, whole bool) {
	in = Range{w.to - 1, w.to}
	if whole = s.contains(t); whole {
		ahead := float64(t.sec-s.from) / float64(w.seconds) * float64(w.count)
		in.From = w.search(s.from, w.to, w.to-int(min(ahead, float64(w.to))))
		w.count, w.seconds = int64(in.Len()), t.sec-s.from+1
	}
	w.to = in.From
	return in, whole
}

// find returns the first position at which a condition holds that holds from
// there on.
func (l line) find(holds func(instant) bool) int {
	lo, hi := 0, l.n
	for lo < hi {
		if middle := int(uint(lo+hi) / 2); holds(l.at(middle)) {
			hi = middle
		} else {
			lo = middle + 1
		}
	}
	return lo
}

// ties returns the positions, within some, of the instants equal to the one at
// a position.
func (l line) ties(i int) Range {
	same := Range{i, i + 1}
	for same.From > 0 && l.at(same.From-1) == l.at(i) {
		same.From--
	}
	for same.To < l.n && l.at(same.To) == l.at(i) {
		same.To++
	}
	return same
}

// span is a stretch of time all of which is in one period: from <= t < to in
// Unix seconds. The period may have more than that where the clock was put back
// across its border. St. John's 2010-11-07 began at midnight, and a minute
// later it was 23:01 of the 6th again.
type span struct {
	from, to int64
	bucket   int64         // which period, as a number that grows
	date     calendar.Date // the first of the period
}

func (s span) contains(t instant) bool { return s.from <= t.sec && t.sec < s.to }

// dates returns the span of the dates from first up to end, that an instant in
// a segment is in: from the last time that the clock shows the one midnight, to
// the first that it shows the other.
func dates(zone *timezone.Zone, segment timezone.Segment, first, end calendar.Date) span {
	first, end = max(first, calendar.MinDate-1), min(end, calendar.MaxDate+2)
	last := timezone.DST{Gap: timezone.GapNext, Fold: timezone.FoldSecond}
	next := timezone.DST{Gap: timezone.GapNext, Fold: timezone.FoldFirst}
	return span{
		from: midnight(zone, segment, first, last),
		to:   midnight(zone, segment, end, next),
		date: first,
	}
}

// midnight returns when a date starts, by the offset of a segment where that is
// sure, since no clock change is near.
func midnight(zone *timezone.Zone, segment timezone.Segment, date calendar.Date, dst timezone.DST) int64 {
	const near = 48 * 60 * 60 // longer than any change
	local := timezone.Join(date, 0)
	unix := local - int64(segment.Offset)
	if unix < segment.Start+near || unix > segment.End-near {
		unix, _, _, _ = zone.Resolve(local, dst)
	}
	return unix
}

// hourSpan returns the hour that an instant is in. It is part of one segment,
// so that a repeated hour is two, and numbered by the instant it starts.
func hourSpan(zone *timezone.Zone, t instant) span {
	segment := zone.Segment(t.sec)
	date, second := timezone.Split(t.sec + int64(segment.Offset))
	start := t.sec - int64(second%3600)
	from, to := max(start, segment.Start), min(start+3600, segment.End)
	return span{from: from, to: to, bucket: from, date: date}
}

// daySpan returns the date that an instant is in.
func daySpan(zone *timezone.Zone, t instant) span {
	segment := zone.Segment(t.sec)
	date, _ := timezone.Split(t.sec + int64(segment.Offset))
	s := dates(zone, segment, date, date+1)
	s.bucket, s.date = int64(date), date
	return s
}

// periodSpan returns the period of a rule, of a day or longer, that an instant
// is in.
func periodSpan(zone *timezone.Zone, r *Rule, t instant) span {
	segment := zone.Segment(t.sec)
	date, _ := timezone.Split(t.sec + int64(segment.Offset))
	bucket := r.bucket(date)
	s := dates(zone, segment, r.bucketStart(bucket), r.bucketStart(bucket+1))
	s.bucket = int64(bucket)
	return s
}
