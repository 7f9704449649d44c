package fuzz

import (
	"fmt"
	"iter"
	"strings"
	"time"
)

// TB is what the laws need of a test. *testing.T, *testing.F and *rapid.T have
// it.
type TB interface {
	Helper()
	Fatalf(format string, args ...any)
}

// step is one step of a walk: Next or Prev.
type step = func(time.Time) (time.Time, bool)

// Subject is a scheduler under test. Next is all that is needed; a law about
// functions that are nil has nothing to say.
//
// The Spec tells what the scheduler is meant to do. Its Zone is the one in which
// civil times are printed, and its Rules are what [Defined] holds it to.
type Subject struct {
	Spec
	Next, Prev        func(time.Time) (time.Time, bool)
	Contains          func(time.Time) bool
	Forward, Backward func(time.Time) iter.Seq[time.Time]
	Between           func(from, to time.Time) iter.Seq[time.Time]
	Count             func(from, to time.Time) int64
	Nth               func(from time.Time, n int64) (time.Time, bool)
}

// Of returns the Subject of a scheduler, with each function that it has as a
// method of the same name and type. Next and Prev may also return just a time,
// which is zero for never.
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

// zeroIsNever returns the step of a scheduler that answers the zero time if
// there is no occurrence, as robfig/cron and River do.
func zeroIsNever(next func(time.Time) time.Time) step {
	return func(t time.Time) (time.Time, bool) {
		at := next(t)
		return at, !at.IsZero()
	}
}

// Complaint runs laws outside of a test, and returns what the first one that is
// broken says, or nothing if all hold.
func Complaint(check func(t TB)) (complaint string) {
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

// recorder is a TB that leaves the law by a panic with the message.
type recorder struct{}

type broken string

func (recorder) Helper() {}

func (recorder) Fatalf(format string, args ...any) { panic(broken(fmt.Sprintf(format, args...))) }

// walk is one of the two directions.
type walk struct {
	name string
	step step
}

// walks returns the directions that the scheduler has.
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

// same compares what a range yields.
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

// fail says which law is broken, and everything needed to see why.
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
