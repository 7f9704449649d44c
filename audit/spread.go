package audit

import (
	"fmt"
	"strconv"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule/fleet"
)

// Bounds of the audit of a spread.
const (
	// spreadKeys is the number of keys tried for a long delay: the longest of 256
	// is within a hundredth of the bound, all but once in a dozen.
	spreadKeys = 256
	// spreadSnapshots is the most snapshots looked at.
	spreadSnapshots = 5000
)

// Spread returns the findings of [Policy], and after them those for a spread of
// the policy's schedule, as [fleet.NewSpread] makes it of the bound: what it costs
// a member whose delays are about the longest. A bound of less than a second
// delays nothing, and costs nothing.
//
// With their nominal times, snapshots keep their places in rules: [retention.Snapshot]
// says why. Tools that do not know them judge snapshots by their creation; rules
// that keep fewer snapshots then get a warning.
func Spread(p longcase.Policy, bound time.Duration, from time.Time) []longcase.Finding {
	a := newAuditor(p, from)
	if f := a.audit(); f != nil {
		a.judgeSpread(f, a.latest(fleet.NewSpread(p.Schedule, bound)))
	}
	return a.findings
}

// latest returns the spread for the key with the longest delay, of some keys.
func (a *auditor) latest(s fleet.Spread) fleet.Spread {
	var delay time.Duration
	late := s
	for key := range spreadKeys {
		member := s.For(strconv.Itoa(key))
		if fire, ok := member.NextFire(a.from); ok && delayOf(fire) > delay {
			late, delay = member, delayOf(fire)
		}
	}
	return late
}

// delayOf returns how late a fire is.
func delayOf(f fleet.Fire) time.Duration { return f.Spread.Sub(f.Nominal) }

// judgeSpread reports the effect of delays on the snapshots of a member.
func (a *auditor) judgeSpread(f *forecast, member fleet.Spread) {
	fires := a.firesOf(member)
	var delay, nominal, spread time.Duration
	moved := 0
	for i, fire := range fires {
		delay = max(delay, delayOf(fire))
		// The day matters to rules, whose zone may be another than the schedule's.
		if zone := a.policy.Retention.Zone(); zone.Date(fire.Spread) != zone.Date(fire.Nominal) {
			moved++
		}
		if i > 0 {
			nominal = max(nominal, a.gap(fires[i-1].Nominal, fire.Nominal))
			spread = max(spread, a.gap(fires[i-1].Spread, fire.Spread))
		}
	}
	if delay == 0 {
		return
	}
	message := fmt.Sprintf("spread, snapshots are created up to %s late", inWords(delay))
	if moved > 0 {
		message += fmt.Sprintf(", %d of %d on another day than they are due", moved, len(fires))
	}
	if was, is := inWords(nominal), inWords(spread); was != is {
		message += fmt.Sprintf(", and at most %s apart instead of %s", is, was)
	}
	a.find(codeSpread, longcase.Info, "%s", message)
	a.judgeMoved(fires)
	a.judgeSpreadBare(f, member)
}

// firesOf returns the last fires of a member before the horizon, the oldest
// first.
func (a *auditor) firesOf(member fleet.Spread) []fleet.Fire {
	n := min(a.policy.Schedule.Count(a.from, a.until), spreadSnapshots)
	fires := make([]fleet.Fire, n)
	at := a.until
	for i := len(fires) - 1; i >= 0; i-- {
		fire, ok := member.PrevFire(at)
		if !ok {
			return fires[i+1:]
		}
		fires[i], at = fire, fire.Spread
	}
	return fires
}

// judgeMoved finds rules that keep fewer snapshots if these are judged by their
// creation, as by tools that do not know nominal times.
func (a *auditor) judgeMoved(fires []fleet.Fire) {
	for _, r := range a.rules {
		if r.Failed || r.Per == calendar.NoUnit && daysOf(r) == (calendar.Days{}) {
			continue
		}
		p := retention.MustCompile(a.policy.Retention.Zone(), r)
		line := retention.NewTimeline(len(fires), func(i int) time.Time { return fires[i].Spread })
		created := total(line.Kept(p, a.until))
		// The same snapshots, with and without their nominal times.
		line = line.WithNominal(func(i int) time.Time { return fires[i].Nominal })
		if due := total(line.Kept(p, a.until)); created < due {
			a.find(codeSpreadOffDay, longcase.Warning,
				"spread, %q keeps %d snapshots instead of %d where nominal times are not known", r, created, due)
		}
	}
}

// judgeSpreadBare finds the first time without a snapshot that only a spread has.
func (a *auditor) judgeSpreadBare(f *forecast, member fleet.Spread) {
	if f.bare.times > 0 || f.keepsNothing() {
		return
	}
	if bare := a.simulateOn(member, spreadSnapshots).bare; bare.times > 0 {
		a.find(codeBare, longcase.Warning, "spread, no snapshot is left from %s to %s",
			a.inZone(bare.first.from), a.inZone(bare.first.until))
	}
}
