package schedule_test

import (
	"flag"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/fuzz"
	"github.com/longcase/longcase/internal/oracle"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// sweep makes TestSweep look at every change of every zone:
//
//	go test ./schedule -run TestSweep -sweep -timeout 3h -v
//
// It reads the machine's zone database. To sweep the one that is embedded in
// programs, which is the same data in another form ("slim"), put before it
//
//	ZONEINFO=$(go env GOROOT)/lib/time/zoneinfo.zip
var sweep = flag.Bool("sweep", false, "check every clock change from 1840 to 2100, and not only one of each shape since 1970")

// TestSweep compares Next and Prev with the definition at every minute around
// clock changes, for every choice of daylight saving and every kind of rule.
func TestSweep(t *testing.T) {
	var checks, changes atomic.Int64
	since, until := time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2101, 1, 1, 0, 0, 0, 0, time.UTC)
	if *sweep { // back to local mean time, with offsets to the second
		since = time.Date(1840, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	t.Run("zones", func(t *testing.T) {
		seen := map[shape]bool{}
		for _, name := range slices.Sorted(slices.Values(cloudsigma.Zones())) {
			loc := fuzz.MustLoad(name)
			var chosen []oracle.Change
			for _, change := range oracle.Changes(loc, since, until) {
				if shape := shapeOf(change, loc); *sweep || !seen[shape] {
					seen[shape] = true
					chosen = append(chosen, change)
				}
			}
			changes.Add(int64(len(chosen)))
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				zone := zoneUnderTest{timezone.Of(loc), map[string]schedule.Schedule{}}
				for _, change := range chosen {
					checks.Add(int64(zone.check(t, change)))
				}
			})
		}
	})
	t.Logf("%d answers compared at %d clock changes", checks.Load(), changes.Load())
}

// shape is what makes one change of the clocks different from another: by how
// much, at what time of day, and whether at the edge of a month or year.
type shape struct {
	size            time.Duration
	due             string
	edge            int
	leap, wholeHour bool
}

func shapeOf(change oracle.Change, loc *time.Location) shape {
	due := change.Due
	_, offset := change.At.In(loc).Zone()
	edge := 0
	switch {
	case due.YearDay() == 1 || due.AddDate(0, 0, 1).YearDay() == 1:
		edge = 2
	case due.Day() == 1 || due.AddDate(0, 0, 1).Day() == 1:
		edge = 1
	}
	return shape{
		size: change.Size(), due: due.Format(time.TimeOnly), edge: edge,
		leap: due.Day() == 29 && due.Month() == time.February, wholeHour: offset%3600 == 0,
	}
}

// zoneUnderTest compiles each rule of a zone once.
type zoneUnderTest struct {
	zone     *timezone.Zone
	compiled map[string]schedule.Schedule
}

// check checks one change and returns the number of answers compared.
func (z zoneUnderTest) check(t *testing.T, change oracle.Change) (checks int) {
	reach := change.Size().Abs() + 65*time.Minute
	from, to := change.At.Add(-reach), change.At.Add(reach)
	instants := minutes(from, to)
	wall := oracle.Look(z.zone.Location(), from, to)
	for _, rule := range palette(change) {
		fires := wall.Fires(rule)
		for _, dst := range oracle.DSTs() {
			spec := fuzz.Spec{Zone: z.zone.Location(), DST: dst, Rules: []schedule.Rule{rule}}
			subject := fuzz.Of(spec, z.compile(spec))
			checks += fuzz.Agrees(t, subject, fires(dst), from, to, instants)
		}
	}
	return checks
}

// minutes lists every minute of a stretch and the instant just before it.
func minutes(from, to time.Time) []time.Time {
	var list []time.Time
	for at := from; at.Before(to); at = at.Add(time.Minute) {
		list = append(list, at.Add(-1), at)
	}
	return list
}

// compile leaves rules that never fire to the zero Schedule, which does not.
func (z zoneUnderTest) compile(spec fuzz.Spec) schedule.Schedule {
	key := fmt.Sprint(spec.DST, spec.Rules)
	s, ok := z.compiled[key]
	if !ok {
		s, _ = schedule.Compile(z.zone, spec.DST, spec.Rules...)
		z.compiled[key] = s
	}
	return s
}
