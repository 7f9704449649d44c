package service_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/longcase/longcase/service/driver/directory"
	"github.com/longcase/longcase/service/internal/postgres"
)

// TestDiskFull fills the disk that holds both the database and the snapshots, from
// before an occurrence until ten minutes after it. The occurrence is taken when
// there is room again.
func TestDiskFull(t *testing.T) {
	if testing.Short() {
		t.Skip("hours of River's polls take a while")
	}
	disk := t.TempDir()
	if err := unix.Mount("tmpfs", disk, "tmpfs", 0, "size=8m"); err != nil {
		t.Skipf("NOT TESTED ON A FULL DISK: mounting one: %v", err)
	}
	t.Cleanup(func() { require.NoError(t, unix.Unmount(disk, unix.MNT_DETACH)) })
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, filepath.Join(disk, "longcase.db"))
		require.NoError(t, os.Mkdir(filepath.Join(disk, "storage"), 0o700))
		w.storage = directory.New(filepath.Join(disk, "storage"))
		defer w.stopAll()
		w.start()
		time.Sleep(time.Hour + 59*time.Minute)
		require.Equal(t, 1, w.states("take")["done"])
		fill(t, filepath.Join(disk, "filler"))
		time.Sleep(11 * time.Minute)
		require.Equal(t, 1, w.states("take")["done"])
		require.NoError(t, os.Remove(filepath.Join(disk, "filler")))
		time.Sleep(30 * time.Minute)
		require.Equal(t, 2, w.states("take")["done"])
		w.check(midnight.Add(time.Nanosecond))
	})
}

// TestDiskFullPostgreSQL fills the disk of PostgreSQL's tables for as long. The
// snapshot is taken meanwhile, since it is elsewhere, but cannot be recorded; it is
// adopted, and not taken again, when there is room.
func TestDiskFullPostgreSQL(t *testing.T) {
	if testing.Short() {
		t.Skip("hours of River's polls take a while")
	}
	cluster := postgres.ForTest(t)
	var disk string
	address, err := cluster.DatabaseIn("longcase", func(directory string) error {
		disk = directory
		if err := unix.Mount("tmpfs", disk, "tmpfs", 0, "size=32m"); err != nil {
			t.Skipf("NOT TESTED ON A FULL DISK: mounting one: %v", err)
		}
		t.Cleanup(func() { require.NoError(t, unix.Unmount(disk, unix.MNT_DETACH)) })
		return nil
	})
	require.NoError(t, err)
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, address)
		defer w.stopAll()
		// New rows want new pages, which a full disk refuses; those that exist have room.
		for _, table := range []string{"runs", "river_job", "snapshots"} {
			_, err := w.s.DB.ExecContext(t.Context(), "ALTER TABLE "+table+" SET (fillfactor = 10)")
			require.NoError(t, err)
		}
		w.start()
		time.Sleep(time.Hour + 59*time.Minute)
		require.Equal(t, 1, w.states("take")["done"])
		fill(t, filepath.Join(disk, "filler"))
		time.Sleep(11 * time.Minute)
		require.Equal(t, 1, w.states("take")["done"], "the disk is full")
		items, err := w.storage.List(t.Context(), w.drive)
		require.NoError(t, err)
		require.Len(t, items, 2)
		_, err = w.s.DB.ExecContext(t.Context(), "INSERT INTO trail (at, actor, verb, kind, object, before, after)"+
			" SELECT 0, '', '', '', '', '', repeat('x', 1000) FROM generate_series(1, 1000)")
		require.ErrorContains(t, err, "53100")
		require.NoError(t, os.Remove(filepath.Join(disk, "filler")))
		time.Sleep(30 * time.Minute)
		require.Equal(t, 2, w.states("take")["done"])
		w.check(midnight.Add(time.Nanosecond))
	})
}

// fill writes a file until the disk is full.
func fill(t *testing.T, path string) {
	f, err := os.Create(path)
	require.NoError(t, err)
	defer f.Close()
	for size := 1 << 20; size > 0; {
		_, err := f.Write(make([]byte, size))
		if err == nil {
			continue
		}
		require.True(t, errors.Is(err, unix.ENOSPC), err)
		size /= 2
	}
}
