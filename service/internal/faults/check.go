package faults

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/inventory"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/service"
	"github.com/longcase/longcase/service/driver"
)

// Check holds the database against the schedule, the retention and the storage.
// Nothing may be under way.
func (h *Harness) Check(ctx context.Context) error {
	document, err := cloudsigma.Parse([]byte(scheduler))
	if err != nil {
		return err
	}
	policy := document.Schedulers()[0].Policy()
	for _, d := range h.drives {
		if err := errors.Join(h.checkOccurrences(ctx, d, policy), h.checkSnapshots(ctx, d, policy)); err != nil {
			return fmt.Errorf("drive %s at %v: %w", d.UUID, now(h.directory), err)
		}
	}
	return h.checkNotices(ctx)
}

// checkOccurrences requires that each occurrence since the start is done, or dropped
// and recorded, once, and that one is pending.
func (h *Harness) checkOccurrences(ctx context.Context, d driver.Drive, policy longcase.Policy) error {
	runs, err := h.service.Runs(ctx, h.owner, d.UUID, 1_000_000)
	if err != nil {
		return err
	}
	fate := map[time.Time]string{}
	var pending []service.Run
	for _, r := range runs {
		switch {
		case r.Kind != "take":
		case r.State == "pending" || r.State == "running":
			pending = append(pending, r)
		default:
			last := r.Nominal
			if r.Missed > 0 {
				last = r.Until
			}
			for nominal := range schedule.Range(policy.Schedule, r.Nominal, last.Add(1)) {
				if was := fate[nominal.UTC()]; was != "" {
					return fmt.Errorf("%v is %s and %s", nominal, was, r.State)
				}
				fate[nominal.UTC()] = r.State
			}
		}
	}
	if len(pending) != 1 {
		return fmt.Errorf("%d occurrences are under way: want 1", len(pending))
	}
	for nominal := range schedule.Range(policy.Schedule, begin, pending[0].Nominal) {
		if state := fate[nominal.UTC()]; state != "done" && state != "dropped" && (state != "failed" || !h.late) {
			return fmt.Errorf("%v is %q: want done or dropped", nominal, state)
		}
		delete(fate, nominal.UTC())
	}
	if len(fate) > 0 {
		return fmt.Errorf("not on the schedule: %v", fate)
	}
	return nil
}

// checkSnapshots requires that the database knows what the storage has, that the
// storage has all that the plan keeps, and nothing that it does not.
func (h *Harness) checkSnapshots(ctx context.Context, d driver.Drive, policy longcase.Policy) error {
	items, err := storage(h.directory).List(ctx, d)
	if err != nil {
		return err
	}
	rows, err := h.service.SnapshotsOf(ctx, h.owner, d.UUID)
	if err != nil {
		return err
	}
	listed := map[string]bool{}
	for _, item := range items {
		listed[item.Name] = true
	}
	for _, row := range rows {
		if listed[row.Name] != row.Ended.IsZero() {
			return fmt.Errorf("%s ended %v, in the storage: %v", row.Name, row.Ended, listed[row.Name])
		}
		delete(listed, row.Name)
		expiry, ok := policy.Retention.Expiry(inventoryOf(row).Snapshot)
		if !row.Ended.IsZero() && (!ok || row.Ended.Add(h.back).Before(expiry)) {
			return fmt.Errorf("%s was deleted at %v, to be kept until %v", row.Name, row.Ended, expiry)
		}
	}
	if len(listed) > 0 {
		return fmt.Errorf("unknown to the database: %v", listed)
	}
	plan := policy.Retention.Plan(now(h.directory), inventory.Snapshots(items))
	if plan.Deleted() > 0 {
		return fmt.Errorf("%d snapshots are not kept, and exist", plan.Deleted())
	}
	return nil
}

func inventoryOf(row service.Snapshot) inventory.Item {
	item := inventory.Item{Name: row.Name}
	item.Snapshot.Created, item.Snapshot.Nominal = row.Created, row.Nominal
	return item
}

// checkNotices requires a notice, sent at least once, for each snapshot taken for
// the scheduler and for each deleted by it.
func (h *Harness) checkNotices(ctx context.Context) error {
	notices, err := h.service.Notices(ctx, h.owner, 1_000_000)
	if err != nil {
		return err
	}
	count := map[string]int{}
	for _, n := range notices {
		if _, err := os.Stat(filepath.Join(h.directory, "sent", n.ID)); err != nil || n.Sent.IsZero() {
			return fmt.Errorf("notice %+v is not sent", n)
		}
		count[n.Snapshot+" "+n.Name]++
	}
	for _, d := range h.drives {
		rows, err := h.service.SnapshotsOf(ctx, h.owner, d.UUID)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if n := count[row.Name+" backup_scheduler_creation"]; row.Scheduler != "" && n != 1 {
				return fmt.Errorf("%s was taken, and has %d notices", row.Name, n)
			}
			if n := count[row.Name+" backup_scheduler_deletion"]; !row.Ended.IsZero() && n != 1 {
				return fmt.Errorf("%s was deleted, and has %d notices", row.Name, n)
			}
		}
	}
	return nil
}
