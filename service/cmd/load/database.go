package main

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/longcase/longcase/service"
	"github.com/longcase/longcase/service/internal/postgres"
)

// server holds databases of one kind: files of a directory, or those of a cluster.
type server struct {
	dialect   service.Dialect
	directory string
	cluster   *postgres.Cluster // nil for SQLite
	admin     string            // the address of another database of the cluster
}

// address makes an empty database, or a copy of another, and returns its address.
// Nobody is connected to the other.
func (s *server) address(ctx context.Context, name, original string) (string, error) {
	if s.cluster == nil {
		path := filepath.Join(s.directory, name)
		if original == "" {
			return path, nil
		}
		text, err := os.ReadFile(original)
		if err != nil {
			return "", err
		}
		return path, os.WriteFile(path, text, fs.FileMode(0o600))
	}
	if original == "" {
		address, err := s.cluster.Database(name)
		s.admin = strings.Replace(address, "/"+name+"?", "/postgres?", 1)
		return address, err
	}
	u, err := url.Parse(original)
	if err != nil {
		return "", err
	}
	db, _, err := service.Open(s.admin)
	if err != nil {
		return "", err
	}
	defer db.Close()
	_, err = db.ExecContext(ctx, "CREATE DATABASE "+name+" TEMPLATE "+u.Path[1:])
	u.Path = "/" + name
	return u.String(), err
}

// remove removes a database to which nobody is connected.
func (s *server) remove(ctx context.Context, address string) error {
	if s.cluster == nil {
		return os.Remove(address)
	}
	u, err := url.Parse(address)
	if err != nil {
		return err
	}
	return with(s.admin, func(db *sql.DB) error { return execute(ctx, db, "DROP DATABASE "+u.Path[1:]) })
}

// processor returns the processor time used by this process, and by connections with
// PostgreSQL that ended.
func (s *server) processor() time.Duration {
	var usage syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &usage) // cannot fail for this process
	own := time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
	if s.cluster == nil {
		return own
	}
	return own + s.cluster.Processor()
}

// dialects are the parts in which the statements of multiply differ: the number of
// a drive in eight digits, and the text and the value of a job's arguments.
var dialects = map[service.Dialect][3]string{
	service.SQLite:     {"printf('%08x', i)", "json(args)", "jsonb(%s)"},
	service.PostgreSQL: {"lpad(to_hex(i), 8, '0')", "args::text", "(%s)::jsonb"},
}

// makeDue leaves the first drive its occurrence alone, whose job is fetched at once,
// since otherwise River's leader would have to find it due.
func makeDue(ctx context.Context, db *sql.DB) error {
	return execute(ctx, db,
		"DELETE FROM runs WHERE kind <> 'take'",
		"DELETE FROM river_job WHERE queue <> 'take'",
		"UPDATE river_job SET state = 'available'")
}

// multiply makes the first drive n drives, each with its pending run and its job.
func multiply(ctx context.Context, db *sql.DB, dialect service.Dialect, n int) error {
	number, text, value := dialects[dialect][0], dialects[dialect][1], dialects[dialect][2]
	with := fmt.Sprintf("WITH RECURSIVE numbers(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM numbers WHERE i < %d) ", n)
	renumbered := func(column string) string { return number + " || substr(" + column + ", 9)" }
	args := fmt.Sprintf(value, "replace("+text+", (SELECT id FROM runs LIMIT 1), "+
		"(SELECT "+renumbered("id")+" FROM runs LIMIT 1))")
	const job = "attempt, created_at, kind, max_attempts, metadata, priority, queue, scheduled_at, state, tags"
	const run = "kind, scheduler, nominal, due, state, reason, missed, until, attempts, wake, token, " +
		"holder, heartbeat, expiry, created, started, ended"
	const drive = "owner, name, source, document, scheduler, since, last, plan, planned, created"
	return execute(ctx, db,
		with+"INSERT INTO river_job (id, args, "+job+") SELECT 100000000 + i, "+args+", "+job+
			" FROM numbers, river_job",
		with+"INSERT INTO runs (id, drive, name, job, "+run+") SELECT "+renumbered("id")+", "+
			renumbered("drive")+", "+renumbered("name")+", 100000000 + i, "+run+" FROM numbers, runs",
		with+"INSERT INTO drives (uuid, "+drive+") SELECT "+renumbered("uuid")+", "+drive+
			" FROM numbers, drives",
		"ANALYZE")
}

// execute does statements without arguments.
func execute(ctx context.Context, db *sql.DB, statements ...string) error {
	for _, statement := range statements {
		if _, err := db.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("%s: %w", statement, err)
		}
	}
	return nil
}
