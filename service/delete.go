package service

import (
	"context"
	"fmt"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/service/internal/step"
	"github.com/longcase/longcase/service/internal/store"
)

// deletions is the setting that pauses all deletions unless it is empty.
const deletions = "deletions"

// asked is the reason of a deletion that a user asked for: the rules are not asked.
const asked = "asked for by its owner"

// startDelete starts the deletion of a snapshot, unless one is under way.
func (s *Service) startDelete(tx *store.Tx, d Drive, row Snapshot, reason string) error {
	under, err := tx.UnderWay(d.UUID, store.Delete)
	if err != nil {
		return err
	}
	for _, r := range under {
		if r.Name == row.Name {
			return nil
		}
	}
	scheduler := d.Scheduler
	if reason == asked {
		scheduler = ""
	}
	return s.start(tx, Run{
		Kind: store.Delete, Drive: d.UUID, Scheduler: scheduler, Name: row.Name,
		Nominal: row.Nominal, Due: s.now(), Reason: reason,
	})
}

// mayDelete reports whether a plan deletes anything, and deletions are not paused.
func mayDelete(tx *store.Tx, p retention.Plan) (bool, error) {
	if p.Deleted() == 0 {
		return false, nil
	}
	paused, err := tx.Setting(deletions)
	return paused == "", err
}

// readyToDelete reports whether a pending deletion may begin. It ends one of a held
// snapshot, or while deletions are paused: a later plan starts it again.
func (s *Service) readyToDelete(tx *store.Tx, d Drive, r Run) (bool, error) {
	paused, err := tx.Setting(deletions)
	if err != nil {
		return false, err
	}
	row, _, err := tx.SnapshotNamed(d.UUID, r.Name)
	switch {
	case err != nil:
		return false, err
	case d.UUID == "":
		return false, s.end(tx, r, store.Dropped, "the drive was removed")
	case paused != "":
		return false, s.end(tx, r, store.Dropped, "deletions are paused")
	case row.HeldAt(s.now()):
		return false, s.end(tx, r, store.Dropped, "the snapshot is held")
	}
	return true, nil
}

// delete deletes a snapshot, if a plan made now still says so: since the run began
// to wait, another snapshot may have been lost, or the clock put back.
func (s *Service) delete(ctx context.Context, r Run) (outcome, error) {
	j, err := s.judge(ctx, r.Drive)
	if err != nil {
		return nil, err
	}
	for i, verdict := range j.plan.Verdicts() {
		if j.items[i].Name != r.Name {
			continue
		}
		obstacle := ""
		if verdict.Keep && (r.Scheduler != "" || j.items[i].Snapshot.Held || j.items[i].Snapshot.Locked) {
			obstacle = "kept after all: " + verdict.String()
		} else if obstacle, err = s.obstacle(ctx, r, j); err != nil {
			return nil, err
		}
		if obstacle != "" {
			return func(tx *store.Tx, _ Drive) error { return s.end(tx, r, store.Dropped, obstacle) }, nil
		}
		step.At(ctx, "delete planned")
		if err := s.Driver.Delete(ctx, source(j.drive), r.Name); err != nil {
			return nil, fmt.Errorf("deleting %q: %w", r.Name, err)
		}
	}
	step.At(ctx, "delete done")
	return func(tx *store.Tx, d Drive) error { return s.deleted(tx, d, r) }, nil
}

// obstacle says why a deletion is not to be after all, "" if nothing has changed since
// it was judged: the storage's list may have taken hours. The lease is renewed, so that
// a process which has lost it deletes nothing.
func (s *Service) obstacle(ctx context.Context, r Run, j judgement) (string, error) {
	return read(ctx, s, func(tx *store.Tx) (string, error) {
		now := s.now()
		if err := held(tx.Heartbeat(r.ID, r.Token, now, now.Add(s.Lease))); err != nil {
			return "", err
		}
		paused, err := tx.Setting(deletions)
		if err != nil || paused != "" {
			return "deletions are paused", err
		}
		d, _, err := tx.Drive(r.Drive, false)
		if err != nil {
			return "", err
		}
		if c, err := s.linked(tx, d); err != nil || r.Scheduler != "" && !c.is(j.by) {
			return "the scheduler has changed", err
		}
		return "", nil
	})
}

// deleted records the end of a snapshot and of the run that deleted it.
func (s *Service) deleted(tx *store.Tx, d Drive, r Run) error {
	row, known, err := tx.SnapshotNamed(r.Drive, r.Name)
	if err != nil {
		return err
	}
	// The run's own reason may be that of an attempt that failed.
	reason := asked
	if r.Scheduler != "" {
		reason = row.Reason
	}
	if err := s.end(tx, r, store.Done, reason); err != nil || !known || !row.Ended.IsZero() {
		return err
	}
	row.Ended, row.Why = s.now(), reason
	if err := tx.SaveSnapshot(row); err != nil {
		return err
	}
	c, err := s.schedulerOf(tx, r.Scheduler)
	if err != nil {
		return err
	}
	return s.notice(tx, c, d, row, longcase.Event{Kind: longcase.Expired, Time: row.Ended, Snapshot: row.ForRetention()})
}
