package retention_test

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unsafe"

	"github.com/longcase/longcase/fuzz"
	"github.com/longcase/longcase/retention"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestNominal lists snapshots as "nominal>created", or only created; those kept
// end with a plus. The 5th, 12th and 19th of January 2025 are Sundays.
func TestNominal(t *testing.T) {
	for _, test := range []struct {
		rule string
		days []string
	}{
		{"within 3 weeks on sun", []string{"05T23:30>06T00:10+", "12T23:30+", "13T00:10"}},
		{"within 15 days on sun", []string{"05T00:30>06T00:10+", "05T00:30>05T23:59"}}, // until the 21st at 00:10
		{"within 3 weeks on 6", []string{"05T23:30>06T00:10", "06T01:00+"}},
		{"daily 9", []string{"05T23:30>06T00:10+", "06T23:30>06T23:31+"}},
		{"daily 2", []string{"05T23:30>06T00:10", "06T23:30>06T23:31+", "07T23:30>07T23:31+"}},
		{"daily 9", []string{"06T00:10>05T23:30+", "05T22:00"}},                        // due after its creation: no such time
		{"daily 1", []string{"05T23:30>07T00:10", "06T23:30>06T23:31+"}},               // caught up: the 6th is the newer day
		{"daily 9", []string{"05T20:00>05T23:40+", "05T23:30>05T23:31"}},               // the last is the last created
		{"daily 9 first", []string{"05T20:00>05T23:40", "05T23:30>05T23:31+"}},         // and the first the first
		{"daily 9 nearest 20:00", []string{"05T20:00>05T23:40+", "05T21:00>05T21:01"}}, // the nearest goes by when it was due
		{"last 2", []string{"05T20:00>05T20:01+", "06T20:00>06T20:01", "06T20:00>06T21:00+"}},
		{"last 2", []string{"05T20:00>05T20:01", "06T20:00+", "06T20:00>06T21:00+"}}, // one has no nominal time
		{"last 2", []string{"05T20:00>06T21:00+", "06T20:00>06T20:01+", "06T19:00>06T19:01"}},
		{"daily 2 first", []string{"05T20:00>05T20:01+", "06T20:00>06T20:01", "06T20:00>06T21:00+"}},
		{"within 3 weeks", []string{"06T20:00>06T20:01+", "06T20:00>06T21:00+"}},
		{"within 3 weeks of newest", []string{"06T20:00>06T20:01+", "06T20:00>06T21:00+"}},
		{"daily 2 and oldest", []string{"06T20:00>06T20:01", "06T20:00>06T21:00+"}},
		{"weekly 1", []string{"12T23:00>14T00:00+", "13T00:00>14T00:00+"}}, // of one instant: decided alike
		{"weekly 2 on mon or next", []string{"07T20:00>09T01:00", "08T20:00>08T20:01+"}},
	} {
		p := policy(t, "UTC", test.rule)
		var snapshots []retention.Snapshot
		var want []bool
		for _, day := range test.days {
			s, kept := nominalSnapshot(t, day)
			snapshots, want = append(snapshots, s), append(want, kept)
		}
		now := mustTime(t, "2025-01-20T23:59:59Z")
		require.Equal(t, want, keeps(p.Plan(now, snapshots)), "%s %v", test.rule, test.days)
	}
}

// nominalSnapshot reads "05T23:30>06T00:10+", in January 2025.
func nominalSnapshot(t *testing.T, text string) (s retention.Snapshot, kept bool) {
	text, kept = strings.CutSuffix(text, "+")
	at := func(text string) time.Time { return mustTime(t, "2025-01-"+text+":00Z") }
	if nominal, created, found := strings.Cut(text, ">"); found {
		return retention.Snapshot{Created: at(created), Nominal: at(nominal)}, kept
	}
	return retention.Snapshot{Created: at(text)}, kept
}

// TestTimelineIsPlanWithNominal checks that a timeline with nominal times says
// what the plan says, as ranges and with reasons.
func TestTimelineIsPlanWithNominal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := goodWith(t, func(s retention.Snapshot) time.Time { return s.Nominal })
		slices.SortStableFunc(w.snapshots, func(a, b retention.Snapshot) int { return a.Created.Compare(b.Created) })
		p, n := w.policy(t), len(w.snapshots)
		plan := p.Plan(w.now, w.snapshots)
		line := retention.NewTimeline(n, func(i int) time.Time { return w.snapshots[i].Created }).
			WithNominal(func(i int) time.Time { return w.snapshots[i].Nominal })

		kept := make([]bool, n)
		for _, r := range line.Kept(p, w.now) {
			for i := r.From; i < r.To; i++ {
				kept[i] = true
			}
		}
		require.Equal(t, keeps(plan), kept, "%v at %v of %v", w.rules, w.now, w.snapshots)
		for r, verdict := range line.Verdicts(p, w.now) {
			for i := r.From; i < r.To; i++ {
				require.Equal(t, plan.Verdict(i).String(), verdict.String(), "%v at %v of %v", w.rules, w.now, w.snapshots)
			}
		}
	})
}

// TestNominalIsCreated checks that snapshots which were taken in time are decided
// as those without nominal times are.
func TestNominalIsCreated(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := goodWith(t, func(s retention.Snapshot) time.Time { return s.Created })
		p, plain := w.policy(t), slices.Clone(w.snapshots)
		for i := range plain {
			plain[i].Nominal = time.Time{}
		}
		with, without := p.Plan(w.now, w.snapshots), p.Plan(w.now, plain)
		for i := range plain {
			require.Equal(t, without.Verdict(i).String(), with.Verdict(i).String())
		}
	})
}

// TestNominalMinimum promises two snapshots, the older of which shares its instant
// with a first attempt that does not count: the two are decided alike, in any
// order.
func TestNominalMinimum(t *testing.T) {
	at := func(hour int) time.Time {
		return mustTime(t, "2025-01-01T00:00:00Z").Add(time.Duration(hour) * time.Hour)
	}
	older, first := retention.Snapshot{Created: at(1)}, retention.Snapshot{Created: at(2), Nominal: at(1)}
	counts, second := retention.Snapshot{Created: at(2)}, retention.Snapshot{Created: at(3), Nominal: at(1)}
	for _, rule := range []string{"within 1 hour", "last 2 within 1 hour", "last 2", "daily 1"} {
		for _, list := range [][]retention.Snapshot{{older, first, counts, second}, {older, counts, first, second}} {
			p, want := policy(t, "UTC", rule).WithMinimum(2), []bool{false, true, true, true}
			definition := fuzz.Policy{Rules: p.Rules(), Minimum: 2}
			require.Equal(t, want, definition.Kept(at(9), list), rule)
			require.Equal(t, want, keeps(p.Plan(at(9), list)), rule)
			line := retention.NewTimeline(len(list), func(i int) time.Time { return list[i].Created }).
				WithNominal(func(i int) time.Time { return list[i].Nominal })
			require.Equal(t, []retention.Range{{From: 1, To: 4}}, line.Kept(p, at(9)), rule)
			ledger := retention.NewLedger(p, list...)
			require.Equal(t, list[:1], ledger.Advance(at(9)), rule)
		}
	}
}

// TestSnapshotSize holds a snapshot to 80 bytes: plans of millions read them all.
func TestSnapshotSize(t *testing.T) {
	require.LessOrEqual(t, unsafe.Sizeof(retention.Snapshot{}), uintptr(80))
}
