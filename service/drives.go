package service

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/longcase/longcase/service/internal/store"
)

// owned is a row with an owner.
type owned interface {
	store.Scheduler | Drive | Snapshot
}

// own returns a function that returns a row, or ErrNotExist if it is absent or
// belongs to somebody else. The owner "" is the service itself, and owns all.
func own[T owned](row T, ok bool, err error) func(owner string) (T, error) {
	return func(owner string) (T, error) {
		if err != nil {
			return row, err
		}
		if !ok || owner != "" && ownerOf(row) != owner {
			return *new(T), ErrNotExist
		}
		return row, nil
	}
}

func ownerOf(row any) string {
	switch row := row.(type) {
	case store.Scheduler:
		return row.Owner
	case Drive:
		return row.Owner
	case Snapshot:
		return row.Owner
	}
	return ""
}

// uuidLimit is the longest uuid of a drive.
const uuidLimit = 36

// AddDrive puts a drive under the service's care: its UUID, Owner, Name, Source and
// Document. No scheduler is linked to it yet.
func (s *Service) AddDrive(ctx context.Context, d Drive) error {
	if !validUUID(d.UUID) {
		return fmt.Errorf("drive's uuid: %q: want 1 to %d letters, digits and hyphens", d.UUID, uuidLimit)
	}
	if !isObject(d.Document) {
		return errors.New("drive's document: want a JSON object, or none")
	}
	return s.tx(ctx, func(tx *store.Tx) error {
		row := Drive{
			UUID: d.UUID, Owner: d.Owner, Name: d.Name, Source: d.Source, Document: d.Document, Created: s.now(),
		}
		if err := tx.InsertDrive(row); err != nil {
			return err
		}
		return s.record(tx, d.Owner, "add", "drive", d.UUID, "", d.Source)
	})
}

// isObject reports whether a drive's document is an object, or "". Of a single one that
// is not, no list with the drive could be answered.
func isObject(document string) bool {
	var object map[string]json.RawMessage
	return document == "" || json.Unmarshal([]byte(document), &object) == nil && object != nil
}

func validUUID(text string) bool {
	for _, c := range []byte(text) {
		if (c < 'a' || 'z' < c) && (c < 'A' || 'Z' < c) && (c < '0' || '9' < c) && c != '-' {
			return false
		}
	}
	return text != "" && len(text) <= uuidLimit && text[0] != '-'
}

// Drive returns a drive of an owner.
func (s *Service) Drive(ctx context.Context, owner, uuid string) (Drive, error) {
	return read(ctx, s, func(tx *store.Tx) (Drive, error) {
		return own(tx.Drive(uuid, false))(owner)
	})
}

// Drives returns all drives of an owner, by uuid.
func (s *Service) Drives(ctx context.Context, owner string) ([]Drive, error) {
	return read(ctx, s, func(tx *store.Tx) ([]Drive, error) { return tx.Drives(owner) })
}

// DrivesPage returns at most limit drives of an owner, by uuid, after the first offset
// of them, and the number of all. Limit and offset are not negative.
func (s *Service) DrivesPage(
	ctx context.Context, owner string, limit, offset int,
) (page []DriveSummary, total int, err error) {
	err = s.tx(ctx, func(tx *store.Tx) (err error) {
		page, total, err = tx.DrivesPage(owner, limit, offset)
		return err
	})
	return page, total, err
}

// RefusedPlans returns at most limit drives of an owner whose last plan was refused or
// failed, by uuid.
func (s *Service) RefusedPlans(ctx context.Context, owner string, limit int) ([]Drive, error) {
	return read(ctx, s, func(tx *store.Tx) ([]Drive, error) { return tx.RefusedPlans(owner, limit) })
}

// Linked returns the number of drives linked to each of an owner's schedulers by uuid.
func (s *Service) Linked(ctx context.Context, owner string, schedulers ...string) (map[string]int, error) {
	return read(ctx, s, func(tx *store.Tx) (map[string]int, error) {
		count := make(map[string]int, len(schedulers))
		for _, uuid := range schedulers {
			_, err := own(tx.Scheduler(uuid, false))(owner)
			if err == nil {
				count[uuid], err = tx.CountLinked(uuid)
			}
			if err != nil && !errors.Is(err, ErrNotExist) {
				return nil, err
			}
		}
		return count, nil
	})
}

// Link links a scheduler to a drive in place of any other, and returns the drive;
// "" unlinks. The occurrences that wait are the new scheduler's, from now on. A
// snapshot that is being taken is finished.
func (s *Service) Link(ctx context.Context, owner, drive, scheduler string) (Drive, error) {
	return read(ctx, s, func(tx *store.Tx) (Drive, error) {
		if scheduler != "" {
			if _, err := own(tx.Scheduler(scheduler, true))(owner); err != nil {
				return Drive{}, err
			}
		}
		d, err := own(tx.Drive(drive, true))(owner)
		if err != nil || d.Scheduler == scheduler {
			return d, err
		}
		if err := s.record(tx, owner, "link", "drive", drive, d.Scheduler, scheduler); err != nil {
			return d, err
		}
		d.Scheduler = scheduler
		return d, s.reschedule(tx, d, false, "the drive was linked anew")
	})
}

// RemoveDrives ends the service's care for drives, all or none. Their snapshots stay
// where they are, and the records of them end. The error is [ErrBusy] while a run is
// under way.
func (s *Service) RemoveDrives(ctx context.Context, owner string, uuids ...string) error {
	// Sorted, so that two calls lock in one order.
	uuids = slices.Compact(slices.Sorted(slices.Values(uuids)))
	return s.tx(ctx, func(tx *store.Tx) error {
		for _, uuid := range uuids {
			if err := s.removeDrive(tx, owner, uuid); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *Service) removeDrive(tx *store.Tx, owner, uuid string) error {
	d, err := own(tx.Drive(uuid, true))(owner)
	if err != nil {
		return err
	}
	for _, kind := range kinds {
		if err := s.endWaiting(tx, d, kind); err != nil {
			return err
		}
	}
	rows, err := tx.SnapshotsOf(uuid)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if row.Ended.IsZero() {
			row.Ended, row.Why = s.now(), "the drive was removed"
			if err := tx.SaveSnapshot(row); err != nil {
				return err
			}
		}
	}
	if err := s.record(tx, owner, "remove", "drive", uuid, d.Source, ""); err != nil {
		return err
	}
	return tx.DeleteDrive(uuid)
}

// endWaiting drops a drive's runs of a kind, or fails if one has begun. Notices are
// sent all the same.
func (s *Service) endWaiting(tx *store.Tx, d Drive, kind string) error {
	if kind == store.Notify {
		return nil
	}
	runs, err := tx.UnderWay(d.UUID, kind)
	if err != nil {
		return err
	}
	for _, r := range runs {
		if r.State == store.Running {
			return ErrBusy
		}
		if err := s.end(tx, r, store.Dropped, "the drive was removed"); err != nil {
			return err
		}
	}
	return nil
}

// TakeNow starts a snapshot of a drive besides those of its schedule, and returns
// its name. While one is under way, its name is returned.
func (s *Service) TakeNow(ctx context.Context, owner, drive string) (name string, err error) {
	return read(ctx, s, func(tx *store.Tx) (string, error) {
		d, err := own(tx.Drive(drive, true))(owner)
		if err != nil {
			return "", err
		}
		under, err := tx.UnderWay(drive, store.Now)
		if err != nil {
			return "", err
		}
		if len(under) > 0 {
			return under[0].Name, nil
		}
		nominal := s.now().Truncate(1e9)
		name := snapshotName(drive, nominal)
		if err := s.record(tx, owner, "take", "drive", drive, "", name); err != nil {
			return "", err
		}
		return name, s.start(tx, Run{Kind: store.Now, Drive: d.UUID, Name: name, Nominal: nominal, Due: s.now()})
	})
}

// Runs returns the latest runs of a drive, the newest first.
func (s *Service) Runs(ctx context.Context, owner, drive string, limit int) ([]Run, error) {
	return read(ctx, s, func(tx *store.Tx) ([]Run, error) {
		if _, err := own(tx.Drive(drive, false))(owner); err != nil {
			return nil, err
		}
		return tx.Runs(drive, limit)
	})
}

// ConfirmPlan plans a drive's retention at once, without a guard: it says that a
// refused plan is right.
func (s *Service) ConfirmPlan(ctx context.Context, owner, drive string) error {
	return s.tx(ctx, func(tx *store.Tx) error {
		d, err := own(tx.Drive(drive, true))(owner)
		if err != nil {
			return err
		}
		if err := s.record(tx, owner, "confirm", "drive", drive, d.Plan, ""); err != nil {
			return err
		}
		under, err := tx.UnderWay(drive, store.Plan)
		if err != nil {
			return err
		}
		if len(under) > 0 && under[0].State == store.Running {
			return ErrBusy
		}
		return s.planFor(tx, d, s.now(), confirmed)
	})
}
