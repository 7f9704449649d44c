package faults_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/service/internal/faults"
	"github.com/longcase/longcase/service/internal/postgres"
	"github.com/longcase/longcase/service/internal/step"
)

func TestMain(m *testing.M) {
	faults.Main()
	os.Exit(m.Run())
}

// randomKills is the number of kills at random moments, for each database.
const randomKills = 50

func onEach(t *testing.T, test func(t *testing.T, database string, most int)) {
	if testing.Short() {
		t.Skip("kills processes for minutes")
	}
	t.Run("sqlite", func(t *testing.T) { test(t, filepath.Join(t.TempDir(), "longcase.db"), 1) })
	t.Run("postgres", func(t *testing.T) {
		address, err := postgres.ForTest(t).Database("longcase")
		require.NoError(t, err)
		test(t, address, 3)
	})
}

// TestSteps kills a process at every step of a run. On PostgreSQL, two others see
// it die.
func TestSteps(t *testing.T) {
	onEach(t, func(t *testing.T, database string, most int) {
		h := harness(t, database, 1)
		for _, name := range step.Names() {
			reached, err := h.At(t.Context(), name, most)
			require.NoError(t, err, name)
			require.True(t, reached, "%s: no run comes to this step", name)
		}
	})
}

// TestRandom kills a process at random moments: alone on SQLite, as one of two or
// three on PostgreSQL.
func TestRandom(t *testing.T) {
	onEach(t, func(t *testing.T, database string, most int) {
		h := harness(t, database, 2)
		for i := range randomKills {
			require.NoError(t, h.AtRandom(t.Context(), i%most), "kill %d", i)
		}
	})
}

// TestClock puts the clock back and forward by an hour and more in the middle of
// the work, with and without the death of the process that works.
func TestClock(t *testing.T) {
	onEach(t, func(t *testing.T, database string, most int) {
		h := harness(t, database, 3)
		for _, by := range []time.Duration{-time.Hour, time.Hour, -90 * time.Minute, 25 * time.Hour, -3 * time.Hour} {
			for _, name := range []string{"", "copy made", "delete done"} {
				require.NoError(t, h.Jump(t.Context(), by, name, most-1), "%v at %q", by, name)
			}
		}
	})
}

// TestDatabaseAway stops PostgreSQL in the middle of the work and starts it again.
func TestDatabaseAway(t *testing.T) {
	if testing.Short() {
		t.Skip("starts and stops a server")
	}
	cluster := postgres.ForTest(t)
	address, err := cluster.Database("longcase")
	require.NoError(t, err)
	h := harness(t, address, 4)
	for i := range 8 {
		require.NoError(t, h.Away(t.Context(), cluster.Halt, cluster.Resume, 1+i%3), "stop %d", i)
	}
}

func harness(t *testing.T, database string, seed uint64) *faults.Harness {
	h, err := faults.New(t.Context(), t.TempDir(), database, 2, seed)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, h.Close()) })
	return h
}
