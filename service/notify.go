package service

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/service/internal/step"
	"github.com/longcase/longcase/service/internal/store"
)

// notice writes the notice of an event, if the scheduler wants one, and starts its
// sending.
func (s *Service) notice(tx *store.Tx, c *compiled, d Drive, row Snapshot, e longcase.Event) error {
	if c == nil {
		return nil
	}
	told, ok := c.scheduler.Notice(e)
	if !ok {
		return nil
	}
	n := Notice{
		ID: uuid.NewString(), Owner: row.Owner, Scheduler: told.Scheduler, Drive: row.Drive,
		Snapshot: row.Name, Name: told.Name, At: told.Time, Created: told.Created,
	}
	if err := tx.InsertNotice(n); err != nil || s.Notify == nil {
		return err
	}
	return s.start(tx, Run{Kind: store.Notify, Drive: row.Drive, Scheduler: n.Scheduler, Name: n.ID, Due: s.now()})
}

// notify sends a notice.
func (s *Service) notify(ctx context.Context, r Run) (outcome, error) {
	n, err := read(ctx, s, func(tx *store.Tx) (Notice, error) {
		n, ok, err := tx.Notice(r.Name)
		if err == nil && !ok {
			err = fmt.Errorf("%w: the notice was removed", errGiveUp)
		}
		return n, err
	})
	if err != nil {
		return nil, err
	}
	if s.Notify == nil {
		return nil, fmt.Errorf("%w: nobody sends notices", errGiveUp)
	}
	if n.Sent.IsZero() {
		if err := s.Notify(ctx, n); err != nil {
			return nil, err
		}
	}
	step.At(ctx, "notify sent")
	return func(tx *store.Tx, _ Drive) error {
		if err := s.end(tx, r, store.Done, ""); err != nil {
			return err
		}
		return tx.SentNotice(n.ID, s.now())
	}, nil
}
