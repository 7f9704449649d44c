package service_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/service"
)

// TestHold holds a snapshot past its expiry and releases it, pauses deletions, and
// takes and deletes a snapshot by hand.
func TestHold(t *testing.T) {
	onEach(t, func(t *testing.T, w *world) {
		w.configure = func(c *service.Config) { c.Guard = retention.Guard{Percent: 100} }
		d := w.start()
		name, err := w.s.TakeNow(t.Context(), w.owner, w.drive.UUID)
		require.NoError(t, err)
		time.Sleep(time.Minute)
		rows, err := w.s.Snapshots(t.Context(), w.owner)
		require.NoError(t, err)
		require.Len(t, rows, 1)
		require.Equal(t, name, rows[0].Name)
		stranger := uuid.NewString()
		require.ErrorIs(t, w.s.Hold(t.Context(), stranger, rows[0].UUID, time.Time{}), service.ErrNotExist)
		require.NoError(t, w.s.Hold(t.Context(), w.owner, rows[0].UUID, time.Time{}))
		d.end()

		time.Sleep(48 * time.Hour)
		w.start()
		require.NoError(t, w.s.DeleteSnapshots(t.Context(), w.owner, rows[0].UUID))
		time.Sleep(2 * time.Minute)
		require.Equal(t, map[string]int{"dropped": 1}, w.states("delete"))
		require.NoError(t, w.s.PauseDeletions(t.Context(), w.owner, true))
		require.NoError(t, w.s.Release(t.Context(), w.owner, rows[0].UUID))
		time.Sleep(2 * time.Minute)
		require.Equal(t, map[string]int{"dropped": 1}, w.states("delete"))
		require.NoError(t, w.s.PauseDeletions(t.Context(), w.owner, false))
		time.Sleep(2 * time.Minute)
		require.Equal(t, map[string]int{"dropped": 1, "done": 1}, w.states("delete"))

		rows, err = w.s.Snapshots(t.Context(), w.owner)
		require.NoError(t, err)
		require.Len(t, rows, 1, "that of the catch-up")
		require.NoError(t, w.s.DeleteSnapshots(t.Context(), w.owner, rows[0].UUID))
		time.Sleep(2 * time.Minute)
		w.checkStorage()
		rows, err = w.s.Snapshots(t.Context(), w.owner)
		require.NoError(t, err)
		require.Empty(t, rows)
	})
}
