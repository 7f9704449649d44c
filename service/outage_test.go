package service_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/inventory"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/service"
	"github.com/longcase/longcase/service/driver"
)

var midnight = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// TestOutage runs no process for a day. The rule decides about the 24 occurrences
// that are missed, which are all done or recorded.
func TestOutage(t *testing.T) {
	for _, test := range []struct {
		rule          schedule.CatchUp
		done, dropped int // dropped runs, each for several occurrences
	}{
		{schedule.CatchUp{}, 2 + 1, 1},
		{schedule.CatchUp{Mode: schedule.CatchUpNone}, 2, 1},
		{schedule.CatchUp{Mode: schedule.CatchUpAll, Limit: 5}, 2 + 5, 1},
	} {
		t.Run(test.rule.Mode.String(), func(t *testing.T) {
			onEach(t, func(t *testing.T, w *world) {
				w.configure = func(c *service.Config) {
					c.CatchUp, c.Guard = test.rule, retention.Guard{Percent: 100}
				}
				d := w.start()
				time.Sleep(2*time.Hour + 10*time.Minute)
				d.kill()
				time.Sleep(24 * time.Hour)
				w.start()
				time.Sleep(10 * time.Minute)
				require.Equal(t, map[string]int{"done": test.done, "dropped": test.dropped, "pending": 1},
					w.states("take"))
				w.check(midnight.Add(time.Nanosecond))
				require.Equal(t, map[string]int{"done": 2}, w.states("delete"), "those older than a day")
			})
		})
	}
}

// TestGuard refuses, after an outage, to delete nearly all snapshots, until the
// owner confirms the plan.
func TestGuard(t *testing.T) {
	onEach(t, func(t *testing.T, w *world) {
		d := w.start()
		time.Sleep(2*time.Hour + 10*time.Minute)
		d.kill()
		time.Sleep(48 * time.Hour)
		w.start()
		time.Sleep(10 * time.Minute)
		require.Empty(t, w.states("delete"))
		row, err := w.s.Drive(t.Context(), w.owner, w.drive.UUID)
		require.NoError(t, err)
		require.NotEmpty(t, row.Plan)
		require.NoError(t, w.s.ConfirmPlan(t.Context(), w.owner, w.drive.UUID))
		time.Sleep(10 * time.Minute)
		require.Equal(t, map[string]int{"done": 2}, w.states("delete"))
		row, err = w.s.Drive(t.Context(), w.owner, w.drive.UUID)
		require.NoError(t, err)
		require.Empty(t, row.Plan)
		w.check(midnight.Add(time.Nanosecond))

		_, err = w.s.DB.ExecContext(t.Context(), "UPDATE drives SET plan = 'refused'")
		require.NoError(t, err)
		w.link("")
		row, err = w.s.Drive(t.Context(), w.owner, w.drive.UUID)
		require.NoError(t, err)
		require.Empty(t, row.Plan, "of no scheduler")
	})
}

// slow is a driver whose snapshots take some time, and which records when each
// call begins and ends.
type slow struct {
	driver.Driver
	pause time.Duration
	begun chan time.Time
}

func (s slow) Create(ctx context.Context, drive driver.Drive, name string) error {
	items, err := s.List(ctx, drive)
	if err != nil || has(items, name) {
		return err
	}
	s.begun <- time.Now()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-time.After(s.pause):
	}
	return s.Driver.Create(ctx, drive, name)
}

func has(items []inventory.Item, name string) bool {
	for _, item := range items {
		if item.Name == name {
			return true
		}
	}
	return false
}

// TestLongTake takes a snapshot of two hours, with a second process present where
// the database allows it, which leaves the run alone until the first is killed in
// the middle. Within a minute and a half, that of the lease and that to resume it,
// another process begins the snapshot again; two hours later it is done, once.
func TestLongTake(t *testing.T) {
	onEach(t, func(t *testing.T, w *world) {
		begun := make(chan time.Time, 100)
		time.Sleep(59 * time.Minute)
		w.configure = func(c *service.Config) {
			c.Driver = slow{Driver: w.storage, pause: 2 * time.Hour, begun: begun}
		}
		first := w.start()
		<-begun
		if w.cluster != nil {
			w.start()
		}
		time.Sleep(time.Hour)
		require.Empty(t, begun, "the lease is kept")
		first.kill()
		killed := time.Now()
		if w.cluster == nil {
			w.start()
		}
		again := <-begun
		require.Less(t, again.Sub(killed), 90*time.Second)
		time.Sleep(2*time.Hour - time.Minute)
		require.Empty(t, w.states("take")["done"])
		time.Sleep(2 * time.Minute)
		require.Equal(t, 1, w.states("take")["done"])
		w.check(midnight.Add(time.Nanosecond))
	})
}

// stubborn is a driver that takes its time and does not listen to its context, as a
// process that was stopped.
type stubborn struct {
	driver.Driver
	pauses chan time.Duration
}

func (s stubborn) Create(ctx context.Context, drive driver.Drive, name string) error {
	time.Sleep(<-s.pauses)
	return s.Driver.Create(context.WithoutCancel(ctx), drive, name)
}

// TestLostLease lets a process whose clock is fast take a run away from another,
// which goes on all the same: it may not commit.
func TestLostLease(t *testing.T) {
	onEach(t, func(t *testing.T, w *world) {
		if w.cluster == nil {
			t.Skip("one process")
		}
		pauses := make(chan time.Duration, 2)
		pauses <- 10 * time.Minute
		pauses <- 20 * time.Minute
		time.Sleep(59 * time.Minute)
		w.configure = func(c *service.Config) { c.Driver = stubborn{w.storage, pauses} }
		w.start()
		time.Sleep(2 * time.Minute)
		w.configure = func(c *service.Config) {
			c.Driver = stubborn{w.storage, pauses}
			c.Clock = func() time.Time { return time.Now().Add(45 * time.Second) }
		}
		w.start()
		time.Sleep(12 * time.Minute)
		items, err := w.storage.List(t.Context(), w.drive)
		require.NoError(t, err)
		require.Len(t, items, 1, "the first has taken the snapshot")
		require.Equal(t, map[string]int{"running": 1}, w.states("take"))
		time.Sleep(10 * time.Minute)
		require.Equal(t, map[string]int{"done": 1, "pending": 1}, w.states("take"))
		require.Equal(t, int64(2), w.runs("take")[0].Attempts)
		w.check(midnight.Add(time.Nanosecond))
	})
}

// failing is a driver that fails until an instant.
type failing struct {
	driver.Driver
	until time.Time
}

func (f failing) Create(ctx context.Context, drive driver.Drive, name string) error {
	if time.Now().Before(f.until) {
		return fmt.Errorf("no room")
	}
	return f.Driver.Create(ctx, drive, name)
}

// TestFailure fails for two hours and a half: two occurrences fail after several
// attempts, and the third is late.
func TestFailure(t *testing.T) {
	onEach(t, func(t *testing.T, w *world) {
		w.configure = func(c *service.Config) {
			c.Driver = failing{w.storage, midnight.Add(3*time.Hour + 10*time.Minute)}
		}
		w.start()
		time.Sleep(4*time.Hour + 10*time.Minute)
		require.Equal(t, map[string]int{"failed": 2, "done": 2, "pending": 1}, w.states("take"))
		runs := w.runs("take")
		require.Equal(t, "no room", runs[0].Reason)
		require.Greater(t, runs[0].Attempts, int64(4))
		w.check(midnight.Add(time.Nanosecond))
	})
}
