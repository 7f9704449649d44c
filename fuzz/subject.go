package fuzz

import (
	"fmt"
	"iter"
	"time"
)

// TB is what the laws need of a test. *testing.T, *testing.F and *rapid.T have
// it.
type TB interface {
	Helper()
	Fatalf(format string, args ...any)
}

// Step is one step of a walk: the first occurrence strictly after an instant,
// or the last one strictly before it, and false where there is none.
type Step func(time.Time) (time.Time, bool)

// ZeroIsNever returns the Step of a scheduler that returns the zero time where
// there is no occurrence, as robfig/cron and River do.
func ZeroIsNever(step func(time.Time) time.Time) Step {
	return func(t time.Time) (time.Time, bool) {
		next := step(t)
		return next, !next.IsZero()
	}
}

// Subject is a scheduler under test. Next is all that is needed; a law about
// functions that are nil has nothing to say.
//
// The Spec tells what the scheduler is meant to do. Its Zone is the one in which
// civil times are printed, and its Rules are what [Defined] holds it to.
type Subject struct {
	Spec
	Next, Prev        Step
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
		s.Next = ZeroIsNever(v.Next)
	}
	switch v := scheduler.(type) {
	case interface {
		Prev(time.Time) (time.Time, bool)
	}:
		s.Prev = v.Prev
	case interface{ Prev(time.Time) time.Time }:
		s.Prev = ZeroIsNever(v.Prev)
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
