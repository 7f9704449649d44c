package faults

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/inventory"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/service"
)

// State is a drive as the database and the storage have it after a fault.
type State struct {
	Policy longcase.Policy
	// From is the instant from which occurrences are the drive's.
	From time.Time
	// Runs are all runs of the drive, and Known its snapshots in the database, also
	// those that ended.
	Runs  []service.Run
	Known []service.Snapshot
	// Listed are the snapshots in the storage.
	Listed []inventory.Item
	// Late allows occurrences to have failed.
	Late bool
	// Back is how far the clock was put back at most. So much too early may be the
	// time recorded for a deletion by the other clock.
	Back time.Duration
}

// Check requires that each occurrence from the start up to the pending one is done,
// or dropped and recorded, once; that nothing is under way twice; that the database
// knows what the storage has; and that no snapshot was deleted that its plan keeps.
func (s State) Check() error {
	return errors.Join(s.checkUnderWay(), s.checkOccurrences(), s.CheckStorage(), s.checkDeletions())
}

// Settled requires, of a drive whose deletions are done, that the storage has no
// snapshot that the plan does not keep.
func (s State) Settled(now time.Time) error {
	plan := s.Policy.Retention.Plan(now, inventory.Snapshots(s.Listed))
	if plan.Deleted() > 0 {
		return fmt.Errorf("%d snapshots are not kept, and exist", plan.Deleted())
	}
	return nil
}

// underWay reports whether a run has not ended.
func underWay(r service.Run) bool { return r.State == "pending" || r.State == "running" }

// checkUnderWay requires one occurrence under way, at most one run of each other
// kind, and at most one deletion of a snapshot.
func (s State) checkUnderWay() error {
	count := map[string]int{"take": 0}
	for _, r := range s.Runs {
		switch {
		case !underWay(r) || r.Kind == "notify":
		case r.Kind == "delete":
			count["delete of "+r.Name]++
		default:
			count[r.Kind]++
		}
	}
	for what, n := range count {
		if n > 1 || n == 0 {
			return fmt.Errorf("%d runs are under way: %s: want 1", n, what)
		}
	}
	return nil
}

// fates returns how each occurrence ended, by its nominal instant.
func (s State) fates() (map[time.Time]string, error) {
	fates := map[time.Time]string{}
	for _, r := range s.Runs {
		if r.Kind != "take" || underWay(r) {
			continue
		}
		nominals := []time.Time{r.Nominal}
		if r.Missed > 0 {
			nominals = slices.Collect(schedule.Range(s.Policy.Schedule, r.Nominal, r.Until.Add(1)))
		}
		if r.Missed > 0 && int64(len(nominals)) != r.Missed {
			return nil, fmt.Errorf("the run of %v stands for %d occurrences: want %d", r.Nominal, r.Missed, len(nominals))
		}
		for _, nominal := range nominals {
			if was := fates[nominal.UTC()]; was != "" {
				return nil, fmt.Errorf("%v is %s and %s", nominal, was, r.State)
			}
			fates[nominal.UTC()] = r.State
		}
	}
	return fates, nil
}

// checkOccurrences holds the runs against the schedule.
func (s State) checkOccurrences() error {
	fates, err := s.fates()
	if err != nil {
		return err
	}
	pending := slices.IndexFunc(s.Runs, func(r service.Run) bool { return r.Kind == "take" && underWay(r) })
	if pending < 0 {
		return nil // checkUnderWay says so
	}
	for nominal := range schedule.Range(s.Policy.Schedule, s.From, s.Runs[pending].Nominal) {
		state := fates[nominal.UTC()]
		if state != "done" && state != "dropped" && (state != "failed" || !s.Late) {
			return fmt.Errorf("%v is %q: want done or dropped", nominal, state)
		}
		delete(fates, nominal.UTC())
	}
	if len(fates) > 0 {
		return fmt.Errorf("not on the schedule: %v", slices.Collect(maps.Keys(fates)))
	}
	return nil
}

// CheckStorage requires that the database and the storage have the same snapshots.
func (s State) CheckStorage() error {
	listed := map[string]bool{}
	for _, item := range s.Listed {
		listed[item.Name] = true
	}
	for _, row := range s.Known {
		if listed[row.Name] != row.Ended.IsZero() {
			return fmt.Errorf("%s ended %v, in the storage: %v", row.Name, row.Ended, listed[row.Name])
		}
		delete(listed, row.Name)
	}
	if len(listed) > 0 {
		return fmt.Errorf("unknown to the database: %v", slices.Collect(maps.Keys(listed)))
	}
	return nil
}

// checkDeletions requires that no snapshot was deleted before the rules let it go.
func (s State) checkDeletions() error {
	for _, row := range s.Known {
		expiry, ok := s.Policy.Retention.Expiry(retention.Snapshot{Created: row.Created, Nominal: row.Nominal})
		if !row.Ended.IsZero() && (!ok || row.Ended.Add(s.Back).Before(expiry)) {
			return fmt.Errorf("%s was deleted at %v, to be kept until %v", row.Name, row.Ended, expiry)
		}
	}
	return nil
}
