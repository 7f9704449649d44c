package faults

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/cloudsigma"
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
		state, err := h.state(ctx, d, policy)
		if err == nil {
			err = errors.Join(state.Check(), state.Settled(now(h.directory)))
		}
		if err != nil {
			return fmt.Errorf("drive %s at %v: %w", d.UUID, now(h.directory), err)
		}
	}
	return h.checkNotices(ctx)
}

// state reads what the database and the storage have of a drive.
func (h *Harness) state(ctx context.Context, d driver.Drive, policy longcase.Policy) (s State, err error) {
	s = State{Policy: policy, From: begin, Late: h.late, Back: h.back}
	if s.Runs, err = h.service.Runs(ctx, h.owner, d.UUID, 1_000_000); err != nil {
		return s, err
	}
	if s.Known, err = h.service.SnapshotRecords(ctx, h.owner, d.UUID); err != nil {
		return s, err
	}
	s.Listed, err = storage(h.directory).List(ctx, d)
	return s, err
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
		rows, err := h.service.SnapshotRecords(ctx, h.owner, d.UUID)
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
