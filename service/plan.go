package service

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/longcase/longcase/inventory"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/service/internal/step"
	"github.com/longcase/longcase/service/internal/store"
)

// planEvery is the time between two plans of a drive that takes no snapshots.
const planEvery = 24 * time.Hour

// confirmed is the reason of a plan that no guard judges.
const confirmed = "confirmed"

// planAt makes a plan of a drive due at an instant at the latest. A plan that runs
// already is followed by another: it may have read the list before the change.
func (s *Service) planAt(tx *store.Tx, d Drive, at time.Time) error {
	return s.planFor(tx, d, at, "")
}

func (s *Service) planFor(tx *store.Tx, d Drive, at time.Time, reason string) error {
	under, err := tx.UnderWay(d.UUID, store.Plan)
	if err != nil {
		return err
	}
	if len(under) == 0 {
		return s.startPlan(tx, d, at, reason)
	}
	r := under[0]
	if r.State == store.Running {
		return tx.SetDue(r.ID, at)
	}
	if reason != "" {
		r.Reason = reason
	}
	if !at.Before(r.Wake) && reason == "" {
		return nil
	}
	r.Due = at
	return s.again(tx, r, at)
}

// startPlan starts a plan of a drive that has none under way.
func (s *Service) startPlan(tx *store.Tx, d Drive, at time.Time, reason string) error {
	return s.start(tx, Run{Kind: store.Plan, Drive: d.UUID, Scheduler: d.Scheduler, Due: at, Reason: reason})
}

// planEnded ends a plan, stores why it was refused, and starts the next: in a day,
// or at once if it was asked for meanwhile.
func (s *Service) planEnded(tx *store.Tx, d Drive, r Run, state, refusal string) error {
	due, err := s.ended(tx, r, state, refusal)
	if err != nil || d.UUID == "" {
		return err
	}
	if refusal != d.Plan {
		if err := s.record(tx, "", "plan", "drive", d.UUID, d.Plan, refusal); err != nil {
			return err
		}
	}
	d.Plan, d.Planned = refusal, s.now()
	if err := tx.UpdateDrive(d); err != nil {
		return err
	}
	c, err := s.linked(tx, d)
	if err != nil || !c.enabled() {
		return err
	}
	if !due.Equal(r.Due) {
		return s.startPlan(tx, d, s.now(), "")
	}
	return s.startPlan(tx, d, s.now().Add(planEvery), "")
}

// judgement is a plan of a drive's retention over the driver's list.
type judgement struct {
	drive  Drive
	by     *compiled // nil if no scheduler is linked
	items  []inventory.Item
	known  map[string]Snapshot // the rows, by name
	ending map[string]bool     // the names of snapshots whose deletion is under way
	plan   retention.Plan      // over items
}

// over returns the plan over a part of the items.
func (j *judgement) over(items []inventory.Item, now time.Time) retention.Plan {
	var policy retention.Policy // keeps everything
	if j.by.enabled() {
		policy = j.by.policy.Retention
	}
	return policy.Plan(now, inventory.Snapshots(items))
}

// judge plans a drive's retention over the snapshots that the driver lists now.
// Holds are the service's and the storage's together.
func (s *Service) judge(ctx context.Context, drive string) (j judgement, err error) {
	err = s.tx(ctx, func(tx *store.Tx) (err error) {
		var ok bool
		if j.drive, ok, err = tx.Drive(drive, false); err != nil {
			return err
		}
		if !ok {
			return fmt.Errorf("%w: the drive was removed", errGiveUp)
		}
		if j.by, err = s.linked(tx, j.drive); err != nil {
			return err
		}
		if j.known, err = rowsOf(tx, drive); err != nil {
			return err
		}
		j.ending, err = endingOf(tx, drive)
		return err
	})
	if err != nil {
		return j, err
	}
	if j.items, err = s.Driver.List(ctx, source(j.drive)); err != nil {
		return j, err
	}
	for i := range j.items {
		item := &j.items[i].Snapshot
		item.Nominal = nominalOf(drive, j.items[i].Name)
		if row := j.known[j.items[i].Name]; row.Held {
			item.HeldUntil = longer(*item, row.HeldUntil)
			item.Held = true
		}
	}
	j.plan = j.over(j.items, s.now())
	return j, nil
}

// endingOf returns the names of a drive's snapshots whose deletion is under way.
func endingOf(tx *store.Tx, drive string) (map[string]bool, error) {
	runs, err := tx.UnderWay(drive, store.Delete)
	ending := make(map[string]bool, len(runs))
	for _, r := range runs {
		ending[r.Name] = true
	}
	return ending, err
}

// longer returns the end of the longer of a snapshot's hold and another; the zero
// time is no end.
func longer(s retention.Snapshot, until time.Time) time.Time {
	switch {
	case !s.Held:
		return until
	case s.HeldUntil.IsZero() || until.IsZero():
		return time.Time{}
	}
	return later(s.HeldUntil, until)
}

// plan plans a drive's retention, records the verdicts, and starts the deletions.
// Snapshots whose deletion is under way are left out: a guard has let them go.
func (s *Service) plan(ctx context.Context, r Run) (outcome, error) {
	j, err := s.judge(ctx, r.Drive)
	if err != nil {
		return nil, err
	}
	step.At(ctx, "plan listed")
	all := j.items
	j.items = slices.DeleteFunc(slices.Clone(all), func(i inventory.Item) bool { return j.ending[i.Name] })
	j.plan = j.over(j.items, s.now())
	refusal := ""
	if r.Reason != confirmed {
		if j.plan, err = s.Guard.Check(j.plan); err != nil {
			refusal = err.Error()
			s.Log.WarnContext(ctx, "a plan is refused", "drive", r.Drive, "error", err)
		}
	}
	return func(tx *store.Tx, d Drive) error { return s.planned(tx, d, r, j, all, refusal) }, nil
}

// planned records a plan, unless the drive's scheduler or its rules changed while
// it was made: then another follows.
func (s *Service) planned(tx *store.Tx, d Drive, r Run, j judgement, all []inventory.Item, refusal string) error {
	c, err := s.linked(tx, d)
	if err != nil {
		return err
	}
	if !c.is(j.by) {
		if err := tx.SetDue(r.ID, s.now()); err != nil {
			return err
		}
		return s.planEnded(tx, d, r, store.Dropped, "the scheduler has changed")
	}
	if d.UUID != "" {
		if err := s.recordPlan(tx, d, j, all); err != nil {
			return err
		}
	}
	return s.planEnded(tx, d, r, store.Done, refusal)
}

// recordPlan records the verdicts of a plan, and starts its deletions unless they
// are paused.
func (s *Service) recordPlan(tx *store.Tx, d Drive, j judgement, all []inventory.Item) error {
	deletes, err := mayDelete(tx, j.plan)
	if err != nil {
		return err
	}
	present, err := rowsOf(tx, d.UUID)
	if err != nil {
		return err
	}
	listed := map[string]bool{}
	for _, item := range all {
		listed[item.Name] = true
	}
	for i, v := range j.plan.Verdicts() {
		item := j.items[i]
		row := present[item.Name]
		if !row.Ended.Equal(j.known[item.Name].Ended) { // deleted since the list was read
			continue
		}
		if row, err = s.recordVerdict(tx, d, row, item, v); err != nil {
			return err
		}
		if !v.Keep && deletes {
			if err := s.startDelete(tx, d, row, row.Reason); err != nil {
				return err
			}
		}
	}
	return s.recordGone(tx, j, listed, present)
}

// rowsOf returns the rows of a drive's snapshots by name.
func rowsOf(tx *store.Tx, drive string) (map[string]Snapshot, error) {
	rows, err := tx.SnapshotsOf(drive)
	named := make(map[string]Snapshot, len(rows))
	for _, row := range rows {
		named[row.Name] = row
	}
	return named, err
}

// recordVerdict records the verdict on a snapshot, also on one that the service did
// not know: made by others, or by a process that died.
func (s *Service) recordVerdict(tx *store.Tx, d Drive, row Snapshot, item inventory.Item, v retention.Verdict) (Snapshot, error) {
	was := row
	if row.UUID == "" {
		row = Snapshot{UUID: uuid.NewString(), Drive: d.UUID, Name: item.Name}
	}
	row.Owner = d.Owner // a drive of this uuid may have been another's
	row.Created = item.Snapshot.Created.UTC().Truncate(time.Microsecond)
	row.Nominal, row.Failed = item.Snapshot.Nominal, item.Snapshot.Failed
	row.Keep, row.Reason, row.Until = v.Keep, v.String(), v.Until.UTC()
	row.Ended, row.Why = time.Time{}, ""
	if row == was {
		return row, nil
	}
	row.Judged = s.now()
	return row, tx.SaveSnapshot(row)
}

// recordGone records the end of snapshots known before the list was read, and not
// in it. A deletion under way records the end itself, with its notice.
func (s *Service) recordGone(tx *store.Tx, j judgement, listed map[string]bool, present map[string]Snapshot) error {
	var gone []Snapshot
	for name := range j.known {
		if row := present[name]; !listed[name] && row.UUID != "" && row.Ended.IsZero() {
			gone = append(gone, row)
		}
	}
	if len(gone) == 0 {
		return nil
	}
	ending, err := endingOf(tx, j.drive.UUID)
	if err != nil {
		return err
	}
	for _, row := range gone {
		if ending[row.Name] {
			continue
		}
		row.Ended, row.Why = s.now(), "not in the storage"
		if err := tx.SaveSnapshot(row); err != nil {
			return err
		}
	}
	return nil
}
