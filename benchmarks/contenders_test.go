package benchmarks

import (
	"math"
	"testing"
	"time"

	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// contender is a library that takes part, or the floor.
type contender struct {
	name string
	// compile returns nil where the library can't hold the timetable.
	compile func(timetable, *time.Location) (*subject, error)
}

// subject is a timetable as a contender has it. The zero time stands for none.
// A nil function is one that the library does without.
type subject struct {
	next func(after time.Time) time.Time
	prev func(before time.Time) time.Time
	// walk visits the occurrences after an instant and before another in order,
	// at most so many of them, and returns their number. It is written as a
	// user of the library would: with its iterator, if it has one.
	walk  func(after, before time.Time, limit int) int
	count func(from, to time.Time) int64
}

// peers are the contenders that answer, without the floor.
var peers = append([]contender{
	{"longcase", compileLongcase},
	{"robfig", compileRobfig},
	{"netresearch", compileNetresearch},
	{"cronexpr", compileCronexpr},
	{"gronx", compileGronx},
	{"go-quartz", compileQuartz},
	{"rrule-go", compileRRule},
}, temporal...)

// contenders are all that are timed.
var contenders = append([]contender{{"floor", compileFloor}}, peers...)

// compileFloor does what no library that takes and gives wall time in package
// time can do without: one conversion in and one out.
func compileFloor(_ timetable, loc *time.Location) (*subject, error) {
	return &subject{next: func(instant time.Time) time.Time {
		t := time.Unix(instant.Unix(), 0).In(loc)
		year, month, day := t.Date()
		hour, minute, second := t.Clock()
		return time.Date(year, month, day, hour, minute, second, 0, loc)
	}}, nil
}

func compileLongcase(row timetable, _ *time.Location) (*subject, error) {
	zone, err := timezone.Load(row.zone)
	if err != nil {
		return nil, err
	}
	s, err := schedule.Compile(zone, timezone.DST{}, row.rule)
	return &subject{
		next:  func(after time.Time) time.Time { t, _ := s.Next(after); return t },
		prev:  func(before time.Time) time.Time { t, _ := s.Prev(before); return t },
		count: s.Count,
		walk: func(after, before time.Time, limit int) (n int) {
			for t := range s.Forward(after) {
				if n == limit || !t.Before(before) {
					break
				}
				sinkTime = t
				n++
			}
			return n
		},
	}, err
}

// walkBy returns a walk for a library that has nothing better than Next.
func walkBy(next func(time.Time) time.Time) func(after, before time.Time, limit int) int {
	return func(after, before time.Time, limit int) (n int) {
		for t := next(after); n < limit && !t.IsZero() && t.Before(before); t = next(t) {
			sinkTime = t
			n++
		}
		return n
	}
}

// counted returns the number of occurrences in [from, to), by walking where
// the library does not count.
func (s *subject) counted(from, to time.Time) int64 {
	if s.count != nil {
		return s.count(from, to)
	}
	return int64(s.walk(from.Add(-time.Second), to, math.MaxInt))
}

// mustCompile is compile, but fails the test or benchmark on an error.
func (c contender) mustCompile(tb testing.TB, row timetable) *subject {
	tb.Helper()
	s, err := c.compile(row, location(tb, row.zone))
	if err != nil {
		tb.Fatalf("%s, %s: %v", c.name, row.name, err)
	}
	return s
}

func location(tb testing.TB, name string) *time.Location {
	tb.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		tb.Fatal(err)
	}
	return loc
}
