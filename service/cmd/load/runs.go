package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"time"

	"github.com/longcase/longcase/inventory"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule/fleet"
	"github.com/longcase/longcase/service"
	"github.com/longcase/longcase/service/driver"
)

const (
	owner = "ffffffff-0000-4000-8000-00000000000f"
	// first is the first drive. The others have other digits in front.
	first = "00000001-0000-4000-8000-000000000000"

	hourly = `{"name":"hourly","type":"snapshot","is_enabled":true,"is_default":false,
	"manual_incremental_backup":"","incremental_backup":{"day_of_week":"*","day_of_month":"*","month":"*",
	"hour":"*","minute":"0","repeat":{"hour":"","minute":""},"start_time":{},"end_time":{}},
	"retention_policy":{"name":"","rules":[{"period":"days","quantity":1}]},"user_timezone":"Etc/UTC"}`
)

// idle is a driver that does nothing, and lists the snapshot of the occurrence that
// all drives wait for.
type idle struct{ due time.Time }

func (idle) Create(context.Context, driver.Drive, string) error { return nil }
func (idle) Delete(context.Context, driver.Drive, string) error { return nil }

func (i idle) List(_ context.Context, d driver.Drive) ([]inventory.Item, error) {
	name := fleet.Occurrence{Key: d.UUID, Fire: fleet.Fire{Nominal: i.due}}.String()
	return []inventory.Item{{Name: name, Snapshot: retention.Snapshot{Created: i.due}}}, nil
}

// world is what all databases have in common: an hour that is due, and an hourly
// scheduler.
type world struct {
	due       time.Time
	scheduler string
	original  string
}

// prepare makes a database with one drive, which waits for the world's hour.
func prepare(ctx context.Context, s *server, address string) (w world, err error) {
	w = world{due: time.Now().UTC().Truncate(time.Hour), original: address}
	return w, with(address, func(db *sql.DB) error {
		before := func() time.Time { return w.due.Add(-30 * time.Minute) }
		v, err := w.service(ctx, s, db, options{workers: 1, poll: time.Second}, before)
		if err != nil {
			return err
		}
		created, _, err := v.CreateSchedulers(ctx, owner, []byte(hourly))
		if err != nil {
			return err
		}
		w.scheduler = created[0].UUID()
		if err := v.AddDrive(ctx, service.Drive{UUID: first, Owner: owner}); err != nil {
			return err
		}
		if _, err := v.Link(ctx, owner, first, w.scheduler); err != nil {
			return err
		}
		return makeDue(ctx, db)
	})
}

// service returns a service on a copy of the world's database.
func (w world) service(
	ctx context.Context, s *server, db *sql.DB, o options, clock func() time.Time,
) (*service.Service, error) {
	return service.New(ctx, service.Config{
		DB: db, Dialect: s.dialect, Driver: idle{w.due}, Guard: retention.Guard{Percent: 100},
		Workers: o.workers, Poll: o.poll, Lease: time.Hour, Clock: clock,
		Log: errorLog(),
	})
}

// errorLog prints errors alone.
func errorLog() *slog.Logger {
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError}))
}

// after returns a clock that runs from a second after the world's hour.
func (w world) after() func() time.Time {
	start := time.Now()
	return func() time.Time { return w.due.Add(time.Second + time.Since(start)) }
}

// record returns the statements of the first drive's runs.
func (w world) record(ctx context.Context, s *server) (script, error) {
	address, err := s.address(ctx, "recorded", w.original)
	if err != nil {
		return nil, err
	}
	db, _, err := service.Open(address)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	r := &recorder{driver: db.Driver(), name: address}
	recorded := sql.OpenDB(r)
	if s.dialect == service.SQLite {
		recorded.SetMaxOpenConns(1)
	}
	defer recorded.Close()
	v, err := w.service(ctx, s, recorded, options{workers: 1, poll: 20 * time.Millisecond}, w.after())
	if err != nil {
		return nil, err
	}
	if _, err := timed(ctx, recorded, 2, v.Run, func() {}); err != nil {
		return nil, err
	}
	return newScript(r.transactions, first), nil
}

// timed returns how long a function takes to end a number of runs. At each quarter
// it calls another.
func timed(
	ctx context.Context, db *sql.DB, runs int, f func(context.Context) error, quarter func(),
) (time.Duration, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan error, 1)
	start := time.Now()
	go func() { ended <- f(ctx) }()
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for next := 1; ; {
		select {
		case err := <-ended:
			return 0, errors.Join(errors.New("ended early"), err)
		case <-tick.C:
		}
		var done int
		if err := db.QueryRowContext(ctx, "SELECT count(*) FROM runs WHERE state = 'done'").Scan(&done); err != nil {
			return 0, err
		}
		if done >= runs {
			took := time.Since(start)
			quarter()
			stop()
			<-ended
			return took, nil
		}
		if done*4 >= next*runs {
			next++
			quarter()
		}
	}
}

// sides are compared: the service, and bare workers whose runs have as many
// transactions as the service's, or a single one.
var sides = [...]string{"service", "bare", "single"}

// compare times the sides by turns, each on a copy of a database, and prints the
// shortest times: other work of the machine only adds to them.
func (w world) compare(ctx context.Context, s *server, script script, many string, o options) error {
	var best [len(sides)]time.Duration
	for round := range o.rounds {
		for i, side := range sides {
			db, err := s.copyOf(ctx, fmt.Sprint(side, round), many)
			if err != nil {
				return err
			}
			b := bare{db, script, []string{owner, w.scheduler}, side == "single"}
			took, err := w.time(ctx, s, b, side, o)
			if err := errors.Join(err, db.Close()); err != nil {
				return err
			}
			fmt.Printf("  %s: %.1f s\n", side, took.Seconds())
			if best[i] == 0 || took < best[i] {
				best[i] = took
			}
		}
	}
	for i, side := range sides {
		fmt.Printf("  %s: %.0f runs a second; the service takes %.2fx\n",
			side, float64(2*o.drives)/best[i].Seconds(), best[0].Seconds()/best[i].Seconds())
	}
	return nil
}

// time returns how long a side takes for each drive's occurrence and plan.
func (w world) time(ctx context.Context, s *server, b bare, side string, o options) (time.Duration, error) {
	if side != sides[0] {
		return timed(ctx, b.db, 2*o.drives, func(ctx context.Context) error {
			return b.run(ctx, s.dialect, o.workers, o.poll)
		}, func() {})
	}
	v, err := w.service(ctx, s, b.db, o, w.after())
	if err != nil {
		return 0, err
	}
	return timed(ctx, b.db, 2*o.drives, v.Run, printHeap)
}

// printHeap prints the bytes in use.
func printHeap() {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	fmt.Printf("  heap: %.1f MB\n", float64(m.HeapAlloc)/1e6)
}
