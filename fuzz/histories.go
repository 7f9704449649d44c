package fuzz

import (
	"time"

	"pgregory.net/rapid"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
)

// Periods generates the periods of retention rules, usual ones and some far too
// long. They shrink towards a day.
func Periods() *rapid.Generator[calendar.Period] {
	return rapid.Custom(func(t *rapid.T) calendar.Period {
		unit := rapid.SampledFrom([]calendar.Unit{
			calendar.Day, calendar.Week, calendar.Month, calendar.Year,
			calendar.Quarter, calendar.Hour, calendar.Minute,
		}).Draw(t, "unit")
		n := rapid.OneOf(rapid.IntRange(1, 31), rapid.IntRange(1, 400), rapid.IntRange(1, 9999)).Draw(t, "n")
		return calendar.PeriodOf(n, unit)
	})
}

// ageRules generates retention rules by age and day alone, as the vendors' are.
// Their verdict on a snapshot does not depend on other snapshots.
func ageRules() *rapid.Generator[retention.Rule] {
	return rapid.Custom(func(t *rapid.T) retention.Rule {
		return retention.Rule{
			Within:    Periods().Draw(t, "within"),
			Weekdays:  rarely(Weekdays()).Draw(t, "weekdays"),
			MonthDays: rarely(MonthDays()).Draw(t, "month days"),
			Workdays:  rarely(rarely(MonthDays())).Draw(t, "workdays"),
		}
	})
}

var countings = rapid.SampledFrom([]retention.Counting{retention.CountUnkept, retention.CountUncovered})

// windowRules generates recovery windows: ages with a base.
func windowRules() *rapid.Generator[retention.Rule] {
	return rapid.Map(ageRules(), func(rule retention.Rule) retention.Rule {
		rule.Base = true
		return rule
	})
}

// RetentionRules generates retention rules of every kind. They shrink towards
// daily 1.
func RetentionRules() *rapid.Generator[retention.Rule] {
	return rapid.OneOf(countRules(), ageRules(), windowRules())
}

// countRules generates rules that count periods or snapshots, as [retention.Compile] takes
// them: it refuses some combinations, which are left out here.
func countRules() *rapid.Generator[retention.Rule] {
	return rapid.Custom(func(t *rapid.T) retention.Rule {
		rule := retention.Rule{
			Per: rapid.SampledFrom([]calendar.Unit{
				calendar.Day, calendar.Week, calendar.Month, calendar.NoUnit,
				calendar.Hour, calendar.Quarter, calendar.Year,
			}).Draw(t, "per"),
			Count:     rapid.SampledFrom([]int{1, 2, 3, 7, 30, retention.All}).Draw(t, "count"),
			Within:    rarely(Periods()).Draw(t, "within"),
			Weekdays:  rarely(Weekdays()).Draw(t, "weekdays"),
			MonthDays: rarely(MonthDays()).Draw(t, "month days"),
			Workdays:  rarely(rarely(MonthDays())).Draw(t, "workdays"),
			Failed:    rarely(rapid.Bool()).Draw(t, "failed"),
			Counting:  rarely(countings).Draw(t, "counting"),
		}
		// A rule must count something for others to be left out of the count.
		if rule.Per == calendar.NoUnit && rule.Count <= 0 {
			rule.Counting = retention.CountAll
		}
		if !rule.Within.IsZero() {
			rule.From = rapid.SampledFrom([]retention.Reference{retention.FromNow, retention.FromNewest, retention.BackFromNewest}).Draw(t, "from")
		}
		if rule.Per == calendar.NoUnit {
			return rule
		}
		rule.Pick = rapid.SampledFrom([]retention.Pick{retention.Last, retention.First, retention.Nearest}).Draw(t, "pick")
		if rule.Pick == retention.Nearest {
			rule.Anchor = anchorIn(rule.Per).Draw(t, "anchor")
		}
		if rule.Per == calendar.Week {
			rule.FirstDay = rarely(weekStarts()).Draw(t, "first day")
		}
		// The oldest would often not be on the rule's days, and a substitute stands in for days
		// that passed without a snapshot.
		restricted := rule.Weekdays != 0 || rule.MonthDays != 0 || rule.Workdays != 0
		rule.Oldest = !restricted && rarely(rapid.Bool()).Draw(t, "oldest")
		rule.Substitute = restricted && rule.Per >= calendar.Week && rapid.Bool().Draw(t, "substitute")
		return rule
	})
}

// anchorIn generates the anchors of rules per some unit, many of them on the last
// day, which most months lack.
func anchorIn(per calendar.Unit) *rapid.Generator[retention.Anchor] {
	days := map[calendar.Unit]int{calendar.Week: 7, calendar.Month: 31, calendar.Quarter: 92, calendar.Year: 366}
	return rapid.Custom(func(t *rapid.T) (anchor retention.Anchor) {
		if last := days[per]; last > 0 {
			anchor.Day = rapid.OneOf(rapid.Just(last), rapid.IntRange(1, last)).Draw(t, "day")
		}
		if anchor.At = Clocks().Draw(t, "at"); per == calendar.Hour {
			anchor.At %= 60
		}
		return anchor
	})
}

// Policies generates retention policies of up to three rules in any zone.
func Policies() *rapid.Generator[Policy] {
	return rapid.Custom(func(t *rapid.T) Policy {
		return Policy{
			Zone:    MustLoad(Zones().Draw(t, "zone")),
			Rules:   rapid.SliceOfN(RetentionRules(), 0, 3).Draw(t, "rules"),
			Minimum: rarely(rapid.IntRange(1, 5)).Draw(t, "minimum"),
		}
	})
}

// History is a list of snapshots. It prints with %#v as Go.
type History []retention.Snapshot

// GoString returns the history as Go.
func (h History) GoString() string { return source(h) }

// Histories generates the snapshots of a storage system at an instant: at regular
// steps back from it, with gaps and bursts, doubles, wrong clocks, dates in the
// future, failures, holds, locks and nominal times, in any order.
func Histories(now time.Time) *rapid.Generator[History] {
	return rapid.Custom(func(t *rapid.T) History {
		step := rapid.SampledFrom([]time.Duration{
			24 * time.Hour, time.Hour, 7 * 24 * time.Hour, 15 * time.Minute, 31 * 24 * time.Hour, 10 * time.Second,
		}).Draw(t, "step")
		// Regular snapshots first, towards which rapid shrinks.
		steps := rapid.OneOf(
			rapid.Map(rapid.IntRange(1, 40), regular),
			rapid.SliceOfN(rapid.IntRange(-2, 60), 1, 30),  // gaps, doubles, the future
			rapid.SliceOfN(rapid.IntRange(0, 3), 1, 30),    // bursts
			rapid.SliceOfN(rapid.IntRange(0, 9999), 1, 10), // long ago
		).Draw(t, "steps")
		// Of a single history all are about equally late, so that some days lose their snapshot to
		// the next, and some share it.
		lateness := rapid.SampledFrom([]time.Duration{
			0, time.Hour, 90 * time.Second, 26 * time.Hour, 40 * 24 * time.Hour,
		}).Draw(t, "lateness")
		var history History
		for _, n := range steps {
			s := oddities(now).Draw(t, "snapshot")
			// A step beyond the year 1 stays at the instant itself.
			if t := s.Created.Add(-time.Duration(n) * step); t.Year() > 1 {
				s.Created = t
			}
			s.Nominal = nominals(s.Created, lateness).Draw(t, "nominal")
			history = append(history, s)
		}
		return history
	})
}

// regular returns the numbers from 0 up to, but not including, n.
func regular(n int) []int {
	steps := make([]int, n)
	for i := range steps {
		steps[i] = i
	}
	return steps
}

// nominals generates the nominal times of a snapshot: unknown, or up to some time
// before its creation, and now and then after it, which does not count. Few
// different ones come up, so that some snapshots share theirs.
func nominals(created time.Time, lateness time.Duration) *rapid.Generator[time.Time] {
	return rapid.Custom(func(t *rapid.T) time.Time {
		nominal := created.Add(-lateness / 4 * time.Duration(rapid.IntRange(0, 4).Draw(t, "late")))
		switch oddity := rapid.IntRange(0, 19).Draw(t, "oddity"); {
		case lateness == 0 || oddity == 18 || nominal.Year() < 1:
			return time.Time{}
		case oddity == 19:
			return created.Add(1)
		case oddity >= 12:
			return nominal.Truncate(lateness)
		}
		return nominal
	})
}

// oddities generates snapshots taken about now, four of five ordinary.
func oddities(now time.Time) *rapid.Generator[retention.Snapshot] {
	return rapid.Custom(func(t *rapid.T) retention.Snapshot {
		s := retention.Snapshot{Created: now}
		switch rapid.IntRange(0, 24).Draw(t, "oddity") {
		case 20:
			s.Failed = true
		case 21:
			s.Held = true
			s.HeldUntil = now.Add(rapid.SampledFrom([]time.Duration{1, 0, -1, time.Hour}).Draw(t, "held for"))
		case 22:
			s.Held = true // without end
		case 23:
			s.Locked = true
		case 24:
			s.Created = now.Add(distances().Draw(t, "skew"))
		}
		return s
	})
}
