package schedule

import (
	"iter"
	"time"

	"github.com/longcase/longcase/timezone"
)

// Schedule is a compiled set of occurrences. The zero value never fires. It is
// immutable, safe for concurrent use, one word long, and comparable: == is
// identity.
type Schedule struct{ compiled *compiled }

type compiled struct{}

// Compile compiles rules, as a union, for a zone; a nil zone is UTC.
func Compile(zone *timezone.Zone, dst timezone.DST, rules ...Rule) (Schedule, error) {
	return Schedule{}, nil
}

// MustCompile is [Compile] for rules known to be right. It panics on an error.
func MustCompile(zone *timezone.Zone, dst timezone.DST, rules ...Rule) Schedule {
	s, err := Compile(zone, dst, rules...)
	if err != nil {
		panic("schedule: " + err.Error())
	}
	return s
}

// Next returns the first occurrence strictly after an instant.
func (s Schedule) Next(after time.Time) (time.Time, bool) { return time.Time{}, false }

// Prev returns the last occurrence strictly before an instant.
func (s Schedule) Prev(before time.Time) (time.Time, bool) { return time.Time{}, false }

// Forward ranges over the occurrences strictly after an instant, in order.
func (s Schedule) Forward(after time.Time) iter.Seq[time.Time] {
	return func(func(time.Time) bool) {}
}

// Backward ranges over the occurrences strictly before an instant, latest
// first.
func (s Schedule) Backward(before time.Time) iter.Seq[time.Time] {
	return func(func(time.Time) bool) {}
}

// Between ranges over the occurrences from one instant, included, to another,
// excluded.
func (s Schedule) Between(from, to time.Time) iter.Seq[time.Time] {
	return func(func(time.Time) bool) {}
}

// Contains reports whether an instant is an occurrence.
func (s Schedule) Contains(t time.Time) bool { return false }

// Zone returns the zone of the schedule; UTC for the zero value.
func (s Schedule) Zone() *timezone.Zone { return (*timezone.Zone)(nil).OrUTC() }
