package audit

import (
	"slices"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/retention"
)

// judgePopulation reports the number of snapshots alive.
func (a *auditor) judgePopulation(f *forecast, s *survey) {
	about, most, typical := "", f.most, f.typical()
	if !f.whole {
		about = "about "
		most, typical = s.population()
	}
	switch {
	case a.keepsWithoutEnd():
		const year, looked = 36525, 36600 // the mean year and longestYear, in hundredths of days
		grown := total(s.moments[1].alive) - total(s.moments[0].alive)
		a.find(CodePopulation, longcase.Info, "some snapshots are never deleted: about %d more every year",
			rounded((grown*year+looked/2)/looked))
	case a.limited:
		a.find(CodePopulation, longcase.Info,
			"snapshots alive at once: %s%d after 20 years, and more later", about, most)
	default:
		a.find(CodePopulation, longcase.Info,
			"snapshots alive at once: at most %s%d, typically %s%d", about, most, about, typical)
	}
}

// keepsWithoutEnd reports whether some snapshots are never deleted. Rules for failed
// snapshots alone leave the good ones without a rule, and so keep them all.
func (a *auditor) keepsWithoutEnd() bool {
	good := 0
	for _, r := range a.rules {
		if r.Failed {
			continue
		}
		good++
		if r.Within.IsZero() && r.Count == retention.All {
			return true
		}
	}
	return good == 0
}

// population returns the greatest and the median number of snapshots alive, over
// the moments.
func (s *survey) population() (most, typical int) {
	var counts []int
	for _, m := range s.moments {
		counts = append(counts, total(m.alive))
	}
	slices.Sort(counts)
	return rounded(counts[len(counts)-1]), rounded(counts[len(counts)/2])
}

// rounded returns a number rounded to three digits: more would be false precision
// in a sample.
func rounded(n int) int {
	unit := 1
	for n/unit >= 1000 {
		unit *= 10
	}
	return (n + unit/2) / unit * unit
}
