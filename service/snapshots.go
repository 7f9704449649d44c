package service

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/service/internal/store"
)

// Snapshot returns a snapshot of an owner by its uuid.
func (s *Service) Snapshot(ctx context.Context, owner, uuid string) (Snapshot, error) {
	row, err := read(ctx, s, func(tx *store.Tx) (Snapshot, error) { return existing(tx, owner, uuid) })
	return s.present([]Snapshot{row})[0], err
}

// present returns snapshots without the holds that have ended.
func (s *Service) present(rows []Snapshot) []Snapshot {
	now := s.now()
	for i, row := range rows {
		if !row.HeldAt(now) {
			rows[i].Held, rows[i].HeldUntil = false, time.Time{}
		}
	}
	return rows
}

// existing returns a snapshot that has not ended.
func existing(tx *store.Tx, owner, uuid string) (Snapshot, error) {
	row, err := own(tx.Snapshot(uuid))(owner)
	if err == nil && !row.Ended.IsZero() {
		return Snapshot{}, ErrNotExist
	}
	return row, err
}

// Snapshots returns all existing snapshots of an owner, by uuid.
func (s *Service) Snapshots(ctx context.Context, owner string) ([]Snapshot, error) {
	rows, err := read(ctx, s, func(tx *store.Tx) ([]Snapshot, error) { return tx.Snapshots(owner) })
	return s.present(rows), err
}

// SnapshotsOf returns the existing snapshots of a drive by when they were created.
func (s *Service) SnapshotsOf(ctx context.Context, owner, drive string) ([]Snapshot, error) {
	list, err := s.SnapshotRecords(ctx, owner, drive)
	return slices.DeleteFunc(list, func(row Snapshot) bool { return !row.Ended.IsZero() }), err
}

// SnapshotRecords returns the snapshots of a drive by when they were created, also
// those that ended, as long as their records are kept.
func (s *Service) SnapshotRecords(ctx context.Context, owner, drive string) ([]Snapshot, error) {
	rows, err := read(ctx, s, func(tx *store.Tx) ([]Snapshot, error) {
		if _, err := own(tx.Drive(drive, false))(owner); err != nil {
			return nil, err
		}
		return tx.SnapshotsOf(drive)
	})
	return s.present(rows), err
}

// Hold keeps a snapshot until an instant after now, in year 9999 at the latest, or
// without end for the zero time, whatever the rules say. The error is [ErrBusy] if its
// deletion has begun, and a [*longcase.DocumentError] for another instant.
func (s *Service) Hold(ctx context.Context, owner, uuid string, until time.Time) error {
	until = until.UTC().Truncate(time.Microsecond)
	if !until.IsZero() && (!until.After(s.now()) || until.Year() > 9999) {
		return &longcase.DocumentError{Problems: []longcase.Finding{{
			Code: longcase.CodeValue, Pointer: "/until", Severity: longcase.Error,
			Message: until.Format(time.RFC3339) + ": want an instant after now, up to year 9999",
		}}}
	}
	return s.changeSnapshot(ctx, owner, uuid, "hold", func(tx *store.Tx, d Drive, row *Snapshot) error {
		runs, err := tx.UnderWay(row.Drive, store.Delete)
		if err != nil {
			return err
		}
		for _, r := range runs {
			switch {
			case r.Name != row.Name:
			case r.State == store.Running:
				return ErrBusy
			default:
				if err := s.end(tx, r, store.Dropped, "the snapshot is held"); err != nil {
					return err
				}
			}
		}
		row.Held, row.HeldUntil = true, until
		return nil
	})
}

// Release ends the hold of a snapshot. The rules decide about it again.
func (s *Service) Release(ctx context.Context, owner, uuid string) error {
	return s.changeSnapshot(ctx, owner, uuid, "release", func(tx *store.Tx, d Drive, row *Snapshot) error {
		row.Held, row.HeldUntil = false, time.Time{}
		if d.Scheduler == "" {
			return nil
		}
		return s.planAt(tx, d, s.now())
	})
}

// DeleteSnapshots starts the deletions of snapshots that their owner does not want,
// all or none, whatever the rules say; a held or locked one is kept. While deletions
// are paused they wait for nothing: they are dropped, as others are.
func (s *Service) DeleteSnapshots(ctx context.Context, owner string, uuids ...string) error {
	return s.tx(ctx, func(tx *store.Tx) error {
		rows, err := existingByDrive(tx, owner, uuids)
		if err != nil {
			return err
		}
		for _, row := range rows {
			err := s.changeIn(tx, owner, row, "delete", func(tx *store.Tx, d Drive, row *Snapshot) error {
				return s.startDelete(tx, d, *row, asked)
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// existingByDrive returns existing snapshots by drive, so that two transactions lock
// the drives in one order.
func existingByDrive(tx *store.Tx, owner string, uuids []string) ([]Snapshot, error) {
	rows := make([]Snapshot, 0, len(uuids))
	for _, uuid := range uuids {
		row, err := existing(tx, owner, uuid)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	slices.SortFunc(rows, func(a, b Snapshot) int {
		return cmp.Or(strings.Compare(a.Drive, b.Drive), strings.Compare(a.UUID, b.UUID))
	})
	return rows, nil
}

// changeSnapshot changes a snapshot by a function, with its drive locked.
func (s *Service) changeSnapshot(
	ctx context.Context, owner, uuid, verb string, change func(*store.Tx, Drive, *Snapshot) error,
) error {
	return s.tx(ctx, func(tx *store.Tx) error {
		row, err := existing(tx, owner, uuid)
		if err != nil {
			return err
		}
		return s.changeIn(tx, owner, row, verb, change)
	})
}

// changeIn changes a snapshot in a transaction. The row was read before its drive is
// locked, and is read again.
func (s *Service) changeIn(
	tx *store.Tx, owner string, row Snapshot, verb string, change func(*store.Tx, Drive, *Snapshot) error,
) error {
	d, _, err := tx.Drive(row.Drive, true)
	if err != nil {
		return err
	}
	if row, err = existing(tx, owner, row.UUID); err != nil {
		return err
	}
	if err := change(tx, d, &row); err != nil {
		return err
	}
	err = tx.Record(Change{
		At: s.now(), Actor: owner, Verb: verb, Kind: "snapshot", Object: row.UUID, Subject: row.Drive, After: row.Name,
	})
	if err != nil {
		return err
	}
	return tx.SaveSnapshot(row)
}

// PauseDeletions pauses all deletions of all owners, or lets them go on. A deletion
// that has begun is finished. A new database is paused.
func (s *Service) PauseDeletions(ctx context.Context, actor string, paused bool) error {
	return s.tx(ctx, func(tx *store.Tx) error {
		was, err := tx.Setting(deletions)
		if err != nil {
			return err
		}
		is := ""
		if paused {
			is = "paused"
		}
		if was == is {
			return nil
		}
		if err := s.record(tx, actor, "pause", "setting", deletions, was, is); err != nil {
			return err
		}
		if err := tx.Set(deletions, is); err != nil || paused {
			return err
		}
		return s.planAll(tx)
	})
}

// planAll plans the retention of every linked drive, since the plans made while
// deletions were paused started none.
func (s *Service) planAll(tx *store.Tx) error {
	drives, err := tx.Drives("")
	if err != nil {
		return err
	}
	for _, d := range drives {
		if d, _, err = tx.Drive(d.UUID, true); err != nil {
			return err
		}
		if d.Scheduler == "" {
			continue
		}
		if err := s.planAt(tx, d, s.now()); err != nil {
			return err
		}
	}
	return nil
}

// DeletionsPaused reports whether all deletions are paused.
func (s *Service) DeletionsPaused(ctx context.Context) (bool, error) {
	return read(ctx, s, func(tx *store.Tx) (bool, error) {
		value, err := tx.Setting(deletions)
		return value != "", err
	})
}
