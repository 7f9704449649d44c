package service

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/riverqueue/river"

	"github.com/longcase/longcase/service/driver"
	"github.com/longcase/longcase/service/internal/store"
)

// The rows of the service. Their instants are in UTC.
type (
	// Drive is a drive under the service's care.
	Drive = store.Drive
	// Snapshot is a snapshot of a drive, and the last verdict on it.
	Snapshot = store.Snapshot
	// DriveSummary is a drive with the number of its existing snapshots.
	DriveSummary = store.DriveSummary
	// Run is a piece of work: a snapshot to take or delete, a plan, a notice.
	Run = store.Run
	// Notice is a message about a snapshot, to be sent to its owner.
	Notice = store.Notice
	// Change is an entry of the audit trail.
	Change = store.Change
	// Outcome is the number of runs of a kind in a state.
	Outcome = store.Outcome
	// User is somebody with a password.
	User = store.User
)

var (
	// ErrNotExist is the error for an object that does not exist, or belongs to
	// another owner: the two look the same from outside.
	ErrNotExist = errors.New("no such object")
	// ErrBusy is the error for a request that cannot be met while a run or another
	// request is under way; later it can.
	ErrBusy = errors.New("a run or another request is under way: try again")
)

// Service takes, keeps and deletes the snapshots of drives by their schedulers.
// Its operations may be called whether or not [Service.Run] runs in this process,
// or in any. It is safe for concurrent use.
type Service struct {
	Config
	river    *river.Client[*sql.Tx]
	compiled sync.Map // of *compiled, by the uuid of the scheduler
}

// New returns a service on a database, whose tables it makes or brings up to date.
func New(ctx context.Context, config Config) (*Service, error) {
	config, err := config.withDefaults()
	if err != nil {
		return nil, err
	}
	if err := store.Migrate(ctx, config.DB, config.Dialect); err != nil {
		return nil, fmt.Errorf("preparing the database: %w", err)
	}
	s := &Service{Config: config}
	s.river, err = river.NewClient(config.Dialect.River(config.DB), s.riverConfig())
	return s, err
}

// Run does the work that is due until the context is done, and then waits for
// work under way to be cut off. Several processes may run on one database of
// PostgreSQL.
func (s *Service) Run(ctx context.Context) error {
	if err := s.river.Start(ctx); err != nil {
		return err
	}
	checked := make(chan struct{})
	go func() {
		defer close(checked)
		if err := s.recheck(ctx); err != nil && ctx.Err() == nil {
			s.Log.ErrorContext(ctx, "looking for stale runs failed", "error", err)
		}
	}()
	s.sweep(ctx)
	<-checked
	<-s.river.Stopped()
	return nil
}

// now returns the present instant. Microseconds are the precision of the store.
func (s *Service) now() time.Time {
	now := time.Now
	if s.Clock != nil {
		now = s.Clock
	}
	return now().UTC().Truncate(time.Microsecond)
}

// tx calls a function in a transaction. The error is [ErrBusy] if another one held what
// it needed.
func (s *Service) tx(ctx context.Context, f func(*store.Tx) error) error {
	err := store.InTx(ctx, s.DB, s.Dialect, f)
	if store.Contended(err) {
		return fmt.Errorf("%w: %w", ErrBusy, err)
	}
	return err
}

// read returns the result of a function in a transaction.
func read[T any](ctx context.Context, s *Service, f func(*store.Tx) (T, error)) (result T, err error) {
	err = s.tx(ctx, func(tx *store.Tx) (err error) {
		result, err = f(tx)
		return err
	})
	return result, err
}

// record adds an entry to the audit trail.
func (s *Service) record(tx *store.Tx, actor, verb, kind, object, before, after string) error {
	return tx.Record(store.Change{
		At: s.now(), Actor: actor, Verb: verb, Kind: kind, Object: object, Before: before, After: after,
	})
}

// source returns a drive as the driver knows it.
func source(d Drive) driver.Drive { return driver.Drive{UUID: d.UUID, Source: d.Source} }

// attributes returns the log's attributes of a run.
func attributes(r Run) slog.Attr {
	return slog.Group("run", "id", r.ID, "kind", r.Kind, "drive", r.Drive, "name", r.Name, "attempt", r.Attempts)
}
