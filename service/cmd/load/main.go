// Command load measures the service under load: the runs of many drives that come
// due at once, beside a River worker that does the same statements without the
// service; and a page of schedulers beside the SELECT of its rows. PostgreSQL's
// server is started for it, in a temporary directory.
//
//	go run ./cmd/load -sqlite 10000 -postgres 100000 -rounds 1
//
// is the full size, and takes up to an hour. The flags are
//
//	-sqlite, -postgres   the number of drives on either database; 0 leaves it out
//	-schedulers          the number of schedulers for the page; 0 leaves it out
//	-rounds              how often each side runs; its shortest time counts
//	-workers             the number of workers of each of River's queues
//	-poll                River's pause between two fetches
package main

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/longcase/longcase/service"
	"github.com/longcase/longcase/service/internal/postgres"
)

// options are the numbers of the flags.
type options struct {
	drives, schedulers, workers, rounds int
	poll                                time.Duration
	out                                 io.Writer
}

func main() {
	o := options{out: os.Stdout}
	sqlite := flag.Int("sqlite", 10_000, "`number` of drives on SQLite; 0 leaves SQLite out")
	large := flag.Int("postgres", 100_000, "`number` of drives on PostgreSQL; 0 leaves PostgreSQL out")
	flag.IntVar(&o.schedulers, "schedulers", 10_000, "`number` of schedulers; 0 leaves the page out")
	flag.IntVar(&o.workers, "workers", 10, "`number` of workers of each queue")
	flag.IntVar(&o.rounds, "rounds", 3, "`number` of times that each side runs")
	flag.DurationVar(&o.poll, "poll", 5*time.Millisecond, "River's `pause` between two fetches")
	flag.Parse()
	if err := both(context.Background(), o, *sqlite, *large); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

// both measures on SQLite and on PostgreSQL.
func both(ctx context.Context, o options, sqlite, large int) error {
	directory, err := os.MkdirTemp("", "load")
	if err != nil {
		return err
	}
	defer os.RemoveAll(directory)
	if o.drives = sqlite; sqlite > 0 {
		if err := measure(ctx, &server{directory: directory}, "SQLite", o); err != nil {
			return err
		}
	}
	if o.drives = large; large == 0 {
		return nil
	}
	cluster, err := postgres.Start()
	if err != nil {
		return err
	}
	err = measure(ctx, &server{dialect: service.PostgreSQL, cluster: cluster}, "PostgreSQL", o)
	return errors.Join(err, cluster.Remove())
}

func measure(ctx context.Context, s *server, name string, o options) error {
	if o.schedulers > 0 {
		if err := page(ctx, s, name, o); err != nil {
			return err
		}
	}
	first, err := s.address(ctx, "first", "")
	if err != nil {
		return err
	}
	w, err := prepare(ctx, s, first)
	if err != nil {
		return fmt.Errorf("preparing: %w", err)
	}
	script, err := w.record(ctx, s)
	if err != nil {
		return fmt.Errorf("recording: %w", err)
	}
	statements, transactions := script.size()
	fmt.Fprintf(o.out, "%s: %d drives, %d statements in %d transactions for each\n", name, o.drives, statements, transactions)
	many, err := s.address(ctx, "many", first)
	if err != nil {
		return err
	}
	if err := with(many, func(db *sql.DB) error { return multiply(ctx, db, s.dialect, o.drives) }); err != nil {
		return fmt.Errorf("multiplying: %w", err)
	}
	return w.compare(ctx, s, script, many, o)
}

// with calls a function with an open database.
func with(address string, f func(*sql.DB) error) error {
	db, _, err := service.Open(address)
	if err != nil {
		return err
	}
	return errors.Join(f(db), db.Close())
}
