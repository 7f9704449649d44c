package audit

import (
	"slices"
	"sort"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
)

// survey is what a policy keeps at some moments of an auditor's last year,
// found without running it up to them: a schedule can say what the nth snapshot
// is, and a timeline needs no more.
type survey struct {
	auditor  *auditor
	forecast *forecast
	policies []retention.Policy // one for each rule
	asked    int                // the work that was done
	stopped  bool               // whether that was too much
	moments  []moment
}

// moment is what is kept at one moment, as ranges of all that was taken.
type moment struct {
	at      time.Time
	kept    [][]retention.Range // by each rule
	minimum []retention.Range   // whatever the rules say
	alive   []retention.Range   // in all
}

// How much a survey does.
const (
	// mostMoments is the number of moments that a survey looks at, if that is
	// not too much work.
	mostMoments = 1500
	// enoughWork is how many snapshots are asked for, if that is more than two
	// moments need.
	enoughWork = 2_000_000
	// tooMuchWork is how many it takes to give up.
	tooMuchWork = 10_000_000
	// costOfNth is how many times the cost of a list's it is to ask a schedule.
	costOfNth = 40
)

// survey looks at moments that are spread over the last year: half of them
// evenly over the snapshots and half over the time, which has long waits.
func (a *auditor) survey(f *forecast) *survey {
	s := &survey{auditor: a, forecast: f}
	for _, r := range a.rules {
		s.policies = append(s.policies, retention.MustCompile(a.policy.Retention.Zone(), r))
	}
	year := a.until.Add(-longestYear)
	s.look(year)
	s.look(a.until)
	taken := a.policy.Schedule.Count(year, a.until)
	ways := 1 + len(a.rules)
	count := min(int64(enoughWork/(s.asked/2+1)), mostMoments, 2*taken*int64(ways))
	for i := range count {
		at := year.Add(longestYear / time.Duration(count) * time.Duration(i))
		if int(i)/ways%2 == 0 {
			at, _ = a.policy.Schedule.Nth(year, 1+i*taken/count)
		}
		if way := int(i) % ways; way > 0 {
			at = a.lastChance(at, a.rules[way-1])
		}
		if at.After(year) && at.Before(a.until) {
			s.look(at)
		}
	}
	return s
}

// lastChance returns a moment, near a given one, at which a rule is about to
// let go of a snapshot: if others do not keep it then, the rule is of use. A
// rule without an age lets go when the next snapshot is taken.
func (a *auditor) lastChance(at time.Time, r retention.Rule) time.Time {
	if r.Within.IsZero() {
		next, _ := a.policy.Schedule.Next(at)
		return next.Add(-1)
	}
	const most = 100 // steps to one of the rule's days
	taken := at.Add(-longest(r.Within))
	for range most {
		taken, _ = a.policy.Schedule.Prev(taken)
		if isOn(r, a.policy.Retention.Zone().Date(taken)) {
			break
		}
	}
	age := retention.MustCompile(a.policy.Retention.Zone(), retention.Rule{Within: r.Within})
	expiry, _ := age.Expiry(retention.Snapshot{Created: taken})
	return expiry.Add(-1)
}

// look looks at a moment.
func (s *survey) look(at time.Time) {
	m := moment{at: at, kept: make([][]retention.Range, len(s.policies))}
	n, minimum, none := s.count(at), s.auditor.policy.Retention.Minimum(), true
	line := retention.NewTimeline(n, s.taken)
	for i, p := range s.policies {
		if !s.auditor.rules[i].Failed && !s.stopped {
			m.kept[i] = line.Kept(p, at)
			none = false
		}
	}
	if none { // no rules keep everything
		minimum = n
	}
	if minimum > 0 && n > 0 {
		m.minimum = []retention.Range{{From: max(0, n-minimum), To: n}}
	}
	m.alive = union(append(slices.Concat(m.kept...), m.minimum...))
	s.moments = append(s.moments, m)
}

// union joins the ranges that meet.
func union(ranges []retention.Range) []retention.Range {
	slices.SortFunc(ranges, func(a, b retention.Range) int { return a.From - b.From })
	joined := ranges[:0]
	for _, r := range ranges {
		if n := len(joined); n > 0 && r.From <= joined[n-1].To {
			joined[n-1].To = max(joined[n-1].To, r.To)
		} else {
			joined = append(joined, r)
		}
	}
	return joined
}

// count returns how many snapshots are taken up to a moment.
func (s *survey) count(at time.Time) int {
	if s.forecast.whole {
		return sort.Search(len(s.forecast.taken), func(i int) bool { return s.forecast.taken[i].After(at) })
	}
	return int(s.auditor.policy.Schedule.Count(s.auditor.from.Add(1), at.Add(1)))
}

// taken returns when the snapshot at a position is taken. Once the survey is
// stopped it returns anything in order of time, of which nothing is made.
func (s *survey) taken(i int) time.Time {
	if s.forecast.whole {
		s.asked++
		return s.forecast.taken[i]
	}
	s.asked += costOfNth
	if s.stopped = s.asked > tooMuchWork; s.stopped {
		return s.auditor.from.Add(time.Duration(i) * time.Minute)
	}
	t, _ := s.auditor.policy.Schedule.Nth(s.auditor.from, int64(i)+1)
	return t
}

// total returns the number of positions in some ranges.
func total(ranges []retention.Range) (n int) {
	for _, r := range ranges {
		n += r.Len()
	}
	return n
}

// reach is how far back the oldest of what a rule keeps is, at least and at
// most, and how many it keeps at most.
type reach struct {
	least, most time.Duration
	count       int
}

func (s *survey) reach(rule int) reach {
	r := reach{least: auditReach}
	for _, m := range s.moments {
		var age time.Duration
		if kept := m.kept[rule]; len(kept) > 0 {
			age = m.at.Sub(s.taken(kept[0].From))
			r.count = max(r.count, total(kept))
		}
		r.least, r.most = min(r.least, age), max(r.most, age)
	}
	return r
}

// useless returns which rules could be left out, together, since the others
// keep all that they keep.
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

// minimumBit stands for the minimum that is kept whatever the rules say, in a
// set of what keeps a snapshot. The bits before it stand for rules.
const minimumBit = 63

// keepers adds the sets of what keeps a snapshot at a moment.
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

// judgeSurvey tells what the rules come to, once they have had their time.
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
				"other rules keep all that %q keeps, and as long, while snapshots are taken as they are due", r)
		}
	}
	a.judgePopulation(f, s)
	a.judgeSpacing(s, useless)
}

// judgeCount finds rules that count, and do not come to what one expects.
func (a *auditor) judgeCount(r retention.Rule, reach reach) {
	expected := longest(calendar.PeriodOf(r.Count, r.Per))
	switch {
	case reach.count == 0:
	case !r.Within.IsZero() && reach.count < r.Count:
		a.find(CodeNeverFull, longcase.Warning, "%q never keeps more than %d", r, reach.count)
	case r.Weekdays != 0 || r.MonthDays != 0: // see judgeDays
	case r.Within.IsZero() && r.Per != calendar.NoUnit && reach.least >= 2*expected:
		a.find(CodeReachesFar, longcase.Info,
			"%q reaches back %s, since only those that have a snapshot count", r, inWords(reach.least))
	}
}

// judgePopulation tells how many snapshots are alive.
func (a *auditor) judgePopulation(f *forecast, s *survey) {
	about, most, typical := "", f.most, f.typical()
	if !f.whole {
		about = "about "
		most, typical = s.population()
	}
	switch {
	case a.keepsWithoutEnd():
		const year, looked = 36525, 36600 // hundredths of days
		grown := total(s.moments[1].alive) - total(s.moments[0].alive)
		a.find(CodePopulation, longcase.Info, "snapshots are kept without end: about %d more every year",
			rounded((grown*year+looked/2)/looked))
	case a.limited:
		a.find(CodePopulation, longcase.Info,
			"snapshots alive at once: %s%d after 20 years, and more later", about, most)
	default:
		a.find(CodePopulation, longcase.Info,
			"snapshots alive at once: at most %s%d, typically %s%d", about, most, about, typical)
	}
}

// keepsWithoutEnd reports whether some snapshots are never deleted.
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

// population returns how many are alive at most, and half of the time, as far
// as the moments tell.
func (s *survey) population() (most, typical int) {
	var counts []int
	for _, m := range s.moments {
		counts = append(counts, total(m.alive))
	}
	slices.Sort(counts)
	return rounded(counts[len(counts)-1]), rounded(counts[len(counts)/2])
}

// rounded returns a number rounded to three digits.
func rounded(n int) int {
	unit := 1
	for n/unit >= 1000 {
		unit *= 10
	}
	return (n + unit/2) / unit * unit
}
