package schedule

import "time"

const (
	// maxExcluded is the number of excluded instants, or windows, in a row after
	// which a sequence counts as over. Without a limit, a sequence of which
	// everything is excluded would hang.
	maxExcluded = 100_000
	// maxAsked is the number of questions to the sequences within after which it
	// is over too. Questions to schedules take 50 ms then, and a union of eight
	// has had 100,000 instants excluded.
	maxAsked = 1_000_000
)

// effort is the work done for a single answer of Except or Outside, by all the
// sequences nested within it. A limit for each alone would multiply: Except in
// Except, both with everything excluded, is 100,000 times 100,000 questions.
//
// A nil effort has no limits. Union and Within have none of their own: they ask
// each member once.
type effort struct {
	excluded, asked int
	over            bool // a limit is reached: no answer can be relied on any more
}

// nested is a sequence of this package that asks others.
type nested interface {
	next(after time.Time, e *effort) (time.Time, bool)
	prev(before time.Time, e *effort) (time.Time, bool)
}

// next asks a sequence. Once the effort is over, the answer is none.
func (e *effort) next(s Sequence, after time.Time) (t time.Time, ok bool) {
	if e == nil {
		return s.Next(after)
	}
	if !e.ask() {
		return time.Time{}, false
	}
	if s, ok := s.(nested); ok {
		return s.next(after, e)
	}
	return s.Next(after)
}

// prev is the mirror image of next.
func (e *effort) prev(s Sequence, before time.Time) (t time.Time, ok bool) {
	if e == nil {
		return s.Prev(before)
	}
	if !e.ask() {
		return time.Time{}, false
	}
	if s, ok := s.(nested); ok {
		return s.prev(before, e)
	}
	return s.Prev(before)
}

// ask counts a question, and reports whether it may be asked.
func (e *effort) ask() bool {
	e.asked++
	e.over = e.over || e.asked > maxAsked
	return !e.over
}

// exclude counts an excluded instant, and reports whether the search may go on.
func (e *effort) exclude() bool {
	e.excluded++
	e.over = e.over || e.excluded >= maxExcluded
	return !e.over
}
