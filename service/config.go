package service

import (
	"cmp"
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	_ "modernc.org/sqlite"             // the driver "sqlite"

	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/service/driver"
	"github.com/longcase/longcase/service/internal/store"
)

// Dialect is the kind of a database. The zero value is [SQLite].
type Dialect = store.Dialect

// The databases that the service runs on.
const (
	SQLite     = store.SQLite
	PostgreSQL = store.PostgreSQL
)

// Open opens a database: PostgreSQL for a text that begins with "postgres://" or
// "postgresql://", and otherwise the file of SQLite with this path, which is made
// if it does not exist.
//
// SQLite's commits are on the disk when they return, and its only connection makes
// transactions wait for each other.
func Open(database string) (*sql.DB, Dialect, error) {
	if strings.HasPrefix(database, "postgres://") || strings.HasPrefix(database, "postgresql://") {
		db, err := sql.Open("pgx", database)
		if err != nil {
			return nil, PostgreSQL, err
		}
		db.SetMaxOpenConns(20)
		db.SetMaxIdleConns(20)
		return db, PostgreSQL, nil
	}
	const pragmas = "?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=busy_timeout(5000)&_txlock=immediate"
	db, err := sql.Open("sqlite", "file:"+strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(database)+pragmas)
	if err != nil {
		return nil, SQLite, err
	}
	db.SetMaxOpenConns(1)
	return db, SQLite, nil
}

// Config configures a [Service]. DB and Driver are required.
type Config struct {
	// DB is the database, with River's tables and the service's. A database of
	// SQLite has at most one open connection, and one process.
	DB *sql.DB
	// Dialect is the kind of DB.
	Dialect Dialect
	// Driver takes, deletes and lists snapshots.
	Driver driver.Driver
	// Notify sends a notice to its owner; nil keeps notices unsent. It may get a
	// notice twice, after a crash, and then with the same ID.
	Notify func(context.Context, Notice) error
	// CatchUp chooses the occurrences to run after an outage. The zero value runs
	// the latest that was missed. An occurrence up to five minutes late was not
	// missed.
	CatchUp schedule.CatchUp
	// Spread bounds the delay of a drive's occurrences, so that drives with one
	// scheduler do not all start at once: see fleet.Spread. 0 delays none.
	Spread time.Duration
	// Guard refuses plans that delete too much. The zero value refuses to delete
	// more than half of a drive's snapshots at once; a Percent of 100 refuses
	// nothing.
	Guard retention.Guard
	// Workers is the number of snapshots taken at once by this process. As many are
	// deleted, and as many plans made. 0 is 10.
	Workers int
	// Lease is how long a process without a sign of life keeps a run. 0 is 30
	// seconds. Others resume the run within half as long again. The clocks of several
	// machines must agree to less than a lease: the faster of two takes the other's
	// runs away, and snapshots are begun twice, though none is recorded twice.
	Lease time.Duration
	// Poll is the pause between two looks at the database for runs that are due.
	// 0 is a second.
	Poll time.Duration
	// Name identifies the process in leases. "" is made of the host's name, the
	// process id and random letters.
	Name string
	// Clock returns the present instant. It is for tests, and River runs by it too;
	// nil is time.Now, and for River the clock of PostgreSQL's server.
	Clock func() time.Time
	// Log receives what happens; nil is slog.Default.
	Log *slog.Logger
}

// withDefaults returns the configuration with defaults in place of zero values.
func (c Config) withDefaults() (Config, error) {
	switch {
	case c.DB == nil:
		return c, fmt.Errorf("Config.DB: nil: want a database")
	case c.Driver == nil:
		return c, fmt.Errorf("Config.Driver: nil: want a driver")
	}
	c.Workers = cmp.Or(max(c.Workers, 0), 10)
	c.Lease = cmp.Or(max(c.Lease, 0), 30*time.Second)
	c.Poll = cmp.Or(max(c.Poll, 0), time.Second)
	c.Name = cmp.Or(c.Name, processName())
	if c.Guard == (retention.Guard{}) {
		c.Guard.Percent = 50
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	return c, nil
}

func processName() string {
	host, _ := os.Hostname()
	return fmt.Sprintf("%s/%d/%s", host, os.Getpid(), rand.Text()[:6])
}

// clock is the configured clock as River asks for it.
type clock func() time.Time

func (c clock) Now() time.Time { return c() }

// NowOrNil returns the time for River's queries.
func (c clock) NowOrNil() *time.Time {
	now := c()
	return &now
}
