package retention_test

import (
	"container/heap"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/longcase/longcase/retention"
)

// million returns a million instants over ten years, in order.
func million() []time.Time {
	const n = 1_000_000
	start := time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC)
	r := rand.New(rand.NewPCG(1, 2))
	times := make([]time.Time, n)
	for i := range times {
		times[i] = start.Add(time.Duration(i)*315*time.Second + time.Duration(r.IntN(300))*time.Second)
	}
	return times
}

func shuffled(times []time.Time) []time.Time {
	times = slices.Clone(times)
	rand.New(rand.NewPCG(3, 4)).Shuffle(len(times), func(i, j int) { times[i], times[j] = times[j], times[i] })
	return times
}

var benchRules = []string{"last 10", "daily 7", "weekly 4", "monthly 12"}

// BenchmarkScan reads every Unix(): the least that any answer has to do.
func BenchmarkScan(b *testing.B) {
	times := million()
	var sum int64
	for b.Loop() {
		for i := range times {
			sum += times[i].Unix()
		}
	}
	_ = sum
}

// BenchmarkSort sorts the same instants, shuffled, as integers.
func BenchmarkSort(b *testing.B) {
	times := shuffled(million())
	seconds := make([]int64, len(times))
	for b.Loop() {
		for i := range times {
			seconds[i] = times[i].Unix()
		}
		slices.Sort(seconds)
	}
}

func BenchmarkKeep(b *testing.B) {
	times := million()
	p, now := policy(b, "Europe/Berlin", benchRules...), times[len(times)-1]
	for name, list := range map[string][]time.Time{"sorted": times, "shuffled": shuffled(times)} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p.Keep(now, list)
			}
		})
	}
}

func BenchmarkTimeline(b *testing.B) {
	times := million()
	p, now := policy(b, "Europe/Berlin", benchRules...), times[len(times)-1]
	line := retention.NewTimeline(len(times), func(i int) time.Time { return times[i] })
	b.ReportAllocs()
	for b.Loop() {
		line.Kept(p, now)
	}
}

// BenchmarkVerdicts gives each of a million snapshots its verdict.
func BenchmarkVerdicts(b *testing.B) {
	times := million()
	p, now := policy(b, "Europe/Berlin", benchRules...), times[len(times)-1]
	line := retention.NewTimeline(len(times), func(i int) time.Time { return times[i] })
	b.ReportAllocs()
	for b.Loop() {
		deleted := 0
		for stretch, verdict := range line.Verdicts(p, now) {
			for i := stretch.From; i < stretch.To; i++ {
				if !verdict.Keep {
					deleted++
				}
			}
		}
	}
}

func BenchmarkPlan(b *testing.B) {
	times := million()
	p, now := policy(b, "Europe/Berlin", benchRules...), times[len(times)-1]
	for name, list := range map[string][]time.Time{"sorted": times, "shuffled": shuffled(times)} {
		snapshots := make([]retention.Snapshot, len(list))
		for i := range list {
			snapshots[i].Created = list[i]
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p.Plan(now, snapshots)
			}
		})
	}
}

// BenchmarkLedger takes a snapshot an hour and lets go of what expires.
func BenchmarkLedger(b *testing.B) {
	for name, rules := range map[string][]string{
		"age":   {"within 7 days"},
		"count": benchRules,
	} {
		b.Run(name, func(b *testing.B) {
			now := time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC)
			ledger := retention.NewLedger(policy(b, "Europe/Berlin", rules...))
			b.ReportAllocs()
			for b.Loop() {
				now = now.Add(time.Hour)
				ledger.Add(retention.Snapshot{Created: now})
				ledger.Advance(now)
			}
		})
	}
}

// times is a heap of instants.
type timeHeap []time.Time

func (h timeHeap) Len() int           { return len(h) }
func (h timeHeap) Less(i, j int) bool { return h[i].Before(h[j]) }
func (h timeHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *timeHeap) Push(x any)        { *h = append(*h, x.(time.Time)) }
func (h *timeHeap) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}

// BenchmarkHeap pushes an instant and pops one, with as many in the heap as
// snapshots of a week, or as drives of a fleet.
func BenchmarkHeap(b *testing.B) {
	for name, n := range map[string]int{"week": 7 * 24, "fleet": 1_000_000} {
		b.Run(name, func(b *testing.B) {
			now := time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC)
			r := rand.New(rand.NewPCG(5, 6))
			h := make(timeHeap, n)
			for i := range h {
				h[i] = now.Add(time.Duration(i) * time.Hour)
			}
			b.ReportAllocs()
			for b.Loop() {
				heap.Push(&h, h[0].Add(time.Duration(r.IntN(n))*time.Hour))
				heap.Pop(&h)
			}
		})
	}
}
