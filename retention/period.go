package retention

import (
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/timezone"
)

// span is a stretch of time within a period: from <= t < to, in Unix seconds.
// The period may hold more than the span where the clock was put back across
// its border: St. John's 2010-11-07 began at midnight, and a minute later it
// was 23:01 of the 6th again.
type span struct {
	from, to int64
	bucket   int64         // number of the period
	date     calendar.Date // first date of the period, or the date of the hour
}

// contains reports whether an instant is in the span.
func (s span) contains(t instant) bool { return s.from <= t.sec && t.sec < s.to }

// dates returns the span of the dates from first up to end around an instant in
// a segment. The span begins where the clock shows the first midnight for the
// last time, and ends where it shows the other for the first time: all of it is
// surely in the period.
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

// near is longer than any change of a clock.
const near = 48 * 60 * 60

// midnight returns when a date starts. With no clock change near, the offset of
// the segment says so without a search for the date in the zone.
func midnight(zone *timezone.Zone, segment timezone.Segment, date calendar.Date, dst timezone.DST) int64 {
	local := timezone.Join(date, 0)
	unix := local - int64(segment.Offset)
	if unix < segment.Start+near || unix > segment.End-near {
		unix, _ = zone.Resolve(local, dst)
	}
	return unix
}

// span returns the stretch of time around an instant that a rule treats as a
// unit: its period or, for a rule of some days, the date.
func (v *view) span(r *Rule, t instant) span { return v.spanIn(r, v.zone.Segment(t.sec), t) }

// spanIn is span for an instant in a segment.
func (v *view) spanIn(r *Rule, segment timezone.Segment, t instant) span {
	date, second := timezone.Split(t.sec + int64(segment.Offset))
	switch {
	case r.Per == calendar.Hour:
		return hourIn(segment, date, t.sec-int64(second%3600))
	case r.hasDays():
		s := dates(v.zone, segment, date, date+1)
		s.bucket, s.date = int64(date), date
		return s
	}
	bucket := r.bucket(date)
	s := dates(v.zone, segment, r.bucketStart(bucket), r.bucketStart(bucket+1))
	s.bucket = int64(bucket)
	return s
}

// hourIn returns the hour of a date from a second on. It is part of a single
// segment, so a repeated hour is two. Its number is the instant of its start.
func hourIn(segment timezone.Segment, date calendar.Date, start int64) span {
	from, to := max(start, segment.Start), min(start+3600, segment.End)
	return span{from: from, to: to, bucket: from, date: date}
}

// walk goes backward along a line, from a stretch of time of a rule to the stretch
// before. Where nominal times are not in step, it goes from snapshot to snapshot:
// neighbours in time are no neighbours in the list then.
type walk struct {
	*view
	rule    *Rule
	to      int // positions from here on are done
	segment timezone.Segment
	span    span  // where the walk is, in the segment
	in      Range // positions in the span
	whole   bool  // whether the span is all of the period; otherwise in is a single position
	pace    pace
	single  bool // whether each snapshot is a step
}

// walk returns a walk at the end of the days.
func (v *view) walk(r *Rule) walk {
	return walk{view: v, rule: r, to: v.days.n, pace: v.days.pace(Range{0, v.days.n}), single: v.places != nil}
}

// next moves on to the stretch of the snapshot in front of the walk. It returns
// false at the end of the line.
func (w *walk) next() bool {
	if w.to == 0 {
		return false
	}
	t := w.days.at(w.to - 1)
	if !w.span.contains(t) && !w.goBefore(t) {
		if !w.segment.Contains(t.sec) {
			w.segment = w.zone.Segment(t.sec)
		}
		w.span = w.spanIn(w.rule, w.segment, t)
	}
	// Across a fold at midnight, an instant may lie outside the sure part of its period,
	// and is a step by itself.
	w.in = Range{w.to - 1, w.to}
	if w.whole = w.span.contains(t); w.whole && !w.single {
		w.in.From = w.pace.since(w.days, w.span.from, w.to-1, t)
	}
	w.to = w.in.From
	return true
}

// goBefore moves on to the span right before, if it holds an instant and no
// clock change is near. Most often this is so, and saves a look into the zone.
func (w *walk) goBefore(t instant) bool {
	if w.rule.Per == calendar.Hour {
		return false
	}
	s := span{to: w.span.from, bucket: w.span.bucket - 1}
	if s.date = calendar.Date(s.bucket); !w.rule.hasDays() {
		s.date = w.rule.bucketStart(int(s.bucket))
	}
	s.from = timezone.Join(s.date, 0) - int64(w.segment.Offset)
	if s.from < w.segment.Start+near || s.to > w.segment.End-near || t.sec < s.from {
		return false
	}
	w.span = s
	return true
}
