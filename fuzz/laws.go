package fuzz

import (
	"fmt"
	"slices"
	"time"

	"github.com/longcase/longcase/internal/oracle"
)

// Law is a statement about a scheduler, checked at every whole minute of a stretch
// of time and at instants just off it. The test fails at the first instant at which
// the law does not hold, and the failure names it. Choose a stretch that starts an
// hour or two before a change of the clocks and ends as long after it: most
// mistakes show there.
type Law func(t TB, s Subject, from, to time.Time)

// CheckSchedule checks all laws from two hours before an instant to two hours after
// it. [Successor] starts more than a day before it: a scheduler may go wrong when
// it adds 24 hours to a time on the day before. Answers are compared wherever they
// lie: asked on the Sunday of a clock change, a job for working days may go wrong
// on Monday.
func CheckSchedule(t TB, s Subject, around time.Time) {
	t.Helper()
	from, to := around.Add(-2*time.Hour), around.Add(2*time.Hour)
	for _, law := range []Law{Answers, Advances, Inverse, SameInstant, Membership, Ranges, Counted, Defined} {
		law(t, s, from, to)
	}
	Successor(t, s, around.Add(-oracle.Margin), to)
}

// Sweep checks all laws at every clock change of the subject's zone from an instant
// to another, as [CheckSchedule] does: to know of a scheduler in its users' zones,
// sweep the years around the present of each. A change takes a few hundredths of
// a second, and Berlin has two a year.
func Sweep(t TB, s Subject, from, to time.Time) {
	t.Helper()
	for _, change := range oracle.Changes(s.location(), from, to) {
		CheckSchedule(t, s, change.At)
	}
}

// patience is the limit of the wait in Answers. No computation of an occurrence
// takes nearly as long, and an endless loop takes longer.
const patience = 5 * time.Second

// Answers requires Next and Prev to return.
//
// A scheduler in search of a missing date hangs its process, and with it all
// other jobs. robfig/cron and netresearch/go-cron do so in Pacific/Apia, which
// had no 30 December 2011, for a rule on the 30th. A hanging call goes on using a
// processor until the test ends.
func Answers(t TB, s Subject, from, to time.Time) {
	t.Helper()
	for _, walk := range s.walks() {
		// In a goroutine of its own, which a hanging scheduler never gives back.
		done := make(chan struct{})
		go func() {
			defer close(done)
			walk.step(from)
		}()
		select {
		case <-done:
		case <-time.After(patience):
			s.fail(t, "Answers", walk.name+" does not return", from, "nothing in "+patience.String(), "an answer")
		}
	}
}

// Advances requires Next to be strictly later than its argument, and Prev strictly
// earlier.
//
// A scheduler without it runs a job again at once, and may do so for ever.
// rrule-go's HOURLY yields an instant twice when the clocks are put forward.
func Advances(t TB, s Subject, from, to time.Time) {
	t.Helper()
	for _, q := range questions(from, to, nil) {
		if got, ok := s.Next(q); ok && !got.After(q) {
			s.fail(t, "Advances", "Next does not advance", q, s.show(got, ok), "a later instant")
		}
		if s.Prev == nil {
			continue
		}
		if got, ok := s.Prev(q); ok && !got.Before(q) {
			s.fail(t, "Advances", "Prev does not go back", q, s.show(got, ok), "an earlier instant")
		}
	}
}

// Successor requires a scheduler to walk a set. For every t, Next(t) is the first
// element after t of the sequence made by Next itself, and Prev(t) the last element
// before t.
//
// A scheduler without it acts differently after a restart: a job is lost or runs
// twice. Of six libraries for Go, none obeys it at every change of the clocks,
// because they search in steps of wall time from the wall time at t. robfig/cron
// loses a midnight in Australia/Lord_Howe when asked from before the day of the
// change, half an hour longer than others, and not when asked from within it.
//
// The first answer past the stretch is asked for again from nearby: a scheduler
// that goes by AddDate through a Sunday without 02:30 finds its Monday's run at
// 01:30, and at 02:30 if asked on Monday.
func Successor(t TB, s Subject, from, to time.Time) {
	t.Helper()
	line := s.walk(t, from, to)
	asked := questions(from, to, line)
	if n := len(line); n > 0 {
		asked = append(asked, approach(to, line[n-1])...)
	}
	for _, q := range asked {
		s.expect(t, "Successor", "Next contradicts its own sequence", s.Next, q, line.after(q))
		if s.Prev != nil && len(line) > 0 && line[0].Before(q) {
			s.expect(t, "Successor", "Prev contradicts the sequence of Next", s.Prev, q, line.before(q))
		}
	}
}

// Inverse requires Prev to undo Next, and Next to undo Prev: no occurrence lies
// between t and Next(t), so Prev(Next(t)) is not after t.
//
// A scheduler without it reports a last run that never happened, or misses a run.
// The law is easy to break, because Next and Prev are different code.
func Inverse(t TB, s Subject, from, to time.Time) {
	t.Helper()
	if s.Prev == nil {
		return
	}
	for _, q := range questions(from, to, s.walk(t, from, to)) {
		if next, ok := s.Next(q); ok {
			if back, ok := s.Prev(next); ok && back.After(q) {
				s.fail(t, "Inverse", "Prev(Next(t)) is after t", q, s.show(back, ok), s.show(q, true)+" or earlier")
			}
			s.expect(t, "Inverse", "Prev just after an occurrence is not it", s.Prev, next.Add(1), answer{next, true})
		}
		if prev, ok := s.Prev(q); ok {
			if there, ok := s.Next(prev); ok && there.Before(q) {
				s.fail(t, "Inverse", "Next(Prev(t)) is before t", q, s.show(there, ok), s.show(q, true)+" or later")
			}
			s.expect(t, "Inverse", "Next just before an occurrence is not it", s.Next, prev.Add(-1), answer{prev, true})
		}
	}
}

// SameInstant requires the answer to depend on the instant alone, and not on the
// location in which the caller holds it.
//
// A scheduler without it changes its plans when it moves to a machine in another
// zone. robfig/cron does so, on purpose, for a schedule without CRON_TZ.
func SameInstant(t TB, s Subject, from, to time.Time) {
	t.Helper()
	// An offset of no whole hours, so that a clock read there shows another minute.
	elsewhere := time.FixedZone("elsewhere", 5*60*60+45*60)
	for _, walk := range s.walks() {
		for _, q := range questions(from, to, nil) {
			here, ok := walk.step(q.In(s.location()))
			what := walk.name + " depends on the location of its argument"
			s.expect(t, "SameInstant", what, walk.step, q.In(elsewhere), answer{here, ok})
		}
	}
}

// Membership requires Contains to agree with Next: t is an occurrence if Next,
// asked a nanosecond before t, answers t.
//
// The question "is it due now" must have the same answer as the wait for it.
func Membership(t TB, s Subject, from, to time.Time) {
	t.Helper()
	if s.Contains == nil {
		return
	}
	for _, q := range questions(from, to, s.walk(t, from, to)) {
		next, ok := s.Next(q.Add(-1))
		if want := ok && next.Equal(q); s.Contains(q) != want {
			s.fail(t, "Membership", "Contains contradicts Next", q, fmt.Sprint(!want), fmt.Sprint(want))
		}
	}
}

// Ranges requires Forward, Backward and Between to yield the sequence of Next.
// Between includes its first argument and excludes its second.
//
// An iterator is usually faster code than Next, and less tested.
func Ranges(t TB, s Subject, from, to time.Time) {
	t.Helper()
	line := s.walk(t, from, to)
	inside := line.within(from, to)
	if s.Forward != nil {
		s.same(t, "Forward", from, first(s.Forward(from.Add(-1)), len(inside)), inside)
	}
	if s.Backward != nil {
		backward := slices.Clone(inside)
		slices.Reverse(backward)
		s.same(t, "Backward", to, first(s.Backward(to), len(inside)), backward)
	}
	if s.Between != nil {
		s.same(t, "Between", from, slices.Collect(s.Between(from, to)), inside)
		for i, a := range inside {
			b := inside[len(inside)-1-i]
			s.same(t, "Between", a, slices.Collect(s.Between(a, b)), line.within(a, b))
		}
	}
}

// Counted requires Count to return the number of occurrences of Next, from the
// first argument, included, to the second, excluded. Counts of decades must add
// up. Nth(t, n) is the n-th occurrence after t, or before t for a negative n, and
// none for 0.
//
// Kubernetes gives up on a CronJob after a hundred missed starts, because its
// scheduler can only count by walking.
func Counted(t TB, s Subject, from, to time.Time) {
	t.Helper()
	inside := s.walk(t, from, to).within(from, to)
	if s.Count != nil {
		// Counts go by years and by clock changes; sixty years have both, and few enough
		// occurrences to walk.
		long, ago := to.AddDate(30, 0, 0), from.AddDate(-30, 0, 0)
		for _, q := range questions(from, to, inside) {
			here := int64(len(inside.within(from, q)))
			s.counts(t, q, "since the start", s.Count(from, q), here)
			s.counts(t, q, "until the end", s.Count(q, to), int64(len(inside))-here)
		}
		all := s.Count(ago, from) + int64(len(inside)) + s.Count(to, long)
		s.counts(t, from, "in 60 years, by parts", s.Count(ago, long), all)
		if all < 5000 { // to walk through 60 years of minutes takes too long
			walked := s.walk(t, ago, long).within(ago, long)
			s.counts(t, from, "in 60 years, by walking", all, int64(len(walked)))
		}
	}
	if s.Nth == nil {
		return
	}
	for i, at := range inside {
		s.expect(t, "Counted", "Nth contradicts Next", s.nth(int64(i+1)), from.Add(-1), answer{at, true})
		s.expect(t, "Counted", "Nth contradicts Next", s.nth(int64(i-len(inside))), to, answer{at, true})
	}
	s.expect(t, "Counted", "Nth(t, 0) is something", s.nth(0), from, answer{})
	if s.Count == nil {
		return
	}
	for _, n := range []int64{100, 10_000} {
		if at, ok := s.Nth(from, n); ok {
			s.counts(t, at, "before the nth", s.Count(from.Add(1), at), n-1)
			s.counts(t, at, "at the nth", s.Count(at, at.Add(1)), 1)
		}
		if at, ok := s.Nth(to, -n); ok {
			s.counts(t, at, "since the nth back", s.Count(at, to), n)
			s.counts(t, at, "at the nth back", s.Count(at, at.Add(1)), 1)
		}
	}
}

// counts compares a count.
func (s Subject) counts(t TB, q time.Time, what string, got, want int64) {
	t.Helper()
	if got != want {
		s.fail(t, "Counted", "Count is wrong "+what, q, fmt.Sprint(got), fmt.Sprint(want))
	}
}

// nth returns Nth as a step, which expect can ask.
func (s Subject) nth(n int64) step {
	return func(t time.Time) (time.Time, bool) { return s.Nth(t, n) }
}

// Defined requires Next and Prev to agree with the definition,
// [Spec.Occurrences], in every minute. An answer beyond the stretch must be the
// nearest occurrence there, days or years away.
//
// It alone knows the meaning of rules. A scheduler that never fires obeys all the
// other laws.
func Defined(t TB, s Subject, from, to time.Time) {
	t.Helper()
	if len(s.Rules) == 0 {
		return
	}
	list := s.Occurrences(from, to)
	asked := questions(from, to, list)
	if next, ok := oracle.First(s.location(), s.DST, s.Rules, to); ok {
		list, to = append(list, next), next.Add(1)
	}
	if s.Prev != nil {
		if prev, ok := oracle.Last(s.location(), s.DST, s.Rules, from); ok {
			list, from = append([]time.Time{prev}, list...), prev
		}
	}
	Agrees(t, s, list, from, to, asked)
}

// Agrees checks Next and Prev at the given instants against a list of all
// occurrences from an instant, included, to another, excluded. It returns the
// number of answers compared.
func Agrees(t TB, s Subject, list []time.Time, from, to time.Time, instants []time.Time) int {
	t.Helper()
	checks := 0
	for _, q := range instants {
		want := timeline(list).after(q)
		got, ok := s.Next(q)
		// Past the end of the list, any answer beyond the end may be right.
		if !want.matches(got, ok) && (want.ok || ok && got.Before(to)) {
			s.fail(t, "Defined", "Next contradicts the definition", q, s.show(got, ok), s.orBeyond(want, to))
		}
		checks++
		if s.Prev == nil {
			continue
		}
		want = timeline(list).before(q)
		got, ok = s.Prev(q)
		if !want.matches(got, ok) && (want.ok || ok && !got.Before(from)) {
			s.fail(t, "Defined", "Prev contradicts the definition", q, s.show(got, ok), s.orBeyond(want, from))
		}
		checks++
	}
	return checks
}

// orBeyond prints an answer, or the end of the list as the place where it has none.
func (s Subject) orBeyond(want answer, end time.Time) string {
	if want.ok {
		return s.show(want.at, true)
	}
	return "nothing on this side of " + s.show(end, true)
}
