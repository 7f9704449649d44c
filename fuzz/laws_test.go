package fuzz_test

import (
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/fuzz"
	"github.com/longcase/longcase/internal/oracle"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
)

// TestLawsOfSchedules breaks a scheduler in one way for each law, and expects
// that the law, and no law before it, says so.
func TestLawsOfSchedules(t *testing.T) {
	t.Parallel()
	autumn := time.Date(2025, 11, 2, 6, 0, 0, 0, time.UTC)
	day := 24 * time.Hour
	never := func(time.Time) (time.Time, bool) { return time.Time{}, false }
	for _, row := range []struct {
		law   string
		spoil func(s *fuzz.Subject)
	}{
		{"", func(*fuzz.Subject) {}},
		{"Answers: Next", func(s *fuzz.Subject) { s.Next = func(time.Time) (time.Time, bool) { select {} } }},
		{"Advances: Next", func(s *fuzz.Subject) { s.Next = func(t time.Time) (time.Time, bool) { return t, true } }},
		{"Advances: Prev", func(s *fuzz.Subject) { s.Prev = func(t time.Time) (time.Time, bool) { return t, true } }},
		{"Inverse: Prev(Next", func(s *fuzz.Subject) { s.Prev = func(t time.Time) (time.Time, bool) { return t.Add(-1), true } }},
		{"Inverse: Prev just", func(s *fuzz.Subject) { s.Prev = never }},
		{"Inverse: Next just", func(s *fuzz.Subject) { s.Next = never }},
		{"SameInstant: Next", func(s *fuzz.Subject) {
			s.Prev, s.Next = nil, func(t time.Time) (time.Time, bool) { return startOfDay(t).AddDate(0, 0, 1), true }
		}},
		{"Membership: ", func(s *fuzz.Subject) { s.Contains = func(time.Time) bool { return false } }},
		{"Ranges: Forward", func(s *fuzz.Subject) { s.Forward = s.Backward }},
		{"Ranges: Backward", func(s *fuzz.Subject) { s.Backward = s.Forward }},
		{"Ranges: Between", func(s *fuzz.Subject) {
			s.Between = func(from, to time.Time) iter.Seq[time.Time] { return slices.Values([]time.Time{from}) }
		}},
		{"Counted: Count is wrong since the start", func(s *fuzz.Subject) { s.Count = func(_, _ time.Time) int64 { return 1 } }},
		{"Counted: Count is wrong in 60 years", func(s *fuzz.Subject) {
			count := s.Count
			s.Count = func(from, to time.Time) int64 {
				if n := count(from, to); n < 10_000 {
					return n
				}
				return 10_000
			}
		}},
		{"Counted: Nth contradicts", func(s *fuzz.Subject) { s.Nth = func(t time.Time, _ int64) (time.Time, bool) { return t, true } }},
		{"Counted: Nth(t, 0)", func(s *fuzz.Subject) {
			nth := s.Nth
			s.Nth = func(t time.Time, n int64) (time.Time, bool) {
				if n == 0 {
					return t, true
				}
				return nth(t, n)
			}
		}},
		{"Defined: Next", func(s *fuzz.Subject) { s.Rules = []schedule.Rule{{At: []calendar.Clock{0}}} }},
		{"Successor: Next", func(s *fuzz.Subject) {
			*s = fuzz.Subject{Spec: fuzz.Spec{Zone: s.Zone}, Next: func(t time.Time) (time.Time, bool) {
				return t.Add(day), true // which is another sequence from wherever it is asked
			}}
		}},
	} {
		rule := schedule.Rule{Every: calendar.PeriodOf(30, calendar.Minute)}
		spec := fuzz.Spec{Zone: fuzz.MustLoad("America/New_York"), Rules: []schedule.Rule{rule}}
		subject := fuzz.Of(spec, schedule.MustCompile(nil, spec.DST, rule)) // UTC will do: nothing is skipped
		row.spoil(&subject)
		got := fuzz.Complaint(func(t fuzz.TB) { fuzz.CheckSchedule(t, subject, autumn) })
		if !strings.HasPrefix(got, strings.TrimSuffix("law "+row.law, "law ")) || (got == "") != (row.law == "") {
			t.Errorf("broken %q, but got %q", row.law, got)
		}
	}
}

func startOfDay(t time.Time) time.Time {
	return t.Truncate(time.Minute).Add(-time.Duration(t.Hour()*60+t.Minute()) * time.Minute)
}

// TestLawsOfRetention does the same for retention.
func TestLawsOfRetention(t *testing.T) {
	now := time.Date(2025, 6, 30, 12, 0, 0, 0, time.UTC)
	var history fuzz.History
	for day := range 5 {
		history = append(history, retention.Snapshot{Created: now.AddDate(0, 0, -day), Failed: day == 3})
	}
	future := append(slices.Clone(history), retention.Snapshot{Created: now.Add(1)})
	keepers := map[string]fuzz.Keeper{
		"all":       func(_ time.Time, s []retention.Snapshot) []bool { return mark(s, func(int) bool { return true }) },
		"too few":   func(time.Time, []retention.Snapshot) []bool { return nil },
		"first two": func(_ time.Time, s []retention.Snapshot) []bool { return mark(s, func(i int) bool { return i < 2 }) },
		"half": func(_ time.Time, s []retention.Snapshot) []bool {
			return mark(s, func(i int) bool { return i < (len(s)+1)/2 })
		},
		"last": func(_ time.Time, s []retention.Snapshot) []bool {
			return mark(s, func(i int) bool { return i >= len(s)-1 })
		},
		"sorted": func(_ time.Time, s []retention.Snapshot) []bool {
			slices.Reverse(s)
			return mark(s, func(int) bool { return true })
		},
		"until noon": func(now time.Time, s []retention.Snapshot) []bool {
			return mark(s, func(int) bool { return now.Hour() < 12 })
		},
	}
	for _, row := range []struct {
		want  string
		check func(t fuzz.TB)
	}{
		{"", func(t fuzz.TB) { fuzz.CheckRetention(t, keepers["all"], now, future) }},
		{"law Untouched: 0 verdicts", func(t fuzz.TB) { fuzz.Untouched(t, keepers["too few"], now, history) }},
		{"law Untouched: the caller's", func(t fuzz.TB) { fuzz.Untouched(t, keepers["sorted"], now, history) }},
		{"law Repeatable", func(t fuzz.TB) { fuzz.Repeatable(t, keepers["half"], now, history) }},
		{"law Permuted", func(t fuzz.TB) { fuzz.Permuted(t, keepers["first two"], now, history) }},
		{"law Harmless: one from the future", func(t fuzz.TB) { fuzz.Harmless(t, keepers["first two"], now, future) }},
		{"law Harmless: without those from the future", func(t fuzz.TB) { fuzz.Harmless(t, keepers["last"], now, future) }},
		{"law Harmless: without those failed", func(t fuzz.TB) { fuzz.Harmless(t, keepers["half"], now, history) }},
		{"law KeepsMore", func(t fuzz.TB) { fuzz.KeepsMore(t, keepers["all"], keepers["half"], now, history) }},
		{"law Steady", func(t fuzz.TB) { fuzz.Steady(t, keepers["until noon"], now.Add(-1), now.Add(1), history) }},
		{"law Stepwise", func(t fuzz.TB) { fuzz.Stepwise(t, keepers["half"], now, history) }},
		{"law Kept", func(t fuzz.TB) { fuzz.Kept(t, keepers["half"], fuzz.Policy{}, now, history) }},
	} {
		if got := fuzz.Complaint(row.check); !strings.HasPrefix(got, row.want) || (got == "") != (row.want == "") {
			t.Errorf("got %q, want %q", got, row.want)
		}
	}
}

func mark(s []retention.Snapshot, keep func(i int) bool) []bool {
	kept := make([]bool, len(s))
	for i := range s {
		kept[i] = keep(i)
	}
	return kept
}

// TestSource checks that what is printed is Go, by the look of it.
func TestSource(t *testing.T) {
	spec := fuzz.Spec{
		Zone: fuzz.MustLoad("Europe/Berlin"),
		Rules: []schedule.Rule{{
			Months: calendar.MonthsOf(time.May), MonthDays: calendar.LastDay | calendar.MonthDaysOf(1),
			Weekdays: calendar.WeekdaysOf(time.Monday), Every: calendar.PeriodOf(15, calendar.Minute),
			Window: schedule.WindowOf(calendar.ClockOf(7, 0), calendar.ClockOf(6, 45)),
		}, {At: []calendar.Clock{90}}},
	}
	spec.DST = oracle.DSTs()[7]
	const want = `fuzz.Spec{Zone: fuzz.MustLoad("Europe/Berlin"), ` +
		`DST: timezone.DST{Gap: timezone.GapShift, Fold: timezone.FoldBoth}, ` +
		`Rules: []schedule.Rule{{Months: calendar.MonthsOf(time.May), ` +
		`MonthDays: calendar.MonthDaysOf(1, -1), Weekdays: calendar.WeekdaysOf(time.Monday), ` +
		`Every: calendar.PeriodOf(15, calendar.Minute), ` +
		`Window: schedule.WindowOf(calendar.ClockOf(7, 0), calendar.ClockOf(6, 45))}, ` +
		`{At: []calendar.Clock{calendar.ClockOf(1, 30)}}}}`
	require.Equal(t, want, spec.GoString())
	for from, want := range map[retention.Reference]string{
		retention.FromNow:        `{{Count: 1}}`,
		retention.FromNewest:     `{{Count: 1, From: retention.FromNewest}}`,
		retention.BackFromNewest: `{{Count: 1, From: retention.BackFromNewest}}`,
	} {
		policy := fuzz.Policy{Rules: []retention.Rule{{Count: 1, From: from}}}
		require.Equal(t, `fuzz.Policy{Rules: []retention.Rule`+want+`}`, policy.GoString())
	}
}
