package audit

import (
	"maps"
	"slices"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/retention"
)

// forecast is what comes of a policy up to an auditor's horizon, or as far as
// it is simulated.
type forecast struct {
	taken []time.Time
	whole bool                  // whether it is simulated up to the horizon
	most  int                   // how many are alive at once
	alive map[int]time.Duration // for how long how many are, in the last year
	bare  struct {              // when none is, once there has been one
		times          int
		first, longest stretch
	}
	longest time.Duration  // from one that is taken to the next, clock changes aside
	names   map[string]int // how many of those alive have a name
	clash   *clash
}

// stretch is the time from one instant to another.
type stretch struct{ from, until time.Time }

func (s stretch) length() time.Duration { return s.until.Sub(s.from) }

// clash is a name that a snapshot gets while another one has it.
type clash struct {
	name  string
	taken time.Time
}

// simulate makes the forecast.
func (a *auditor) simulate() *forecast {
	f := &forecast{alive: map[int]time.Duration{}, names: map[string]int{}}
	limit := auditWork / (6 + len(a.rules))
	run, alive, now := a.policy.Simulate(a.from), 0, a.from
	for event := range run.Until(a.until) {
		f.pass(a, stretch{now, event.Time}, alive)
		if event.Kind == longcase.Taken {
			if len(f.taken) == limit {
				return f
			}
			f.take(a, event.Time)
		}
		f.name(a.policy, event)
		alive, now = run.Len(), event.Time
	}
	f.pass(a, stretch{now, a.until}, alive)
	f.whole = true
	return f
}

func (f *forecast) take(a *auditor, t time.Time) {
	if n := len(f.taken); n > 0 {
		f.longest = max(f.longest, a.gap(f.taken[n-1], t))
	}
	f.taken = append(f.taken, t)
}

// gap returns the time from one instant to another, clock changes aside: what
// passes or what a clock shows to have passed, whichever is less.
func (a *auditor) gap(from, until time.Time) time.Duration {
	zone := a.policy.Schedule.Zone()
	shown := time.Duration(zone.Local(until)-zone.Local(from)) * time.Second
	return min(shown, until.Sub(from))
}

// pass takes note of how many are alive for a while. What is alive for no time
// at all, since it is replaced at once, does not count.
func (f *forecast) pass(a *auditor, s stretch, alive int) {
	if s.length() <= 0 {
		return
	}
	if f.most = max(f.most, alive); f.most == 0 {
		return
	}
	if year := a.until.Add(-longestYear); s.until.After(year) {
		f.alive[alive] += min(s.length(), s.until.Sub(year))
	}
	if alive > 0 {
		return
	}
	if f.bare.times == 0 {
		f.bare.first = s
	}
	f.bare.times++
	if s.length() > f.bare.longest.length() {
		f.bare.longest = s
	}
}

// name takes note of the names of those that are alive.
func (f *forecast) name(p longcase.Policy, event longcase.Event) {
	if p.NameTemplate.Has("{ID}") || f.clash != nil {
		return
	}
	name := p.SnapshotName("", event.Snapshot.Created)
	if event.Kind == longcase.Expired {
		f.names[name]--
		return
	}
	if f.names[name]++; f.names[name] > 1 {
		f.clash = &clash{name, event.Time}
	}
}

// typical returns how many are alive half of the time or more, and less than
// that the other half.
func (f *forecast) typical() int {
	var sum, all time.Duration
	for _, length := range f.alive {
		all += length
	}
	for _, alive := range slices.Sorted(maps.Keys(f.alive)) {
		if sum += f.alive[alive]; sum >= all/2 {
			return alive
		}
	}
	return 0
}

// keepsNothing reports whether each snapshot is deleted as it is taken.
func (f *forecast) keepsNothing() bool { return f.whole && f.most == 0 && len(f.taken) > 1 }

// judgeBare finds times at which no snapshot is left.
func (a *auditor) judgeBare(f *forecast) {
	switch bare := f.bare; {
	case f.keepsNothing():
		a.find(CodeKeepsNothing, longcase.Error, "no snapshot is kept: each one is deleted as it is taken")
	case bare.times == 1:
		a.find(CodeBare, longcase.Warning, "no snapshot is left from %s to %s",
			a.inZone(bare.first.from), a.inZone(bare.first.until))
	case bare.times > 1:
		a.find(CodeBare, longcase.Warning,
			"no snapshot is left from %s to %s, and then %d times more, for up to %s",
			a.inZone(bare.first.from), a.inZone(bare.first.until),
			bare.times-1, inWords(bare.longest.length()))
	}
}

// judgeNames finds names that are given twice. Where the forecast may not come
// so far, the hours that clock changes repeat are looked at on their own.
func (a *auditor) judgeNames(f *forecast) {
	if f.clash == nil && !f.whole && !a.policy.NameTemplate.Has("{ID}") {
		f.clash = a.clashInFold()
	}
	if f.clash != nil {
		a.find(CodeSameName, longcase.Warning,
			"without {ID}, the snapshot of %s gets the name of one that is there: %q",
			a.inZone(f.clash.taken), f.clash.name)
	}
}

func (a *auditor) clashInFold() *clash {
	for change := range a.clockChanges() {
		length := time.Duration(change.Before-change.After) * time.Second
		if length <= 0 {
			continue
		}
		at := time.Unix(change.At, 0)
		first := map[string]time.Time{}
		for t := range a.policy.Schedule.Between(at.Add(-length), at.Add(length)) {
			name := a.policy.SnapshotName("", t)
			if before, ok := first[name]; ok && a.isAlive(before, t) {
				return &clash{name, t}
			}
			first[name] = t
		}
	}
	return nil
}

// isAlive reports whether a snapshot is still there at an instant soon after
// it was taken.
func (a *auditor) isAlive(taken, at time.Time) bool {
	expiry, ok := a.policy.Retention.Expiry(retention.Snapshot{Created: taken})
	return !ok || expiry.After(at)
}
