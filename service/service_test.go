package service_test

import (
	"context"
	"database/sql"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/service"
	"github.com/longcase/longcase/service/driver"
	"github.com/longcase/longcase/service/driver/directory"
	"github.com/longcase/longcase/service/internal/faults"
	"github.com/longcase/longcase/service/internal/postgres"
)

// onEach runs a test on a fresh database of each kind, in a bubble in which hours
// pass at once when everybody waits. It is midnight on 2000-01-01 in UTC.
func onEach(t *testing.T, test func(t *testing.T, w *world)) {
	if testing.Short() {
		t.Skip("hours of River's polls take a while")
	}
	t.Run("sqlite", func(t *testing.T) {
		bubble(t, filepath.Join(t.TempDir(), "longcase.db"), nil, test)
	})
	t.Run("postgres", func(t *testing.T) {
		cluster := postgres.ForTest(t)
		address, err := cluster.Database("longcase")
		require.NoError(t, err)
		bubble(t, address, cluster, test)
	})
}

func bubble(t *testing.T, database string, cluster *postgres.Cluster, test func(t *testing.T, w *world)) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, database)
		w.cluster = cluster
		defer w.stopAll()
		test(t, w)
	})
}

// world is a database, a storage, and an owner of a drive with a scheduler.
type world struct {
	t                *testing.T
	database         string
	cluster          *postgres.Cluster // nil for SQLite
	storage          *directory.Driver
	drive            driver.Drive
	owner, scheduler string
	configure        func(*service.Config) // changes the next daemon
	daemons          []*daemon
	s                *service.Service // for requests, on a connection of its own
}

const hourly = `{"name":"hourly","type":"snapshot","is_enabled":true,"is_default":false,
	"manual_incremental_backup":"","incremental_backup":{"day_of_week":"*","day_of_month":"*","month":"*",
	"hour":"*","minute":"0","repeat":{"hour":"","minute":""},"start_time":{},"end_time":{}},
	"retention_policy":{"name":"","rules":[{"period":"days","quantity":1}]},"user_timezone":"Etc/UTC"}`

// newWorld returns a world with an hourly scheduler that keeps snapshots for a day.
func newWorld(t *testing.T, database string) *world {
	w := &world{t: t, database: database, owner: uuid.NewString(), configure: func(*service.Config) {}}
	w.storage = directory.New(t.TempDir())
	w.drive = driver.Drive{UUID: uuid.NewString(), Source: t.TempDir()}
	require.NoError(t, os.WriteFile(filepath.Join(w.drive.Source, "file"), []byte("text"), 0o600))
	w.s = w.service()
	created, _, err := w.s.CreateSchedulers(t.Context(), w.owner, []byte(hourly))
	require.NoError(t, err)
	w.scheduler = created[0].UUID()
	require.NoError(t, w.s.AddDrive(t.Context(), service.Drive{
		UUID: w.drive.UUID, Owner: w.owner, Source: w.drive.Source,
	}))
	w.link(w.scheduler)
	require.NoError(t, w.s.PauseDeletions(t.Context(), w.owner, false))
	return w
}

func (w *world) link(scheduler string) {
	_, err := w.s.Link(w.t.Context(), w.owner, w.drive.UUID, scheduler)
	require.NoError(w.t, err)
}

// service returns a service on the database. SQLite's only connection is shared.
func (w *world) service() *service.Service {
	db, dialect, err := service.Open(w.database)
	require.NoError(w.t, err)
	w.t.Cleanup(func() { db.Close() })
	return w.serviceOn(db, dialect)
}

func (w *world) serviceOn(db *sql.DB, dialect service.Dialect) *service.Service {
	config := service.Config{
		DB: db, Dialect: dialect, Driver: w.storage, Workers: 4, Poll: 10 * time.Second,
		Clock: time.Now, // the bubble's, also for River
		Log:   slog.New(slog.NewTextHandler(w.t.Output(), &slog.HandlerOptions{Level: slog.LevelError + 1})),
	}
	w.configure(&config)
	s, err := service.New(w.t.Context(), config)
	require.NoError(w.t, err)
	return s
}

// daemon is a process, as far as a goroutine can be one.
type daemon struct {
	db    *sql.DB
	stop  context.CancelFunc
	ended chan error
	once  sync.Once
}

// start starts a daemon with a connection of its own.
func (w *world) start() *daemon {
	db, dialect, err := service.Open(w.database)
	require.NoError(w.t, err)
	s := w.serviceOn(db, dialect)
	ctx, stop := context.WithCancel(w.t.Context())
	d := &daemon{db: db, stop: stop, ended: make(chan error, 1)}
	go func() { d.ended <- s.Run(ctx) }()
	w.daemons = append(w.daemons, d)
	return d
}

// end lets a daemon finish.
func (d *daemon) end() {
	d.once.Do(func() {
		d.stop()
		<-d.ended
		d.db.Close()
	})
}

// kill takes a daemon's database away before it can say goodbye.
func (d *daemon) kill() {
	d.once.Do(func() {
		d.db.Close()
		d.stop()
		<-d.ended
	})
}

func (w *world) stopAll() {
	for _, d := range w.daemons {
		d.end()
	}
}

func (w *world) runs(kind string) (list []service.Run) {
	runs, err := w.s.Runs(w.t.Context(), w.owner, w.drive.UUID, 100_000)
	require.NoError(w.t, err)
	for _, r := range runs {
		if r.Kind == kind {
			list = append([]service.Run{r}, list...)
		}
	}
	return list
}

// states counts the runs of a kind by state.
func (w *world) states(kind string) map[string]int {
	count := map[string]int{}
	for _, r := range w.runs(kind) {
		count[r.State]++
	}
	return count
}

// check holds the database against the schedule from an instant up to the pending
// occurrence, against the retention, and against the storage.
func (w *world) check(from time.Time) {
	w.t.Helper()
	require.NoError(w.t, w.state(from).Check())
}

// checkStorage requires that the database knows the storage's snapshots, and no
// others.
func (w *world) checkStorage() {
	w.t.Helper()
	require.NoError(w.t, w.state(midnight).CheckStorage())
}

// state reads what the database and the storage have of the drive.
func (w *world) state(from time.Time) faults.State {
	document, err := cloudsigma.Parse([]byte(hourly))
	require.NoError(w.t, err)
	state := faults.State{Policy: document.Schedulers()[0].Policy(), From: from, Late: true}
	state.Runs, err = w.s.Runs(w.t.Context(), w.owner, w.drive.UUID, 100_000)
	require.NoError(w.t, err)
	state.Known, err = w.s.SnapshotRecords(w.t.Context(), w.owner, w.drive.UUID)
	require.NoError(w.t, err)
	state.Listed, err = w.storage.List(w.t.Context(), w.drive)
	require.NoError(w.t, err)
	return state
}
