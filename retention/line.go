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
// not before a second. It gallops down from hi, at first by a step, so that its
// cost follows the distance to the answer.
func (l line) search(second int64, hi, step int) int {
	lo := hi - max(step, 1)
	for ; lo > 0 && l.at(lo).sec >= second; step *= 2 {
		step = max(step, 1)
		hi, lo = lo, lo-step
	}
	for lo = max(lo, 0); lo < hi; {
		if middle := int(uint(lo+hi) / 2); l.at(middle).sec < second {
			lo = middle + 1
		} else {
			hi = middle
		}
	}
	return hi
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

// edges returns the stretch that surely lies in the dates from first up to
// end: from the last time that the clock shows the one midnight, to the first
// that it shows the other.
func edges(zone *timezone.Zone, first, end calendar.Date) (from, to int64) {
	first, end = max(first, calendar.MinDate-1), min(end, calendar.MaxDate+2)
	after := timezone.DST{Gap: timezone.GapNext, Fold: timezone.FoldSecond}
	from, _, _, _ = zone.Resolve(timezone.Join(first, 0), after)
	before := timezone.DST{Gap: timezone.GapNext, Fold: timezone.FoldFirst}
	to, _, _, _ = zone.Resolve(timezone.Join(end, 0), before)
	return from, to
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
	date, _ := t.local(zone)
	from, to := edges(zone, date, date+1)
	return span{from: from, to: to, bucket: int64(date), date: date}
}

// periodSpan returns the period of a rule, of a day or longer, that an instant
// is in.
func periodSpan(zone *timezone.Zone, r *Rule, t instant) span {
	date, _ := t.local(zone)
	bucket := r.bucket(date)
	first := r.bucketStart(bucket)
	from, to := edges(zone, first, r.bucketStart(bucket+1))
	return span{from: from, to: to, bucket: int64(bucket), date: first}
}
