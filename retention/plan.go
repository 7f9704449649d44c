package retention

import (
	"iter"
	"math"
	"slices"
	"sort"
	"time"
)

// Plan holds a verdict for each snapshot of a list. The zero value is the plan
// of an empty list. A Plan is immutable and safe for concurrent use; that of a
// [Timeline] is if the timeline's function is. It is small where neighbours share
// a verdict, as snapshots do long after their time.
type Plan struct {
	stretches []stretch // in order; the last ends with the list
	notes     *notes
	created   []instant           // nil if no note is counted from it
	timeline  func(int) time.Time // in place of created, if not nil
	refused   bool                // whether a guard refuses it
}

// stretch is a part of the list with one verdict: from the end of the stretch
// before it up to a position.
type stretch struct{ to, verdict uint32 }

// Len returns the number of snapshots in the list, both kept and deleted.
func (p Plan) Len() int {
	if len(p.stretches) == 0 {
		return 0
	}
	return int(p.stretches[len(p.stretches)-1].to)
}

// Verdict returns the verdict on the snapshot at a position of the list. It
// panics if the position is out of range, as an index does. It searches; a loop
// over all snapshots is faster with [Plan.Verdicts].
func (p Plan) Verdict(i int) Verdict {
	return p.open(p.stretches[p.stretchOf(i)].verdict, i, new([]Reason))
}

// stretchOf returns the number of the stretch with a position.
func (p Plan) stretchOf(i int) int {
	// A negative position is a great one without its sign, and past the end as such.
	return sort.Search(len(p.stretches), func(k int) bool { return uint(i) < uint(p.stretches[k].to) })
}

// within yields the stretches, as far as they are in a range, each with its verdict.
func (p Plan) within(in Range) iter.Seq2[Range, uint32] {
	return func(yield func(Range, uint32) bool) {
		from, end := max(in.From, 0), min(in.To, p.Len())
		if from >= end {
			return
		}
		for _, s := range p.stretches[p.stretchOf(from):] {
			to := min(int(s.to), end)
			if !yield(Range{from, to}, s.verdict) || to == end {
				return
			}
			from = to
		}
	}
}

// createdAt returns when the snapshot at a position was taken, if that matters.
func (p Plan) createdAt(i int) (created instant) {
	switch {
	case p.timeline != nil:
		created = instantOf(p.timeline(i))
	case p.created != nil:
		created = p.created[i]
	}
	return created
}

// open returns a verdict of the plan on the snapshot at a position, with its
// reasons in the room.
func (p Plan) open(verdict uint32, i int, room *[]Reason) Verdict {
	v := p.notes.open(verdict, p.createdAt(i), room)
	if p.refused && !v.Keep {
		v.Keep, v.Until = true, time.Time{}
		v.Reasons = append([]Reason{{Kind: Refused}}, v.Reasons...)
	}
	return v
}

// Verdicts yields the position of each snapshot, in the order of the list, and
// the verdict on it.
func (p Plan) Verdicts() iter.Seq2[int, Verdict] {
	return func(yield func(int, Verdict) bool) {
		i, room := 0, []Reason(nil)
		for _, s := range p.stretches {
			v, own := p.open(s.verdict, i, &room), p.notes.isCounted(s.verdict)
			for first := i; i < int(s.to); i++ {
				if own && i > first {
					v = p.open(s.verdict, i, &room)
				}
				if !yield(i, v) {
					return
				}
			}
		}
	}
}

// Deleted returns the number of snapshots the plan deletes.
func (p Plan) Deleted() (n int) {
	from := uint32(0)
	for _, s := range p.stretches {
		if !p.refused && !p.notes.keeps(s.verdict) {
			n += int(s.to - from)
		}
		from = s.to
	}
	return n
}

// Plan decides about every snapshot of a list, in any order, at an instant. It
// only reads the slice.
//
// Rules for good snapshots see the good ones that are neither held nor from the
// future; rules for failed ones see those, likewise. Snapshots of one instant
// are decided alike, apart from their holds, locks and failures.
func (p Policy) Plan(now time.Time, snapshots []Snapshot) Plan {
	return p.plan(planner{now: instantOf(now), n: len(snapshots), snapshots: snapshots})
}

// PlanFunc is like [Policy.Plan] for a list of n snapshots held in another form.
// The function at returns the i-th, several times and in any order. A negative n
// is zero.
func (p Policy) PlanFunc(now time.Time, n int, at func(i int) Snapshot) Plan {
	return p.plan(planner{now: instantOf(now), n: max(n, 0), at: at})
}

// plan makes the plan of a planner.
func (p Policy) plan(pl planner) Plan {
	c := p.orNone()
	pl.c = c
	// Most lists are plain, and are judged where they are. Others are dealt out into good
	// and failed ones, by position, and each kind is sorted and judged by itself.
	if pl.isPlain() {
		return pl.plan(pl.decideAll())
	}
	pl.verdicts = make([]uint32, pl.n)
	good, failed := pl.sort()
	newest := beginning
	if len(good) > 0 {
		newest = pl.created(good[len(good)-1])
	}
	pl.decide(good, false)
	if len(c.failed) == 0 && len(c.good) > 0 {
		pl.decideFailed(failed, newest)
	} else {
		pl.decide(failed, true)
	}
	return pl.plan(stretchesOf(pl.verdicts))
}

// planner makes a plan.
type planner struct {
	scribe
	now       instant
	n         int
	snapshots []Snapshot
	at        func(i int) Snapshot // in place of the slice, if not nil
	one       Snapshot             // its last result
	verdicts  []uint32             // for each snapshot
	nominal   bool                 // whether some snapshot has a nominal time
	locked    bool                 // whether some snapshot is locked, known once sorted
}

// snapshot returns a snapshot, until it is asked for another.
func (pl *planner) snapshot(i int) *Snapshot {
	if pl.at == nil {
		return &pl.snapshots[i]
	}
	pl.one = pl.at(i)
	return &pl.one
}

// plan returns the plan, without the memory of the planner and the snapshots.
func (pl *planner) plan(stretches []stretch) Plan {
	notes := pl.notes
	plan := Plan{stretches: stretches, notes: &notes}
	if notes.counted {
		plan.created = make([]instant, pl.n)
		for i := range plan.created {
			plan.created[i] = pl.created(i)
		}
	}
	return plan
}

// stretchesOf joins neighbours with the same verdict.
func stretchesOf(verdicts []uint32) []stretch {
	// Counted first, for a list of the right size: one that doubles is held twice meanwhile.
	n := 0
	for i, v := range verdicts {
		if i == 0 || v != verdicts[i-1] {
			n++
		}
	}
	list := make([]stretch, 0, n)
	for i, v := range verdicts {
		if n := len(list); n > 0 && list[n-1].verdict == v {
			list[n-1].to++
		} else {
			list = append(list, stretch{uint32(i) + 1, v})
		}
	}
	return list
}

func (pl *planner) created(i int) instant { return instantOf(pl.snapshot(i).Created) }

// isPlain reports whether the rules see all snapshots, in the order given: the
// list is sorted, and none is held, locked, failed, timeless or from the future. Nothing
// but their times matters then, and the list needs neither a copy nor a verdict
// for each snapshot.
func (pl *planner) isPlain() bool {
	switch {
	case pl.n == 0:
		return true
	// In a sorted list the last is the one from the future, if any is, and the first
	// shows whether any may be timeless: those are at the year 1 and about 1970.
	case pl.now.before(pl.created(pl.n-1)) || pl.created(0).sec < endOfTimeless:
		return false
	case pl.at == nil:
		return pl.isPlainSlice()
	}
	last := beginning
	for i := range pl.n {
		s := pl.snapshot(i)
		created := instantOf(s.Created)
		pl.nominal = pl.nominal || !s.Nominal.IsZero()
		if s.isMarked() || created.before(last) {
			return false
		}
		last = created
	}
	return true
}

// isPlainSlice is the rest of isPlain for a slice. It reads four parts of the slice
// side by side, in half the time: it waits for memory, which delivers several
// streams at once. The parts overlap by a few snapshots, to be of equal length.
func (pl *planner) isPlainSlice() bool {
	size := (pl.n + 3) / 4
	second, third, fourth := (pl.n-size)/3, 2*(pl.n-size)/3, pl.n-size
	a, b := pl.snapshots[:size], pl.snapshots[second:][:size]
	c, d := pl.snapshots[third:][:size], pl.snapshots[fourth:][:size]
	// Before the first of a part may be another, and so it is not taken to be later.
	inA, inB, inC, inD := int64(math.MaxInt64), int64(math.MaxInt64), int64(math.MaxInt64), int64(math.MaxInt64)
	var okA, okB, okC, okD bool
	for i := range a {
		inA, okA = a[i].isPlainAfter(inA)
		inB, okB = b[i].isPlainAfter(inB)
		inC, okC = c[i].isPlainAfter(inC)
		inD, okD = d[i].isPlainAfter(inD)
		// Two snapshots of one second are not one after the other by seconds alone, and are
		// looked at again with their nanoseconds.
		if !(okA && okB && okC && okD) &&
			!(pl.isPlainAt(i) && pl.isPlainAt(second+i) && pl.isPlainAt(third+i) && pl.isPlainAt(fourth+i)) {
			return false
		}
		pl.nominal = pl.nominal || !a[i].Nominal.IsZero() || !b[i].Nominal.IsZero() ||
			!c[i].Nominal.IsZero() || !d[i].Nominal.IsZero()
	}
	return true
}

// isPlainAfter returns the second in which a snapshot was taken. It reports whether
// that is after another second, and the snapshot is not marked.
func (s *Snapshot) isPlainAfter(last int64) (second int64, ok bool) {
	second = s.Created.Unix()
	return second, second > last && !s.isMarked()
}

// isPlainAt reports whether a snapshot is not marked, nor earlier than the one in
// front of it.
func (pl *planner) isPlainAt(i int) bool {
	return !pl.snapshots[i].isMarked() && (i == 0 || !pl.created(i).before(pl.created(i-1)))
}

func (s *Snapshot) isMarked() bool { return s.Held || s.Locked || s.Failed }

// decideAll decides about all snapshots of a plain list.
func (pl *planner) decideAll() (list []stretch) {
	l := line{n: pl.n, created: func(i int) time.Time { return pl.snapshot(i).Created }}
	if pl.nominal {
		l = l.withNominal(func(i int) time.Time { return pl.snapshot(i).Nominal })
	}
	v := l.newView(pl.c.zone, pl.now, false)
	for p := newPanel(v, &pl.scribe, false); p.next > 0; {
		in, verdict := p.step()
		list = append(list, stretch{uint32(in.To), verdict})
	}
	slices.Reverse(list)
	return list
}

// sort decides about the snapshots hidden from rules, and returns the positions
// of the others, ordered by instant.
func (pl *planner) sort() (good, failed []int) {
	good = make([]int, 0, pl.n)
	for i := range pl.n {
		s := pl.snapshot(i)
		pl.nominal = pl.nominal || !s.Nominal.IsZero()
		pl.locked = pl.locked || s.Locked
		switch {
		case isTimeless(instantOf(s.Created)), pl.now.before(instantOf(s.Created)), s.Held && pl.now.before(endOfHold(s)):
			pl.verdicts[i] = pl.decideAlone(i)
		case s.Failed:
			failed = append(failed, i)
		default:
			good = append(good, i)
		}
	}
	return pl.inOrder(good), pl.inOrder(failed)
}

// line returns the snapshots at some positions, in order, as a line.
func (pl *planner) line(positions []int) line {
	l := line{n: len(positions), created: func(k int) time.Time { return pl.snapshot(positions[k]).Created }}
	if pl.nominal {
		l = l.withNominal(func(k int) time.Time { return pl.snapshot(positions[k]).Nominal })
	}
	return l
}

// inOrder returns positions of snapshots, ordered by instant.
func (pl *planner) inOrder(positions []int) []int {
	l := line{n: len(positions), created: func(k int) time.Time { return pl.snapshot(positions[k]).Created }}
	if l.inOrder() {
		return positions
	}
	order, sorted := l.order(), make([]int, l.n)
	for k := range sorted {
		sorted[k] = order.position(k)
	}
	if l.n < pl.n { // otherwise position i is i, and looking it up would wait for memory
		for k, i := range sorted {
			sorted[k] = positions[i]
		}
	}
	return sorted
}

// endOfHold returns when a hold ends; never for a hold without end.
func endOfHold(s *Snapshot) instant {
	if s.HeldUntil.IsZero() {
		return never
	}
	return instantOf(s.HeldUntil)
}

// decideAlone decides about a snapshot that is held, timeless or from the
// future. Rules of its age alone add their reasons too: they say when it expires
// once the hold is over.
func (pl *planner) decideAlone(i int) (verdict uint32) {
	created := pl.created(i)
	s := pl.snapshot(i)
	pl.begin()
	if isTimeless(created) {
		pl.add(Reason{Kind: Timeless})
	}
	if pl.now.before(created) {
		pl.add(Reason{Kind: Future, Until: created.in(pl.c.zone)})
	}
	if end := endOfHold(s); s.Held && pl.now.before(end) {
		pl.add(Reason{Kind: Held, Until: end.in(pl.c.zone)})
	}
	rules := pl.c.rulesFor(s.Failed)
	if len(rules) == 0 && !s.Failed {
		pl.add(Reason{Kind: NoRules})
	}
	if isTimeless(created) {
		return pl.verdict(created)
	}
	pl.lock(s)
	date, _ := s.due().local(pl.c.zone)
	for _, k := range rules {
		r := &pl.c.rules[k]
		if end := r.end(created, pl.c.zone); r.ages() && r.allows(date) && pl.now.before(end) {
			pl.add(Reason{Kind: Young, Rule: k, Until: end.in(pl.c.zone)})
		}
	}
	if len(pl.reasons) == 0 { // of a timeline out of order, a snapshot among timeless ones
		pl.add(Reason{Kind: Timeless})
	}
	return pl.verdict(created)
}

// lock adds a reason for the lock of a snapshot, until the lock ends.
func (pl *planner) lock(s *Snapshot) {
	if !s.Locked {
		return
	}
	end := pl.c.endOfLock(s)
	if pl.now.before(end) {
		pl.add(Reason{Kind: Locked, Until: end.in(pl.c.zone)})
	}
}

// decideFailed decides about failed snapshots in a policy without rules for
// them.
func (pl *planner) decideFailed(positions []int, newestGood instant) {
	for _, i := range positions {
		pl.begin()
		if pl.created(i).before(newestGood) {
			pl.add(Reason{Kind: Outdated, By: newestGood.in(pl.c.zone)})
		} else {
			pl.add(Reason{Kind: NoneNewer})
		}
		pl.lock(pl.snapshot(i))
		pl.verdicts[i] = pl.verdict(pl.created(i))
	}
}

// decide decides about the snapshots rules see, good or failed.
func (pl *planner) decide(positions []int, failed bool) {
	v := pl.line(positions).newView(pl.c.zone, pl.now, failed)
	for p := newPanel(v, &pl.scribe, failed); p.next > 0; {
		in, verdict := p.step()
		for _, i := range positions[in.From:in.To] {
			if pl.verdicts[i] = verdict; pl.locked && pl.snapshot(i).Locked {
				pl.verdicts[i] = pl.decideLocked(i, verdict)
			}
		}
	}
}

// decideLocked adds the reason of a lock to a verdict. Other snapshots of the
// stretch share the verdict itself, so this returns another. A lock that is over adds
// nothing, and the verdict is made again with the same reasons.
func (pl *planner) decideLocked(i int, verdict uint32) uint32 {
	pl.begin()
	pl.lock(pl.snapshot(i))
	in := pl.notes.bounds(verdict)
	for k := in.From; k < in.To; k++ {
		pl.add(pl.notes.reason(pl.notes.list.at(k), pl.created(i)))
	}
	return pl.verdict(pl.created(i))
}
