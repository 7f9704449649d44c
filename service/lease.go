package service

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/longcase/longcase/service/internal/step"
	"github.com/longcase/longcase/service/internal/store"
)

var (
	// errLost is the error of a process that has lost its lease on a run.
	errLost = errors.New("the lease on the run is lost")
	// errGiveUp ends a run as failed, without another attempt.
	errGiveUp = errors.New("given up")
)

// outcome records in a transaction what came of an attempt, and ends the run.
type outcome func(tx *store.Tx, d Drive) error

// attempt makes an attempt at a run: it takes a lease, works, and commits the
// outcome under the lease. Nothing is done for a run that has changed hands since
// the job was made.
func (s *Service) attempt(ctx context.Context, id string, token int64) error {
	r, d, by, leased, err := s.lease(ctx, id, token)
	if err != nil || !leased {
		return err
	}
	step.At(ctx, r.Kind+" leased")
	working, stop := s.keepLease(ctx, r)
	outcome, err := s.perform(working, r, d, by)
	if err == nil {
		step.At(ctx, r.Kind+" recording")
		err = s.commit(working, r, outcome)
	}
	stop()
	switch {
	case err == nil:
		step.At(ctx, r.Kind+" recorded")
		return nil
	case errors.Is(err, errLost) || errors.Is(context.Cause(working), errLost):
		s.Log.WarnContext(ctx, "lost the lease on a run", attributes(r), "error", err)
		return nil
	case ctx.Err() != nil || errors.Is(err, ErrBusy): // nothing has failed
		return s.release(ctx, r)
	}
	s.Log.ErrorContext(ctx, "an attempt at a run failed", attributes(r), "error", err)
	return s.commit(ctx, r, func(tx *store.Tx, d Drive) error { return s.fail(tx, d, r, err) })
}

// perform does the work of a run on a drive, by a scheduler.
func (s *Service) perform(ctx context.Context, r Run, d Drive, by *compiled) (outcome, error) {
	switch r.Kind {
	case store.Take, store.Now:
		return s.take(ctx, r, d, by)
	case store.Plan:
		return s.plan(ctx, r)
	case store.Delete:
		return s.delete(ctx, r)
	case store.Notify:
		return s.notify(ctx, r)
	}
	return nil, fmt.Errorf("%w: unknown kind of run %q", errGiveUp, r.Kind)
}

// lease takes the lease on a run, unless it has changed hands or is not to be
// worked on now. It returns the run's drive, too, which nobody removes meanwhile, and of
// an occurrence the scheduler.
func (s *Service) lease(
	ctx context.Context, id string, token int64,
) (r Run, d Drive, by *compiled, leased bool, err error) {
	err = s.tx(ctx, func(tx *store.Tx) error {
		if d, err = tx.LockDriveOf(id); err != nil {
			return err
		}
		row, ok, err := tx.Run(id)
		if err != nil || !ok || row.Token != token || row.State != store.Pending {
			return err
		}
		step.At(ctx, row.Kind+" fetched")
		if row.Kind == store.Take {
			if by, err = s.linked(tx, d); err != nil {
				return err
			}
		}
		if ready, err := s.ready(tx, d, by, row); err != nil || !ready {
			return err
		}
		now := s.now()
		row.State, row.Token, row.Attempts = store.Running, token+1, row.Attempts+1
		row.Holder, row.Heartbeat, row.Expiry, row.Started = s.Name, now, now.Add(s.Lease), now
		r, leased = row, true
		return held(tx.UpdateRun(&row, token))
	})
	return r, d, by, leased && err == nil, err
}

// ready reports whether a pending run is to be worked on now. If not, the run is
// ended or put off.
func (s *Service) ready(tx *store.Tx, d Drive, by *compiled, r Run) (bool, error) {
	switch r.Kind {
	case store.Take:
		return s.readyToTake(tx, d, by, r)
	case store.Delete:
		return s.readyToDelete(tx, d, r)
	}
	return true, nil
}

// keepLease renews the lease on a run until stop is called. The context is done
// when the lease is lost: when the row says so, or when the database cannot be
// reached before the lease ends.
func (s *Service) keepLease(ctx context.Context, r Run) (working context.Context, stop func()) {
	working, cancel := context.WithCancelCause(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(s.Lease / 3)
		defer tick.Stop()
		for last := time.Now(); ; {
			select {
			case <-working.Done():
				return
			case <-tick.C:
			}
			alive, err := s.beat(working, r)
			switch {
			case err == nil && alive:
				last = time.Now()
			case err == nil, time.Since(last) >= s.Lease:
				cancel(errLost)
			}
		}
	}()
	return working, func() {
		cancel(nil)
		<-done
	}
}

// beat renews the lease on a run, and reports whether it was still held.
func (s *Service) beat(ctx context.Context, r Run) (alive bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, s.Lease/3)
	defer cancel()
	return read(ctx, s, func(tx *store.Tx) (bool, error) {
		now := s.now()
		return tx.Heartbeat(r.ID, r.Token, now, now.Add(s.Lease))
	})
}

// commit calls an outcome in a transaction, with the run's drive locked. An
// outcome changes the run's row, and the change of a row that another process took
// undoes the transaction.
func (s *Service) commit(ctx context.Context, r Run, f outcome) error {
	return s.tx(ctx, func(tx *store.Tx) error {
		d, _, err := tx.Drive(r.Drive, true)
		if err != nil {
			return err
		}
		return f(tx, d)
	})
}

// release gives a run back when the process is to stop, so that another need not
// wait for the end of the lease, and when the database was busy.
func (s *Service) release(ctx context.Context, r Run) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	return s.commit(ctx, r, func(tx *store.Tx, _ Drive) error {
		if r.Kind != store.Take { // its snapshot may exist, and is looked for
			r.Attempts--
		}
		return s.again(tx, r, s.now())
	})
}

const (
	firstPause = time.Minute
	pauseLimit = time.Hour
	// attemptLimit is the number of attempts at a run that no occurrence follows.
	attemptLimit = 10
)

// pause returns the pause after a number of attempts.
func pause(attempts int64) time.Duration {
	return min(firstPause<<min(max(attempts-1, 0), 6), pauseLimit)
}

// fail puts a run off for another attempt, or ends it as failed.
func (s *Service) fail(tx *store.Tx, d Drive, r Run, cause error) error {
	wake := s.now().Add(pause(r.Attempts))
	r.Reason = cause.Error()
	if r.Kind == store.Take {
		return s.failTake(tx, d, r, wake, errors.Is(cause, errGiveUp))
	}
	if r.Attempts < attemptLimit && !errors.Is(cause, errGiveUp) {
		return s.again(tx, r, wake)
	}
	if r.Kind == store.Plan {
		return s.planEnded(tx, d, r, store.Failed, r.Reason)
	}
	return s.end(tx, r, store.Failed, r.Reason)
}
