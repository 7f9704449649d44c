package service

import (
	"context"
	"maps"
	"math/rand/v2"
	"slices"

	"github.com/google/uuid"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/service/internal/store"
)

// CreateSchedulers creates the schedulers of a request's body, all or none, and
// returns them with their identities and the findings about the body. The error of
// a refused body is a [*longcase.DocumentError].
func (s *Service) CreateSchedulers(
	ctx context.Context, owner string, body []byte,
) (created []*cloudsigma.Scheduler, findings []longcase.Finding, err error) {
	document, err := cloudsigma.ParseCreate(body)
	if err != nil {
		return nil, nil, err
	}
	err = s.tx(ctx, func(tx *store.Tx) error {
		created = nil
		for _, scheduler := range document.Schedulers() {
			text, err := scheduler.MarshalJSON()
			if err != nil {
				return err
			}
			row := store.Scheduler{
				UUID: uuid.NewString(), Owner: owner, Document: string(text), Revision: rand.Int64(), Created: s.now(),
			}
			if err := tx.InsertScheduler(row); err != nil {
				return err
			}
			if err := s.record(tx, owner, "create", "scheduler", row.UUID, "", row.Document); err != nil {
				return err
			}
			c, err := s.compile(row)
			if err != nil {
				return err
			}
			created = append(created, c.scheduler)
		}
		return tx.CountSchedulers(owner, len(created))
	})
	return created, document.Findings(), err
}

// Scheduler returns a scheduler of an owner.
func (s *Service) Scheduler(ctx context.Context, owner, uuid string) (*cloudsigma.Scheduler, error) {
	return read(ctx, s, func(tx *store.Tx) (*cloudsigma.Scheduler, error) {
		row, err := own(tx.Scheduler(uuid, false))(owner)
		if err != nil {
			return nil, err
		}
		c, err := s.compile(row)
		if err != nil {
			return nil, err
		}
		return c.scheduler, nil
	})
}

// Schedulers returns all schedulers of an owner, by uuid. Those that have not
// changed since the process read them last cost no parsing.
func (s *Service) Schedulers(ctx context.Context, owner string) ([]*cloudsigma.Scheduler, error) {
	return read(ctx, s, func(tx *store.Tx) ([]*cloudsigma.Scheduler, error) {
		rows, err := tx.Revisions(owner)
		if err != nil {
			return nil, err
		}
		list := make([]*cloudsigma.Scheduler, 0, len(rows))
		for _, row := range rows {
			c, ok := s.known(row)
			if !ok {
				if row, ok, err = tx.Scheduler(row.UUID, false); err != nil {
					return nil, err
				}
				if !ok { // deleted since the list was read
					continue
				}
				if c, err = s.compile(row); err != nil {
					return nil, err
				}
			}
			list = append(list, c.scheduler)
		}
		return list, nil
	})
}

// SchedulersPage returns at most limit schedulers of an owner, by uuid, after the
// first offset of them, and the number of all. Limit and offset are not negative.
// Its time grows little with the number of all.
func (s *Service) SchedulersPage(
	ctx context.Context, owner string, limit, offset int,
) (page []*cloudsigma.Scheduler, total int, err error) {
	rows, total, err := store.NewReader(ctx, s.DB).SchedulersPage(owner, limit, offset)
	for _, row := range rows {
		c, err := s.compile(row)
		if err != nil {
			return nil, 0, err
		}
		page = append(page, c.scheduler)
	}
	return page, total, err
}

// UpdateScheduler changes a scheduler by a request's body, and with it, in the same
// transaction, the runs that wait on every linked drive. If the schedule changes,
// the pending occurrence of the old one does not run, and the new one counts from
// now. The error of a refused body is a [*longcase.DocumentError].
func (s *Service) UpdateScheduler(ctx context.Context, owner, uuid string, body []byte) (*cloudsigma.Scheduler, error) {
	return read(ctx, s, func(tx *store.Tx) (*cloudsigma.Scheduler, error) {
		row, err := own(tx.Scheduler(uuid, true))(owner)
		if err != nil {
			return nil, err
		}
		was, err := s.compile(row)
		if err != nil {
			return nil, err
		}
		edited, err := was.scheduler.Update(body)
		if err != nil {
			return nil, err
		}
		text, err := edited.MarshalJSON()
		if err != nil {
			return nil, err
		}
		if err := s.record(tx, owner, "edit", "scheduler", uuid, row.Document, string(text)); err != nil {
			return nil, err
		}
		row.Document, row.Revision = string(text), rand.Int64()
		if err := tx.UpdateScheduler(row); err != nil {
			return nil, err
		}
		is, err := s.compile(row)
		if err != nil {
			return nil, err
		}
		return is.scheduler, s.edited(tx, was, is)
	})
}

// edited changes the runs that wait on the drives of a scheduler.
func (s *Service) edited(tx *store.Tx, was, is *compiled) error {
	drives, err := tx.Linked(is.scheduler.UUID())
	if err != nil {
		return err
	}
	same := s.sameFires(was, is)
	for _, d := range drives {
		if err := s.reschedule(tx, d, same, "the scheduler was edited"); err != nil {
			return err
		}
	}
	return nil
}

// sameFires reports whether two revisions of a scheduler take the same snapshots
// from now on.
func (s *Service) sameFires(was, is *compiled) bool {
	if !was.enabled() || !is.enabled() {
		return was.enabled() == is.enabled()
	}
	now := s.now()
	return was.policy.Schedule.Fingerprint(now) == is.policy.Schedule.Fingerprint(now)
}

// reschedule starts the runs of a drive over after a change of its link or its
// scheduler. Unless the fires stay the same, those up to now are none of the
// drive's. Runs that have begun go on, and their end finds the new state.
func (s *Service) reschedule(tx *store.Tx, d Drive, sameFires bool, reason string) error {
	dropped := []string{store.Plan, store.Delete}
	if !sameFires {
		dropped = append(dropped, store.Take)
		d.Since = later(d.Since, s.now())
		if err := tx.UpdateDrive(d); err != nil {
			return err
		}
	}
	if err := s.dropWaiting(tx, d, reason, dropped...); err != nil {
		return err
	}
	if err := s.await(tx, d); err != nil {
		return err
	}
	c, err := s.linked(tx, d)
	if err != nil {
		return err
	}
	if !c.enabled() { // a plan that was refused is none any more, and none follows
		d.Plan = ""
		return tx.UpdateDrive(d)
	}
	return s.planAt(tx, d, s.now())
}

// dropWaiting drops the pending runs of a drive of some kinds.
func (s *Service) dropWaiting(tx *store.Tx, d Drive, reason string, kinds ...string) error {
	for _, kind := range kinds {
		runs, err := tx.UnderWay(d.UUID, kind)
		if err != nil {
			return err
		}
		for _, r := range runs {
			if r.State != store.Pending || r.Kind == store.Delete && r.Scheduler == "" {
				continue
			}
			if err := s.end(tx, r, store.Dropped, reason); err != nil {
				return err
			}
		}
	}
	return nil
}

// DeleteSchedulers deletes schedulers, all or none, and unlinks their drives. No
// snapshot is deleted.
func (s *Service) DeleteSchedulers(ctx context.Context, owner string, uuids ...string) error {
	// Sorted, so that two calls lock in one order.
	uuids = slices.Compact(slices.Sorted(slices.Values(uuids)))
	return s.tx(ctx, func(tx *store.Tx) error {
		deleted := map[string]int{} // by owner
		for _, uuid := range uuids {
			row, err := own(tx.Scheduler(uuid, true))(owner)
			if err != nil {
				return err
			}
			if err := s.unlinkAll(tx, uuid); err != nil {
				return err
			}
			if err := tx.DeleteScheduler(uuid); err != nil {
				return err
			}
			if err := s.record(tx, owner, "delete", "scheduler", uuid, row.Document, ""); err != nil {
				return err
			}
			s.compiled.Delete(uuid)
			deleted[row.Owner]++
		}
		return countDown(tx, deleted)
	})
}

// countDown subtracts from the numbers of owners' schedulers.
func countDown(tx *store.Tx, deleted map[string]int) error {
	for _, owner := range slices.Sorted(maps.Keys(deleted)) {
		if err := tx.CountSchedulers(owner, -deleted[owner]); err != nil {
			return err
		}
	}
	return nil
}

// unlinkAll unlinks the drives of a scheduler.
func (s *Service) unlinkAll(tx *store.Tx, scheduler string) error {
	drives, err := tx.Linked(scheduler)
	if err != nil {
		return err
	}
	for _, d := range drives {
		d.Scheduler = ""
		if err := s.reschedule(tx, d, false, "the scheduler was deleted"); err != nil {
			return err
		}
	}
	return nil
}
