package fleet_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/longcase/longcase/fuzz"
	"github.com/longcase/longcase/internal/oracle"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/fleet"
	"github.com/longcase/longcase/timezone"
)

// TestSpreadLaws holds spreads to the laws of any sequence, and each fire to
// its definition.
func TestSpreadLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := fuzz.Specs().Draw(t, "spec")
		s, err := spec.Compile()
		if err != nil {
			t.Skip(err)
		}
		bound := bounds().Draw(t, "bound")
		key := rapid.String().Draw(t, "key")
		around := fuzz.Instants(spec.Zone).Draw(t, "around")
		spread := fleet.NewSpread(s, bound).For(key)
		fuzz.CheckSchedule(t, fuzz.Of(fuzz.Spec{Zone: spec.Zone}, spread), around)

		for nominal := range s.Between(around.Add(-2*time.Hour), around.Add(2*time.Hour)) {
			delay := share(key, room(spec, s, bound, nominal))
			want := fleet.Fire{Nominal: nominal, Spread: nominal.Add(time.Duration(delay) * time.Second)}
			expect(t, "at its nominal time", spread.NextFire, nominal.Add(-1), want)
			expect(t, "when it fires", spread.NextFire, want.Spread.Add(-1), want)
			expect(t, "when it has fired", spread.PrevFire, want.Spread.Add(1), want)
			expect(t, "as it fires", spread.LatestFire, want.Spread, want)
			expect(t, "by its nominal time", spread.FireAfter, nominal.Add(-1), want)
			if next, ok := spread.FireAfter(nominal); ok {
				expect(t, "before the next", spread.LatestFire, next.Spread.Add(-1), want)
			}
		}
	})
}

func expect(t *rapid.T, when string, step func(time.Time) (fleet.Fire, bool), at time.Time, want fleet.Fire) {
	t.Helper()
	if got, ok := step(at); !ok || got != want {
		t.Fatalf("%s, %v, got %v, %v, want %v", when, at, got, ok, want)
	}
}

func bounds() *rapid.Generator[time.Duration] {
	return rapid.OneOf(
		rapid.SampledFrom([]time.Duration{time.Hour, 0, time.Minute, time.Second, 10 * time.Minute}),
		rapid.Map(rapid.Int64Range(0, int64(3*time.Hour)), func(n int64) time.Duration { return time.Duration(n) }),
	)
}

// room is the definition of the seconds by which a fire can be delayed:
// those at the end of which it is before the bound, before the next fire, and in
// the windows of the rules that fire.
func room(spec fuzz.Spec, s schedule.Schedule, bound time.Duration, nominal time.Time) int64 {
	next, ok := s.Next(nominal)
	if !ok {
		return 0
	}
	end := nominal.Add(bound.Truncate(time.Second))
	if next.Before(end) {
		end = next
	}
	for _, rule := range spec.Rules {
		if rule.Window == (schedule.Window{}) || !fires(spec, rule, nominal) {
			continue
		}
		for at := nominal; at.Before(end); at = at.Add(time.Second) {
			if !oracle.Open(spec.Zone, rule, at) {
				end = at
			}
		}
	}
	return int64(end.Sub(nominal) / time.Second)
}

// fires reports whether an occurrence is one of this rule.
func fires(spec fuzz.Spec, rule schedule.Rule, at time.Time) bool {
	spec.Rules = []schedule.Rule{rule}
	return len(spec.Occurrences(at, at.Add(1))) > 0
}

// share is the definition of a key's share of a room: FNV-1a, mixed.
func share(key string, room int64) int64 {
	hash := uint64(14695981039346656037)
	for _, b := range []byte(key) {
		hash ^= uint64(b)
		hash *= 1099511628211
	}
	hash ^= hash >> 33
	hash *= 0xff51afd7ed558ccd
	hash ^= hash >> 33
	hash *= 0xc4ceb9fe1a85ec53
	hash ^= hash >> 33
	return int64(hash>>32) * room >> 32
}

// draw draws a few spreads in one zone, some without delays, and an
// instant near a change of its clocks.
func draw(t *rapid.T) ([]fleet.Spread, time.Time) {
	zone := fuzz.MustLoad(fuzz.Zones().Draw(t, "zone"))
	var all []fleet.Spread
	for range rapid.IntRange(1, 3).Draw(t, "schedules") {
		spec := fuzz.Specs().Draw(t, "spec")
		s, err := schedule.Compile(timezone.Of(zone), spec.DST, spec.Rules...)
		if err != nil {
			t.Skip(err)
		}
		spread := fleet.NewSpread(s, bounds().Draw(t, "bound"))
		all = append(all, spread, spread.For("a"), spread.For("b"), spread.For("c"))
	}
	return all, fuzz.Instants(zone).Draw(t, "start")
}
