package fleet_test

import (
	"container/heap"
	"runtime"
	"strconv"
	"testing"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/fleet"
)

const million = 1_000_000

var newYear = time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)

// fills returns ways to give a million members their schedules.
func fills(b *testing.B) []fill {
	nightly := compile(b, "Europe/Berlin", at("03:00"))
	fewSchedules := []schedule.Schedule{
		nightly,
		compile(b, "America/New_York", at("03:00")),
		compile(b, "Europe/Berlin", on(0x3e, in("07:00-19:00", at("07:00", "11:00", "15:00", "19:00")))),
		compile(b, "Australia/Sydney", schedule.Rule{Every: calendar.PeriodOf(6, calendar.Hour)}),
	}
	few := func(bound time.Duration) func(int) fleet.Spread {
		var spreads []fleet.Spread
		for _, s := range fewSchedules {
			spreads = append(spreads, fleet.NewSpread(s, bound))
		}
		return func(n int) fleet.Spread { return spreads[n%len(spreads)].For(strconv.Itoa(n)) }
	}
	many := make([]fleet.Spread, 7*calendar.MinutesPerDay)
	for n := range many {
		time := calendar.Clock(n % calendar.MinutesPerDay).String()
		many[n] = fleet.NewSpread(compile(b, "UTC", on(1<<(n%7)|1, at(time))), 0)
	}
	hour := fleet.NewSpread(nightly, time.Hour)
	return []fill{
		{"one schedule", func(int) fleet.Spread { return fleet.NewSpread(nightly, 0) }},
		{"four schedules", few(0)},
		{"10080 schedules", func(n int) fleet.Spread { return many[n%len(many)] }},
		{"one over an hour", func(n int) fleet.Spread { return hour.For(strconv.Itoa(n)) }},
		{"four over a day", few(24 * time.Hour)},
	}
}

type fill struct {
	name   string
	spread func(n int) fleet.Spread
}

// BenchmarkSet adds a million members, and weighs them.
func BenchmarkSet(b *testing.B) {
	for _, fill := range fills(b) {
		b.Run(fill.name, func(b *testing.B) {
			used := heapInUse()
			for range b.N {
				f := new(fleet.Fleet[int])
				for n := range million {
					f.SetSpread(n, fill.spread(n), newYear)
				}
				b.StopTimer()
				b.ReportMetric(float64(heapInUse()-used)/million, "B/member")
				runtime.KeepAlive(f)
				b.StartTimer()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/million, "ns/member")
		})
	}
}

func heapInUse() uint64 {
	var stats runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}

// BenchmarkAdvance takes due members one by one out of a million.
func BenchmarkAdvance(b *testing.B) {
	for _, fill := range fills(b) {
		b.Run(fill.name, func(b *testing.B) {
			var f fleet.Fleet[int]
			for n := range million {
				f.SetSpread(n, fill.spread(n), newYear)
			}
			b.ReportAllocs()
			b.ResetTimer()
			for n := 0; n < b.N; {
				now, _ := f.Peek()
				for range f.Advance(now) {
					if n++; n == b.N {
						break
					}
				}
			}
		})
	}
}

// BenchmarkHeapOfMembers does what BenchmarkAdvance does with a heap of all
// members: the simplest structure that scans nothing.
func BenchmarkHeapOfMembers(b *testing.B) {
	for _, fill := range fills(b)[:3] { // where the schedule's part of the cost is the same
		b.Run(fill.name, func(b *testing.B) {
			var h heapOfMembers
			for n := range million {
				spread := fill.spread(n)
				at, _ := spread.Next(newYear)
				h = append(h, heapMember{at.Unix(), &spread})
			}
			heap.Init(&h)
			b.ResetTimer()
			for range b.N {
				next, _ := h[0].spread.Next(time.Unix(h[0].unix, 0))
				h[0].unix = next.Unix()
				heap.Fix(&h, 0)
			}
		})
	}
}

type heapMember struct {
	unix   int64
	spread *fleet.Spread
}

type heapOfMembers []heapMember

func (h heapOfMembers) Len() int           { return len(h) }
func (h heapOfMembers) Less(i, j int) bool { return h[i].unix < h[j].unix }
func (h heapOfMembers) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *heapOfMembers) Push(any)          {}
func (h *heapOfMembers) Pop() any          { return nil }

// BenchmarkChange gives members of a million another schedule.
func BenchmarkChange(b *testing.B) {
	all := fills(b)
	var f fleet.Fleet[int]
	for n := range million {
		f.SetSpread(n, all[0].spread(n), newYear)
	}
	b.ReportAllocs()
	for n := range b.N {
		f.SetSpread(n*7919%million, all[4].spread(n), newYear)
	}
}

func BenchmarkSpread(b *testing.B) {
	s := compile(b, "Europe/Berlin", in("02:00-03:29", at("03:00")))
	spread := fleet.NewSpread(s, time.Hour).For("a")
	b.Run("NextFire", func(b *testing.B) {
		for range b.N {
			spread.NextFire(newYear)
		}
	})
	b.Run("PrevFire", func(b *testing.B) {
		for range b.N {
			spread.PrevFire(newYear)
		}
	})
	b.Run("Schedule.Next", func(b *testing.B) {
		for range b.N {
			s.Next(newYear)
		}
	})
	b.Run("For", func(b *testing.B) {
		for range b.N {
			spread.For("6f670b3c-a2e6-433f-aeab-b976b1cdaf03")
		}
	})
	b.Run("NewSpread", func(b *testing.B) {
		for range b.N {
			fleet.NewSpread(s, time.Hour)
		}
	})
}
