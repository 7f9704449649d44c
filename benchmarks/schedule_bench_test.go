package benchmarks

import (
	"iter"
	"slices"
	"testing"
	"time"

	robfig "github.com/robfig/cron/v3"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/crontab"
	"github.com/longcase/longcase/timezone"
)

// What is measured is stored here, so that nothing is optimised away.
var (
	sinkTime    time.Time
	sinkCount   int64
	sinkSubject *subject
	sinkPolicy  longcase.Policy

	sinkSchedule schedule.Schedule
	sinkRobfig   robfig.Schedule
)

// asked is the number of instants that a benchmark goes through, a power of 2.
const asked = 1024

func BenchmarkNext(b *testing.B) {
	for _, row := range append(slices.Clone(basic), vendorSchedules(b)...) {
		for c, s := range taking(b, row) {
			benchmarkSteps(b, row, c, s.next)
		}
	}
}

func BenchmarkPrev(b *testing.B) {
	for _, row := range basic {
		for c, s := range taking(b, row) {
			if s.prev != nil {
				benchmarkSteps(b, row, c, s.prev)
			}
		}
	}
}

func benchmarkSteps(b *testing.B, row timetable, c contender, step func(time.Time) time.Time) {
	instants := randomInstants(asked, location(b, row.zone))
	timed(b, named(row, c), func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			sinkTime = step(instants[i%asked])
		}
	})
}

// BenchmarkForward times one occurrence of a walk through the years, over and
// over.
func BenchmarkForward(b *testing.B) {
	for _, row := range basic {
		loc := location(b, row.zone)
		from, to := newYear(firstYear, loc), newYear(2037, loc)
		for c, s := range taking(b, row) {
			if s.walk == nil {
				continue
			}
			timed(b, named(row, c), func(b *testing.B) {
				for left := b.N; left > 0; {
					left -= s.walk(from, to, left)
				}
			})
		}
	}
}

// BenchmarkYear counts the occurrences of one year.
func BenchmarkYear(b *testing.B) {
	for _, row := range basic {
		for c, s := range taking(b, row) {
			benchmarkCount(b, row, c, s, 2026, 2027)
		}
	}
}

// BenchmarkCentury counts those of a hundred years. Of the peers only rrule-go
// takes part, which lists them fastest.
func BenchmarkCentury(b *testing.B) {
	for _, row := range basic {
		for c, s := range taking(b, row) {
			if c.name == "longcase" || c.name == "rrule-go" {
				benchmarkCount(b, row, c, s, 2000, 2100)
			}
		}
	}
}

func benchmarkCount(b *testing.B, row timetable, c contender, s *subject, first, end int) {
	loc := location(b, row.zone)
	from, to := newYear(first, loc), newYear(end, loc)
	if c.name == "floor" {
		return
	}
	timed(b, named(row, c), func(b *testing.B) {
		for b.Loop() {
			sinkCount = s.counted(from, to)
		}
	})
}

// BenchmarkCompile times what is done once for a schedule: reading its text
// where it is text, and making ready to answer. Zones are loaded before. Gronx
// reads the text at each call.
func BenchmarkCompile(b *testing.B) {
	for _, row := range basic {
		loc := location(b, row.zone)
		for c := range taking(b, row) {
			if c.name == "floor" || c.name == "gronx" {
				continue
			}
			timed(b, named(row, c), func(b *testing.B) {
				for b.Loop() {
					sinkSubject, _ = c.compile(row, loc)
				}
			})
		}
	}
}

// BenchmarkParse times reading an expression of cron and making ready to answer, as
// robfig's parser does in one. The zone is loaded before, and no text names one:
// robfig would read it from disk each time.
func BenchmarkParse(b *testing.B) {
	for _, row := range append(slices.Clone(basic), vendorSchedules(b)...) {
		if !readByRobfig(row) {
			continue
		}
		zone, err := timezone.Load(row.zone)
		if err != nil {
			b.Fatal(err)
		}
		timedCall(b, named(row, contender{name: "longcase"}), func() {
			x, _ := crontab.Parse(row.cron, crontab.Options{})
			sinkSchedule, _ = schedule.Compile(zone, timezone.DST{}, x.Rules...)
		})
		timedCall(b, named(row, contender{name: "robfig"}), func() { sinkRobfig, _ = robfig.ParseStandard(row.cron) })
	}
}

// taking ranges over the contenders that can hold a timetable.
func taking(b *testing.B, row timetable) iter.Seq2[contender, *subject] {
	return func(yield func(contender, *subject) bool) {
		for _, c := range contenders {
			if s := c.mustCompile(b, row); s != nil && !yield(c, s) {
				return
			}
		}
	}
}

// named returns the name of a benchmark, in the form that benchstat takes
// apart.
func named(row timetable, c contender) string { return "schedule=" + row.name + "/by=" + c.name }

// timed runs a benchmark and reports processor time too: on a machine that is
// shared with others, how long something takes says more about them.
func timed(b *testing.B, name string, run func(*testing.B)) {
	b.Run(name, func(b *testing.B) {
		b.ReportAllocs()
		start := cpuTime()
		run(b)
		b.ReportMetric(float64(cpuTime()-start)/float64(b.N), "cpu-ns/op")
	})
}

// timedCall times a call.
func timedCall(b *testing.B, name string, call func()) {
	timed(b, name, func(b *testing.B) {
		for b.Loop() {
			call()
		}
	})
}
