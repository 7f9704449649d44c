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

// recheckLimit is the number of runs that recheck reads in a transaction.
const recheckLimit = 500

// recheck computes the occurrences anew that wait for their first attempt, and
// replaces those that are stale: since they were written, the zone database of the
// machine has changed, or the spread that the process was started with. Without it a
// run that is due earlier by a new rule of summer time would wait until its old time.
// A process reads its zone database once, so that one look at the start is enough.
func (s *Service) recheck(ctx context.Context) error {
	for last := ""; ; {
		var stale []Run
		runs, err := read(ctx, s, func(tx *store.Tx) ([]Run, error) {
			runs, err := tx.Awaited(last, recheckLimit)
			for _, r := range runs {
				d, _, err := tx.Drive(r.Drive, false)
				if err != nil {
					return nil, err
				}
				if is, err := s.stale(tx, d, r); err != nil {
					return nil, err
				} else if is {
					stale = append(stale, r)
				}
			}
			return runs, err
		})
		if err != nil || len(runs) == 0 {
			return err
		}
		for _, r := range stale {
			if err := s.replace(ctx, r); err != nil && !errors.Is(err, errLost) {
				return err
			}
		}
		last = runs[len(runs)-1].Drive
	}
}

// stale reports whether a drive's next fire is no longer that of a pending run.
func (s *Service) stale(tx *store.Tx, d Drive, r Run) (bool, error) {
	c, err := s.linked(tx, d)
	if err != nil || !c.enabled() {
		return false, err // the run ends itself
	}
	fire, ok := next(c.spread.For(d.UUID), d)
	due := fire.Spread.UTC().Truncate(time.Microsecond)
	return !ok || !fire.Nominal.Equal(r.Nominal) || !due.Equal(r.Due), nil
}

// replace drops a stale run and starts the drive's next.
func (s *Service) replace(ctx context.Context, r Run) error {
	s.Log.WarnContext(ctx, "an occurrence is computed anew", attributes(r), "nominal", r.Nominal, "due", r.Due)
	return s.commit(ctx, r, func(tx *store.Tx, d Drive) error {
		present, ok, err := tx.Run(r.ID)
		if err != nil {
			return err
		}
		if !ok || present.Token != r.Token {
			return errLost
		}
		if is, err := s.stale(tx, d, present); err != nil || !is {
			return err
		}
		if err := s.end(tx, present, store.Dropped, "the zone database or the spread has changed"); err != nil {
			return err
		}
		return s.await(tx, d)
	})
}
