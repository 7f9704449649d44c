package retention

import (
	"math"
	"slices"
	"time"

	"github.com/longcase/longcase/calendar"
)

// panel is all rules that decide about a line of snapshots. It goes backward
// along the line, from one stretch with a single verdict to the next.
type panel struct {
	*view
	*scribe
	next    int // positions from here on are done
	tellers []*teller
	minimum int      // position from which on all are kept
	last    *Verdict // the one before; see shared
}

// newPanel returns the panel of the rules for good or for failed snapshots.
func newPanel(v *view, s *scribe, failed bool) *panel {
	p := &panel{view: v, scribe: s, next: v.n, minimum: v.n}
	if v.n == 0 {
		return p
	}
	for _, i := range s.c.rulesFor(failed) {
		p.tellers = append(p.tellers, v.teller(s.c, i))
	}
	if s.c.minimum > 0 && !failed {
		p.minimum = v.newest(&Rule{Count: s.c.minimum})
	}
	return p
}

// step returns the next stretch, and the verdict on each of its snapshots.
// Several snapshots are deleted together for reasons all of them share, without
// a time of their own.
func (p *panel) step() (Range, *Verdict) {
	i := p.next - 1
	created := p.at(i)
	p.begin()
	if len(p.tellers) == 0 {
		p.add(Reason{Kind: NoRules})
	}
	if i >= p.minimum {
		p.add(Reason{Kind: Minimum})
	}
	from := 0
	for _, t := range p.tellers {
		reason, since := t.tell(i, created)
		if p.places != nil {
			reason, since = p.tellTies(t, reason, i, created)
		}
		p.add(reason)
		from = max(from, since)
	}
	v := p.verdict(created)
	if len(p.tellers) == 0 && i >= p.minimum {
		from = p.minimum
	} else if len(p.tellers) > 0 && (v.Keep || !v.Until.IsZero()) && p.places == nil {
		from = i // the verdict is for this one alone
	}
	p.next = from
	return Range{from, i + 1}, p.shared(v)
}

// tellTies returns a rule's reason for the snapshots of an instant, given that
// for the last of them, and the first of their positions. They are decided
// alike: where they have different nominal times, a reason that keeps any of
// them keeps all.
func (p *panel) tellTies(t *teller, reason Reason, i int, created instant) (Reason, int) {
	same := p.ties(i, created)
	for k := i - 1; k >= same.From && !reason.Kind.Keeps(); k-- {
		if other, _ := t.tell(k, created); other.Kind.Keeps() {
			reason = other
		}
	}
	return reason, same.From
}

// shared returns the verdict before, if it says the same as another without a
// time of its own. Where nominal times are not in step, verdicts come snapshot
// by snapshot; most of a long list shares them all the same.
func (p *panel) shared(v *Verdict) *Verdict {
	last := p.last
	if p.places != nil && last != nil && !v.Keep && v.Until.IsZero() &&
		!last.Keep && last.Until.IsZero() && slices.Equal(v.Reasons, last.Reasons) {
		p.forget()
		return last
	}
	p.last = v
	return v
}

// scribe builds verdicts from reasons. Reasons and verdicts lie in large common
// arrays, so a plan of a million snapshots allocates a few dozen times.
type scribe struct {
	c        *compiled
	verdicts []Verdict // built before, in a common array
	reasons  []Reason  // likewise, and those of the verdict being built
	from     int       // first reason of the verdict being built
	keep     bool      // whether one of its reasons keeps the snapshot
}

// begin begins another verdict.
func (s *scribe) begin() {
	if need := len(s.c.rules) + 5; cap(s.reasons)-len(s.reasons) < need {
		s.reasons = make([]Reason, 0, max(need, roomAfter(s.reasons)))
	}
	s.from, s.keep = len(s.reasons), false
}

// add adds a reason. Once a reason keeps the snapshot, reasons against it are
// of no interest.
func (s *scribe) add(reason Reason) {
	keeps := reason.Kind.Keeps()
	if s.keep && !keeps {
		return
	}
	if keeps && !s.keep {
		s.keep, s.reasons = true, s.reasons[:s.from]
	}
	s.reasons = append(s.reasons, reason)
}

// verdict builds the verdict from the reasons added since begin, at least one.
func (s *scribe) verdict(created instant) *Verdict {
	if len(s.verdicts) == cap(s.verdicts) {
		s.verdicts = make([]Verdict, 0, max(4, roomAfter(s.verdicts)))
	}
	v := Verdict{Keep: s.keep, Reasons: s.reasons[s.from:len(s.reasons):len(s.reasons)], compiled: s.c}
	until := created
	for i := range v.Reasons {
		switch r := &v.Reasons[i]; {
		case s.keep || r.Kind == Expired:
			until = latest(until, orNever(r.Until))
		case r.Kind != OffDay:
			until = never // it is not known when the place was taken
		}
	}
	v.Until = until.in(s.c.zone)
	s.verdicts = append(s.verdicts, v)
	return &s.verdicts[len(s.verdicts)-1]
}

// forget takes back the last verdict.
func (s *scribe) forget() {
	s.reasons = s.reasons[:s.from]
	s.verdicts = s.verdicts[:len(s.verdicts)-1]
}

// roomAfter returns the length of the array to follow a full one.
func roomAfter[T any](used []T) int { return min(2*cap(used), 4096) }

// teller gives a rule's reason for one snapshot after the other, from the
// newest back. For most snapshots of a stretch of time the reason is the same,
// and is built once.
type teller struct {
	*view
	rule      *Rule
	index     int
	reference instant
	picks     []pick
	cut       int       // of a rule that counts snapshots: the oldest one's position
	oldest    time.Time // when the oldest that counts was taken
	eldest    Range     // the snapshots the rule keeps as the oldest

	stretch span    // where the following holds
	off     bool    // whether it is off the rule's days
	chosen  instant // of the representative of its period
	last    int     // its last position; -1 for none
	period  time.Time
	reason  Reason // for snapshots that do not represent it
	since   int    // the first position in the stretch
	pace    pace
}

// teller returns the teller of the rule at an index.
func (v *view) teller(c *compiled, index int) *teller {
	r := &c.rules[index]
	t := &teller{view: v, rule: r, index: index, reference: v.reference(r), pace: v.days.pace(Range{0, v.days.n})}
	if r.Per == calendar.NoUnit {
		t.cut = v.newest(r)
		t.oldest = v.at(t.cut).in(v.zone)
		return t
	}
	t.picks = v.picks(r, nil)
	if n := len(t.picks); n > 0 {
		t.oldest = v.at(v.place(t.picks[n-1].snapshot())).in(v.zone)
	}
	if v.short(r, t.picks) {
		t.addEldest()
	}
	return t
}

// addEldest finds the oldest snapshot, if it is young enough.
func (t *teller) addEldest() {
	i := t.first()
	if created := t.at(i); t.reference.before(t.rule.end(created, t.zone)) {
		t.eldest = t.ties(i, created)
	}
}

// tell returns the rule's reason for a snapshot, and the first position from
// which the same reason holds up to this snapshot.
func (t *teller) tell(i int, at instant) (reason Reason, since int) {
	perUnit := t.rule.Per != calendar.NoUnit
	if perUnit || t.rule.hasDays() {
		if due := t.due(i); !t.stretch.contains(due) {
			t.move(i, due)
		}
	}
	switch later, again := t.later[i]; {
	case perUnit && at == t.chosen:
		return t.judge(Counted, at), i
	case t.eldest.From <= i && i < t.eldest.To:
		reason = t.judge(Oldest, at)
		reason.Period = time.Time{} // it stands for none
		return reason, i
	case perUnit || t.off:
		if t.last < i {
			return t.reason, max(t.since, t.last+1, t.eldest.To)
		}
		return t.reason, max(t.since, t.eldest.To)
	case again && t.rule.Count > 0:
		return Reason{Kind: Superseded, Rule: t.index, By: t.at(later).in(t.zone)}, i
	case i < t.cut:
		return Reason{Kind: Beyond, Rule: t.index, By: t.oldest}, t.since
	case t.rule.Count > 0:
		return t.judge(Counted, at), i
	}
	return t.judge(Young, at), i
}

// judge returns the reason for a snapshot the rule keeps unless it is too old.
func (t *teller) judge(kind ReasonKind, at instant) Reason {
	reason := Reason{Kind: kind, Rule: t.index, Period: t.period}
	end := t.rule.end(at, t.zone)
	if !t.reference.before(end) {
		reason.Kind = Expired
	}
	if t.rule.From == FromNow {
		reason.Until = end.in(t.zone)
	}
	return reason
}

// move makes the stretch of a nominal instant the current one.
func (t *teller) move(i int, at instant) {
	t.chosen, t.last, t.period = beginning, -1, time.Time{}
	t.stretch = t.span(t.rule, at)
	t.off = !t.rule.allows(t.stretch.date)
	whole := t.stretch.contains(at)
	if !whole {
		t.stretch.from, t.stretch.to = at.sec, at.sec+1
	}
	t.reason = Reason{Kind: OffDay, Rule: t.index}
	if t.rule.Per != calendar.NoUnit {
		t.look()
	}
	if t.reason.Kind == Beyond && whole && !t.rule.hasDays() {
		t.stretch.from, t.since = math.MinInt64, 0 // and so is all that is earlier
		return
	}
	if t.places == nil {
		t.since = t.pace.since(t.days, t.stretch.from, i, at)
	}
}

// look finds the representative of the current stretch's period among the
// picks.
func (t *teller) look() {
	bucket := t.rule.bucketOf(t.stretch)
	i, found := slices.BinarySearchFunc(t.picks, bucket, func(p pick, b int64) int {
		switch {
		case p.bucket > b:
			return -1
		case p.bucket < b:
			return 1
		}
		return 0
	})
	switch {
	case found:
		chosen := t.place(t.picks[i].snapshot())
		t.chosen = t.at(chosen)
		t.last = t.ties(chosen, t.chosen).To - 1
		t.period = t.start(bucket).in(t.zone)
		if !t.off {
			t.reason = Reason{Kind: Superseded, Rule: t.index, Period: t.period, By: t.chosen.in(t.zone)}
		}
	case !t.off:
		t.reason = Reason{Kind: Beyond, Rule: t.index, By: t.oldest}
	}
}

// start returns when a period of the rule starts.
func (t *teller) start(bucket int64) instant {
	if t.rule.Per == calendar.Hour {
		return instant{sec: bucket}
	}
	unix := t.zone.StartOf(t.rule.bucketStart(int(bucket)))
	return instant{sec: unix}
}
