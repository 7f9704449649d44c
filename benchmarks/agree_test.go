package benchmarks

import (
	"math"
	"testing"
	"time"
)

// difference is a way in which a peer is known to answer otherwise.
type difference struct {
	peer     string
	why      string
	explains func(row timetable, asked, ours, theirs time.Time) bool
}

// differences lists what the peers answer otherwise on the timetables that are
// timed. Where none explains a difference, the test fails.
var differences = []difference{
	{
		"go-quartz", "29 February is 1 March where there is none",
		func(row timetable, asked, ours, theirs time.Time) bool {
			return row.name == "e" && theirs.Month() == time.March && theirs.Day() == 1
		},
	},
	{
		"go-quartz", "on a workday itself, the next one is that of the month after",
		func(row timetable, asked, ours, theirs time.Time) bool {
			return (row.name == "h" || row.name == "i") && ours.After(asked) && ours.YearDay() == asked.YearDay() &&
				theirs.After(ours) && theirs.Before(ours.AddDate(0, 1, 7))
		},
	},
	{
		"gronx", "the previous one from an April after the clocks went back is an error",
		func(row timetable, asked, ours, theirs time.Time) bool {
			return row.name == "d" && theirs.IsZero() && ours.Before(asked) && asked.Month() == time.April
		},
	},
	{
		"rrule-go", "nothing is before DTSTART",
		func(row timetable, asked, ours, theirs time.Time) bool {
			return theirs.IsZero() && ours.Year() < firstYear
		},
	},
}

// TestAnswersAgree asks every peer for what comes after many instants, and
// before them where it can tell, and compares with longcase.
func TestAnswersAgree(t *testing.T) {
	seen := make([]int, len(differences))
	for _, row := range append(vendorSchedules(t), basic...) {
		loc := location(t, row.zone)
		all := instants(loc)
		ours := peers[0].mustCompile(t, row)
		for _, peer := range peers[1:] {
			theirs := peer.mustCompile(t, row)
			if theirs == nil {
				continue
			}
			asked := all
			if peer.name == "rrule-go" {
				asked = all[:200] // it begins at DTSTART each time
			}
			c := comparison{t, row, peer.name, seen}
			c.compare("next", asked, ours.next, theirs.next)
			if theirs.prev != nil {
				c.compare("prev", asked, ours.prev, theirs.prev)
			}
			c.compareYear(loc, ours, theirs)
		}
	}
	for i, d := range differences {
		t.Logf("%s: %s: %d times", d.peer, d.why, seen[i])
		if seen[i] == 0 {
			t.Errorf("%s: %s: no longer so", d.peer, d.why)
		}
	}
}

// comparison is one peer beside longcase on one timetable.
type comparison struct {
	t    *testing.T
	row  timetable
	peer string
	seen []int // how often each of the differences was met
}

func (c comparison) compare(what string, asked []time.Time, ours, theirs func(time.Time) time.Time) {
	wrong := 0
	for _, at := range asked {
		want, got := ours(at), theirs(at)
		if want.Equal(got) || c.explained(at, want, got) {
			continue
		}
		if wrong++; wrong <= 5 {
			c.t.Errorf("%s, %s: %s(%s) = %s, ours %s", c.row.name, c.peer, what, at, got, want)
		}
	}
	if wrong > 5 {
		c.t.Errorf("%s, %s: %s: %d of %d differ", c.row.name, c.peer, what, wrong, len(asked))
	}
}

// compareYear compares the number of occurrences in a year, and the last of a
// walk through it.
func (c comparison) compareYear(loc *time.Location, ours, theirs *subject) {
	from, to := newYear(2026, loc), newYear(2027, loc)
	last := func(s *subject) time.Time {
		sinkTime = time.Time{}
		s.walk(from.Add(-time.Second), to, math.MaxInt)
		return sinkTime
	}
	want, got := last(ours), last(theirs)
	if !want.Equal(got) {
		if !c.explained(to, want, got) {
			c.t.Errorf("%s, %s: last of 2026 is %s, ours %s", c.row.name, c.peer, got, want)
		}
		return
	}
	if want, got := ours.counted(from, to), theirs.counted(from, to); want != got {
		c.t.Errorf("%s, %s: %d in 2026, ours %d", c.row.name, c.peer, got, want)
	}
}

func (c comparison) explained(asked, ours, theirs time.Time) bool {
	for i, d := range differences {
		if d.peer == c.peer && d.explains(c.row, asked, ours, theirs) {
			c.seen[i]++
			return true
		}
	}
	return false
}

// instants returns random ones, and every half hour of the half day around
// each clock change, give or take a second.
func instants(loc *time.Location) []time.Time {
	list := randomInstants(500, loc)
	for _, change := range changes(loc) {
		for minute := -360; minute <= 360; minute += 30 {
			for second := -1; second <= 1; second++ {
				offset := time.Duration(minute)*time.Minute + time.Duration(second)*time.Second
				list = append(list, change.Add(offset))
			}
		}
	}
	return list
}
