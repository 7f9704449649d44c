package audit

import (
	"slices"
	"sort"
	"time"

	"github.com/longcase/longcase/retention"
)

// survey holds the kept snapshots at some moments of the last year before the
// horizon. It needs no run up to them: a schedule computes its nth snapshot, and a
// [retention.Timeline] asks for little more.
type survey struct {
	auditor  *auditor
	forecast *forecast
	policies []retention.Policy // of each rule alone
	asked    int                // the work done, in snapshots of a list
	stopped  bool               // the work exceeded tooMuchWork
	moments  []moment
}

// moment holds the snapshots kept at an instant, as ranges of positions among all
// snapshots taken up to then. A rule keeps few ranges, however many snapshots: those
// of the last 10 years are a single range of five million minutes.
type moment struct {
	at      time.Time
	kept    [][]retention.Range // by rule
	minimum []retention.Range   // by the minimum of the policy
	alive   []retention.Range   // by any of these
}

// Bounds of a survey. They are for absurd policies, such as those of TestAuditIsBounded;
// the survey of a daily policy stays far below them.
const (
	// mostMoments is the number of moments of a cheap survey.
	mostMoments = 1500
	// enoughWork is the amount of work to plan for.
	enoughWork = 2_000_000
	// tooMuchWork is the amount of work at which the survey gives up.
	tooMuchWork = 10_000_000
	// costOfNth is the work of asking the schedule for a snapshot.
	costOfNth = 40
	// costOfCovered is the work of a snapshot for a rule that counts periods not
	// covered: it looks at each, where other rules search.
	costOfCovered = 20
)

// survey looks at moments spread over the last year: half of them evenly over the
// snapshots, where most happens, and half evenly over time, for the long waits.
// Every other moment is the last chance of some rule.
func (a *auditor) survey(f *forecast) *survey {
	s := &survey{auditor: a, forecast: f}
	for _, r := range a.rules {
		s.policies = append(s.policies, retention.MustCompile(a.policy.Retention.Zone(), r))
	}
	year := a.until.Add(-longestYear)
	// The first is a year before the last: judgePopulation takes their difference for the growth
	// of a year.
	s.look(year)
	s.look(a.until)
	// The first two moments showed what a moment costs. A yearly schedule needs few:
	// more moments than twice its snapshots, times the rules, see nothing new.
	taken := a.policy.Schedule.Count(year, a.until)
	ways := 1 + len(a.rules)
	count := min(int64(enoughWork/(s.asked/2+1)), mostMoments, 2*taken*int64(ways))
	for i := range count {
		at := year.Add(longestYear / time.Duration(count) * time.Duration(i))
		if int(i)/ways%2 == 0 {
			at, _ = a.policy.Schedule.Nth(year, 1+i*taken/count)
		}
		// Way 0 leaves the moment as it is; each of the others is the last chance of a rule.
		if way := int(i) % ways; way > 0 {
			at = a.lastChance(at, a.rules[way-1])
		}
		if at.After(year) && at.Before(a.until) {
			s.look(at)
		}
	}
	return s
}

// lastChance returns a moment near another at which a rule is about to drop a
// snapshot: if no other rule keeps it then, the rule is useful. A rule without an
// age drops a snapshot when the next is taken. Evenly spread moments would miss the
// use of "within 30 days" beside "within 1 month": it keeps more in February alone.
func (a *auditor) lastChance(at time.Time, r retention.Rule) time.Time {
	if r.Within.IsZero() {
		next, _ := a.policy.Schedule.Next(at)
		return next.Add(-1)
	}
	// Look for a snapshot on the rule's days just old enough. 100 steps find a
	// Monday in a daily schedule; finding none costs a moment, and no finding.
	const most = 100
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

// look adds the moment of an instant.
func (s *survey) look(at time.Time) {
	m := moment{at: at, kept: make([][]retention.Range, len(s.policies))}
	n, minimum, none := s.count(at), s.auditor.policy.Retention.Minimum(), true
	// Rules are asked one by one: the policy as a whole would not say which of
	// them keeps a snapshot. Those for failed snapshots see only good ones here.
	line := retention.NewTimeline(n, s.taken)
	for i, p := range s.policies {
		if s.allow(s.auditor.rules[i], n) {
			m.kept[i] = line.Kept(p, at)
			none = false
		}
	}
	if none { // a policy without rules keeps everything
		minimum = n
	}
	if minimum > 0 && n > 0 {
		m.minimum = []retention.Range{{From: max(0, n-minimum), To: n}}
	}
	m.alive = union(append(slices.Concat(m.kept...), m.minimum...))
	s.moments = append(s.moments, m)
}

// allow reports whether a rule may be asked about a number of snapshots: one for good
// snapshots, while the survey goes on. A rule that looks at every snapshot is paid for
// in advance, since a timeline cannot be told to stop.
func (s *survey) allow(r retention.Rule, n int) bool {
	if r.Failed {
		return false
	}
	if r.Counting == retention.CountUncovered {
		s.asked += costOfCovered * n
		s.stopped = s.stopped || s.asked > tooMuchWork
	}
	return !s.stopped
}

// union sorts ranges and joins those that meet.
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

// count returns the number of snapshots taken up to a moment.
func (s *survey) count(at time.Time) int {
	if s.forecast.whole {
		return sort.Search(len(s.forecast.taken), func(i int) bool { return s.forecast.taken[i].After(at) })
	}
	// A simulation excludes its start and includes its end; Count does the reverse.
	return int(s.auditor.policy.Schedule.Count(s.auditor.from.Add(1), at.Add(1)))
}

// taken returns the instant of the snapshot at a position. After the survey has
// stopped, its result is discarded, and any increasing instants let the timeline
// finish quickly.
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

// total returns the number of positions in ranges.
func total(ranges []retention.Range) (n int) {
	for _, r := range ranges {
		n += r.Len()
	}
	return n
}

// reach is the age of the oldest snapshot kept by a rule, over all moments.
type reach struct {
	least, most time.Duration
	count       int // the most snapshots kept
}

// reach returns the reach of a rule.
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
