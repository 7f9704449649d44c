package audit

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/retention"
)

// band is a range of ages: from the reach of the rule before to the reach of its
// own rule, with the rules in order of their reach. Sons, fathers and grandfathers
// make three: to 7 days, to 4 weeks and to 12 months. Inside a band its rule
// keeps all it ever keeps, so a gap is no longer than the rule's own.
type band struct {
	rule  int
	reach time.Duration
	label string
	gap   time.Duration // the longest between neighbouring snapshots
}

// judgeSpacing reports the time between neighbouring snapshots, by their age.
func (a *auditor) judgeSpacing(s *survey, useless map[int]bool) {
	// The bands of useless rules would only repeat the spacing of the others.
	bands := s.bands(useless)
	s.measure(bands)
	bands = slices.DeleteFunc(bands, func(b band) bool { return b.gap == 0 })
	var parts []string
	for i, b := range bands {
		// Neighbouring bands of the same spacing read better as one.
		gap := inWords(b.gap)
		if i+1 < len(bands) && inWords(bands[i+1].gap) == gap {
			continue
		}
		if len(parts) == 0 {
			gap += " apart"
		}
		parts = append(parts, gap+" "+b.label)
	}
	if len(parts) > 0 {
		a.find(codeSpacing, longcase.Info, "snapshots are at most %s", strings.Join(parts, ", then "))
	}
}

// bands returns the bands of the useful rules, the youngest ages first.
func (s *survey) bands(useless map[int]bool) (bands []band) {
	for i, r := range s.auditor.rules {
		reach := s.reach(i)
		if reach.count == 0 || useless[i] {
			continue
		}
		b := band{rule: i, reach: reach.most, label: "up to an age of " + inWords(reach.most)}
		// The rule's own words are exact; the greatest age in a survey is not.
		switch {
		case r.Within.IsZero() && r.Count == retention.All:
			b.reach, b.label = math.MaxInt64, "at any age"
		case r.Count <= 0:
			b.label = "up to an age of " + r.Within.String()
		}
		bands = append(bands, b)
	}
	// Without rules, or with a minimum alone, a single band takes every gap. It has
	// no rule, and needs none: the last band is never asked for its reach.
	if len(bands) == 0 {
		bands = append(bands, band{rule: -1, label: "at any age"})
	}
	slices.SortStableFunc(bands, func(a, b band) int { return cmp.Compare(a.reach, b.reach) })
	return bands
}

// measure finds the longest gap of each band. A whole forecast has its snapshots in a
// list, and so can look at every gap, but at no more than about a million: an hourly
// policy of years has 1,500 moments with tens of thousands of gaps each.
func (s *survey) measure(bands []band) {
	points := 0
	for _, m := range s.moments {
		points += total(m.alive)
	}
	const enough = 1_000_000
	stride := 1
	if s.forecast.whole {
		stride += points / enough
	}
	for i := 0; i < len(s.moments); i += stride {
		s.measureAt(s.moments[i], bands)
	}
}

// measureAt finds the gaps at a moment, between two ranges and within each. Long
// ranges of a partial forecast have its longest gap: to look at each pair would
// take a look-up of the schedule for each snapshot.
func (s *survey) measureAt(m moment, bands []band) {
	gap := func(older, newer int) {
		m.widen(bands, older, s.auditor.gap(s.taken(older), s.taken(newer)))
	}
	for i, r := range m.alive {
		if i > 0 {
			gap(m.alive[i-1].To-1, r.From)
		}
		const enough = 100
		if !s.forecast.whole && r.Len() > enough {
			m.widen(bands, r.From, s.forecast.longest)
			m.widen(bands, r.To-1, s.forecast.longest)
			continue
		}
		for k := r.From; k < r.To-1; k++ {
			gap(k, k+1)
		}
	}
}

// widen records a gap in the youngest band that reaches the older snapshot.
func (m moment) widen(bands []band, older int, gap time.Duration) {
	for i := range bands {
		// Snapshots older than every rule are there by the policy's minimum, and
		// count for the last band.
		b := &bands[i]
		last := i == len(bands)-1
		if last || len(m.kept[b.rule]) > 0 && m.kept[b.rule][0].From <= older {
			b.gap = max(b.gap, gap)
			return
		}
	}
}
