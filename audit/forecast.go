package audit

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
)

// forecast is the outcome of a simulation up to the horizon, or up to the limit of
// simulated snapshots.
type forecast struct {
	taken []time.Time           // all of them, deleted or not
	whole bool                  // the simulation reached the horizon
	most  int                   // snapshots alive at once
	alive map[int]time.Duration // by the number alive: how long, in the last year
	bare  struct {              // times with none alive, after the first
		times          int
		first, longest stretch
	}
	longest time.Duration  // between neighbours, apart from clock changes
	names   map[string]int // number of snapshots alive, by name
	clash   *clash         // the first, or nil
}

// stretch is the time between two instants.
type stretch struct{ from, until time.Time }

// length returns the elapsed time of the stretch.
func (s stretch) length() time.Duration { return s.until.Sub(s.from) }

// clash is a name given to a snapshot while another snapshot has it. Storage refuses
// it ("snapshot already exists"), so the second snapshot of a repeated hour fails.
type clash struct {
	name  string
	taken time.Time
}

// simulate runs the policy up to the horizon. It stops after a number of snapshots
// that shrinks with the number of rules, since each event costs a look at every rule.
func (a *auditor) simulate() *forecast {
	return a.simulateOn(a.policy.Schedule, auditWork/(6+len(a.rules))) // 6 for the event itself
}

// simulateOn runs the policy at the instants of a sequence, up to the horizon or
// to a number of snapshots.
func (a *auditor) simulateOn(fires schedule.Sequence, limit int) *forecast {
	f := &forecast{alive: map[int]time.Duration{}, names: map[string]int{}}
	run, alive, now := a.policy.SimulateOn(fires, a.from), 0, a.from
	for event := range run.Until(a.until) {
		f.pass(a, stretch{now, event.Time}, alive)
		if event.Kind == longcase.Taken {
			if len(f.taken) == limit { // one snapshot more: not whole
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

// take records a snapshot.
func (f *forecast) take(a *auditor, t time.Time) {
	if n := len(f.taken); n > 0 {
		f.longest = max(f.longest, a.gap(f.taken[n-1], t))
	}
	f.taken = append(f.taken, t)
}

// gap returns the time between two instants, apart from clock changes: the lesser
// of the elapsed time and the difference on the clock. So daily snapshots are at
// most 24 hours apart, although a day in October has 25.
func (a *auditor) gap(from, until time.Time) time.Duration {
	zone := a.policy.Schedule.Zone()
	shown := time.Duration(zone.Local(until)-zone.Local(from)) * time.Second
	return min(shown, until.Sub(from))
}

// pass records a stretch with a number of snapshots alive. Stretches of no length
// do not count: a snapshot superseded at its own instant was never alive.
func (f *forecast) pass(a *auditor, s stretch, alive int) {
	if s.length() <= 0 {
		return
	}
	// The time before the first snapshot is no fault of the policy.
	if f.most = max(f.most, alive); f.most == 0 {
		return
	}
	// Only the last year counts for the median: before it, rules fill up.
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

// name records the names of the snapshots alive, up to the first clash.
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

// typical returns the median number of snapshots alive, weighted by time.
func (f *forecast) typical() int {
	var sum, all time.Duration
	for _, length := range f.alive {
		all += length
	}
	// Half of the time at most this many are alive.
	for _, alive := range slices.Sorted(maps.Keys(f.alive)) {
		if sum += f.alive[alive]; sum >= all/2 {
			return alive
		}
	}
	return 0
}

// keepsNothing reports whether each snapshot is deleted at the instant it is taken. A
// single snapshot may have been taken at the horizon itself.
func (f *forecast) keepsNothing() bool { return f.whole && f.most == 0 && len(f.taken) > 1 }

// judgeBare finds times without any snapshot.
func (a *auditor) judgeBare(f *forecast) {
	if f.keepsNothing() {
		a.find(codeKeepsNothing, longcase.Error, "no snapshot is kept: each is deleted as soon as it is taken")
	}
	if f.bare.times == 0 {
		return
	}
	// The first time is enough to see why; the number and the longest tell how bad it is.
	more, first := "", f.bare.first
	if n := f.bare.times - 1; n > 0 {
		more = fmt.Sprintf(", and then %d times more, for up to %s", n, inWords(f.bare.longest.length()))
	}
	a.find(codeBare, longcase.Warning, "no snapshot is left from %s to %s%s",
		a.inZone(first.from), a.inZone(first.until), more)
}

// judgeNames finds names given twice. A forecast that stopped early may not reach
// a clock change, so the repeated hours are examined on their own.
func (a *auditor) judgeNames(f *forecast) {
	if f.clash == nil && !f.whole && !a.policy.NameTemplate.Has("{ID}") {
		f.clash = a.clashInFold()
	}
	if f.clash != nil {
		a.find(codeSameName, longcase.Warning,
			"without {ID}, the snapshot of %s gets the name of an existing snapshot: %q",
			a.inZone(f.clash.taken), f.clash.name)
	}
}

// clashInFold returns the first clash of names in a repeated hour, or nil.
func (a *auditor) clashInFold() *clash {
	for change := range a.clockChanges() {
		length := time.Duration(change.Before-change.After) * time.Second
		if length <= 0 {
			continue
		}
		// The first pass ends at the change, and the second is as long.
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

// isAlive reports whether a snapshot is alive at an instant soon after it was
// taken. Rules that count keep it at least until the next snapshot, which in a
// repeated hour may be the very one with the same name: so they are taken to keep it.
func (a *auditor) isAlive(taken, at time.Time) bool {
	expiry, ok := a.policy.Retention.Expiry(retention.Snapshot{Created: taken})
	return !ok || expiry.After(at)
}
