package service

import (
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/fleet"
	"github.com/longcase/longcase/service/internal/store"
)

// compiled is a scheduler ready for use. It is immutable.
type compiled struct {
	revision  int64
	scheduler *cloudsigma.Scheduler
	policy    longcase.Policy
	spread    fleet.Spread // of no drive yet
}

// compile returns a scheduler ready for use. Compiling costs more than a run's
// statements, so the last revision of each scheduler is kept.
func (s *Service) compile(row store.Scheduler) (*compiled, error) {
	if c, ok := s.known(row); ok {
		return c, nil
	}
	scheduler, err := parseStored(row)
	if err != nil {
		return nil, err
	}
	c := &compiled{revision: row.Revision, scheduler: scheduler, policy: scheduler.Policy()}
	c.spread = fleet.NewSpread(c.policy.Schedule, s.Spread)
	s.compiled.Store(row.UUID, c)
	return c, nil
}

// known returns a scheduler compiled before, if it has not changed since.
func (s *Service) known(row store.Scheduler) (*compiled, bool) {
	value, ok := s.compiled.Load(row.UUID)
	if !ok || value.(*compiled).revision != row.Revision {
		return nil, false
	}
	return value.(*compiled), true
}

// parseStored reads the document of a row, which was valid when it was stored.
func parseStored(row store.Scheduler) (*cloudsigma.Scheduler, error) {
	document, err := cloudsigma.Parse([]byte(row.Document))
	if err != nil {
		return nil, err
	}
	return document.Schedulers()[0].Identify(cloudsigma.Identity{UUID: row.UUID, Owner: row.Owner}), nil
}

// linked returns the scheduler of a drive; nil if none is linked. A transaction that
// has locked the drive sees one revision up to its end, since an edit of a scheduler
// locks its drives.
func (s *Service) linked(tx *store.Tx, d Drive) (*compiled, error) {
	if d.Scheduler == "" {
		return nil, nil
	}
	row, ok, err := tx.SchedulerOnce(d.Scheduler)
	if err != nil || !ok {
		return nil, err
	}
	return s.compile(row)
}

// is reports whether two schedulers are one, in one revision. Each may be nil.
func (c *compiled) is(other *compiled) bool {
	return c == other || c != nil && other != nil && c.revision == other.revision
}

// enabled reports whether a scheduler takes snapshots. A nil one does not.
func (c *compiled) enabled() bool { return c != nil && c.policy.Enabled }

// lateness is how late an occurrence may start and still be no missed one: the
// time for a restart, and for others in front of it.
const lateness = 5 * time.Minute

// next returns a drive's first fire that did not end yet: after the last that did,
// and after the link.
func next(spread fleet.Spread, d Drive) (fire fleet.Fire, ok bool) {
	fire, ok = spread.FireAfter(d.Last)
	if ok && !fire.Spread.After(d.Since) {
		fire, ok = spread.NextFire(d.Since)
	}
	return fire, ok
}

// choice is the fire that a drive waits for, or runs now, and those before it that
// are dropped.
type choice struct {
	fire        fleet.Fire
	ok          bool // false if the schedule has ended
	dropped     int64
	first, last time.Time // nominal instants of the dropped fires
}

// choose returns the fire that a drive runs at now, or next, by the catch-up rule.
func choose(spread fleet.Spread, rule schedule.CatchUp, d Drive, now time.Time) choice {
	fire, ok := next(spread, d)
	if !ok || fire.Spread.After(now) {
		return choice{fire: fire, ok: ok}
	}
	after, more := spread.FireAfter(fire.Nominal)
	if (!more || after.Spread.After(now)) && now.Sub(fire.Spread) <= lateness {
		return choice{fire: fire, ok: true}
	}
	c := choice{first: fire.Nominal}
	late := rule.Plan(spread, fire.Spread.Add(-1), now)
	latest, _ := spread.LatestFire(now)
	switch {
	case len(late.Run) > 0:
		c.fire, c.ok = spread.NextFire(late.Run[0].Add(-1))
	case now.Sub(latest.Spread) <= lateness:
		c.fire, c.ok = latest, true
	default:
		c.fire, c.ok = spread.FireAfter(latest.Nominal)
	}
	if !c.ok {
		c.dropped, c.last = late.Missed, latest.Nominal
		return c
	}
	if before, any := spread.PrevFire(c.fire.Spread); any && !before.Nominal.Before(fire.Nominal) {
		c.dropped, c.last = spread.Count(fire.Spread, c.fire.Spread), before.Nominal
	}
	return c
}

// snapshotName returns the name of the snapshot of an occurrence.
func snapshotName(drive string, nominal time.Time) string {
	return fleet.Occurrence{Key: drive, Fire: fleet.Fire{Nominal: nominal}}.String()
}

// nominalOf returns the nominal instant in a snapshot's name; zero for a name that
// is not the drive's.
func nominalOf(drive, name string) time.Time {
	var o fleet.Occurrence
	if err := o.UnmarshalText([]byte(name)); err != nil || o.Key != drive {
		return time.Time{}
	}
	return o.Nominal
}
