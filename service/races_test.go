package service_test

import (
	"context"
	"database/sql"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/inventory"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/service"
	"github.com/longcase/longcase/service/driver"
)

// hanging is a driver whose next snapshot is made, if at all, and never reported.
type hanging struct {
	driver.Driver
	hangs *atomic.Bool
	made  bool
}

func (h hanging) Create(ctx context.Context, drive driver.Drive, name string) error {
	if !h.hangs.CompareAndSwap(true, false) {
		return h.Driver.Create(ctx, drive, name)
	}
	if h.made {
		if err := h.Driver.Create(ctx, drive, name); err != nil {
			return err
		}
	}
	<-ctx.Done()
	return context.Cause(ctx)
}

// TestCutOff ends a process in the middle of a snapshot, and runs none for hours. A
// snapshot that exists is adopted, and an occurrence without one is caught up or
// dropped by the rule, as those after it: nothing has failed.
func TestCutOff(t *testing.T) {
	for _, test := range []struct {
		rule schedule.CatchUpMode
		made bool
		end  func(*daemon)
		done int // of 01:00 to 04:00, the first cut off
	}{
		{schedule.CatchUpLatest, false, (*daemon).kill, 1},
		{schedule.CatchUpNone, false, (*daemon).kill, 0},
		{schedule.CatchUpAll, false, (*daemon).kill, 4},
		{schedule.CatchUpAll, false, (*daemon).end, 4},
		{schedule.CatchUpLatest, true, (*daemon).kill, 2},
		{schedule.CatchUpLatest, true, (*daemon).end, 2},
	} {
		onEach(t, func(t *testing.T, w *world) {
			hangs := &atomic.Bool{}
			hangs.Store(true)
			w.configure = func(c *service.Config) {
				c.CatchUp, c.Driver = schedule.CatchUp{Mode: test.rule}, hanging{w.storage, hangs, test.made}
			}
			time.Sleep(59 * time.Minute)
			d := w.start()
			time.Sleep(2 * time.Minute)
			require.Equal(t, map[string]int{"running": 1}, w.states("take"))
			test.end(d)
			time.Sleep(3*time.Hour + 10*time.Minute)
			w.start()
			time.Sleep(10 * time.Minute)
			states := w.states("take")
			require.Equal(t, test.done, states["done"], states)
			require.Zero(t, states["failed"])
			state := w.state(midnight.Add(time.Nanosecond))
			state.Late = false
			require.NoError(t, state.Check())
		})
	}
}

// reluctant is a driver whose deletions fail at first.
type reluctant struct {
	driver.Driver
	failures *atomic.Int32
}

func (r reluctant) Delete(ctx context.Context, drive driver.Drive, name string) error {
	if r.failures.Add(-1) >= 0 {
		return errors.New("the disk is asleep")
	}
	return r.Driver.Delete(ctx, drive, name)
}

// TestReasonOfDeletion wants the reason of a deletion on record, and not that of an
// attempt which failed before.
func TestReasonOfDeletion(t *testing.T) {
	onEach(t, func(t *testing.T, w *world) {
		failures := &atomic.Int32{}
		failures.Store(2)
		w.configure = func(c *service.Config) { c.Driver = reluctant{w.storage, failures} }
		d := w.start()
		time.Sleep(2*time.Hour + 10*time.Minute)
		rows, err := w.s.SnapshotsOf(t.Context(), w.owner, w.drive.UUID)
		require.NoError(t, err)
		require.NoError(t, w.s.DeleteSnapshots(t.Context(), w.owner, rows[0].UUID))
		time.Sleep(10 * time.Minute)
		failures.Store(1)
		d.end()
		time.Sleep(24 * time.Hour)
		w.start()
		time.Sleep(10 * time.Minute)
		rows, err = w.s.SnapshotRecords(t.Context(), w.owner, w.drive.UUID)
		require.NoError(t, err)
		require.Equal(t, "asked for by its owner", rows[0].Why)
		require.NotEmpty(t, rows[1].Why)
		require.Equal(t, rows[1].Reason, rows[1].Why)
		for _, r := range w.runs("delete") {
			require.NotContains(t, r.Reason, "asleep")
		}
	})
}

// pausing is a driver whose lists are old when they arrive, as often as it is told.
type pausing struct {
	driver.Driver
	pauses chan time.Duration
}

func (p pausing) List(ctx context.Context, drive driver.Drive) ([]inventory.Item, error) {
	items, err := p.Driver.List(ctx, drive)
	select {
	case pause := <-p.pauses:
		time.Sleep(pause)
	default:
	}
	return items, err
}

// TestChangeDuringDeletion changes its mind while a deletion waits for the list of the
// storage: nothing is deleted.
func TestChangeDuringDeletion(t *testing.T) {
	for _, test := range []struct {
		reason string
		change func(t *testing.T, w *world)
	}{
		{"the scheduler has changed", func(t *testing.T, w *world) {
			edit := `{"retention_policy":{"rules":[{"period":"weeks","quantity":1}]}}`
			_, err := w.s.UpdateScheduler(t.Context(), w.owner, w.scheduler, []byte(edit))
			require.NoError(t, err)
		}},
		{"the scheduler has changed", func(t *testing.T, w *world) { w.link("") }},
		{"deletions are paused", func(t *testing.T, w *world) {
			require.NoError(t, w.s.PauseDeletions(t.Context(), w.owner, true))
		}},
	} {
		onEach(t, func(t *testing.T, w *world) {
			pauses := make(chan time.Duration, 3)
			w.configure = func(c *service.Config) {
				c.Driver, c.Guard = pausing{w.storage, pauses}, retention.Guard{Percent: 100}
			}
			d := w.start()
			time.Sleep(time.Hour + 10*time.Minute)
			d.end()
			time.Sleep(24 * time.Hour)
			pauses <- 0                // for the plan
			pauses <- 10 * time.Minute // for the deletion
			w.start()
			time.Sleep(6 * time.Minute)
			require.Equal(t, map[string]int{"running": 1}, w.states("delete"), w.runs("plan"))
			test.change(t, w)
			time.Sleep(10 * time.Minute)
			require.Equal(t, map[string]int{"dropped": 1}, w.states("delete"))
			require.Equal(t, test.reason, w.runs("delete")[0].Reason)
			w.checkStorage()
			rows, err := w.s.Snapshots(t.Context(), w.owner)
			require.NoError(t, err)
			require.Len(t, rows, 2)
		})
	}
}

// TestClockBackDuringPlan deletes a snapshot, and takes another, while a plan waits for
// its list, and puts the clock back by an hour: the plan knows of the one, and another
// follows for the other.
func TestClockBackDuringPlan(t *testing.T) {
	onEach(t, func(t *testing.T, w *world) {
		var back atomic.Int64
		pauses := make(chan time.Duration, 1)
		w.configure = func(c *service.Config) {
			c.Driver = pausing{w.storage, pauses}
			c.Clock = func() time.Time { return time.Now().Add(-time.Duration(back.Load())) }
		}
		w.start()
		w.s = w.service() // by the same clock
		time.Sleep(time.Hour + 10*time.Minute)
		pauses <- 30 * time.Minute
		time.Sleep(time.Hour) // the plan of 02:00 runs, and began with two
		back.Store(int64(time.Hour))
		rows, err := w.s.Snapshots(t.Context(), w.owner)
		require.NoError(t, err)
		require.Len(t, rows, 2)
		require.NoError(t, w.s.DeleteSnapshots(t.Context(), w.owner, rows[0].UUID))
		name, err := w.s.TakeNow(t.Context(), w.owner, w.drive.UUID)
		require.NoError(t, err)
		time.Sleep(5 * time.Minute)
		require.Equal(t, map[string]int{"done": 1}, w.states("delete"))
		time.Sleep(30 * time.Minute)
		w.checkStorage()
		rows, err = w.s.Snapshots(t.Context(), w.owner)
		require.NoError(t, err)
		for _, row := range rows {
			require.False(t, row.Judged.IsZero(), row.Name == name)
		}
	})
}

// TestDriveOfAnother gives a drive to another user: its snapshots are theirs, and no
// longer the first one's to hold or delete.
func TestDriveOfAnother(t *testing.T) {
	onEach(t, func(t *testing.T, w *world) {
		w.start()
		time.Sleep(time.Hour + 10*time.Minute)
		require.NoError(t, w.s.RemoveDrives(t.Context(), w.owner, w.drive.UUID))
		other := uuid.NewString()
		require.NoError(t, w.s.AddDrive(t.Context(), service.Drive{UUID: w.drive.UUID, Owner: other, Source: w.drive.Source}))
		created, _, err := w.s.CreateSchedulers(t.Context(), other, []byte(hourly))
		require.NoError(t, err)
		_, err = w.s.Link(t.Context(), other, w.drive.UUID, created[0].UUID())
		require.NoError(t, err)
		time.Sleep(time.Hour)
		rows, err := w.s.Snapshots(t.Context(), other)
		require.NoError(t, err)
		require.Len(t, rows, 2)
		for _, row := range rows {
			require.ErrorIs(t, w.s.DeleteSnapshots(t.Context(), w.owner, row.UUID), service.ErrNotExist)
		}
	})
}

// TestHoldUntil holds a snapshot until an instant. One that has passed is refused, and
// a hold that has ended is none.
func TestHoldUntil(t *testing.T) {
	onEach(t, func(t *testing.T, w *world) {
		w.start()
		time.Sleep(time.Hour + 10*time.Minute)
		rows, err := w.s.Snapshots(t.Context(), w.owner)
		require.NoError(t, err)
		hold := func(until time.Time) error { return w.s.Hold(t.Context(), w.owner, rows[0].UUID, until) }
		for _, until := range []time.Time{time.Now(), midnight, time.Unix(0, 0), time.Now().AddDate(9000, 0, 0)} {
			err := hold(until)
			require.ErrorContains(t, err, "/until: ")
			require.ErrorContains(t, err, until.UTC().Format(time.RFC3339)+": want an instant after now")
		}
		until := time.Now().Add(30 * time.Hour)
		require.NoError(t, hold(until))
		held := func() bool {
			row, err := w.s.Snapshot(t.Context(), w.owner, rows[0].UUID)
			require.NoError(t, err)
			list, err := w.s.SnapshotsOf(t.Context(), w.owner, w.drive.UUID)
			require.NoError(t, err)
			require.Equal(t, row, list[0])
			return row.Held
		}
		require.True(t, held())
		require.NoError(t, w.s.DeleteSchedulers(t.Context(), w.owner, w.scheduler))
		w.stopAll()
		time.Sleep(time.Until(until))
		require.False(t, held())
	})
}

// busy is a driver that finds the database busy, once, when its work is done.
type busy struct {
	driver.Driver
	busy *atomic.Bool
}

func (b busy) Create(ctx context.Context, drive driver.Drive, name string) error {
	err := b.Driver.Create(ctx, drive, name)
	if err == nil && b.busy.CompareAndSwap(true, false) {
		err = service.ErrBusy
	}
	return err
}

// TestBusy wants a run that found the database busy to go on at once: nothing failed.
// In the second of the occurrence the user asks for a snapshot, which is the same.
func TestBusy(t *testing.T) {
	onEach(t, func(t *testing.T, w *world) {
		isBusy := &atomic.Bool{}
		isBusy.Store(true)
		w.configure = func(c *service.Config) { c.Driver = busy{w.storage, isBusy} }
		time.Sleep(time.Hour)
		name, err := w.s.TakeNow(t.Context(), w.owner, w.drive.UUID)
		require.NoError(t, err)
		w.start()
		time.Sleep(50 * time.Second)
		require.False(t, isBusy.Load())
		require.Equal(t, map[string]int{"done": 1, "pending": 1}, w.states("take"))
		require.Equal(t, map[string]int{"done": 1}, w.states("now"))
		require.Empty(t, w.runs("take")[0].Reason)
		rows, err := w.s.Snapshots(t.Context(), w.owner)
		require.NoError(t, err)
		require.Len(t, rows, 1)
		require.Equal(t, name, rows[0].Name)
		require.Equal(t, w.scheduler, rows[0].Scheduler)
	})
}

// TestOutcomes counts runs under way, and those that ended within the last hour.
func TestOutcomes(t *testing.T) {
	onEach(t, func(t *testing.T, w *world) {
		w.start()
		time.Sleep(2*time.Hour + 10*time.Minute)
		outcomes, err := w.s.Outcomes(t.Context())
		require.NoError(t, err)
		require.Equal(t, []service.Outcome{
			{Kind: "plan", State: "done", Runs: 1},
			{Kind: "plan", State: "pending", Runs: 1},
			{Kind: "take", State: "done", Runs: 1},
			{Kind: "take", State: "pending", Runs: 1},
		}, outcomes)
	})
}

// TestNamesOfUsers refuses names that Basic authentication cannot carry.
func TestNamesOfUsers(t *testing.T) {
	onEmpty(t, func(t *testing.T, db *sql.DB, dialect service.Dialect) {
		s := newService(t, db, dialect)
		for _, name := range []string{"", "a:b", "a\x00", "a\n", "\xff"} {
			_, err := s.AddUser(t.Context(), name, "")
			require.ErrorContains(t, err, "want text without colons")
		}
		_, err := s.AddUser(t.Context(), "jürgen@example.org", "")
		require.NoError(t, err)
	})
}
