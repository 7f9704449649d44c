// Package store holds the service's rows: their types, the SQL that reads and
// writes them, and the migrations of their tables.
//
// SQLite and PostgreSQL share every statement but for the lock of a row and the
// type of a counting key. A statement finds and changes rows; which run is due,
// which snapshot is kept and who may see it is decided in Go.
package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
)

// Dialect is the kind of a database. The zero value is SQLite.
type Dialect uint8

const (
	SQLite Dialect = iota
	PostgreSQL
)

// Driver is River's driver of a database.
type Driver = riverdriver.Driver[*sql.Tx]

// River returns River's driver for a database of the dialect.
func (d Dialect) River(db *sql.DB) Driver {
	if d == PostgreSQL {
		return riverdatabasesql.New(db)
	}
	return riversqlite.New(db)
}

//go:embed migrations/*.sql
var migrations embed.FS

// migrationLock is the key of PostgreSQL's advisory lock under which one process
// migrates and others wait.
const migrationLock = 0x6c6f6e6763617365

// Migrate brings River's tables and the service's up to date. Several processes
// may call it at once.
func Migrate(ctx context.Context, db *sql.DB, dialect Dialect) error {
	if dialect == PostgreSQL {
		unlock, err := lockMigrations(ctx, db)
		if err != nil {
			return err
		}
		defer unlock()
	}
	migrator, err := rivermigrate.New(dialect.River(db), &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	if _, err := migrator.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("migrating River's tables: %w", err)
	}
	return InTx(ctx, db, dialect, migrate)
}

// lockMigrations takes the lock on a connection of its own, since the lock
// belongs to a session and not to a transaction.
func lockMigrations(ctx context.Context, db *sql.DB) (unlock func(), err error) {
	connection, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := connection.ExecContext(ctx, "SELECT pg_advisory_lock($1)", migrationLock); err != nil {
		connection.Close()
		return nil, err
	}
	return func() {
		connection.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", migrationLock)
		connection.Close()
	}, nil
}

// migrate runs the migrations that the database lacks, in the order of their
// names.
func migrate(tx *Tx) error {
	if _, err := tx.exec("CREATE TABLE IF NOT EXISTS migrations (version BIGINT PRIMARY KEY)"); err != nil {
		return err
	}
	var done int
	if err := tx.row("SELECT coalesce(max(version), 0) FROM migrations").Scan(&done); err != nil {
		return err
	}
	entries, err := migrations.ReadDir("migrations")
	if err != nil {
		return err
	}
	if done > len(entries) {
		return fmt.Errorf("the database has version %d: this program knows versions up to %d", done, len(entries))
	}
	for version := done + 1; version <= len(entries); version++ {
		text, err := migrations.ReadFile("migrations/" + entries[version-1].Name())
		if err != nil {
			return err
		}
		if err := tx.script(string(text)); err != nil {
			return fmt.Errorf("migration %d: %w", version, err)
		}
		if _, err := tx.exec("INSERT INTO migrations (version) VALUES ($1)", version); err != nil {
			return err
		}
	}
	return nil
}

// serialKey is the type of a counting key, by dialect.
var serialKey = [...]string{
	SQLite:     "INTEGER PRIMARY KEY AUTOINCREMENT",
	PostgreSQL: "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
}

// script runs statements without parameters, each of which ends a line with its
// semicolon.
func (tx *Tx) script(text string) error {
	text = strings.ReplaceAll(text, "SERIAL_KEY", serialKey[tx.dialect])
	for statement := range strings.SplitSeq(text, ";\n") {
		if strings.TrimSpace(statement) == "" {
			continue
		}
		if _, err := tx.exec(statement); err != nil {
			return err
		}
	}
	return nil
}

// Reader reads rows. Each statement sees the database as it is when the statement
// begins; those of a [Tx] see the transaction's own changes, too.
type Reader struct {
	source interface {
		QueryContext(context.Context, string, ...any) (*sql.Rows, error)
		QueryRowContext(context.Context, string, ...any) *sql.Row
	}
	ctx context.Context
}

// NewReader returns a reader of a database. A statement outside a transaction costs
// one exchange with the server instead of three.
func NewReader(ctx context.Context, db *sql.DB) Reader { return Reader{db, ctx} }

// Tx is a transaction. It is not safe for concurrent use.
type Tx struct {
	*sql.Tx
	Reader
	dialect    Dialect
	schedulers map[string]Scheduler // of SchedulerOnce, by uuid
}

// InTx calls a function in a transaction, which is committed if the function
// returns nil and undone otherwise.
func InTx(ctx context.Context, db *sql.DB, dialect Dialect, f func(*Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing after Commit
	if err := f(&Tx{tx, Reader{tx, ctx}, dialect, map[string]Scheduler{}}); err != nil {
		return err
	}
	return tx.Commit()
}

// Context returns the context of the transaction.
func (tx *Tx) Context() context.Context { return tx.ctx }

func (tx *Tx) exec(query string, args ...any) (int64, error) {
	result, err := tx.ExecContext(tx.ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

func (r Reader) row(query string, args ...any) *sql.Row {
	return r.source.QueryRowContext(r.ctx, query, args...)
}

func (r Reader) rows(query string, args ...any) (*sql.Rows, error) {
	return r.source.QueryContext(r.ctx, query, args...)
}

// locking returns the clause that locks the rows of a query up to the end of the
// transaction. SQLite's transactions, on a single connection, exclude each other
// as they are.
func (tx *Tx) locking() string {
	if tx.dialect == PostgreSQL {
		return " FOR UPDATE"
	}
	return ""
}

// reading is a [Reader] or a [Tx].
type reading interface {
	rows(query string, args ...any) (*sql.Rows, error)
}

// all returns the rows of a query.
func all[T any](r reading, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	rows, err := r.rows(query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []T
	for rows.Next() {
		item, err := scan(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, item)
	}
	return list, rows.Err()
}

type scanner interface{ Scan(...any) error }

// longer is a row with another column at its end.
type longer struct {
	scanner
	last any
}

func (l longer) Scan(targets ...any) error { return l.scanner.Scan(append(targets, l.last)...) }

// stamp is an instant in a column: microseconds since 1970, and 0 for the zero
// time.
type stamp struct{ at *time.Time }

func (s stamp) Scan(value any) error {
	n, ok := value.(int64)
	if !ok {
		return fmt.Errorf("an instant is stored as %T", value)
	}
	*s.at = time.Time{}
	if n != 0 {
		*s.at = time.UnixMicro(n).UTC()
	}
	return nil
}

// micros returns the column of an instant.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// flag returns the column of a flag.
func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// placeholders returns "$1, $2" and so on, n of them.
func placeholders(n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = "$" + strconv.Itoa(i+1)
	}
	return strings.Join(list, ", ")
}
