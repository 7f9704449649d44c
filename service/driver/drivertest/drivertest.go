// Package drivertest holds drivers to the contract of package driver, as
// testing/fstest does file systems.
package drivertest

import (
	"context"
	"math/rand/v2"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/inventory"
	"github.com/longcase/longcase/service/driver"
)

// Storage is a storage under test.
type Storage struct {
	// New returns a driver. All use the same storage, as in several processes.
	New func() driver.Driver
	// Drive and Other are drives without snapshots whose sources exist.
	Drive, Other driver.Drive
	// Missing is a drive whose source does not exist. It may be zero.
	Missing driver.Drive
	// Restore checks that the snapshot of Drive with a name has what its source
	// holds. It may be nil.
	Restore func(t *testing.T, name string)
	// Create returns a command that creates a snapshot of Drive in a process of its
	// own. It may be nil.
	Create func(name string) *exec.Cmd
	// Kills is the number of processes to kill.
	Kills int
	// Slow says that calls take seconds: some tests are shorter then.
	Slow bool
	// Settled checks that no process left anything behind; it may be nil.
	Settled func(t *testing.T)
}

const first = "0f1e-22@2025-06-01T01:00:00Z"

// Test runs all tests of a storage and leaves it without snapshots.
func Test(t *testing.T, s Storage) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, Storage)
	}{
		{"create", create},
		{"names", names},
		{"refused names", refusedNames},
		{"refused drives", refusedDrives},
		{"drives apart", apart},
		{"overlap", overlap},
		{"cut off", cutOff},
		{"killed", killed},
		{"delete", remove},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.run(t, s)
			empty(t, s)
		})
	}
}

// create takes a snapshot, twice: the second call changes nothing.
func create(t *testing.T, s Storage) {
	require.Empty(t, list(t, s, s.Drive), "snapshots before the first")
	before := time.Now().Add(-2 * time.Second) // storages that keep seconds round
	require.NoError(t, s.New().Create(t.Context(), s.Drive, first))
	items := list(t, s, s.Drive)
	require.Len(t, items, 1)
	require.Equal(t, first, items[0].Name)
	require.WithinRange(t, items[0].Snapshot.Created, before, time.Now().Add(time.Second))
	require.NoError(t, s.New().Create(t.Context(), s.Drive, first))
	require.Equal(t, items, list(t, s, s.Drive))
	if s.Restore != nil {
		s.Restore(t, first)
	}
	if s.Missing.UUID != "" {
		require.Error(t, s.New().Create(t.Context(), s.Missing, first))
	}
}

// names takes snapshots with all characters of names, some alike to storages that
// refuse a character.
func names(t *testing.T, s Storage) {
	want := []string{"x@y", "x_y", "x_40y", "x%40y", "X-9._~%@:", "a%2Fb@2025-06-01T01:00:00Z", "x:y", "x~y"}
	if s.Slow {
		want = want[2:6]
	}
	for _, name := range want {
		require.NoError(t, s.New().Create(t.Context(), s.Drive, name), name)
	}
	require.ElementsMatch(t, want, namesOf(list(t, s, s.Drive)))
}

// hostile names are none of Create's. Some lead out of a directory or look like
// options.
var hostile = []string{
	"", ".", "..", "../x", "a/b", "/etc", "-rf", "--help", "a b", "a\nb", "a\x00b", "a,b", "a'b", "é", "\xff",
	strings.Repeat("a", 5000),
}

func refusedNames(t *testing.T, s Storage) {
	require.NoError(t, s.New().Create(t.Context(), s.Drive, first))
	for _, name := range hostile {
		require.Error(t, s.New().Create(t.Context(), s.Drive, name), "%q", name)
		require.NoError(t, s.New().Delete(t.Context(), s.Drive, name), "%q", name)
	}
	require.Equal(t, []string{first}, namesOf(list(t, s, s.Drive)))
}

func refusedDrives(t *testing.T, s Storage) {
	for _, uuid := range []string{"", ".", "..", "../x", "-rf", "a/b", "a b", strings.Repeat("a", 37)} {
		drive := driver.Drive{UUID: uuid, Source: s.Drive.Source}
		require.Error(t, s.New().Create(t.Context(), drive, first), "%q", uuid)
		require.Error(t, s.New().Delete(t.Context(), drive, first), "%q", uuid)
		_, err := s.New().List(t.Context(), drive)
		require.Error(t, err, "%q", uuid)
	}
}

// apart deletes a snapshot of one drive and not that of another with its name.
func apart(t *testing.T, s Storage) {
	for _, drive := range []driver.Drive{s.Drive, s.Other} {
		require.NoError(t, s.New().Create(t.Context(), drive, first))
	}
	require.NoError(t, s.New().Delete(t.Context(), s.Other, first))
	require.Empty(t, list(t, s, s.Other))
	require.Equal(t, []string{first}, namesOf(list(t, s, s.Drive)))
}

// overlap creates one snapshot four times at once, and then deletes it so.
func overlap(t *testing.T, s Storage) {
	atOnce(t, func() error { return s.New().Create(t.Context(), s.Drive, first) })
	require.Equal(t, []string{first}, namesOf(list(t, s, s.Drive)))
	atOnce(t, func() error { return s.New().Delete(t.Context(), s.Drive, first) })
	require.Empty(t, list(t, s, s.Drive))
	if s.Settled != nil {
		s.Settled(t)
	}
}

func atOnce(t *testing.T, f func() error) {
	errs := make([]error, 4)
	var group sync.WaitGroup
	for i := range errs {
		group.Go(func() { errs[i] = f() })
	}
	group.Wait()
	for _, err := range errs {
		require.NoError(t, err)
	}
}

// cutOff calls under a context that has ended.
func cutOff(t *testing.T, s Storage) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	require.ErrorIs(t, s.New().Create(ctx, s.Drive, first), context.Canceled)
	require.Empty(t, list(t, s, s.Drive))
	require.NoError(t, s.New().Create(t.Context(), s.Drive, first))
	_, err := s.New().List(ctx, s.Drive)
	require.ErrorIs(t, err, context.Canceled)
}

// killed kills processes as they create. A snapshot that is listed after that is
// whole, and the next Create makes it so.
func killed(t *testing.T, s Storage) {
	if s.Create == nil {
		t.Skip("no process to kill")
	}
	whole := timed(t, s)
	seen := 0
	for range s.Kills {
		run := s.Create(first)
		require.NoError(t, run.Start())
		time.Sleep(rand.N(whole + whole/2))
		_ = run.Process.Kill()
		_ = run.Wait()
		if len(list(t, s, s.Drive)) == 1 {
			seen++
		} else if seen%2 == 0 { // sometimes the next process meets the rest
			require.NoError(t, s.New().Create(t.Context(), s.Drive, first))
		}
		if items := list(t, s, s.Drive); len(items) == 1 {
			require.Equal(t, first, items[0].Name)
			s.Restore(t, first)
			empty(t, s)
		}
	}
	t.Logf("%d of %d processes had made their snapshots", seen, s.Kills)
	// The last may have left a rest, which a Create of the name removes.
	require.NoError(t, s.New().Create(t.Context(), s.Drive, first))
}

// timed returns how long a process takes to create a snapshot.
func timed(t *testing.T, s Storage) time.Duration {
	begin := time.Now()
	output, err := s.Create(first).CombinedOutput()
	require.NoError(t, err, "%s", output)
	require.Len(t, list(t, s, s.Drive), 1)
	took := time.Since(begin)
	empty(t, s)
	return took
}

// remove deletes one of two snapshots, and then again.
func remove(t *testing.T, s Storage) {
	const second = "0f1e-22@2025-06-02T01:00:00Z"
	require.NoError(t, s.New().Create(t.Context(), s.Drive, first))
	require.NoError(t, s.New().Create(t.Context(), s.Drive, second))
	for range 2 {
		require.NoError(t, s.New().Delete(t.Context(), s.Drive, first))
		require.Equal(t, []string{second}, namesOf(list(t, s, s.Drive)))
	}
}

// empty deletes all snapshots.
func empty(t *testing.T, s Storage) {
	for _, drive := range []driver.Drive{s.Drive, s.Other} {
		for _, item := range list(t, s, drive) {
			require.NoError(t, s.New().Delete(t.Context(), drive, item.Name))
		}
		require.Empty(t, list(t, s, drive))
	}
	if s.Settled != nil {
		s.Settled(t)
	}
}

func list(t *testing.T, s Storage, drive driver.Drive) []inventory.Item {
	t.Helper()
	items, err := s.New().List(t.Context(), drive)
	require.NoError(t, err)
	return items
}

func namesOf(items []inventory.Item) (names []string) {
	for _, item := range items {
		names = append(names, item.Name)
	}
	slices.Sort(names)
	return names
}
