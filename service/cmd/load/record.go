package main

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"slices"
	"sync"

	"github.com/riverqueue/river"
)

// statement is a statement as the database's driver got it.
type statement struct {
	query string
	args  []driver.NamedValue
}

// recorder is a connector that keeps the statements of transactions that River's
// workers and its leader committed. Others are those of the service's sweep.
type recorder struct {
	driver driver.Driver
	name   string // of the database, for driver

	mu           sync.Mutex
	transactions [][]statement
}

func (r *recorder) Driver() driver.Driver { return r.driver }

func (r *recorder) Connect(context.Context) (driver.Conn, error) {
	c, err := r.driver.Open(r.name)
	if err != nil {
		return nil, err
	}
	return &connection{Conn: c, recorder: r}, nil
}

// connection passes statements on, and notes those of a transaction.
type connection struct {
	driver.Conn
	recorder *recorder
	present  []statement
}

func (c *connection) BeginTx(ctx context.Context, opts driver.TxOptions) (driver.Tx, error) {
	c.present = nil
	tx, err := c.Conn.(driver.ConnBeginTx).BeginTx(ctx, opts)
	if _, none := river.ClientFromContextSafely[*sql.Tx](ctx); none != nil {
		return tx, err
	}
	return &transaction{tx, c}, err
}

func (c *connection) note(query string, args []driver.NamedValue) {
	args = slices.Clone(args)
	for i, a := range args {
		if v, ok := a.Value.(driver.Valuer); ok { // PostgreSQL's driver resolves its arrays later
			args[i].Value, _ = v.Value()
		}
	}
	c.present = append(c.present, statement{query, args})
}

func (c *connection) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	c.note(query, args)
	return c.Conn.(driver.ExecerContext).ExecContext(ctx, query, args)
}

func (c *connection) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	c.note(query, args)
	return c.Conn.(driver.QueryerContext).QueryContext(ctx, query, args)
}

func (c *connection) CheckNamedValue(v *driver.NamedValue) error {
	if checker, ok := c.Conn.(driver.NamedValueChecker); ok {
		return checker.CheckNamedValue(v)
	}
	return driver.ErrSkip
}

// transaction hands its statements over when it is committed.
type transaction struct {
	driver.Tx
	c *connection
}

func (t *transaction) Commit() error {
	if len(t.c.present) > 0 {
		t.c.recorder.mu.Lock()
		t.c.recorder.transactions = append(t.c.recorder.transactions, t.c.present)
		t.c.recorder.mu.Unlock()
	}
	return t.Tx.Commit()
}
