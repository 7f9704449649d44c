package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime"
	"runtime/debug"
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

	// daily is due at midnight, so that the next occurrence is far from any measure.
	daily = `{"name":"daily","type":"snapshot","is_enabled":true,"is_default":false,
	"manual_incremental_backup":"","incremental_backup":{"day_of_week":"*","day_of_month":"*","month":"*",
	"hour":"0","minute":"0","repeat":{"hour":"","minute":""},"start_time":{},"end_time":{}},
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

// world is what all databases have in common: a midnight that is due, and a daily
// scheduler.
type world struct {
	due       time.Time
	scheduler string
	original  string
}

// prepare makes a database with one drive, which waits for the world's midnight.
func prepare(ctx context.Context, s *server, address string) (w world, err error) {
	w = world{due: time.Now().UTC().Truncate(24 * time.Hour), original: address}
	return w, with(address, func(db *sql.DB) error {
		before := func() time.Time { return w.due.Add(-30 * time.Minute) }
		v, err := w.service(ctx, s, db, options{workers: 1, poll: time.Second}, before)
		if err != nil {
			return err
		}
		created, _, err := v.CreateSchedulers(ctx, owner, []byte(daily))
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

// after returns a clock that runs from a second after the world's midnight.
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
	if _, err := timed(ctx, recorded, 2, v.Run, func(time.Duration) {}); err != nil {
		return nil, err
	}
	return newScript(r.transactions)
}

// timed returns how long a function takes to end a number of runs. At each quarter
// it calls another.
func timed(
	ctx context.Context, db *sql.DB, runs int, f func(context.Context) error, quarter func(time.Duration),
) (time.Duration, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan error, 1)
	start := time.Now()
	go func() { ended <- f(ctx) }()
	for next, pause := 1, time.Duration(0); ; {
		select {
		case err := <-ended:
			return 0, errors.Join(errors.New("ended early"), err)
		case <-time.After(pause):
		}
		asked := time.Now()
		done, err := countDone(ctx, db)
		if err != nil {
			return 0, err
		}
		took := time.Since(start)
		// Counting takes time from the work: a fortieth of it, at most.
		pause = max(20*time.Millisecond, 40*time.Since(asked))
		if done*4 >= next*runs {
			next = done*4/runs + 1
			quarter(took)
		}
		if done >= runs {
			stop()
			<-ended
			return took, nil
		}
	}
}

func countDone(ctx context.Context, db *sql.DB) (n int, err error) {
	err = db.QueryRowContext(ctx, "SELECT count(*) FROM runs WHERE state = 'done'").Scan(&n)
	return n, err
}

// sides are compared: the service, and bare workers whose runs have as many
// transactions as the service's, or a single one.
var sides = [...]string{"service", "bare", "single"}

// cost is how long a side takes by the clock, and by the processors of this process
// and of PostgreSQL's, which other work of the machine lengthens less.
type cost struct{ clock, processor time.Duration }

// compare times the sides by turns, each on a copy of a database, and prints the
// shortest times: other work of the machine only adds to them.
func (w world) compare(ctx context.Context, s *server, script script, many string, o options) error {
	var best [len(sides)]cost
	for round := range o.rounds {
		for i, side := range sides {
			c, err := w.onCopy(ctx, s, script, many, fmt.Sprint(side, round), side, o)
			if err != nil {
				return fmt.Errorf("%s: %w", side, err)
			}
			fmt.Fprintf(o.out, "  %s: %.1f s, processors %.1f s\n", side, c.clock.Seconds(), c.processor.Seconds())
			if round == 0 {
				best[i] = c
			}
			best[i] = cost{min(best[i].clock, c.clock), min(best[i].processor, c.processor)}
		}
	}
	for i, side := range sides {
		fmt.Fprintf(o.out, "  %s: %.0f runs a second; the service takes %.2fx, of the processors %.2fx\n",
			side, float64(2*o.drives)/best[i].clock.Seconds(),
			best[0].clock.Seconds()/best[i].clock.Seconds(), best[0].processor.Seconds()/best[i].processor.Seconds())
	}
	return nil
}

// onCopy times a side on a copy of a database, which it removes afterwards.
func (w world) onCopy(
	ctx context.Context, s *server, script script, many, name, side string, o options,
) (c cost, err error) {
	address, err := s.address(ctx, name, many)
	if err != nil {
		return c, err
	}
	debug.FreeOSMemory() // what came before is not the side's
	before := s.processor()
	err = with(address, func(db *sql.DB) (err error) {
		b := bare{db, script, []string{owner, w.scheduler}, side == "single"}
		c.clock, err = w.time(ctx, s, b, side, o)
		return err
	})
	err = errors.Join(err, s.remove(ctx, address)) // waits for the ends of its connections
	c.processor = s.processor() - before
	return c, err
}

// time returns how long a side takes for each drive's occurrence and plan.
func (w world) time(ctx context.Context, s *server, b bare, side string, o options) (time.Duration, error) {
	run := func(ctx context.Context) error { return b.run(ctx, s.dialect, o.workers, o.poll) }
	if side == sides[0] {
		v, err := w.service(ctx, s, b.db, o, w.after())
		if err != nil {
			return 0, err
		}
		run = v.Run
	}
	return timed(ctx, b.db, 2*o.drives, run, func(after time.Duration) { printMemory(o.out, after) })
}

// printMemory prints the memory in use, and when: as the heap's bytes in use, and
// as the resident pages of the process.
func printMemory(out io.Writer, after time.Duration) {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	fmt.Fprintf(out, "    after %.1f s: heap %.1f MB, resident %.1f MB\n",
		after.Seconds(), float64(m.HeapAlloc)/1e6, float64(resident())/1e6)
}

// resident returns the bytes of the process in memory, as Linux tells them; 0 if it
// does not.
func resident() int {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	var size, pages int
	_, _ = fmt.Sscan(string(text), &size, &pages)
	return pages * os.Getpagesize()
}
