package draw

import (
	"slices"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

const (
	// mostSimulated bounds the snapshots that a population simulates, times one more than
	// the number of rules.
	mostSimulated = 60_000
	// samples is the number of moments of a population that is not simulated. It is less
	// for policies that keep very many, down to leastSamples, so that all moments together
	// pick about sampledPicks snapshots.
	samples, leastSamples, sampledPicks = 160, 16, 160_000
)

// population is a number of snapshots over time, to draw.
type population struct {
	zone        *timezone.Zone
	from, until time.Time
	// steps are the numbers alive from instants on. Between samples, the number is
	// not known.
	steps   []step
	most    step // the first with the most
	sampled bool
}

// step is the number of snapshots alive from an instant on.
type step struct {
	at    time.Time
	alive int
}

// Population draws how many snapshots of a policy are alive from one instant to another,
// and at most. It begins with the existing snapshots, and runs the policy as
// [longcase.Policy.SimulateOn] does.
//
// A policy with too many snapshots to simulate is asked at up to 160 moments instead, if
// it has a schedule and begins without snapshots; the picture then says "about".
func Population(s Subject, from, until time.Time, existing ...retention.Snapshot) *Picture {
	if until.Before(from) {
		until = from
	}
	d := &population{zone: s.zone(), from: from, until: until}
	p := &Picture{name: cut(s.Name, 60), title: "how many there are", drawing: d}
	if limit, whole := d.fill(s, existing); !whole {
		p.notes = append(p.notes, "Only the first "+snapshotWords(limit)+" are drawn, up to "+
			minute(d.zone, d.until)+".")
	}
	// The first moment of the greatest number: later ones repeat it every week or month.
	for _, step := range d.steps {
		if step.alive > d.most.alive {
			d.most = step
		}
	}
	p.summary = d.summary()
	if d.most.alive == 0 {
		p.empty = "No snapshots"
		if !s.Enabled {
			p.empty = disabledWords
		}
	}
	return p
}

// fill finds the steps, by a simulation or by samples. It reports whether they reach the
// end; if not, there were more snapshots than a limit, and the end is earlier.
func (d *population) fill(s Subject, existing []retention.Snapshot) (limit int, whole bool) {
	limit = mostSimulated / (1 + len(s.Retention.Rules())) // each rule looks at each snapshot
	fires, counts := s.counts()
	// Only a schedule can count without a walk. Existing snapshots follow no schedule: a
	// simulation alone tells how long they live.
	if counts && s.Enabled && len(existing) == 0 && fires.Count(d.from, d.until) > int64(limit) {
		return mostListed, d.sample(s, fires)
	}
	return limit, d.simulate(s, existing, limit)
}

// summary describes the population.
func (d *population) summary() string {
	period := ", " + dateOf(d.zone, d.from) + " to " + dateOf(d.zone, d.until) +
		", " + cut(d.zone.Name(), 40)
	if d.most.alive == 0 {
		return snapshotWords(0) + period
	}
	last := d.steps[len(d.steps)-1]
	return "At most " + d.about() + number(d.most.alive) + " alive at once, from " +
		minute(d.zone, d.most.at) + " on, and " + number(last.alive) + " at the end" + period
}

// about qualifies the numbers of a sampled population.
func (d *population) about() string {
	if d.sampled {
		return "about "
	}
	return ""
}

// dateOf returns the local date of an instant.
func dateOf(zone *timezone.Zone, t time.Time) string { return zone.Date(t).String() }

// simulate follows the policy, for at most a number of snapshots.
func (d *population) simulate(s Subject, existing []retention.Snapshot, limit int) (whole bool) {
	run := s.SimulateOn(s.fires(), d.from, existing...)
	d.steps = []step{{d.from, run.Len()}}
	taken := 0
	for event := range run.Until(d.until) {
		if event.Kind == longcase.Taken {
			if taken++; taken > limit {
				// The axis ends here, too, lest the rest look like a policy that stopped.
				d.until = event.Time
				return false
			}
		}
		d.add(step{event.Time, run.Len()})
	}
	return true
}

// add adds a step. Of several steps at an instant, the last counts: a snapshot that
// replaces another was never alive beside it.
func (d *population) add(s step) {
	last := &d.steps[len(d.steps)-1]
	if last.at.Equal(s.at) {
		last.alive = s.alive
		return
	}
	d.steps = append(d.steps, s)
}

// sample asks the retention at some moments. The instants are listed once, and a timeline
// asks for few of them: a year of minutes costs little more than a year of hours.
func (d *population) sample(s Subject, fires schedule.Schedule) (whole bool) {
	d.sampled, whole = true, true
	if last, ok := fires.Nth(d.from, mostListed); ok && last.Before(d.until) {
		d.until, whole = last, false
	}
	// Each moment asks about different snapshots of the same list.
	nth := listed(fires, d.from, d.until)
	length := d.until.Sub(d.from)
	count := min(max(sampledPicks/(s.picks(1)+1), leastSamples), samples)
	for i := range count + 1 {
		// Divided first: a product of years of nanoseconds and 160 overflows.
		at := d.from.Add(length / time.Duration(count) * time.Duration(i))
		// Count includes its first bound and excludes its last: a population, as a simulation,
		// begins after from, and what is taken at a moment is alive then.
		n := int(fires.Count(d.from.Add(1), at.Add(1)))
		alive := 0
		for _, r := range retention.NewTimeline(n, nth).Kept(s.Retention, at) {
			alive += r.Len()
		}
		d.steps = append(d.steps, step{at, alive})
	}
	return whole
}

// bar is the content of a column of a population.
type bar struct {
	from, until time.Time
	least, most int
}

// bars returns the least and the most alive in each of some columns of equal length.
func (d *population) bars(columns int) []bar {
	list := make([]bar, columns)
	length := d.until.Sub(d.from)
	next, alive := 0, 0
	for i := range list {
		b := &list[i]
		b.from = d.from.Add(length / time.Duration(columns) * time.Duration(i))
		b.until = d.from.Add(length / time.Duration(columns) * time.Duration(i+1))
		if i == columns-1 {
			// Other columns end where the next begins; the last includes the end.
			b.until = d.until.Add(1)
		}
		// What is alive at the beginning counts, unless it changes at once.
		values := []int{}
		if next >= len(d.steps) || d.steps[next].at.After(b.from) {
			values = append(values, alive)
		}
		for next < len(d.steps) && d.steps[next].at.Before(b.until) {
			alive = d.steps[next].alive
			values = append(values, alive)
			next++
		}
		b.least, b.most = slices.Min(values), slices.Max(values)
	}
	return list
}
