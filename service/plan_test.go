package service_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/inventory"
	"github.com/longcase/longcase/service"
	"github.com/longcase/longcase/service/driver"
)

// leisurely is a driver whose lists are old when they arrive.
type leisurely struct {
	driver.Driver
	pause time.Duration
}

func (l leisurely) List(ctx context.Context, drive driver.Drive) ([]inventory.Item, error) {
	items, err := l.Driver.List(ctx, drive)
	time.Sleep(l.pause)
	return items, err
}

// TestPlanAskedForMeanwhile takes a snapshot by hand while a plan runs, whose list
// lacks it: another plan follows at once. A plan that waits for tomorrow is made
// now instead.
func TestPlanAskedForMeanwhile(t *testing.T) {
	onEach(t, func(t *testing.T, w *world) {
		w.configure = func(c *service.Config) { c.Driver = leisurely{w.storage, 10 * time.Minute} }
		time.Sleep(59 * time.Minute)
		w.start()
		take := func() {
			_, err := w.s.TakeNow(t.Context(), w.owner, w.drive.UUID)
			require.NoError(t, err)
		}
		time.Sleep(6 * time.Minute) // 01:05
		require.Equal(t, map[string]int{"running": 1}, w.states("plan"))
		take()
		time.Sleep(10 * time.Minute)
		require.Equal(t, map[string]int{"done": 1, "running": 1}, w.states("plan"))
		time.Sleep(10 * time.Minute) // 01:25
		require.Equal(t, map[string]int{"done": 2, "pending": 1}, w.states("plan"))
		take()
		time.Sleep(5 * time.Minute)
		require.Equal(t, map[string]int{"done": 2, "running": 1}, w.states("plan"))
		require.Less(t, time.Since(w.runs("plan")[2].Due), 6*time.Minute)
		time.Sleep(10 * time.Minute) // 01:40
		require.Equal(t, map[string]int{"done": 3, "pending": 1}, w.states("plan"))
	})
}
