package audit

import (
	"slices"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
)

// judgeSurvey reports the effect of each rule, and of all together, once they are
// full.
func (a *auditor) judgeSurvey(f *forecast, s *survey) {
	for i, r := range a.rules {
		if !r.Failed && r.Count > 0 {
			a.judgeCount(r, s.reach(i))
		}
	}
	useless := s.useless()
	for i, r := range a.rules {
		if useless[i] {
			a.find(codeUseless, longcase.Info,
				"%q is redundant: other rules keep the same snapshots as long, unless runs are missed", r)
		}
	}
	a.judgePopulation(f, s)
	a.judgeSpacing(s, useless)
}

// judgeCount finds rules whose number of periods misleads. A reach within twice the
// expected is no finding: five workdays a week make 7 days out of "daily 5".
func (a *auditor) judgeCount(r retention.Rule, reach reach) {
	expected := longest(calendar.PeriodOf(r.Count, r.Per))
	switch {
	case reach.count == 0:
	case !r.Within.IsZero() && reach.count < r.Count:
		a.find(codeNeverFull, longcase.Warning, "%q never keeps more than %d", r, reach.count)
	case daysOf(r) != calendar.Days{}: // judgeDays has said so already
	case r.Within.IsZero() && r.Per != calendar.NoUnit && reach.least >= 2*expected:
		a.find(codeReachesFar, longcase.Info,
			"%q reaches back %s, since %ss without a snapshot do not count", r, inWords(reach.least), r.Per)
	}
}

// useless returns the rules that can all be removed together, since the others
// keep the same snapshots. Of two equal rules it is the later.
func (s *survey) useless() map[int]bool {
	list := map[int]bool{}
	if len(s.policies) > minimumBit { // a set of reasons has 64 bits
		return list
	}
	// Snapshots with the same reasons are alike, and there are few such sets: a day
	// of thousands of snapshots kept by the same two rules is a single set.
	sets := map[uint64]bool{}
	for _, m := range s.moments {
		m.keepers(sets)
	}
	// A rule is useful if it alone keeps some snapshot, not counting the rules
	// already found useless: of "within 7 days" and "within 1 week" one must stay.
	// A rule that keeps nothing is useless too, but has a finding of its own.
	var without uint64
	for i := range slices.Backward(s.policies) {
		bit, useful := uint64(1)<<i, s.reach(i).count == 0
		for set := range sets {
			useful = useful || set&^without == bit
		}
		if !useful {
			without |= bit
			list[i] = true
		}
	}
	return list
}

// minimumBit stands for the minimum of the policy in a set of reasons to keep a
// snapshot. The bits below it stand for the rules.
const minimumBit = 63

// keepers adds the set of reasons of each snapshot kept at a moment. It sweeps over
// the ends of all ranges, so its cost does not depend on the number of snapshots.
func (m moment) keepers(sets map[uint64]bool) {
	type edge struct {
		at  int
		bit uint64
	}
	var edges []edge
	add := func(ranges []retention.Range, bit int) {
		for _, r := range ranges {
			edges = append(edges, edge{r.From, 1 << bit}, edge{r.To, 1 << bit})
		}
	}
	for i, ranges := range m.kept {
		add(ranges, i)
	}
	add(m.minimum, minimumBit)
	slices.SortFunc(edges, func(a, b edge) int { return a.at - b.at })
	// Each edge enters or leaves its range. Between two edges the set is constant,
	// and after the last it is empty, so i+1 is never out of range.
	var set uint64
	for i, e := range edges {
		set ^= e.bit
		if set != 0 && edges[i+1].at > e.at {
			sets[set] = true
		}
	}
}

// judgePopulation reports the number of snapshots alive. A partial forecast has seen
// only the start, when rules still fill up, so the survey's samples replace its numbers.
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
		a.find(codePopulation, longcase.Info, "some snapshots are never deleted: about %d more every year",
			rounded((grown*year+looked/2)/looked))
	case a.limited:
		a.find(codePopulation, longcase.Info,
			"snapshots alive at once: %s%d after 20 years, and more later", about, most)
	default:
		a.find(codePopulation, longcase.Info,
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
