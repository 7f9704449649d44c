package service

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/inventory"
	"github.com/longcase/longcase/service/driver"
	"github.com/longcase/longcase/service/internal/step"
	"github.com/longcase/longcase/service/internal/store"
)

// await starts the run for a drive's next fire, if a scheduler says so and no
// occurrence is under way. The end of one under way calls it again.
func (s *Service) await(tx *store.Tx, d Drive) error {
	under, err := tx.UnderWay(d.UUID, store.Take)
	if err != nil || len(under) > 0 {
		return err
	}
	return s.awaitNext(tx, d)
}

// awaitNext is await for a drive without an occurrence under way, such as after the
// end of the only one.
func (s *Service) awaitNext(tx *store.Tx, d Drive) error {
	c, err := s.linked(tx, d)
	if err != nil || !c.enabled() {
		return err
	}
	fire, ok := next(c.spread.For(d.UUID), d)
	if !ok {
		return nil
	}
	return s.start(tx, Run{
		Kind: store.Take, Drive: d.UUID, Scheduler: d.Scheduler,
		Name: snapshotName(d.UUID, fire.Nominal), Nominal: fire.Nominal.UTC(), Due: fire.Spread.UTC(),
	})
}

// readyToTake reports whether a drive's pending occurrence is the one to run now.
// One that was begun before is: it is finished, or given up by take. Otherwise, the
// catch-up rule chooses, and what it drops is recorded.
func (s *Service) readyToTake(tx *store.Tx, d Drive, c *compiled, r Run) (bool, error) {
	switch {
	case !c.enabled():
		return false, s.end(tx, r, store.Dropped, "no scheduler is enabled")
	case r.Attempts > 0:
		return true, nil
	}
	now := s.now()
	chosen := choose(c.spread.For(d.UUID), s.CatchUp, d, now)
	if chosen.ok && chosen.fire.Nominal.Equal(r.Nominal) {
		if chosen.fire.Spread.After(now) { // the clock was put back
			return false, s.again(tx, r, chosen.fire.Spread)
		}
		return true, nil
	}
	return false, s.drop(tx, d, r, chosen)
}

// drop ends a pending occurrence that the catch-up rule does not run, together with
// others after it, and starts the chosen one.
func (s *Service) drop(tx *store.Tx, d Drive, r Run, c choice) error {
	reason := "the schedule has changed"
	if c.dropped > 0 {
		reason = fmt.Sprintf("missed, and not caught up by the rule %q", s.CatchUp.Mode)
		r.Missed, r.Until = c.dropped, c.last.UTC()
		if c.last.After(d.Last) {
			d.Last = c.last
		}
	}
	if err := s.end(tx, r, store.Dropped, reason); err != nil {
		return err
	}
	if err := tx.UpdateDrive(d); err != nil {
		return err
	}
	return s.awaitNext(tx, d)
}

// take takes the snapshot of an occurrence, or finds the one that an earlier
// attempt took.
func (s *Service) take(ctx context.Context, r Run, d Drive, by *compiled) (outcome, error) {
	fits, err := s.fits(ctx, r, d)
	if err != nil {
		return nil, err
	}
	if !fits {
		found, err := s.exists(ctx, d, r)
		switch {
		case err != nil:
			return nil, err
		case !found && r.Reason == "":
			return func(tx *store.Tx, _ Drive) error { return s.startOver(tx, r) }, nil
		case !found:
			return nil, fmt.Errorf("%w: the next occurrence is due", errGiveUp)
		}
	} else if err := s.Driver.Create(ctx, target(d, by), r.Name); err != nil {
		return nil, err
	}
	step.At(ctx, "take created")
	return func(tx *store.Tx, d Drive) error { return s.taken(tx, d, r) }, nil
}

// target returns a drive as the driver knows it for a snapshot by a scheduler; nil is
// a user's.
func target(d Drive, by *compiled) driver.Drive {
	drive := source(d)
	if by != nil && by.policy.Remote {
		drive.Location = by.scheduler.RemoteLocation()
	}
	return drive
}

// fits reports whether the snapshot of an occurrence is still to be taken: a first
// attempt always, another as long as the next occurrence is not due.
func (s *Service) fits(ctx context.Context, r Run, d Drive) (bool, error) {
	if d.UUID == "" {
		return false, fmt.Errorf("%w: the drive was removed", errGiveUp)
	}
	if r.Attempts == 1 || r.Kind == store.Now {
		return true, nil
	}
	return read(ctx, s, func(tx *store.Tx) (bool, error) {
		following, ok, err := s.following(tx, d, r)
		return !ok || following.After(s.now()), err
	})
}

// following returns when the occurrence after a run's is due.
func (s *Service) following(tx *store.Tx, d Drive, r Run) (due time.Time, ok bool, err error) {
	c, err := s.linked(tx, d)
	if err != nil || !c.enabled() {
		return time.Time{}, false, err
	}
	d.Last = later(d.Last, r.Nominal)
	fire, ok := next(c.spread.For(d.UUID), d)
	return fire.Spread, ok, nil
}

// exists reports whether the storage has the snapshot of a run.
func (s *Service) exists(ctx context.Context, d Drive, r Run) (bool, error) {
	items, err := s.Driver.List(ctx, source(d))
	return slices.ContainsFunc(items, func(i inventory.Item) bool { return i.Name == r.Name }), err
}

// startOver makes an occurrence wait as if it had never begun, for the catch-up rule:
// no attempt failed, each was cut off, as by an outage, and left no snapshot.
func (s *Service) startOver(tx *store.Tx, r Run) error {
	r.Attempts = 0
	return s.again(tx, r, s.now())
}

// taken records a snapshot, ends its run, and starts the next and a plan.
func (s *Service) taken(tx *store.Tx, d Drive, r Run) error {
	if err := s.end(tx, r, store.Done, ""); err != nil {
		return err
	}
	if d.UUID == "" { // removed meanwhile
		return nil
	}
	if err := s.recordTaken(tx, d, r); err != nil {
		return err
	}
	if err := s.goOn(tx, d, r); err != nil {
		return err
	}
	return s.planAt(tx, d, s.now())
}

// goOn starts the occurrence after one that ended.
func (s *Service) goOn(tx *store.Tx, d Drive, r Run) error {
	if r.Kind != store.Take {
		return s.await(tx, d)
	}
	d.Last = later(d.Last, r.Nominal)
	if err := tx.UpdateDrive(d); err != nil {
		return err
	}
	return s.awaitNext(tx, d)
}

// recordTaken writes the row of a new snapshot and its notice. A row that a plan
// has written already, from the driver's list, keeps its uuid and its time.
func (s *Service) recordTaken(tx *store.Tx, d Drive, r Run) error {
	row, known, err := tx.SnapshotNamed(d.UUID, r.Name)
	if err != nil {
		return err
	}
	if !known {
		row = Snapshot{UUID: uuid.NewString(), Drive: d.UUID, Name: r.Name, Created: s.now()}
	}
	row.Owner = d.Owner
	row.Nominal, row.Ended, row.Why = r.Nominal, time.Time{}, ""
	c, err := s.schedulerOf(tx, r.Scheduler)
	if err != nil {
		return err
	}
	if r.Scheduler != "" { // a user may ask for a snapshot in the second of an occurrence
		row.Scheduler, row.Remote = r.Scheduler, c != nil && c.policy.Remote
	}
	if err := tx.SaveSnapshot(row); err != nil {
		return err
	}
	return s.notice(tx, c, d, row, longcase.Event{Kind: longcase.Taken, Time: row.Created, Snapshot: row.ForRetention()})
}

// schedulerOf returns the scheduler with a uuid; nil if it is gone.
func (s *Service) schedulerOf(tx *store.Tx, uuid string) (*compiled, error) {
	return s.linked(tx, Drive{Scheduler: uuid})
}

// failTake puts an occurrence off, or ends it if the next is due before another
// attempt would be.
func (s *Service) failTake(tx *store.Tx, d Drive, r Run, wake time.Time, giveUp bool) error {
	following, ok, err := s.following(tx, d, r)
	if err != nil {
		return err
	}
	if !giveUp && (ok && wake.Before(following) || !ok && r.Attempts < attemptLimit) {
		return s.again(tx, r, wake)
	}
	if err := s.end(tx, r, store.Failed, r.Reason); err != nil || d.UUID == "" {
		return err
	}
	return s.goOn(tx, d, r)
}

// later returns the later of two instants.
func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
