package longcase_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"iter"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/audit"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/inventory"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/fleet"
	"github.com/longcase/longcase/schedule/ical"
	"github.com/longcase/longcase/timezone"
)

// An exported function takes an instant far outside the years 1 to 9999 for the
// nearest two days outside them, and so gives the same answer for both. The most
// treacherous of them are those past which package time wraps around: the greatest
// second of Unix time is Before every date there is.
var (
	earliestTaken = time.Date(0, time.December, 30, 0, 0, 0, 0, time.UTC)
	latestTaken   = time.Date(10000, time.January, 3, 0, 0, 0, 0, time.UTC)

	tooEarly = []time.Time{
		time.Unix(math.MinInt64, 0), time.Unix(math.MinInt64, 1), time.Unix(math.MinInt64+1, 0),
		time.Unix(math.MinInt64+62135596800, 0), time.Unix(-1<<62, 999_999_999),
		time.Date(-6040, 1, 1, 0, 0, 0, 0, time.UTC), earliestTaken.Add(-1),
	}
	tooLate = []time.Time{
		latestTaken.Add(1), time.Date(300_000, 1, 1, 0, 0, 0, 0, time.UTC), time.Unix(1<<62, 999_999_999),
		time.Unix(math.MaxInt64-62135596800, 0), time.Unix(math.MaxInt64-62135596799, 0),
		time.Unix(math.MaxInt64-1, 0), time.Unix(math.MaxInt64, 0), time.Unix(math.MaxInt64, 999_999_999),
	}
)

// What the functions are asked of: a grid and a fixed time in New York, with
// windows, and things made of them.
var (
	extremeNoon = time.Date(2026, time.January, 1, 12, 0, 0, 0, time.UTC)

	extremeSchedule = schedule.MustCompile(newYork(), timezone.DST{},
		schedule.Rule{Every: calendar.PeriodOf(15, calendar.Minute), Window: schedule.WindowOf(calendar.ClockOf(7, 0), calendar.ClockOf(19, 0))},
		schedule.Rule{At: []calendar.Clock{calendar.ClockOf(2, 30)}})
	extremeOne     = schedule.MustCompile(newYork(), timezone.DST{}, schedule.Rule{At: []calendar.Clock{calendar.ClockOf(2, 30)}})
	extremeWindows = func() schedule.Windows {
		w, err := schedule.CompileWindows(newYork(), schedule.Rule{Window: schedule.WindowOf(calendar.ClockOf(20, 0), calendar.ClockOf(6, 0))})
		if err != nil {
			panic(err)
		}
		return w
	}()
	extremeSpread = fleet.NewSpread(extremeSchedule, time.Hour).For("drive-7")
	extremeRules  = retention.MustCompile(newYork(),
		retention.Rule{Within: calendar.PeriodOf(3, calendar.Month)},
		retention.Rule{Count: 7, Per: calendar.Day, Oldest: true})
	extremePolicy = longcase.Policy{
		Name: "x", Enabled: true, Zone: newYork(), Schedule: extremeSchedule, Retention: extremeRules,
	}
)

func newYork() *timezone.Zone {
	zone, err := timezone.Load("America/New_York")
	if err != nil {
		panic(err)
	}
	return zone
}

// both returns what a function of two instants returns with an instant in either
// place, and in both.
func both[A any](call func(a, b time.Time) A) func(time.Time) any {
	return func(t time.Time) any {
		return []any{call(t, extremeNoon), call(extremeNoon, t), call(t, t)}
	}
}

// answers returns the two results of a function of an instant.
func answers[A, B any](call func(time.Time) (A, B)) func(time.Time) any {
	return func(t time.Time) any {
		a, b := call(t)
		return []any{a, b}
	}
}

// answer returns the result of a function of an instant.
func answer[A any](call func(time.Time) A) func(time.Time) any {
	return func(t time.Time) any { return call(t) }
}

// some returns the first elements of a sequence, at most three.
func some[A any](elements iter.Seq[A]) (list []A) {
	for element := range elements {
		if list = append(list, element); len(list) == 3 {
			break
		}
	}
	return list
}

// walked returns the neighbours of an instant in a sequence.
func walked(s schedule.Sequence, t time.Time) []any {
	next, has := s.Next(t)
	prev, had := s.Prev(t)
	return []any{next, has, prev, had}
}

// atExtremes has every exported function that takes an instant.
var atExtremes = map[string]func(time.Time) any{
	"schedule.Schedule.Next":        answers(extremeSchedule.Next),
	"schedule.Schedule.Prev":        answers(extremeSchedule.Prev),
	"schedule.Schedule.Contains":    answer(extremeSchedule.Contains),
	"schedule.Schedule.Fingerprint": answer(extremeSchedule.Fingerprint),
	"schedule.Schedule.Explain":     answer(func(t time.Time) string { return extremeSchedule.Explain(t).String() }),
	"schedule.Schedule.Forward":     answer(func(t time.Time) []time.Time { return some(extremeOne.Forward(t)) }),
	"schedule.Schedule.Backward":    answer(func(t time.Time) []time.Time { return some(extremeOne.Backward(t)) }),
	"schedule.Schedule.Between":     both(func(a, b time.Time) []time.Time { return some(extremeSchedule.Between(a, b)) }),
	"schedule.Schedule.Count":       both(extremeSchedule.Count),
	"schedule.Schedule.Missed": both(func(a, b time.Time) []any {
		count, latest := extremeSchedule.Missed(a, b)
		return []any{count, latest}
	}),
	"schedule.Schedule.Nth": func(t time.Time) any {
		var list []any
		for _, n := range []int64{math.MinInt64, -1e9, -1, 0, 1, 1e9, math.MaxInt64} {
			at, ok := extremeSchedule.Nth(t, n)
			list = append(list, at, ok)
		}
		return list
	},
	"schedule.Windows.Contains": answer(func(t time.Time) []any {
		return []any{extremeWindows.Contains(t), walked(extremeWindows.Openings(), t), walked(extremeWindows.Closings(), t)}
	}),
	"schedule.Latest": answers(func(t time.Time) (time.Time, bool) { return schedule.Latest(extremeSchedule, t) }),
	"schedule.Missed": both(func(a, b time.Time) []any {
		count, latest := schedule.Missed(extremeSchedule, a, b)
		return []any{count, latest}
	}),
	"schedule.CatchUp.Plan": both(func(a, b time.Time) schedule.Late {
		return schedule.CatchUp{Mode: schedule.CatchUpAll, Grace: time.Minute}.Plan(extremeSchedule, a, b)
	}),
	"schedule.Cron.Next": answer(schedule.Cron{Sequence: extremeSchedule}.Next),
	"schedule.Range":     both(func(a, b time.Time) []time.Time { return some(schedule.Range(extremeSchedule, a, b)) }),
	"schedule.Within": both(func(a, b time.Time) []any {
		return []any{walked(schedule.Within(extremeSchedule, a, b), extremeNoon), walked(schedule.Within(extremeSchedule, extremeNoon, b), a)}
	}),
	// The list itself leaves them out; a walk over any sequence clamps.
	"schedule.Times": answer(func(t time.Time) []any {
		blackout := schedule.Outside(extremeSchedule, extremeWindows)
		list := schedule.Times(extremeNoon)
		return []any{
			walked(list, t), walked(blackout, t), walked(schedule.Except(extremeSchedule, list), t),
			walked(schedule.Union(list, extremeSchedule), t), walked(schedule.Within(list, extremeNoon, time.Time{}), t),
		}
	}),

	"fleet.Spread.Next":        answers(extremeSpread.Next),
	"fleet.Spread.Prev":        answers(extremeSpread.Prev),
	"fleet.Spread.NextFire":    answers(extremeSpread.NextFire),
	"fleet.Spread.PrevFire":    answers(extremeSpread.PrevFire),
	"fleet.Spread.LatestFire":  answers(extremeSpread.LatestFire),
	"fleet.Spread.FireAfter":   answers(extremeSpread.FireAfter),
	"fleet.Spread.Count":       both(extremeSpread.Count),
	"fleet.Spread.Fingerprint": answer(extremeSpread.Fingerprint),
	"fleet.Fleet.Set":          answer(func(t time.Time) []any { return advanced(func(f *member) { f.Set("a", extremeSchedule, t) }, t) }),
	"fleet.Fleet.SetSpread":    answer(func(t time.Time) []any { return advanced(func(f *member) { f.SetSpread("a", extremeSpread, t) }, t) }),
	"fleet.Fleet.Resume":       answer(func(t time.Time) []any { return advanced(func(f *member) { f.Resume("a", t) }, t) }),
	"fleet.Fleet.Enable": answer(func(t time.Time) []any {
		return advanced(func(f *member) { f.Disable("a"); f.Enable("a", t) }, t)
	}),
	"fleet.Fleet.Advance": answer(func(t time.Time) []any { return advanced(func(*member) {}, t) }),

	"ical.Recurrence.Next": answers(extremeRecurrence().Next),
	"ical.Recurrence.Prev": answers(extremeRecurrence().Prev),
	"ical.Format":          answers(func(t time.Time) (string, error) { return ical.Format(extremeOne, t, ical.Options{}) }),
	"ical.Parse": answers(func(t time.Time) (*ical.Recurrence, error) {
		return ical.Parse("RRULE:FREQ=DAILY", ical.Options{Start: t})
	}),

	"timezone.Zone.Time":    answer(func(t time.Time) time.Time { return newYork().Time(t.Unix()) }),
	"timezone.Zone.Local":   answer(newYork().Local),
	"timezone.Zone.Date":    answer(newYork().Date),
	"timezone.Zone.Segment": answer(func(t time.Time) timezone.Segment { return newYork().Segment(t.Unix()) }),
	"timezone.Zone.Quiet": answer(func(t time.Time) [3]int64 {
		offset, from, until := newYork().Quiet(t.Unix())
		return [3]int64{offset, from, until}
	}),
	"timezone.Zone.Changes": both(func(a, b time.Time) []timezone.Change {
		return some(newYork().Changes(a.Unix(), b.Unix()))
	}),
	"timezone.Zone.Resolve": answers(func(t time.Time) (int64, bool) { return newYork().Resolve(t.Unix(), timezone.DST{}) }),
	"timezone.Segment.Contains": answer(func(t time.Time) bool {
		return newYork().Segment(extremeNoon.Unix()).Contains(t.Unix())
	}),
	// Arithmetic on local seconds, exact within its range alone.
	"timezone.Split": func(t time.Time) any {
		_, _ = timezone.Split(t.Unix())
		return nil
	},

	"retention.Policy.Plan": both(func(a, b time.Time) []any {
		var list []any
		for _, s := range snapshotsAt(a) {
			for _, v := range extremeRules.Plan(b, []retention.Snapshot{{Created: extremeNoon}, s}).Verdicts() {
				list = append(list, v.Keep, v.Until, fmt.Sprint(v.Reasons))
			}
		}
		return list
	}),
	"retention.Policy.PlanFunc": both(func(a, b time.Time) (list []bool) {
		plan := extremeRules.PlanFunc(b, 2, func(i int) retention.Snapshot {
			return retention.Snapshot{Created: []time.Time{extremeNoon, a}[i]}
		})
		for _, v := range plan.Verdicts() {
			list = append(list, v.Keep)
		}
		return list
	}),
	"inventory.List.Plan": answer(func(t time.Time) (list []bool) {
		snapshots, err := inventory.Reader{Format: inventory.Plain}.Read(strings.NewReader("2025-12-31T00:00:00Z\n"))
		for _, v := range snapshots.Plan(extremeRules, t).Verdicts() {
			list = append(list, err == nil && v.Keep)
		}
		return list
	}),
	"retention.Policy.Keep": both(func(a, b time.Time) int { return len(extremeRules.Keep(b, []time.Time{extremeNoon, a})) }),
	"retention.Policy.Expiry": answer(func(t time.Time) (list []any) {
		for _, s := range snapshotsAt(t) {
			expiry, ok := extremeRules.Expiry(s)
			list = append(list, expiry, ok)
		}
		return list
	}),
	"retention.Split": both(func(a, b time.Time) [2]int {
		keep, drop := retention.Split(extremeRules, b, []time.Time{extremeNoon, a}, func(t time.Time) time.Time { return t })
		return [2]int{len(keep), len(drop)}
	}),
	"retention.NewTimeline": both(timelines), "retention.Timeline.WithNominal": both(timelines),
	"retention.Timeline.Kept": both(timelines), "retention.Timeline.Deleted": both(timelines), "retention.Timeline.Verdicts": both(timelines),
	"retention.Timeline.Plan": both(timelines),
	"retention.NewLedger":     both(ledgers), "retention.Ledger.Add": both(ledgers), "retention.Ledger.Remove": both(ledgers),
	"retention.Ledger.Advance": both(ledgers), "retention.Ledger.AppendExpired": both(ledgers),

	"longcase.Policy.Simulate":     both(simulated),
	"longcase.Policy.SimulateOn":   both(simulated),
	"longcase.Simulation.Until":    both(simulated),
	"longcase.Policy.SnapshotName": answer(func(t time.Time) string { return extremePolicy.SnapshotName("1", t) }),

	"audit.Policy": answer(func(t time.Time) []longcase.Finding { return audit.Policy(extremePolicy, t) }),
	"audit.Spread": answer(func(t time.Time) []longcase.Finding {
		daily := extremePolicy
		daily.Schedule = extremeOne
		return audit.Spread(daily, time.Hour, t)
	}),
}

// snapshotsAt are snapshots with an instant in each of their fields.
func snapshotsAt(t time.Time) []retention.Snapshot {
	return []retention.Snapshot{
		{Created: t},
		{Created: extremeNoon, Nominal: t},
		{Created: t, Nominal: t},
		{Created: extremeNoon, Held: true, HeldUntil: t},
		{Created: t, Failed: true},
	}
}

type member = fleet.Fleet[string]

// advanced returns what is due of a fleet whose member was changed.
func advanced(change func(*member), now time.Time) (list []any) {
	for _, at := range []time.Time{now, extremeNoon} {
		var f member
		f.SetSpread("a", extremeSpread, extremeNoon.Add(-24*time.Hour))
		change(&f)
		for due := range f.Advance(at) {
			list = append(list, due)
		}
		next, ok := f.Peek()
		list = append(list, next, ok)
	}
	return list
}

func extremeRecurrence() *ical.Recurrence {
	r, err := ical.Parse("DTSTART;TZID=America/New_York:20250101T023000\nRRULE:FREQ=DAILY\nRRULE:FREQ=YEARLY;BYDAY=MO;BYSETPOS=3", ical.Options{})
	if err != nil {
		panic(err)
	}
	return r
}

func timelines(created, now time.Time) any {
	if created.After(extremeNoon) {
		created, now = extremeNoon, created
	}
	list := []time.Time{created, extremeNoon}
	at := func(i int) time.Time { return list[i] }
	line := retention.NewTimeline(len(list), at)
	nominal := line.WithNominal(at)
	answer := []any{line.Kept(extremeRules, now), line.Deleted(extremeRules, now), nominal.Kept(extremeRules, now)}
	for in, v := range line.Verdicts(extremeRules, now) {
		answer = append(answer, in, v.Keep, v.Until)
	}
	for keep := range line.Plan(extremeRules, now).Texts(retention.Range{To: len(list)}) {
		answer = append(answer, keep)
	}
	return answer
}

func ledgers(created, now time.Time) any {
	var answer []any
	for _, s := range snapshotsAt(created) {
		l := retention.NewLedger(extremeRules, retention.Snapshot{Created: extremeNoon}, s)
		l.Add(s)
		removed := l.Remove(s.Created)
		expired := len(l.Advance(now))
		next, ok := l.Next()
		answer = append(answer, removed, expired, len(l.AppendExpired(nil, now)), next, ok, l.Len())
	}
	return answer
}

func simulated(from, until time.Time) any {
	var answer []any
	for _, s := range snapshotsAt(from) {
		s := extremePolicy.SimulateOn(extremeSpread, from, s, retention.Snapshot{Created: extremeNoon})
		for _, e := range some(s.Until(until)) {
			answer = append(answer, e.Kind, e.Time)
		}
		answer = append(answer, s.Len(), len(s.Alive()), s.Now().Unix())
	}
	return answer
}

// TestExtremeInstants asks every function of atExtremes. A function without a row
// fails the test.
func TestExtremeInstants(t *testing.T) {
	var all []string
	for _, directory := range []string{
		".", "audit", "inventory", "retention", "schedule", "schedule/fleet", "schedule/ical", "timezone",
	} {
		all = append(all, timed(t, directory)...)
	}
	for _, name := range all {
		call, ok := atExtremes[name]
		require.True(t, ok, "%s takes an instant, and has no row in atExtremes", name)
		t.Run(name, func(t *testing.T) {
			first, last := call(earliestTaken), call(latestTaken)
			for _, at := range tooEarly {
				require.Equal(t, first, call(at.UTC()), "at second %d", at.Unix())
			}
			for _, at := range tooLate {
				require.Equal(t, last, call(at.UTC()), "at second %d", at.Unix())
			}
		})
	}
	for name := range atExtremes {
		require.True(t, slices.Contains(all, name), "%s is not there", name)
	}
}

// timed returns the names of the exported functions and methods of a package
// that take an instant: a time.Time, a struct with fields of that type or, in
// package timezone, Unix seconds.
func timed(t *testing.T, directory string) (names []string) {
	files, err := filepath.Glob(filepath.Join(directory, "*.go"))
	require.NoError(t, err)
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		require.NoError(t, err)
		for _, declaration := range file.Decls {
			f, ok := declaration.(*ast.FuncDecl)
			if !ok || !f.Name.IsExported() || !takesInstant(f.Type.Params, file.Name.Name) {
				continue
			}
			full := file.Name.Name + "."
			if f.Recv != nil {
				receiver := typeName(f.Recv.List[0].Type)
				if !ast.IsExported(receiver) {
					continue
				}
				full += receiver + "."
			}
			names = append(names, full+f.Name.Name)
		}
	}
	return names
}

func takesInstant(params *ast.FieldList, in string) (takes bool) {
	for _, field := range params.List {
		ast.Inspect(field.Type, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				takes = takes || n.Sel.Name == "Time"
			case *ast.Ident:
				takes = takes || n.Name == "Snapshot" || n.Name == "Fire" ||
					in == "ical" && n.Name == "Options" || in == "timezone" && n.Name == "int64"
			}
			return true
		})
	}
	return takes
}

// typeName returns the name of a receiver's type.
func typeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return typeName(e.X)
	case *ast.IndexExpr:
		return typeName(e.X)
	case *ast.Ident:
		return e.Name
	}
	return ""
}
