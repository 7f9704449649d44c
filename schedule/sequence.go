package schedule

import (
	"iter"
	"slices"
	"time"

	"github.com/longcase/longcase/internal/instant"
)

// Sequence is a set of instants that can be walked both ways. A [Schedule] is a
// Sequence, and the functions of this package make sequences from sequences.
//
// An instant more than two days outside the years 1 to 9999 counts as the nearest
// inside them, for all sequences of this package.
type Sequence interface {
	// Next returns the first instant strictly after the given instant; ok is
	// false if the sequence has none.
	Next(after time.Time) (t time.Time, ok bool)
	// Prev returns the last instant strictly before the given instant; ok is
	// false if the sequence has none.
	Prev(before time.Time) (t time.Time, ok bool)
}

// Range ranges over the instants of a sequence from an instant, included, to
// another, excluded, in order.
func Range(s Sequence, from, to time.Time) iter.Seq[time.Time] {
	return func(yield func(time.Time) bool) {
		to := instant.Clamp(to)
		t, ok := s.Next(instant.Clamp(from).Add(-1))
		for ok && t.Before(to) && yield(t) {
			t, ok = s.Next(t)
		}
	}
}

// Union returns the instants of all the sequences, each once.
func Union(sequences ...Sequence) Sequence { return union(slices.Clone(sequences)) }

type union []Sequence

func (u union) Next(after time.Time) (first time.Time, ok bool) { return u.next(after, nil) }
func (u union) Prev(before time.Time) (last time.Time, ok bool) { return u.prev(before, nil) }

// next asks all members, since any may have the first instant. Unions are of a
// few schedules; a million of them is the matter of package fleet.
func (u union) next(after time.Time, e *effort) (first time.Time, ok bool) {
	for _, s := range u {
		if t, has := e.next(s, after); has && (!ok || t.Before(first)) {
			first, ok = t, true
		}
	}
	return first, ok
}

// prev is the mirror image of next, as in the types below.
func (u union) prev(before time.Time, e *effort) (last time.Time, ok bool) {
	for _, s := range u {
		if t, has := e.prev(s, before); has && (!ok || t.After(last)) {
			last, ok = t, true
		}
	}
	return last, ok
}

// Except returns the instants of a sequence that are not in another. It excludes
// single instants; [Outside] excludes stretches of time. After 100,000 excluded
// instants in a row the result is over: the number is that of every minute for ten
// weeks, or every day for 270 years. So it is after a million questions to the
// sequences that it is made of. Both count all those nested within it together.
func Except(s, minus Sequence) Sequence { return except{s, minus} }

type except struct{ s, minus Sequence }

func (x except) Next(after time.Time) (time.Time, bool) {
	return x.next(instant.Clamp(after), new(effort))
}

func (x except) Prev(before time.Time) (time.Time, bool) {
	return x.prev(instant.Clamp(before), new(effort))
}

// next asks minus only around each instant of s, so that its cost does not grow
// with the instants of minus in between.
func (x except) next(after time.Time, e *effort) (time.Time, bool) {
	for {
		t, ok := e.next(x.s, after)
		if !ok {
			return time.Time{}, false
		}
		// From a nanosecond before t, minus answers with t if it has it. Over, its
		// answer would be none, and t would be taken for one that is not excluded.
		excluded, ok := e.next(x.minus, t.Add(-1))
		if e.over {
			return time.Time{}, false
		}
		if !ok || !excluded.Equal(t) {
			return t, true
		}
		if after = t; !e.exclude() {
			return time.Time{}, false
		}
	}
}

func (x except) prev(before time.Time, e *effort) (time.Time, bool) {
	for {
		t, ok := e.prev(x.s, before)
		if !ok {
			return time.Time{}, false
		}
		excluded, ok := e.prev(x.minus, t.Add(1))
		if e.over {
			return time.Time{}, false
		}
		if !ok || !excluded.Equal(t) {
			return t, true
		}
		if before = t; !e.exclude() {
			return time.Time{}, false
		}
	}
}

// Outside returns the instants of a sequence that lie in none of the windows, as
// for blackouts. It passes over a whole window at a time; a window counts as an
// excluded instant does for [Except], and the result is over after as many.
func Outside(s Sequence, blackout Windows) Sequence { return outside{s, blackout} }

type outside struct {
	s        Sequence
	blackout Windows
}

func (o outside) Next(after time.Time) (time.Time, bool) {
	return o.next(instant.Clamp(after), new(effort))
}

func (o outside) Prev(before time.Time) (time.Time, bool) {
	return o.prev(instant.Clamp(before), new(effort))
}

// next goes on from the end of the window that an instant lies in.
func (o outside) next(after time.Time, e *effort) (time.Time, bool) {
	for {
		t, ok := e.next(o.s, after)
		if !ok || e.over {
			return time.Time{}, false
		}
		if !o.blackout.Contains(t) {
			return t, true
		}
		closing, ok := closings{o.blackout}.Next(t)
		if !ok || !e.exclude() {
			return time.Time{}, false
		}
		after = closing.Add(-1) // the instant of closing is outside
	}
}

func (o outside) prev(before time.Time, e *effort) (time.Time, bool) {
	for {
		t, ok := e.prev(o.s, before)
		if !ok || e.over {
			return time.Time{}, false
		}
		if !o.blackout.Contains(t) {
			return t, true
		}
		opening, ok := openings{o.blackout}.Prev(t.Add(1))
		if !ok || !e.exclude() {
			return time.Time{}, false
		}
		before = opening
	}
}

// Within returns the instants of a sequence from an instant, included, to
// another, excluded. A zero from or to is no limit.
func Within(s Sequence, from, to time.Time) Sequence {
	return within{s, instant.Clamp(from), instant.Clamp(to)}
}

type within struct {
	s        Sequence
	from, to time.Time
}

func (w within) Next(after time.Time) (time.Time, bool) { return w.next(instant.Clamp(after), nil) }

func (w within) Prev(before time.Time) (time.Time, bool) { return w.prev(instant.Clamp(before), nil) }

// next starts just before from, since from itself is included.
func (w within) next(after time.Time, e *effort) (time.Time, bool) {
	if !w.from.IsZero() && after.Before(w.from) {
		after = w.from.Add(-1)
	}
	t, ok := e.next(w.s, after)
	if !ok || !w.to.IsZero() && !t.Before(w.to) {
		return time.Time{}, false
	}
	return t, true
}

func (w within) prev(before time.Time, e *effort) (time.Time, bool) {
	if !w.to.IsZero() && before.After(w.to) {
		before = w.to
	}
	t, ok := e.prev(w.s, before)
	if !ok || !w.from.IsZero() && t.Before(w.from) {
		return time.Time{}, false
	}
	return t, true
}

// Times returns the given instants, in any order, as a sequence. Equal instants
// count once. Instants more than two days outside the years 1 to 9999 are left
// out.
func Times(instants ...time.Time) Sequence {
	list := slices.DeleteFunc(slices.Clone(instants), func(t time.Time) bool { return instant.Clamp(t) != t })
	slices.SortFunc(list, time.Time.Compare)
	return times(slices.CompactFunc(list, time.Time.Equal))
}

// times is sorted, without repetitions.
type times []time.Time

func (s times) Next(after time.Time) (time.Time, bool) {
	i, found := slices.BinarySearchFunc(s, instant.Clamp(after), time.Time.Compare)
	if found {
		i++
	}
	if i == len(s) {
		return time.Time{}, false
	}
	return s[i], true
}

func (s times) Prev(before time.Time) (time.Time, bool) {
	i, _ := slices.BinarySearchFunc(s, instant.Clamp(before), time.Time.Compare)
	if i == 0 {
		return time.Time{}, false
	}
	return s[i-1], true
}

// Cron gives a sequence the method that robfig/cron and River ask of a
// schedule. The zero time stands for never, and the zero value never fires.
// gocron asks for more: module github.com/longcase/longcase/adapters has it,
// and lists the losses of each of the three.
type Cron struct{ Sequence }

// Next returns the first instant strictly after the given instant, the zero time
// if none is left.
func (c Cron) Next(after time.Time) time.Time {
	if c.Sequence == nil {
		return time.Time{}
	}
	t, ok := c.Sequence.Next(after)
	if !ok {
		return time.Time{}
	}
	return t
}
