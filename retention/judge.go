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
	minimum int  // position from which on all are kept
	last    int  // the verdict before; or -1
	each    bool // whether each instant is a stretch of its own
}

// newPanel returns the panel of the rules for good or for failed snapshots.
func newPanel(v *view, s *scribe, failed bool) *panel {
	p := &panel{view: v, scribe: s, next: v.n, minimum: v.n, last: -1}
	if v.n == 0 {
		return p
	}
	rules := s.c.rulesFor(failed)
	// A rule that counts the rest of others needs the ranges of the rules in front of it,
	// which are collected beside the tellers.
	k := &keeper{view: v, c: s.c, change: never}
	cascades := s.c.cascades(rules)
	// Neighbours in the list share a verdict only if they are neighbours in nominal time,
	// and if their reasons do not depend on each other.
	p.each = v.places != nil || cascades
	for _, i := range rules {
		p.tellers = append(p.tellers, k.teller(i))
		if cascades {
			k.apply(i)
		}
	}
	if s.c.minimum > 0 && !failed {
		p.minimum = v.promised(s.c.minimum)
	}
	return p
}

// step returns the next stretch, and the verdict on each of its snapshots: for
// the same reasons, which end equally long after they were created.
func (p *panel) step() (in Range, verdict uint32) {
	i := p.next - 1
	created := p.at(i)
	p.begin()
	if len(p.tellers) == 0 {
		p.add(Reason{Kind: NoRules})
	}
	from := 0
	if i >= p.minimum {
		p.add(Reason{Kind: Minimum})
		from = p.minimum
	}
	for _, t := range p.tellers {
		reason, since := t.tell(i, created)
		if p.each {
			reason, since = p.tellTies(t, reason, i, created)
		}
		p.add(reason)
		from = max(from, since)
	}
	// The stretch with this verdict ends where the first of the rules has another reason.
	p.next = from
	return Range{from, i + 1}, p.shared(p.verdict(created))
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

// shared returns the verdict before, if it says the same. Where nominal times are
// not in step, verdicts come snapshot by snapshot; most of a long list shares them
// all the same.
func (p *panel) shared(verdict uint32) uint32 {
	if p.last >= 0 && p.notes.equal(uint32(p.last), verdict) {
		p.notes.forget(verdict)
		return uint32(p.last)
	}
	p.last = int(verdict)
	return verdict
}

// scribe builds verdicts from reasons, in notes.
type scribe struct {
	notes
	reasons []Reason // of the verdict being built
	keep    bool     // whether one of its reasons keeps the snapshot
}

// begin begins another verdict.
func (s *scribe) begin() { s.reasons, s.keep = s.reasons[:0], false }

// add adds a reason. Once a reason keeps the snapshot, reasons against it are
// of no interest.
func (s *scribe) add(reason Reason) {
	keeps := reason.Kind.Keeps()
	if s.keep && !keeps {
		return
	}
	if keeps && !s.keep {
		s.keep, s.reasons = true, s.reasons[:0]
	}
	s.reasons = append(s.reasons, reason)
}

// verdict builds the verdict on a snapshot from the reasons added since begin, at
// least one.
//
// A snapshot taken on none of the rules' days was let go when it was created,
// and its verdict says so. The reasons themselves have no end, but their notes do.
func (s *scribe) verdict(created instant) (verdict uint32) {
	verdict = s.notes.add(s.reasons, created)
	if !s.keep {
		s.notes.letGo(verdict)
	}
	return verdict
}

// teller gives a rule's reason for one snapshot after the other, from the
// newest back. For most snapshots of a stretch of time the reason is the same,
// and is built once.
type teller struct {
	*view
	rule      *Rule
	index     int
	reference instant
	picks     []pick
	cut       int       // of a rule that counts snapshots: the position of the oldest
	oldest    time.Time // when the oldest that counts was taken
	eldest    Range     // the snapshots the rule keeps as the oldest
	base      Range     // those it keeps as the base
	baseUntil instant
	keeper    *keeper // of the rules in front
	change    instant // they let go of none before it, if that matters

	stretch span      // where the following holds
	off     bool      // whether it is off the rule's days
	chosen  instant   // of the representative of its period
	last    int       // its last position; -1 for none
	period  time.Time // the start of its period, if the rule looked at that; otherwise zero
	reason  Reason    // for snapshots that do not represent it
	since   int       // the first position in the stretch
	pace    pace

	// Of a rule without a unit: snapshots before aged are too old for it, and
	// those from young on are not. The two differ around a fold.
	aged, young int
	steady      pace // like pace, by creation
}

// teller returns the teller of the rule at an index.
func (k *keeper) teller(index int) *teller {
	r, v := &k.c.rules[index], k.view
	t := &teller{
		view: v, rule: r, index: index, reference: v.reference(r), pace: v.days.pace(Range{0, v.days.n}),
		keeper: k, change: never, steady: v.pace(Range{0, v.n}),
	}
	// The periods that a rule keeps are found once, for all snapshots: tell then only asks
	// in which of them a snapshot is.
	switch {
	case r.Counting != CountAll:
		t.picks, t.change = k.cascade(r, index), k.change
	case r.Per == calendar.NoUnit:
		t.cut = v.newest(r)
		t.oldest = v.at(t.cut).in(v.zone)
		if !r.Within.IsZero() {
			t.aged, t.young = v.young(r)
		}
		t.addBase()
		return t
	default:
		t.picks = v.picks(r, nil)
	}
	for _, p := range t.picks {
		if !p.skipped {
			t.oldest = v.at(v.placeOf(r, p)).in(v.zone)
		}
	}
	if v.short(r, countOf(t.picks)) {
		t.addEldest()
	}
	return t
}

// addBase finds the base of a recovery window.
func (t *teller) addBase() {
	if !t.rule.Base {
		return
	}
	i, until := t.view.base(t.rule)
	if i >= 0 {
		t.base, t.baseUntil = t.ties(i, t.at(i)), until
	}
}

// addEldest finds the oldest snapshot, if it is young enough.
func (t *teller) addEldest() {
	i := t.first()
	if created := t.at(i); t.isYoung(t.rule, created, t.reference) {
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
	// In the order in which reasons exclude each other: the representative, the oldest, those
	// that another stands for, and, for rules without a unit, numbers before ages.
	switch later, again := t.later[i]; {
	case perUnit && at == t.chosen:
		return t.judge(Counted, at), i
	case t.eldest.From <= i && i < t.eldest.To:
		reason = t.judge(Oldest, at)
		reason.Period = time.Time{} // as the oldest it stands for none
		return reason, i
	case t.rule.Counting == CountUncovered && !t.off && t.keeper.isPassedOver(i, t.index):
		return Reason{Kind: PassedOver, Rule: t.index}, i
	case perUnit || t.off:
		if t.last < i {
			return t.reason, max(t.since, t.last+1, t.eldest.To)
		}
		return t.reason, max(t.since, t.eldest.To)
	case again && t.rule.Count > 0:
		return Reason{Kind: Superseded, Rule: t.index, By: t.at(later).in(t.zone)}, i
	case t.rule.Counting != CountAll:
		return t.tellCounted(i, at), i
	case i < t.cut:
		return Reason{Kind: Beyond, Rule: t.index, By: t.oldest}, t.since
	case t.rule.Count > 0:
		return t.judge(Counted, at), max(t.cut, t.steadySince(i, at))
	}
	if t.base.From <= i && i < t.base.To {
		return Reason{Kind: Base, Rule: t.index, Until: t.baseUntil.in(t.zone)}, i
	}
	return t.judge(Young, at), t.steadySince(i, at)
}

// steadySince returns the first position from which up to a snapshot a rule
// without a unit gives the same reason, with an end equally long after each was
// created. It is the position itself where that is not easily known.
func (t *teller) steadySince(i int, at instant) int {
	since := 0
	if i >= t.base.To { // the base has a reason of its own
		since = t.base.To
	}
	switch {
	case t.places != nil: // the panel asks about each
		return i
	case i >= t.young:
		since = max(since, t.young)
	case i >= t.aged: // around a fold, where each has to be judged
		return i
	}
	if t.rule.hasDays() {
		since = max(since, t.since)
	}
	if t.rule.Within.IsZero() || t.rule.From != FromNow {
		return since
	}
	second, ok := at.steadySince(t.rule.Within, t.zone)
	if !ok {
		return i
	}
	if second <= t.at(since).sec {
		return since
	}
	return t.steady.since(t.line, second, i, at)
}

// tellCounted returns the reason of a rule without a unit that counts the rest
// left by earlier rules.
func (t *teller) tellCounted(i int, at instant) Reason {
	_, found := slices.BinarySearchFunc(t.picks, at, func(p pick, at instant) int { return at.compare(t.at(p.at)) })
	if found {
		return t.judge(Counted, at)
	}
	return Reason{Kind: Beyond, Rule: t.index, By: t.oldest}
}

// judge returns the reason for a snapshot the rule keeps unless it is too old.
func (t *teller) judge(kind ReasonKind, at instant) Reason {
	reason := Reason{Kind: kind, Rule: t.index, Period: t.period}
	until := never
	if t.rule.From == FromNow {
		until = t.rule.end(at, t.zone)
	}
	if t.isYoung(t.rule, at, t.reference) {
		until = earliest(until, t.change)
	} else {
		reason.Kind = Expired
	}
	reason.Until = until.in(t.zone)
	return reason
}

// move makes the stretch of a nominal instant the current one.
func (t *teller) move(i int, at instant) {
	t.chosen, t.last, t.period = beginning, -1, time.Time{}
	t.stretch = t.span(t.rule, at)
	t.off = !t.rule.allows(t.stretch.date)
	// Near a fold at midnight, the instant may be outside the sure part of its period: then
	// the stretch is this second alone.
	whole := t.stretch.contains(at)
	if !whole {
		t.stretch.from, t.stretch.to = at.sec, at.sec+1
	}
	t.reason = Reason{Kind: OffDay, Rule: t.index}
	if t.rule.Per != calendar.NoUnit {
		t.look()
	}
	// Before the last period that counts, all snapshots back to the first are beyond it:
	// under "daily 7", the rest of ten years is one stretch.
	if t.reason.Kind == Beyond && whole && !t.rule.hasDays() {
		t.stretch.from, t.since = math.MinInt64, 0
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
	// Picks are the newest first, so the comparison is turned round.
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
		t.lookAt(t.picks[i])
	case !t.off && !t.isPastLast(bucket):
		t.reason = Reason{Kind: PassedOver, Rule: t.index}
	case !t.off:
		t.reason = Reason{Kind: Beyond, Rule: t.index, By: t.oldest}
	}
}

// lookAt sets the meaning of a pick for the snapshots of its period.
func (t *teller) lookAt(p pick) {
	t.period = t.start(p.bucket).in(t.zone)
	// In a period that an earlier rule covers, the newest snapshot it keeps is named.
	by := p.cover - 1
	if by < 0 {
		by = t.place(p.snapshot())
	}
	if !t.off {
		t.reason = Reason{Kind: Superseded, Rule: t.index, Period: t.period, By: t.at(by).in(t.zone)}
	}
	if !p.skipped {
		t.chosen = t.at(by)
		t.last = t.ties(by, t.chosen).To - 1
	}
}

// isPastLast reports whether a period is earlier than all the rule looked at.
func (t *teller) isPastLast(bucket int64) bool {
	return len(t.picks) == 0 || bucket < t.picks[len(t.picks)-1].bucket
}

// start returns when a period of the rule starts.
func (t *teller) start(bucket int64) instant {
	if t.rule.Per == calendar.Hour {
		return instant{sec: bucket}
	}
	unix := t.zone.StartOf(t.rule.bucketStart(int(bucket)))
	return instant{sec: unix}
}
