package benchmarks

import (
	"math/rand/v2"
	"time"
)

// The years that are asked about. They lie past the last change that slim
// tzdata lists for each zone, and before the last that fat tzdata does.
const (
	firstYear = 2020
	lastYear  = 2029
)

// randomInstants returns n instants of those years, on any second, the same
// ones in each run.
func randomInstants(n int, loc *time.Location) []time.Time {
	random := rand.New(rand.NewPCG(1, 2))
	from, to := years(loc)
	instants := make([]time.Time, n)
	for i := range instants {
		instants[i] = time.Unix(from.Unix()+random.Int64N(to.Unix()-from.Unix()), 0).In(loc)
	}
	return instants
}

func years(loc *time.Location) (from, to time.Time) {
	return newYear(firstYear, loc), newYear(lastYear+1, loc)
}

func newYear(year int, loc *time.Location) time.Time {
	return time.Date(year, time.January, 1, 0, 0, 0, 0, loc)
}

// changes returns the instants in those years at which a zone's clocks change.
func changes(loc *time.Location) (list []time.Time) {
	from, to := years(loc)
	for t := from; t.Before(to); t = t.Add(time.Hour) {
		_, before := t.Add(-time.Hour).Zone()
		if _, offset := t.Zone(); offset != before {
			list = append(list, t)
		}
	}
	return list
}
