package schedule_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/fuzz"
	"github.com/longcase/longcase/internal/oracle"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// TestSequenceLaws holds what is made of sequences to the laws of any sequence,
// and to what it means for the sets of their instants.
func TestSequenceLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone := fuzz.MustLoad(fuzz.Zones().Draw(t, "zone"))
		around := fuzz.Instants(zone).Draw(t, "around")
		from, to := around.Add(-3*time.Hour), around.Add(3*time.Hour)
		a, b := drawSet(t, zone, from, to), drawSet(t, zone, from, to)
		days := fuzz.Rules().Draw(t, "windows")
		days.At, days.Every = nil, calendar.Period{}
		windows, err := schedule.CompileWindows(timezone.Of(zone), days)
		if err != nil {
			t.Skip(err)
		}
		since := fuzz.Instants(zone).Draw(t, "since")
		for _, made := range []struct {
			sequence schedule.Sequence
			has      func(time.Time) bool
		}{
			{schedule.Union(a.sequence, b.sequence), func(u time.Time) bool { return a.has(u) || b.has(u) }},
			{schedule.Except(a.sequence, schedule.Times(b.list...)), func(u time.Time) bool { return a.has(u) && !b.has(u) }},
			{schedule.Outside(schedule.Times(a.list...), windows), func(u time.Time) bool { return a.has(u) && !oracle.Open(zone, days, u) }},
			{schedule.Within(a.sequence, since, time.Time{}), func(u time.Time) bool { return a.has(u) && !u.Before(since) }},
			{schedule.Within(a.sequence, time.Time{}, since), func(u time.Time) bool { return a.has(u) && u.Before(since) }},
			{schedule.Times(a.list...), a.has},
		} {
			list := slices.Concat(a.list, b.list)
			list = slices.DeleteFunc(list, func(u time.Time) bool { return !made.has(u) })
			slices.SortFunc(list, time.Time.Compare)
			list = slices.CompactFunc(list, time.Time.Equal)
			subject := fuzz.Of(fuzz.Spec{Zone: zone}, made.sequence)
			fuzz.CheckSchedule(t, subject, around)
			fuzz.Agrees(t, subject, list, from, to, minutes(from, to))
		}
	})
}

// set is a sequence with the list of its instants in some stretch.
type set struct {
	sequence schedule.Sequence
	list     []time.Time
}

func (s set) has(t time.Time) bool { return slices.ContainsFunc(s.list, t.Equal) }

func drawSet(t *rapid.T, zone *time.Location, from, to time.Time) set {
	spec := fuzz.Specs().Draw(t, "spec")
	spec.Zone = zone
	compiled, err := spec.Compile()
	if err != nil {
		t.Skip(err)
	}
	return set{compiled, spec.Occurrences(from, to)}
}
