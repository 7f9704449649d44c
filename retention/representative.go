package retention

import (
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/timezone"
)

// view is the list rules see: a line of snapshots of a kind, good or
// failed, none of them held or from the future.
type view struct {
	line
	zone *timezone.Zone
	now  instant

	days   line        // nominal times in order, by which days and periods are judged
	places []int       // their positions in the line; nil where these are the same
	later  map[int]int // by position, the later snapshot of the same nominal time
}

// newView returns the view of a line, given whether its snapshots failed.
func (l line) newView(zone *timezone.Zone, now instant, failed bool) *view {
	v := &view{line: l, zone: zone, now: now}
	v.arrange(failed)
	return v
}

// reference returns the instant at which the ages of a rule are judged.
func (v *view) reference(r *Rule) instant {
	if r.From != FromNow && v.n > 0 {
		return v.at(v.n - 1)
	}
	return v.now
}

// isYoung reports whether a snapshot is young enough for a rule at an instant.
func (v *view) isYoung(r *Rule, created, reference instant) bool {
	if r.From == BackFromNewest && !r.Within.IsZero() {
		return !created.before(reference.minus(r.Within, v.zone))
	}
	return reference.before(r.end(created, v.zone))
}

// pick is a period of a rule and the snapshot that represents it.
type pick struct {
	bucket  int64
	at      int // position of the representative, among the days; -1 for none
	standIn int // position of its substitute, likewise; -1 for none

	// The rest is for rules that count the rest left by earlier rules.
	days    Range // of the period, with others between them across a fold
	cover   int   // position after the newest snapshot an earlier rule keeps; 0 for none
	skipped bool  // whether the period does not count
}

// snapshot returns the position of the representative, among the days: a
// substitute only for lack of a snapshot on the rule's days.
func (p pick) snapshot() int {
	if p.at < 0 {
		return p.standIn
	}
	return p.at
}

// picks returns the newest periods of a rule with a snapshot, the newest first,
// as many as the rule counts. It goes backward along the line, from one stretch
// of a period to the next.
func (v *view) picks(r *Rule, list []pick) []pick {
	limit := r.Count
	if limit <= 0 {
		limit = v.n
	}
	w := v.walk(r)
	for w.next() {
		bucket := r.bucketOf(w.span)
		// All that is earlier than a whole stretch is in its period or before.
		if w.whole && len(list) == limit && bucket < list[limit-1].bucket {
			break
		}
		if p := v.choose(r, w.span, w.in); p.at >= 0 || p.standIn >= 0 {
			p.bucket = bucket
			list = v.merge(r, list, p, limit)
		}
	}
	return list
}

// short reports whether a rule keeps the oldest snapshot too, since it has
// found fewer periods than it counts.
func (v *view) short(r *Rule, counted int) bool {
	return r.Oldest && v.n > 0 && (r.Count <= 0 || counted < r.Count)
}

// bucketOf returns the number of the period that a span of the rule is, or
// belongs to: spans of a rule of some days are dates.
func (r *Rule) bucketOf(s span) int64 {
	if r.hasDays() && r.Per > calendar.Day {
		return int64(r.bucket(s.date))
	}
	return s.bucket
}

// choose returns the best snapshot of a span, if any can stand for the period.
func (v *view) choose(r *Rule, s span, in Range) pick {
	switch {
	case r.allows(s.date):
		return pick{at: v.best(r, s, in), standIn: -1}
	case r.Substitute && r.isAfterItsDays(s.date):
		return pick{at: -1, standIn: in.From}
	}
	return pick{at: -1, standIn: -1}
}

// isAfterItsDays reports whether a date has one of the rule's days before it in
// the same period. A substitute may only follow: on 10 March, nobody knows yet
// whether the snapshot due on the 11th will be missing.
func (r *Rule) isAfterItsDays(date calendar.Date) bool {
	for d := r.bucketStart(r.bucket(date)); d < date; d++ {
		if r.allows(d) {
			return true
		}
	}
	return false
}

// best returns the position of the snapshot of a span the rule picks.
func (v *view) best(r *Rule, s span, in Range) int {
	switch r.Pick {
	case First:
		return in.From
	case Nearest:
		// The nearest is the last before the anchor or the first from it on; of two equally
		// near, the newer.
		anchor := r.anchorOf(s, v.zone)
		after := v.days.search(anchor, in.To, (in.From+in.To)/2, v.days.pace(in))
		if after <= in.From {
			return in.From
		}
		if after < in.To && !nearer(v.days.at(after-1), v.days.at(after), anchor) {
			return after
		}
		return after - 1
	}
	return in.To - 1
}

// anchorOf returns the second that the representative is nearest to. A day past
// the period's end is its last day; a time a clock change skips or repeats
// is resolved as for schedules.
func (r *Rule) anchorOf(s span, zone *timezone.Zone) int64 {
	second := int(r.Anchor.At) * 60
	if r.Per == calendar.Hour {
		return s.from + int64(second)
	}
	bucket := r.bucket(s.date)
	first, end := r.bucketStart(bucket), r.bucketStart(bucket+1)
	date := min(first+calendar.Date(max(r.Anchor.Day-1, 0)), end-1, calendar.MaxDate)
	unix, _ := zone.Resolve(timezone.Join(date, second), timezone.DST{})
	return unix
}

// nearer reports whether a is nearer to a second than b.
func nearer(a, b instant, second int64) bool {
	return a.from(second).before(b.from(second))
}

// from returns the distance to a second.
func (a instant) from(second int64) instant {
	if a.sec >= second {
		return instant{a.sec - second, a.nano}
	}
	if a.nano > 0 { // borrow a second
		return instant{second - a.sec - 1, 1e9 - a.nano}
	}
	return instant{second - a.sec, 0}
}

// merge adds the representative of a period, or lets it compete where the
// period has come up before. Later additions hold earlier nominal times. A
// period comes up twice if its rule has days, each with a span of its own, if
// the clock was put back across its border, or if nominal times are not in step.
func (v *view) merge(r *Rule, list []pick, p pick, limit int) []pick {
	i := len(list)
	for i > 0 && list[i-1].bucket < p.bucket {
		i--
	}
	if i == 0 || list[i-1].bucket != p.bucket {
		if list = append(list, p); i < len(list)-1 { // across a fold at midnight
			copy(list[i+1:], list[i:])
			list[i] = p
		}
		return list[:min(len(list), limit)]
	}
	// The walk goes back in time, so that a later addition to a period begins before it.
	known := &list[i-1]
	known.days.From = p.days.From
	if known.cover == 0 {
		known.cover = p.cover
	}
	if p.standIn >= 0 && (known.standIn < 0 || v.isOlder(p.standIn, known.standIn)) {
		known.standIn = p.standIn
	}
	if p.at >= 0 && (known.at < 0 || v.better(r, p, known.at)) {
		known.at = p.at
	}
	return list
}

// better reports whether another snapshot is the better representative. Last
// and First go by creation, Nearest by nominal time and then by creation.
func (v *view) better(r *Rule, p pick, than int) bool {
	switch r.Pick {
	case First:
		return v.isOlder(p.at, than)
	case Nearest:
		anchor := r.anchorOf(v.span(r, v.days.at(than)), v.zone)
		return nearer(v.days.at(p.at), v.days.at(than), anchor) ||
			!nearer(v.days.at(than), v.days.at(p.at), anchor) && v.isOlder(than, p.at)
	}
	return v.isOlder(than, p.at)
}

// isOlder reports whether, of two positions among the days, the first is of the
// snapshot created earlier.
func (v *view) isOlder(a, b int) bool { return v.at(v.place(a)).before(v.at(v.place(b))) }

// counts reports whether a rule without a unit counts the snapshot at a
// position: on its days, and not for the second time.
func (v *view) counts(r *Rule, i int) bool {
	if _, again := v.later[i]; again && r.Count > 0 {
		return false
	}
	if !r.hasDays() {
		return true
	}
	date, _ := v.due(i).local(v.zone)
	return r.allows(date)
}

// eachDay calls yield for stretches of a date each, on the rule's days, from the
// newest back, until a stretch lies before the floor.
func (v *view) eachDay(r *Rule, floor int, yield func(Range) bool) {
	w := v.walk(r)
	for w.to > floor && w.next() {
		in := Range{max(w.in.From, floor), w.in.To}
		if r.allows(w.span.date) && !yield(in) {
			return
		}
	}
}

// base returns the position of the newest snapshot on the rule's days that is too
// old for it, and when the next newer will be; -1 for none.
func (v *view) base(r *Rule) (at int, until instant) {
	_, young := v.young(r)
	reference := v.reference(r)
	for at = young - 1; at >= 0; at-- {
		if v.counts(r, at) && !v.isYoung(r, v.at(at), reference) {
			break
		}
	}
	// The base is kept until the next newer snapshot is too old, too, and takes its place.
	// Around a fold a later snapshot may become too old first: the loop goes on for as long.
	until = never
	for i := at + 1; i < v.n && r.From == FromNow && v.at(i).earliestPlus(r.Within, v.zone).before(until); i++ {
		if v.counts(r, i) && v.at(i) != v.at(max(at, 0)) {
			until = earliest(until, r.end(v.at(i), v.zone))
		}
	}
	return at, until
}

// newest returns the position from which on a line has the rule's number of
// snapshots on its days. Snapshots of the same instant count once, and so do
// those of the same nominal time.
func (v *view) newest(r *Rule) (cut int) {
	count, last := 0, never
	take := func(in Range) bool {
		for i := in.To - 1; i >= in.From; i-- {
			if t := v.at(i); t != last {
				if last = t; count == r.Count {
					return false
				}
				count++
			}
			cut = i
		}
		return true
	}
	switch {
	case r.Count <= 0:
	case v.places != nil:
		for i := v.n - 1; i >= 0; i-- {
			if v.counts(r, i) && !take(Range{i, i + 1}) {
				break
			}
		}
	case r.hasDays():
		v.eachDay(r, 0, take)
	default:
		take(Range{0, v.n})
	}
	if count < r.Count { // all count
		return 0 // a first attempt may be older than all that count
	}
	return cut
}

// promised returns the position from which on a line has its newest n snapshots.
// All of an instant are decided alike, so the position is the first of an
// instant: a first attempt may be in front of a snapshot taken at once with it.
func (v *view) promised(n int) int {
	cut := v.newest(&Rule{Count: n})
	for cut > 0 && v.at(cut-1) == v.at(cut) {
		cut--
	}
	return cut
}
