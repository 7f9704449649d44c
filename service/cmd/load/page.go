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

	"github.com/longcase/longcase/service/api"
)

const (
	pageRows  = 20
	pageTimes = 200
	password  = "no secret at all"
)

// page times a page of an owner's schedulers beside the SELECT of its rows.
func page(ctx context.Context, s *server, name string, schedulers int) error {
	address, err := s.address(ctx, "pages", "")
	if err != nil {
		return err
	}
	return with(address, func(db *sql.DB) error {
		v, err := world{}.service(ctx, s, db, options{workers: 1, poll: time.Second}, nil)
		if err != nil {
			return err
		}
		hash, err := api.HashPassword(password)
		if err != nil {
			return err
		}
		user, err := v.AddUser(ctx, "user", hash)
		if err != nil {
			return err
		}
		for n := schedulers; n > 0; n -= 500 {
			list := slices.Repeat([]string{hourly}, min(n, 500))
			body := `{"objects":[` + strings.Join(list, ",") + `]}`
			if _, _, err := v.CreateSchedulers(ctx, user.UUID, []byte(body)); err != nil {
				return err
			}
		}
		if _, err := db.ExecContext(ctx, "ANALYZE"); err != nil {
			return err
		}
		handler, err := api.New(v, api.Config{})
		if err != nil {
			return err
		}
		return printPage(ctx, db, handler, name, user.UUID, schedulers)
	})
}

func printPage(
	ctx context.Context, db *sql.DB, handler http.Handler, name, owner string, schedulers int,
) error {
	served, err := typical(func(i int) error { return get(handler, i*pageRows%schedulers) })
	if err != nil {
		return err
	}
	selected, err := typical(func(i int) error { return selectRows(ctx, db, owner, i*pageRows%schedulers) })
	if err != nil {
		return err
	}
	fmt.Printf("%s: a page of %d from %d schedulers: %v; the SELECT of its rows: %v; the page takes %.1fx\n",
		name, pageRows, schedulers, served, selected, float64(served)/float64(selected))
	return nil
}

// typical returns the median time of a function, which is called once before.
func typical(f func(i int) error) (time.Duration, error) {
	times := make([]time.Duration, pageTimes)
	for i := range pageTimes + 1 {
		start := time.Now()
		if err := f(i); err != nil {
			return 0, err
		}
		times[max(i-1, 0)] = time.Since(start)
	}
	slices.Sort(times)
	return times[pageTimes/2], nil
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
