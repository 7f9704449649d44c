package benchmarks

import (
	"container/heap"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/timezone"
)

// tiers is the policy that is timed: last 10, daily 7, weekly 4, monthly 12.
var tiers = []string{"last 10", "daily 7", "weekly 4", "monthly 12"}

func policyOf(tb testing.TB, zone string, texts ...string) retention.Policy {
	tb.Helper()
	loaded, err := timezone.Load(zone)
	if err != nil {
		tb.Fatal(err)
	}
	rules := make([]retention.Rule, len(texts))
	for i, text := range texts {
		if rules[i], err = retention.ParseRule(text); err != nil {
			tb.Fatal(err)
		}
	}
	return retention.MustCompile(loaded, rules...)
}

// snapshots returns n instants up to the end of 2025 in order, about five
// minutes apart.
func snapshots(n int) []time.Time {
	random := rand.New(rand.NewPCG(3, 4))
	times := make([]time.Time, n)
	unix := newYear(2026, time.UTC).Unix()
	for i := n - 1; i >= 0; i-- {
		unix -= 1 + random.Int64N(600)
		times[i] = time.Unix(unix, 0)
	}
	return times
}

func shuffled(times []time.Time) []time.Time {
	times = slices.Clone(times)
	random := rand.New(rand.NewPCG(5, 6))
	random.Shuffle(len(times), func(i, j int) { times[i], times[j] = times[j], times[i] })
	return times
}

// keepPlainly does what the tiers ask for as most tools do: it sorts a copy of
// the list, newest first, and walks it, asking package time which day, week and
// month each snapshot is in, until every tier is full.
func keepPlainly(list []time.Time, loc *time.Location) (kept []time.Time) {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b time.Time) int { return b.Compare(a) })
	left, previous := [3]int{7, 4, 12}, [3]int{-1, -1, -1}
	for i, t := range list {
		keep := i < 10
		if left != [3]int{} {
			for tier, period := range periodsOf(t.In(loc)) {
				if left[tier] > 0 && period != previous[tier] {
					keep = true
					left[tier]--
					previous[tier] = period
				}
			}
		}
		if keep {
			kept = append(kept, t)
		}
	}
	slices.Reverse(kept)
	return kept
}

// periodsOf returns the day, the ISO week and the month of a time, as numbers.
func periodsOf(t time.Time) [3]int {
	year, month, day := t.Date()
	weekYear, week := t.ISOWeek()
	return [3]int{(year*12+int(month))*31 + day, weekYear*53 + week, year*12 + int(month)}
}

// TestKeptAgree compares what the tiers keep: found plainly, and by each of our
// ways, from lists in order and out of it.
func TestKeptAgree(t *testing.T) {
	for _, zone := range []string{"UTC", "Europe/Berlin", "Australia/Lord_Howe"} {
		loc, policy := location(t, zone), policyOf(t, zone, tiers...)
		for _, n := range []int{0, 1, 9, 100, 5000, 200_000} {
			times := snapshots(n)
			now := newYear(2026, time.UTC)
			want := keepPlainly(times, loc)
			for order, list := range map[string][]time.Time{"sorted": times, "shuffled": shuffled(times)} {
				for way, got := range map[string][]time.Time{
					"Keep": policy.Keep(now, list),
					"Plan": keptByPlan(policy, now, list),
				} {
					slices.SortFunc(got, time.Time.Compare)
					if !slices.EqualFunc(got, want, time.Time.Equal) {
						t.Errorf("%s, %d %s: %s keeps %v, want %v", zone, n, order, way, got, want)
					}
				}
			}
			if got := keptByTimeline(policy, now, times); !slices.EqualFunc(got, want, time.Time.Equal) {
				t.Errorf("%s, %d: the timeline keeps %v, want %v", zone, n, got, want)
			}
		}
	}
}

func keptByPlan(p retention.Policy, now time.Time, times []time.Time) (kept []time.Time) {
	for i, verdict := range p.Plan(now, toSnapshots(times)).Verdicts() {
		if verdict.Keep {
			kept = append(kept, times[i])
		}
	}
	return kept
}

func keptByTimeline(p retention.Policy, now time.Time, times []time.Time) (kept []time.Time) {
	for _, r := range toTimeline(times).Kept(p, now) {
		kept = append(kept, times[r.From:r.To]...)
	}
	return kept
}

func toSnapshots(times []time.Time) []retention.Snapshot {
	list := make([]retention.Snapshot, len(times))
	for i, t := range times {
		list[i].Created = t
	}
	return list
}

func toTimeline(times []time.Time) retention.Timeline {
	return retention.NewTimeline(len(times), func(i int) time.Time { return times[i] })
}

var (
	sinkTimes     []time.Time
	sinkPlan      retention.Plan
	sinkRanges    []retention.Range
	sinkSnapshots []retention.Snapshot
)

// BenchmarkKeep times the way from a plain slice of times to the kept ones. The
// floor of a sorted one is a scan that reads every Unix(), and that of a
// shuffled one is a sort of the same instants as integers.
func BenchmarkKeep(b *testing.B) {
	loc, policy, now := location(b, "Europe/Berlin"), policyOf(b, "Europe/Berlin", tiers...), newYear(2026, time.UTC)
	for _, n := range []int{10_000, 1_000_000} {
		for _, order := range []string{"sorted", "shuffled"} {
			times := snapshots(n)
			floor := scan
			if order == "shuffled" {
				times, floor = shuffled(times), sortIntegers
			}
			row := "snapshots=" + strconv.Itoa(n) + "/order=" + order
			timedCall(b, row+"/by=floor", floor(times))
			timedCall(b, row+"/by=longcase", func() { sinkTimes = policy.Keep(now, times) })
			timedCall(b, row+"/by=plain", func() { sinkTimes = keepPlainly(times, loc) })
		}
	}
}

// BenchmarkPlan times a full verdict for each snapshot.
func BenchmarkPlan(b *testing.B) {
	policy, now := policyOf(b, "Europe/Berlin", tiers...), newYear(2026, time.UTC)
	times := snapshots(1_000_000)
	sorted, mixed := toSnapshots(times), toSnapshots(shuffled(times))
	timedCall(b, "order=sorted/by=longcase", func() { sinkPlan = policy.Plan(now, sorted) })
	timedCall(b, "order=shuffled/by=longcase", func() { sinkPlan = policy.Plan(now, mixed) })
}

// BenchmarkTimeline times the kept ones of a list that is known to be sorted.
// The floor is the scan.
func BenchmarkTimeline(b *testing.B) {
	policy, now := policyOf(b, "Europe/Berlin", tiers...), newYear(2026, time.UTC)
	times := snapshots(1_000_000)
	line := toTimeline(times)
	timedCall(b, "snapshots=1000000/by=floor", scan(times))
	timedCall(b, "snapshots=1000000/by=longcase", func() { sinkRanges = line.Kept(policy, now) })
}

func scan(times []time.Time) func() {
	return func() { sinkCount = sumOf(times) }
}

// sumOf is not inlined, so that every floor is the same code.
//
//go:noinline
func sumOf(times []time.Time) (sum int64) {
	for i := range times {
		sum += times[i].Unix()
	}
	return sum
}

func sortIntegers(times []time.Time) func() {
	unsorted, sorted := make([]int64, len(times)), make([]int64, len(times))
	for i, t := range times {
		unsorted[i] = t.Unix()
	}
	return func() {
		copy(sorted, unsorted)
		slices.Sort(sorted)
	}
}

// ledgers are the policies of BenchmarkLedger, one for each thing that a ledger
// has to keep track of. Most of them hold a year of hourly snapshots, since a
// heap of a few costs nothing.
var ledgers = []struct {
	row     string
	rules   []string
	minimum int
	taken   func(event int, now time.Time) retention.Snapshot // nil takes a good one each hour
}{
	{row: "within 365 days", rules: []string{"within 365 days"}},
	{row: "last 10+daily 7+weekly 4+monthly 12", rules: tiers},
	{row: "of newest", rules: []string{"within 365 days of newest"}},
	{row: "and oldest", rules: []string{"hourly 10000 and oldest", "within 365 days"}},
	{row: "or next", rules: []string{"monthly 12 on last or next", "within 365 days"}},
	{row: "vacancies", rules: []string{"hourly 10000 within 365 days first"}},
	{row: "minimum", rules: []string{"within 1 day"}, minimum: 365 * 24},
	{row: "two at an instant", rules: []string{"within 365 days"}, taken: twoAtOnce},
	{row: "from the future", rules: []string{"within 365 days"}, taken: anHourAhead},
	{row: "held for a week", rules: []string{"within 365 days"}, taken: held},
	{row: "locked", rules: []string{"within 365 days"}, taken: locked},
	{row: "failed", rules: []string{"within 365 days", "failed within 365 days"}, taken: everyOtherFailed},
	{row: "failed, no rules", rules: []string{"within 365 days"}, taken: everyOtherFailed},
	{row: "nominal", rules: []string{"within 365 days"}, taken: late},
	{row: "nominal, tiers", rules: tiers, taken: late},
	{row: "nominal, tiers and an age", rules: append([]string{"within 365 days"}, tiers...), taken: late},
	{row: "second attempts", rules: []string{"hourly 10000", "within 365 days"}, taken: everyOtherAgain},
	{row: "window", rules: []string{"within 365 days and base"}},
	{row: "back from newest", rules: []string{"within 365 days back from newest"}},
	{row: "unkept", rules: []string{"last 10", "daily 7 unkept", "weekly 4 unkept", "monthly 12 unkept"}},
	{row: "uncovered", rules: []string{"last 10", "daily 7 uncovered", "weekly 4 uncovered", "monthly 12 uncovered"}},
	{row: "unkept beside an age", rules: []string{"within 365 days", "daily 400 unkept", "monthly 24 unkept"}},
	{row: "uncovered beside an age", rules: []string{"within 365 days", "daily 400 uncovered", "monthly 24 uncovered"}},
}

func twoAtOnce(event int, now time.Time) retention.Snapshot {
	return retention.Snapshot{Created: now.Add(-time.Duration(event%2) * time.Hour)}
}

func anHourAhead(_ int, now time.Time) retention.Snapshot {
	return retention.Snapshot{Created: now.Add(time.Hour)}
}

func held(_ int, now time.Time) retention.Snapshot {
	return retention.Snapshot{Created: now, Held: true, HeldUntil: now.Add(7 * 24 * time.Hour)}
}

func locked(_ int, now time.Time) retention.Snapshot {
	return retention.Snapshot{Created: now, Locked: true}
}

// late takes snapshots up to 40 minutes late, each in its hour.
func late(event int, now time.Time) retention.Snapshot {
	return retention.Snapshot{Created: now, Nominal: now.Add(-time.Duration(event*7%41) * time.Minute)}
}

// everyOtherAgain takes every other snapshot for the hour before once more.
func everyOtherAgain(event int, now time.Time) retention.Snapshot {
	return retention.Snapshot{Created: now, Nominal: now.Add(-time.Duration(event%2) * time.Hour)}
}

func everyOtherFailed(event int, now time.Time) retention.Snapshot {
	return retention.Snapshot{Created: now, Failed: event%2 == 0}
}

// BenchmarkLedger times one event in a ledger that has reached its size: an
// hour passes, a snapshot is added, and what expires is taken out. The floor
// pushes and pops on a binary heap of as many snapshots.
func BenchmarkLedger(b *testing.B) {
	for _, test := range ledgers {
		now, event := newYear(firstYear, time.UTC), 0
		ledger := retention.NewLedger(policyOf(b, "Europe/Berlin", test.rules...).WithMinimum(test.minimum))
		step := func() {
			now, event = now.Add(time.Hour), event+1
			s := retention.Snapshot{Created: now}
			if test.taken != nil {
				s = test.taken(event, now)
			}
			ledger.Add(s)
			sinkSnapshots = ledger.AppendExpired(sinkSnapshots[:0], now)
		}
		for range 366 * 24 {
			step()
		}
		queue := make(oldestFirst, ledger.Len())
		for i := range queue {
			queue[i] = &retention.Snapshot{Created: now.Add(time.Duration(i) * time.Hour)}
		}
		row := "rules=" + strings.ReplaceAll(test.row, " ", "_")
		timedCall(b, row+"/by=floor", func() {
			oldest := heap.Pop(&queue).(*retention.Snapshot)
			oldest.Created = oldest.Created.Add(time.Duration(len(queue)) * time.Hour)
			heap.Push(&queue, oldest)
		})
		timedCall(b, row+"/by=longcase", step)
	}
}

// oldestFirst is a binary heap.
type oldestFirst []*retention.Snapshot

func (h oldestFirst) Len() int           { return len(h) }
func (h oldestFirst) Less(i, j int) bool { return h[i].Created.Before(h[j].Created) }
func (h oldestFirst) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *oldestFirst) Push(x any)        { *h = append(*h, x.(*retention.Snapshot)) }
func (h *oldestFirst) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}
