package service

import (
	"context"
	"errors"
	"time"

	"github.com/riverqueue/river/rivertype"

	"github.com/longcase/longcase/service/internal/store"
)

const (
	// sweepLimit bounds the runs that one pass takes up.
	sweepLimit = 100
	// forgottenAfter is how many leases a due run may wait without a job of River's.
	forgottenAfter = 2
	cleanEvery     = time.Hour
)

// How long records are kept; see the package documentation.
var kept = [...]struct {
	table, key, column string
	days               int
}{
	{"runs", "id", "ended", 90},
	{"snapshots", "uuid", "ended", 90},
	{"notices", "id", "at", 90},
	{"trail", "id", "at", 400},
}

// sweep takes up, until the context is done, runs whose process died, and removes
// old records.
func (s *Service) sweep(ctx context.Context) {
	tick := time.NewTicker(s.Lease / 2)
	defer tick.Stop()
	var cleaned time.Time
	for ctx.Err() == nil {
		if err := s.resume(ctx); err != nil && ctx.Err() == nil {
			s.Log.ErrorContext(ctx, "looking for abandoned runs failed", "error", err)
		}
		if now := s.now(); now.Sub(cleaned).Abs() >= cleanEvery {
			cleaned = now
			if err := s.clean(ctx, now); err != nil && ctx.Err() == nil {
				s.Log.ErrorContext(ctx, "removing old records failed", "error", err)
			}
		}
		select {
		case <-ctx.Done():
		case <-tick.C:
		}
	}
}

// resume makes runs wait again whose lease has ended, and those that River has
// lost.
func (s *Service) resume(ctx context.Context) error {
	now := s.now()
	runs, err := read(ctx, s, func(tx *store.Tx) ([]Run, error) {
		abandoned, err := tx.Abandoned(now, now.Add(2*s.Lease), sweepLimit)
		if err != nil {
			return nil, err
		}
		lost, err := tx.Forgotten(now.Add(-forgottenAfter*s.Lease), sweepLimit)
		return append(abandoned, lost...), err
	})
	for _, r := range runs {
		if again := s.resumeRun(ctx, r); again != nil && !errors.Is(again, errLost) {
			err = errors.Join(err, again)
		}
	}
	return err
}

// resumeRun makes a run wait for a new attempt, in the hands of nobody, and
// cancels the job of the one before. The row is changed only if it has still the
// token, so that of several processes one does it.
func (s *Service) resumeRun(ctx context.Context, r Run) error {
	s.Log.WarnContext(ctx, "a run is resumed", attributes(r), "holder", r.Holder)
	return s.commit(ctx, r, func(tx *store.Tx, _ Drive) error {
		present, ok, err := tx.Run(r.ID)
		if err != nil {
			return err
		}
		if !ok || present.Token != r.Token || present.Heartbeat != r.Heartbeat {
			return errLost
		}
		_, err = s.river.JobCancelTx(ctx, tx.Tx, r.Job)
		if err != nil && !errors.Is(err, rivertype.ErrNotFound) {
			return err
		}
		return s.again(tx, present, s.now())
	})
}

// clean removes records older than they are kept, a thousand at a time.
func (s *Service) clean(ctx context.Context, now time.Time) error {
	for _, records := range kept {
		before := now.AddDate(0, 0, -records.days)
		for removed := int64(1); removed > 0; {
			err := s.tx(ctx, func(tx *store.Tx) (err error) {
				removed, err = tx.Clean(records.table, records.key, records.column, before)
				return err
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}
