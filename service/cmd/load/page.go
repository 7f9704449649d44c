package main

import (
	"context"
	"database/sql"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"time"

	"github.com/longcase/longcase/service"
	"github.com/longcase/longcase/service/api"
)

const (
	pageRows  = 20
	pageTimes = 200
	password  = "no secret at all"
)

// page times a page of an owner's schedulers beside the SELECT of its rows.
func page(ctx context.Context, s *server, name string, o options) error {
	address, err := s.address(ctx, "pages", "")
	if err != nil {
		return err
	}
	return with(address, func(db *sql.DB) error {
		v, err := world{}.service(ctx, s, db, options{workers: 1, poll: time.Second}, nil)
		if err != nil {
			return err
		}
		owner, err := fill(ctx, v, o.schedulers)
		if err != nil {
			return err
		}
		if _, err := db.ExecContext(ctx, "ANALYZE"); err != nil {
			return err
		}
		fresh, err := world{}.service(ctx, s, db, options{workers: 1, poll: time.Second}, nil)
		if err != nil {
			return err
		}
		return printPage(ctx, db, v, fresh, name, owner, o)
	})
}

// fill makes a user with schedulers, and returns the user's uuid.
func fill(ctx context.Context, v *service.Service, schedulers int) (owner string, err error) {
	hash, err := api.HashPassword(password)
	if err != nil {
		return "", err
	}
	user, err := v.AddUser(ctx, "user", hash)
	if err != nil {
		return "", err
	}
	for n := schedulers; n > 0; n -= 500 {
		list := slices.Repeat([]string{daily}, min(n, 500))
		body := `{"objects":[` + strings.Join(list, ",") + `]}`
		if _, _, err := v.CreateSchedulers(ctx, user.UUID, []byte(body)); err != nil {
			return "", err
		}
	}
	return user.UUID, nil
}

// printPage times pages of a service that has read all schedulers before, pages of
// one that has read none of theirs, and the SELECT, by turns.
func printPage(
	ctx context.Context, db *sql.DB, v, fresh *service.Service, name, owner string, o options,
) error {
	var handlers [2]http.Handler
	for i, s := range []*service.Service{v, fresh} {
		handler, err := api.New(s, api.Config{})
		if err != nil {
			return err
		}
		handlers[i] = handler
	}
	times, err := typical(
		func(i int) error { return get(handlers[0], i*pageRows%o.schedulers) },
		func(i int) error { return get(handlers[1], i*pageRows%o.schedulers) },
		func(i int) error { return selectRows(ctx, db, owner, i*pageRows%o.schedulers) },
	)
	if err != nil {
		return err
	}
	ratio := func(i int) float64 { return float64(times[i]) / float64(times[2]) }
	fmt.Fprintf(o.out, "%s: a page of %d from %d schedulers: %v; the SELECT of its rows: %v; the page takes %.1fx,"+
		" and %.1fx in a process that has not read its schedulers before\n",
		name, pageRows, o.schedulers, times[0], times[2], ratio(0), ratio(1))
	return nil
}

// typical returns the median times of functions, which are called by turns, and once
// before.
func typical(functions ...func(i int) error) ([]time.Duration, error) {
	times := make([][]time.Duration, len(functions))
	for i := range pageTimes + 1 {
		for j := range functions {
			j := (i + j) % len(functions) // each is as often the first, which finds a colder cache
			start := time.Now()
			if err := functions[j](i); err != nil {
				return nil, err
			}
			if i > 0 {
				times[j] = append(times[j], time.Since(start))
			}
		}
	}
	medians := make([]time.Duration, len(functions))
	for j := range functions {
		slices.Sort(times[j])
		medians[j] = times[j][pageTimes/2]
	}
	return medians, nil
}

// get asks for the page after a number of schedulers.
func get(handler http.Handler, offset int) error {
	path := fmt.Sprintf("/api/2.0/backupschedulers/?limit=%d&offset=%d", pageRows, offset)
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.SetBasicAuth("user", password)
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		return fmt.Errorf("GET %s: %d: %s", path, w.Code, w.Body)
	}
	return nil
}

// selectRows reads the rows of the page after a number of schedulers.
func selectRows(ctx context.Context, db *sql.DB, owner string, offset int) error {
	rows, err := db.QueryContext(ctx, "SELECT uuid, owner, document, revision, created FROM schedulers"+
		" WHERE owner = $1 ORDER BY uuid LIMIT $2 OFFSET $3", owner, pageRows, offset)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var uuid, owner, document string
		var revision, created int64
		if err := rows.Scan(&uuid, &owner, &document, &revision, &created); err != nil {
			return err
		}
	}
	return rows.Err()
}
