package main

import (
	"context"
	"database/sql"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/riverqueue/river"

	"github.com/longcase/longcase/service"
)

// job is the service's job, as a bare worker reads it.
type job struct {
	Run string `json:"run"`
}

func (job) Kind() string { return "longcase_attempt" }

// script holds the transactions of runs, by the run's id without its first eight
// digits, which are the drive's number.
type script map[string][][]statement

var identity = regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`)

// newScript sorts the recorded transactions of an occurrence and a plan by run. A
// run's transactions begin with the one that finds it by its id.
func newScript(transactions [][]statement) (script, error) {
	s, run := script{}, ""
	for _, statements := range transactions {
		if strings.HasPrefix(statements[0].query, "-- name: ") { // of River's leader
			continue
		}
		if strings.Contains(statements[0].query, "FROM runs WHERE id = $1") {
			run = statements[0].args[0].Value.(string)[8:]
		}
		s[run] = append(s[run], statements)
	}
	if len(s) != 2 {
		return nil, fmt.Errorf("%d runs are on record: want an occurrence and a plan", len(s))
	}
	return s, nil
}

// size returns the numbers of statements and of transactions for each drive.
func (s script) size() (statements, transactions int) {
	for _, run := range s {
		transactions += len(run)
		for _, list := range run {
			statements += len(list)
		}
	}
	return statements, transactions
}

// bare is a River worker that does a run's statements and nothing else.
type bare struct {
	db     *sql.DB
	script script
	fixed  []string // identities that all drives share
	single bool     // all statements of a run are in one transaction
}

func (b bare) run(ctx context.Context, dialect service.Dialect, workers int, poll time.Duration) error {
	registered := river.NewWorkers()
	river.AddWorker(registered, river.WorkFunc(b.work))
	queue := river.QueueConfig{MaxWorkers: workers}
	client, err := river.NewClient(dialect.River(b.db), &river.Config{
		Logger: errorLog(), Workers: registered, PollOnly: true, JobTimeout: -1,
		Queues:        map[string]river.QueueConfig{"take": queue, "plan": queue, "delete": queue, "notify": queue},
		FetchCooldown: poll, FetchPollInterval: poll,
	})
	if err != nil {
		return err
	}
	if err := client.Start(ctx); err != nil {
		return err
	}
	<-client.Stopped()
	return nil
}

func (b bare) work(ctx context.Context, j *river.Job[job]) error {
	transactions := b.script[j.Args.Run[8:]]
	if b.single {
		transactions = [][]statement{slices.Concat(transactions...)}
	}
	for _, statements := range transactions {
		if err := b.replay(ctx, statements, j.Args.Run[:8]); err != nil {
			return err
		}
	}
	return nil
}

// replay does the statements of a transaction for the drive with a number.
func (b bare) replay(ctx context.Context, statements []statement, number string) error {
	tx, err := b.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, s := range statements {
		if err := query(ctx, tx, s.query, b.arguments(s, number)); err != nil {
			return fmt.Errorf("%s: %w", s.query, err)
		}
	}
	return tx.Commit()
}

// arguments returns a statement's arguments for the drive with a number.
func (b bare) arguments(s statement, number string) []any {
	args := make([]any, len(s.args))
	renumber := func(text string) string {
		if len(text) < len(owner) { // most arguments: the search takes time from the worker
			return text
		}
		return identity.ReplaceAllStringFunc(text, func(id string) string {
			if slices.Contains(b.fixed, id) {
				return id
			}
			return number + id[8:]
		})
	}
	for i, a := range s.args {
		switch value := a.Value.(type) {
		case string:
			args[i] = renumber(value)
		case []byte:
			args[i] = []byte(renumber(string(value)))
		default:
			args[i] = value
		}
	}
	return args
}

// query does a statement and reads its rows.
func query(ctx context.Context, tx *sql.Tx, text string, args []any) error {
	if !strings.Contains(text, "SELECT ") && !strings.Contains(text, "RETURNING") {
		_, err := tx.ExecContext(ctx, text, args...)
		return err
	}
	rows, err := tx.QueryContext(ctx, text, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var values [32]any
		columns, err := rows.Columns()
		if err != nil {
			return err
		}
		targets := make([]any, len(columns))
		for i := range targets {
			targets[i] = &values[i]
		}
		if err := rows.Scan(targets...); err != nil {
			return err
		}
	}
	return rows.Err()
}
