package adapters_test

import (
	"context"
	"database/sql"
	"testing"
	"testing/synctest"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/schedule"
)

// occurrence is a job that is one occurrence of a schedule.
type occurrence struct {
	At time.Time `json:"at"`
}

func (occurrence) Kind() string { return "occurrence" }

// chain is a worker that ends each job and inserts the next in one transaction.
type chain struct {
	river.WorkerDefaults[occurrence]
	db       *sql.DB
	schedule schedule.Schedule
}

func (c chain) Work(ctx context.Context, job *river.Job[occurrence]) error {
	tx, err := c.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing after Commit
	if next, ok := c.schedule.Next(job.Args.At); ok {
		client := river.ClientFromContext[*sql.Tx](ctx)
		if _, err := client.InsertTx(ctx, tx, occurrence{next}, at(next)); err != nil {
			return err
		}
	}
	if _, err := river.JobCompleteTx[*riversqlite.Driver](ctx, tx, job); err != nil {
		return err
	}
	return tx.Commit()
}

// at returns the options of a job that runs at an instant, once.
func at(next time.Time) *river.InsertOpts {
	return &river.InsertOpts{ScheduledAt: next, UniqueOpts: river.UniqueOpts{ByArgs: true}}
}

// TestRiverChain restarts a client while occurrences are due, as TestRiverForgets
// does, but the next occurrence is a row of the table. None is lost.
func TestRiverChain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := changes["Berlin's gap"]
		sleepUntil(t, c.from)
		db, driver := riverDatabase(t)
		worker := chain{db: db, schedule: c.schedule(t, "halves")}
		start := func() *river.Client[*sql.Tx] {
			workers := river.NewWorkers()
			river.AddWorker(workers, worker)
			return startRiver(t, driver, workers, nil)
		}
		client := start()
		first, _ := worker.schedule.Next(time.Now())
		_, err := client.Insert(t.Context(), occurrence{first}, at(first))
		require.NoError(t, err)
		for _, pause := range []string{"2025-03-30T00:55:00Z", "2025-03-30T01:55:00Z"} {
			sleepUntil(t, pause)
			require.NoError(t, client.Stop(t.Context()))
			time.Sleep(10 * time.Minute)
			client = start()
		}
		sleepUntil(t, c.to)
		list, err := client.JobList(t.Context(), river.NewJobListParams())
		require.NoError(t, err)
		var scheduled []time.Time
		for _, row := range list.Jobs {
			scheduled = append(scheduled, row.ScheduledAt)
		}
		pending := "03:00"
		require.Equal(t, append(c.want("halves"), pending), clocks(scheduled))
		require.NoError(t, client.Stop(t.Context()))
	})
}
