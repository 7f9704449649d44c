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
			a.find(CodeUseless, longcase.Info,
				"%q is redundant: other rules keep the same snapshots as long, unless runs are missed", r)
		}
	}
	a.judgePopulation(f, s)
	a.judgeSpacing(s, useless)
}

// judgeCount finds rules whose number of periods misleads.
func (a *auditor) judgeCount(r retention.Rule, reach reach) {
	expected := longest(calendar.PeriodOf(r.Count, r.Per))
	switch {
	case reach.count == 0:
	case !r.Within.IsZero() && reach.count < r.Count:
		a.find(CodeNeverFull, longcase.Warning, "%q never keeps more than %d", r, reach.count)
	case r.Weekdays != 0 || r.MonthDays != 0: // see judgeDays
	case r.Within.IsZero() && r.Per != calendar.NoUnit && reach.least >= 2*expected:
		a.find(CodeReachesFar, longcase.Info,
			"%q reaches back %s, since %ss without a snapshot do not count", r, inWords(reach.least), r.Per)
	}
}

// useless returns the rules that can all be removed together, since the others
// keep the same snapshots. Of two equal rules it is the later.
func (s *survey) useless() map[int]bool {
	list := map[int]bool{}
	if len(s.policies) > minimumBit {
		return list
	}
	sets := map[uint64]bool{}
	for _, m := range s.moments {
		m.keepers(sets)
	}
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
	var set uint64
	for i, e := range edges {
		set ^= e.bit
		if set != 0 && edges[i+1].at > e.at {
			sets[set] = true
		}
	}
}
