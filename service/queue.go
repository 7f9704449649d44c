package service

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/riverqueue/river"

	"github.com/longcase/longcase/service/internal/store"
)

// attempt is River's job: one attempt at a run. A job whose token is not the run's
// does nothing.
type attempt struct {
	Run   string `json:"run"`
	Token int64  `json:"token"`
}

func (attempt) Kind() string { return "longcase_attempt" }

// attemptsOfJob is how often River starts a job whose worker could not reach the
// database. A run's own attempts are rows, and jobs of their own.
const attemptsOfJob = 4

// rescueAfter is when River looks at a job that still runs in its table. Jobs have
// no timeout, so that River takes none away; but the sweep cancels the jobs of
// processes that died, and River then ends them.
const rescueAfter = time.Minute

// kinds are the kinds of runs. Each is a queue of River, but for those that users
// ask for, which wait with the occurrences.
var kinds = [...]string{store.Take, store.Now, store.Plan, store.Delete, store.Notify}

func queueOf(kind string) string {
	if kind == store.Now {
		return store.Take
	}
	return kind
}

func (s *Service) riverConfig() *river.Config {
	workers := river.NewWorkers()
	river.AddWorker(workers, river.WorkFunc(s.work))
	queues := map[string]river.QueueConfig{}
	for _, kind := range kinds {
		queues[queueOf(kind)] = river.QueueConfig{MaxWorkers: s.Workers}
	}
	config := &river.Config{
		ID:                          s.Name,
		Logger:                      s.Log,
		Workers:                     workers,
		Queues:                      queues,
		MaxAttempts:                 attemptsOfJob,
		JobTimeout:                  -1,
		RescueStuckJobsAfter:        rescueAfter,
		PollOnly:                    true,
		FetchCooldown:               min(s.Poll, river.FetchCooldownDefault),
		FetchPollInterval:           s.Poll,
		CompletedJobRetentionPeriod: time.Hour,
		CancelledJobRetentionPeriod: time.Hour,
		DiscardedJobRetentionPeriod: 7 * 24 * time.Hour,
	}
	if s.Clock != nil {
		config.Test.Time = clock(s.Clock)
	}
	return config
}

// work makes an attempt at a run.
func (s *Service) work(ctx context.Context, job *river.Job[attempt]) error {
	return s.attempt(ctx, job.Args.Run, job.Args.Token)
}

// enqueue inserts River's job for the next attempt at a run, and stores it in the
// run, which is yet to be written.
func (s *Service) enqueue(tx *store.Tx, r *Run) error {
	opts := &river.InsertOpts{Queue: queueOf(r.Kind)}
	if r.Wake.After(s.now()) { // otherwise River's leader would have to look at it first
		opts.ScheduledAt = r.Wake
	}
	inserted, err := s.river.InsertTx(tx.Context(), tx.Tx, attempt{r.ID, r.Token}, opts)
	if err != nil {
		return err
	}
	r.Job = inserted.Job.ID
	return nil
}

// start adds a run that is due, with its job.
func (s *Service) start(tx *store.Tx, r Run) error {
	id, err := uuid.NewV7()
	if err != nil {
		return err
	}
	r.ID, r.State, r.Created, r.Wake = id.String(), store.Pending, s.now(), r.Due
	if err := s.enqueue(tx, &r); err != nil {
		return err
	}
	return tx.InsertRun(r)
}

// again makes a run wait for its next attempt at an instant. Whoever worked on it
// has lost it.
func (s *Service) again(tx *store.Tx, r Run, wake time.Time) error {
	token := r.Token
	r.State, r.Wake, r.Holder, r.Token = store.Pending, wake, "", token+1
	r.Heartbeat, r.Expiry = time.Time{}, time.Time{}
	if err := s.enqueue(tx, &r); err != nil {
		return err
	}
	return held(tx.UpdateRun(&r, token))
}

// end ends a run.
func (s *Service) end(tx *store.Tx, r Run, state, reason string) error {
	_, err := s.ended(tx, r, state, reason)
	return err
}

// ended ends a run, and returns when it was last wanted.
func (s *Service) ended(tx *store.Tx, r Run, state, reason string) (due time.Time, err error) {
	token := r.Token
	r.State, r.Reason, r.Holder, r.Token, r.Ended = state, reason, "", token+1, s.now()
	err = held(tx.UpdateRun(&r, token))
	return r.Due, err
}

// held returns errLost for a row that another process changed.
func held(ok bool, err error) error {
	if err == nil && !ok {
		return errLost
	}
	return err
}
