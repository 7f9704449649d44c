package fuzz

import (
	"fmt"
	"iter"
	"strings"
	"time"
)

// TB is the part of a test used by the laws. *testing.T, *testing.F and *rapid.T
// implement it; see [Complaint] for use outside of tests.
type TB interface {
	// Helper marks the caller as a helper, as in package testing.
	Helper()
	// Fatalf reports the broken law and ends the test. It must not return.
	Fatalf(format string, args ...any)
}

// step is a step of a walk: Next or Prev.
type step = func(time.Time) (time.Time, bool)

// Subject is a scheduler under test. It needs Next and nothing else: a law about a
// nil function checks nothing.
//
// The Spec describes the intent of the scheduler. Civil times are printed in its
// Zone, and [Defined] holds the scheduler to its Rules and DST.
type Subject struct {
	Spec
	// Next and Prev return the first occurrence strictly after an instant and
	// the last strictly before it, or false without any.
	Next, Prev func(time.Time) (time.Time, bool)
	// Contains reports whether an instant is an occurrence.
	Contains func(time.Time) bool
	// Forward and Backward yield the occurrences strictly after an instant, and
	// those strictly before it, the latest first.
	Forward, Backward func(time.Time) iter.Seq[time.Time]
	// Between yields the occurrences from an instant, included, to another,
	// excluded.
	Between func(from, to time.Time) iter.Seq[time.Time]
	// Count returns the number of occurrences that Between yields.
	Count func(from, to time.Time) int64
	// Nth returns the n-th occurrence after an instant, or before it for a
	// negative n.
	Nth func(from time.Time, n int64) (time.Time, bool)
}

// Of returns a scheduler as a Subject, with each of its methods of the name and
// type of a field. Next and Prev may also return just a time, zero for never, as
// robfig/cron and River do.
func Of(spec Spec, scheduler any) Subject {
	s := Subject{Spec: spec}
	switch v := scheduler.(type) {
	case interface {
		Next(time.Time) (time.Time, bool)
	}:
		s.Next = v.Next
	case interface{ Next(time.Time) time.Time }:
		s.Next = zeroIsNever(v.Next)
	}
	switch v := scheduler.(type) {
	case interface {
		Prev(time.Time) (time.Time, bool)
	}:
		s.Prev = v.Prev
	case interface{ Prev(time.Time) time.Time }:
		s.Prev = zeroIsNever(v.Prev)
	}
	if v, ok := scheduler.(interface{ Contains(time.Time) bool }); ok {
		s.Contains = v.Contains
	}
	if v, ok := scheduler.(interface {
		Forward(time.Time) iter.Seq[time.Time]
		Backward(time.Time) iter.Seq[time.Time]
	}); ok {
		s.Forward, s.Backward = v.Forward, v.Backward
	}
	if v, ok := scheduler.(interface {
		Between(from, to time.Time) iter.Seq[time.Time]
	}); ok {
		s.Between = v.Between
	}
	if v, ok := scheduler.(interface {
		Count(from, to time.Time) int64
	}); ok {
		s.Count = v.Count
	}
	if v, ok := scheduler.(interface {
		Nth(time.Time, int64) (time.Time, bool)
	}); ok {
		s.Nth = v.Nth
	}
	return s
}

// zeroIsNever returns a step with false for the zero time.
func zeroIsNever(next func(time.Time) time.Time) step {
	return func(t time.Time) (time.Time, bool) {
		at := next(t)
		return at, !at.IsZero()
	}
}

// Complaint checks laws outside of a test. It returns the message of the first
// broken law, or "" if all hold.
func Complaint(check func(t TB)) (complaint string) {
	// A law ends at the first fault as a test does, by leaving its goroutine's stack.
	defer func() {
		switch said := recover().(type) {
		case nil:
		case broken:
			complaint = string(said)
		default:
			panic(said)
		}
	}()
	check(recorder{})
	return ""
}

// recorder is a TB whose Fatalf leaves the law by a panic with the message, which
// Complaint recovers.
type recorder struct{}

type broken string

func (recorder) Helper() {}

func (recorder) Fatalf(format string, args ...any) { panic(broken(fmt.Sprintf(format, args...))) }

// walk is a direction, Next or Prev, with its name for messages.
type walk struct {
	name string
	step step
}

// walks returns the directions of the scheduler.
func (s Subject) walks() []walk {
	walks := []walk{{"Next", s.Next}}
	if s.Prev != nil {
		walks = append(walks, walk{"Prev", s.Prev})
	}
	return walks
}

// expect asks a question and compares the answer.
func (s Subject) expect(t TB, law, what string, step step, q time.Time, want answer) {
	t.Helper()
	if got, ok := step(q); !want.matches(got, ok) {
		s.fail(t, law, what, q, s.show(got, ok), s.show(want.at, want.ok))
	}
}

// same compares the yield of a range with the sequence of Next.
func (s Subject) same(t TB, name string, q time.Time, got, want []time.Time) {
	t.Helper()
	for i := range max(len(got), len(want)) {
		g, w := timeline(got).at(i), timeline(want).at(i)
		if !w.matches(g.at, g.ok) {
			what := fmt.Sprintf("%s contradicts Next at number %d", name, i)
			s.fail(t, "Ranges", what, q, s.show(g.at, g.ok), s.show(w.at, w.ok))
		}
	}
}

// fail ends the test with the name of the broken law and the case.
func (s Subject) fail(t TB, law, what string, q time.Time, got, want string) {
	t.Helper()
	lines := []string{
		"law " + law + ": " + what,
		"zone  " + s.location().String() + ", " + s.DST.String(),
		"at    " + s.show(q, true),
		"got   " + got,
		"want  " + want,
		"spec  " + s.GoString(),
	}
	t.Fatalf("%s", strings.Join(lines, "\n\t"))
}

// show prints an instant as the clocks showed it, and in UTC.
func (s Subject) show(t time.Time, ok bool) string {
	if !ok {
		return "never"
	}
	const civil = "Mon 2006-01-02 15:04:05.999999999 -0700"
	return t.In(s.location()).Format(civil) + " = " + t.UTC().Format(time.RFC3339Nano)
}
