package retention_test

import (
	"math"
	"testing"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
	"github.com/stretchr/testify/require"
)

// odd are numbers nobody means.
var odd = []int{math.MinInt, math.MinInt32, -2, -1, 0, 1, 7, 8, 255, math.MaxInt32, math.MaxInt}

// edges are instants from one end of time to the other: the first and last
// second, those around the years 1 to 9999, and those around a day.
var edges = []time.Time{
	time.Unix(math.MinInt64, 0), time.Unix(math.MinInt64, 1),
	{},
	time.Time{}.Add(-1), time.Time{}.Add(1),
	time.Unix(0, 0), time.Date(2025, 3, 31, 12, 0, 0, 0, time.UTC), time.Date(9999, 12, 31, 23, 59, 59, 999_999_999, time.UTC),
	time.Date(10_000, 1, 1, 0, 0, 0, 0, time.UTC), time.Unix(math.MaxInt64, 999_999_999), time.Unix(math.MaxInt64, 0),
}

// oddRules returns rules with a field of each odd value, and rules of all
// kinds, most of them right.
func oddRules() (rules []retention.Rule) {
	for _, n := range odd {
		for _, base := range []retention.Rule{
			{Count: 1}, {Count: 1, Per: calendar.Hour}, {Count: 1, Per: calendar.Week}, {Count: retention.All, Per: calendar.Year},
		} {
			for field := range 11 {
				rules = append(rules, with(base, field, n))
			}
		}
	}
	return rules
}

// with returns a rule with an odd number in one of its fields.
func with(r retention.Rule, field, n int) retention.Rule {
	switch field {
	case 0:
		r.Count = n
	case 1:
		r.Within = calendar.Period{N: n, Unit: calendar.Month}
	case 2:
		r.Within = calendar.Period{N: 1, Unit: calendar.Unit(n)}
	case 3:
		r.Per = calendar.Unit(n)
	case 4:
		r.Pick = retention.Pick(n)
	case 5:
		r.Pick, r.Anchor = retention.Nearest, retention.Anchor{Day: n}
		r.FirstDay = calendar.WeekStartOf(time.Saturday)
	case 6:
		r.Pick, r.Anchor = retention.Nearest, retention.Anchor{Day: 1, At: calendar.Clock(n)}
	case 7:
		r.FirstDay = calendar.WeekStart(n)
	case 8:
		r.From = retention.Reference(n)
	case 9:
		r.Weekdays, r.Substitute = calendar.Weekdays(n), true
	case 10:
		r.MonthDays, r.Oldest = calendar.MonthDays(n), true
	}
	return r
}

// TestNoArgumentPanics says "nothing panics, and nothing runs without bound" of
// every exported name, apart from MustCompile and Plan.Verdict, which say that
// they do.
func TestNoArgumentPanics(t *testing.T) {
	for _, test := range []struct {
		what string
		call func(n int)
	}{
		{"Pick", func(n int) { _, _ = retention.Pick(n).String(), must(retention.Pick(n).MarshalText()) }},
		{"Reference", func(n int) { _, _ = retention.Reference(n).String(), must(retention.Reference(n).MarshalText()) }},
		{"Counting", func(n int) { _, _ = retention.Counting(n).String(), must(retention.Counting(n).MarshalText()) }},
		{"ReasonKind", func(n int) {
			k := retention.ReasonKind(n)
			_, _, _, _ = k.String(), must(k.MarshalText()), k.Keeps(), k.IsRule()
		}},
		{"Anchor", func(n int) { _ = retention.Anchor{Day: n, At: calendar.Clock(n)}.String() }},
		{"Verdict", func(n int) {
			_ = retention.Verdict{Reasons: []retention.Reason{{Kind: retention.ReasonKind(n), Rule: n, Period: edges[0]}}}.String()
		}},
		{"Range", func(n int) { _ = retention.Range{From: n, To: -n}.Len() }},
		{"RuleError", func(n int) { _ = (&retention.RuleError{Rule: n}).Error() }},
		{"Guard", func(n int) {
			var four []retention.Snapshot
			for i := range 4 {
				four = append(four, retention.Snapshot{Created: edges[6].Add(time.Duration(-i))})
			}
			_, err := retention.Guard{Number: n, Percent: n}.Check(policy(t, "UTC", "last 1").Plan(edges[6], four))
			require.Equal(t, 1 <= n && n < 75, err != nil, "three of four, with %d and %d %% allowed", n, n)
			_ = (&retention.GuardError{Guard: retention.Guard{Number: n, Percent: n}, Deleted: n, Of: n}).Error()
		}},
		{"WithMinimum", func(n int) { require.Equal(t, max(n, 0), retention.Policy{}.WithMinimum(n).Minimum()) }},
	} {
		for _, n := range odd {
			require.NotPanics(t, func() { test.call(n) }, "%s, %d", test.what, n)
		}
	}
}

// must returns a value that is of no interest, nor is its error.
func must[T any](v T, _ error) T { return v }

// TestNoRulePanics checks that a rule with an odd field is refused, or decides
// at any instant about snapshots of any other.
func TestNoRulePanics(t *testing.T) {
	for _, r := range oddRules() {
		require.NotPanics(t, func() {
			_ = r.String()
			_, _ = r.MarshalText()
			p, err := retention.Compile(mustZone(t, "Europe/Berlin"), r)
			if err == nil {
				decideAtEdges(t, p)
			}
			_ = p.String()
		}, "%+v", r)
	}
}

// decideAtEdges asks a policy in every way about snapshots of all edges, and a
// ledger for as many to expire as a plan has to delete.
func decideAtEdges(t *testing.T, p retention.Policy) {
	var snapshots []retention.Snapshot
	for i, at := range edges {
		snapshots = append(snapshots,
			retention.Snapshot{Created: at, HeldUntil: edges[len(edges)-1-i], Held: i%3 == 0, Locked: i%2 == 0, Failed: i%5 == 0})
		p.Expiry(snapshots[i])
	}
	line := retention.NewTimeline(len(edges), func(i int) time.Time { return edges[i] })
	ledger := retention.NewLedger(p, snapshots...)
	for _, now := range edges {
		ledger.Add(retention.Snapshot{Created: now})
		plan := p.Plan(now, ledger.Alive())
		for _, v := range plan.Verdicts() {
			_ = v.String()
		}
		require.Len(t, ledger.Advance(now), plan.Deleted())
		p.Keep(now, edges)
		line.Kept(p, now)
		line.Deleted(p, now)
		for range line.Verdicts(p, now) {
		}
		ledger.Next()
		ledger.Remove(now)
	}
}

// TestNegativeLength checks that a timeline of fewer than no snapshots is empty.
// It ran without end.
func TestNegativeLength(t *testing.T) {
	line := retention.NewTimeline(-1, func(int) time.Time { panic("there is none") })
	for _, p := range []retention.Policy{{}, policy(t, "UTC", "last 1"), policy(t, "UTC", "daily 7 and oldest")} {
		require.Empty(t, line.Kept(p, edges[6]))
		require.Empty(t, line.Deleted(p, edges[6]))
		for range line.Verdicts(p, edges[6]) {
			t.Error("a verdict on nothing")
		}
	}
}
