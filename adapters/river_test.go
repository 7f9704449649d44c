package adapters_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
	"github.com/stretchr/testify/require"
	_ "modernc.org/sqlite" // River's database, in memory

	"github.com/longcase/longcase/schedule"
)

var _ river.PeriodicSchedule = schedule.Cron{}

// snapshot is the argument of a job: the kind of rule that made it.
type snapshot struct {
	Rule string `json:"rule"`
}

func (snapshot) Kind() string { return "snapshot" }

// TestRiver runs a client of River around each change, with a periodic job for
// each kind of rule, and reads from its table which jobs it inserted.
func TestRiver(t *testing.T) {
	eachChange(t, func(t *testing.T, c change) {
		_, driver := riverDatabase(t)
		var periodic []*river.PeriodicJob
		for kind := range rules() {
			periodic = append(periodic, periodicJob(kind, c.schedule(t, kind)))
		}
		client := startRiver(t, driver, snapshots(), periodic)
		sleepUntil(t, c.to)
		inserted := insertedJobs(t, client)
		for kind := range rules() {
			require.Equal(t, c.want(kind), clocks(inserted[kind]), kind)
		}
		require.NoError(t, client.Stop(t.Context()))
	})
}

// TestRiverForgets restarts a client while an occurrence is due. The next
// client does not know that there was any: River's documentation says so, and
// the documentation of this package repeats it.
func TestRiverForgets(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := changes["Berlin's gap"]
		sleepUntil(t, c.from)
		_, driver := riverDatabase(t)
		for _, pause := range []string{"2025-03-30T00:55:00Z", "2025-03-30T01:55:00Z"} {
			client := startRiver(t, driver, snapshots(), []*river.PeriodicJob{periodicJob("halves", c.schedule(t, "halves"))})
			sleepUntil(t, pause)
			require.NoError(t, client.Stop(t.Context()))
			time.Sleep(10 * time.Minute)
		}
		client := startRiver(t, driver, snapshots(), nil)
		require.Equal(t, []string{"00:30", "01:30"}, clocks(insertedJobs(t, client)["halves"]), "01:00 and 02:00 are lost")
		require.NoError(t, client.Stop(t.Context()))
	})
}

// TestRiverNever runs a client with an adapter that is empty.
func TestRiverNever(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, driver := riverDatabase(t)
		client := startRiver(t, driver, snapshots(), []*river.PeriodicJob{periodicJob("never", nil)})
		time.Sleep(10 * time.Minute)
		require.Empty(t, insertedJobs(t, client))
		require.NoError(t, client.Stop(t.Context()))
	})
}

func periodicJob(kind string, s schedule.Sequence) *river.PeriodicJob {
	constructor := func() (river.JobArgs, *river.InsertOpts) { return snapshot{kind}, nil }
	return river.NewPeriodicJob(schedule.Cron{Sequence: s}, constructor, nil)
}

// riverDatabase returns a database in memory with River's tables.
func riverDatabase(t *testing.T) (*sql.DB, *riversqlite.Driver) {
	t.Helper()
	db, err := sql.Open("sqlite", ":memory:")
	require.NoError(t, err)
	db.SetMaxOpenConns(1) // a second connection is a second database
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	driver := riversqlite.New(db)
	migrator, err := rivermigrate.New(driver, &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	_, err = migrator.Migrate(t.Context(), rivermigrate.DirectionUp, nil)
	require.NoError(t, err)
	return db, driver
}

// snapshots returns the workers of periodic jobs, which do nothing.
func snapshots() *river.Workers {
	workers := river.NewWorkers()
	river.AddWorker(workers, river.WorkFunc(func(context.Context, *river.Job[snapshot]) error { return nil }))
	return workers
}

// startRiver starts a client, which becomes the leader.
func startRiver(
	t *testing.T, driver *riversqlite.Driver, workers *river.Workers, periodic []*river.PeriodicJob,
) *river.Client[*sql.Tx] {
	t.Helper()
	client, err := river.NewClient(driver, &river.Config{
		Logger:            slog.New(slog.DiscardHandler),
		FetchPollInterval: 10 * time.Minute,
		PollOnly:          true,
		Queues:            map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 1}},
		Workers:           workers,
		PeriodicJobs:      periodic,
	})
	require.NoError(t, err)
	require.NoError(t, client.Start(t.Context()))
	return client
}

// insertedJobs returns, by kind of rule, the instants for which jobs stand in
// River's table.
func insertedJobs(t *testing.T, client *river.Client[*sql.Tx]) map[string][]time.Time {
	t.Helper()
	list, err := client.JobList(t.Context(), river.NewJobListParams().First(1000))
	require.NoError(t, err)
	inserted := map[string][]time.Time{}
	for _, row := range list.Jobs {
		job := river.Job[snapshot]{JobRow: row}
		require.NoError(t, json.Unmarshal(row.EncodedArgs, &job.Args))
		inserted[job.Args.Rule] = append(inserted[job.Args.Rule], row.ScheduledAt)
	}
	return inserted
}
