package api_test

import (
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/service"
	"github.com/longcase/longcase/service/api"
	"github.com/longcase/longcase/service/internal/postgres"
)

// TestContention wants a client to be asked to try again where the database gave a row
// to another transaction.
func TestContention(t *testing.T) {
	if testing.Short() {
		t.Skip("locks are waited for, for seconds")
	}
	t.Run("sqlite", func(t *testing.T) {
		// A second process, such as a command, writes for longer than is waited.
		path := filepath.Join(t.TempDir(), "test.db")
		c := newClientOn(t, path)
		other, _, err := service.Open(path)
		require.NoError(t, err)
		defer other.Close()
		tx, err := other.BeginTx(t.Context(), nil)
		require.NoError(t, err)
		defer tx.Rollback()
		contended(t, c.send("POST", schedulers, minimal))
		require.NoError(t, tx.Rollback())
		c.wants(201, "POST", schedulers, minimal)
	})
	t.Run("postgres", func(t *testing.T) {
		address, err := postgres.ForTest(t).Database("api")
		require.NoError(t, err)
		c := newClientOn(t, address)
		id := c.create()
		_, err = c.service.DB.ExecContext(t.Context(), "ALTER DATABASE api SET lock_timeout = '2s'")
		require.NoError(t, err)
		c.service.DB.SetMaxIdleConns(0) // new connections have the setting
		tx, err := c.service.DB.BeginTx(t.Context(), nil)
		require.NoError(t, err)
		defer tx.Rollback()
		_, err = tx.ExecContext(t.Context(), "LOCK TABLE schedulers IN ACCESS EXCLUSIVE MODE")
		require.NoError(t, err)
		// The time of the body is over before the wait is: the client has not left.
		handler, err := api.New(c.service, api.Config{BodyTime: time.Second})
		require.NoError(t, err)
		server := httptest.NewServer(handler)
		defer server.Close()
		c.server = server
		contended(t, c.send("GET", schedulers+id, ""))
		contended(t, c.send("PUT", schedulers+id, `{"name":"n"}`))
		require.NoError(t, tx.Rollback())
		c.wants(200, "PUT", schedulers+id, `{"name":"n"}`)
	})
}

func contended(t *testing.T, got reply) {
	require.Equal(t, 503, got.status, got.body)
	require.Contains(t, got.body, `"error_type":"concurrency"`)
	require.Contains(t, got.body, service.ErrBusy.Error())
	require.NotEmpty(t, got.header.Get("Retry-After"))
}

// TestFailure wants a failure of the service to be told without its words, which may
// hold paths and addresses, and to be found in the log by the name of the request.
func TestFailure(t *testing.T) {
	c := newClient(t)
	c.wants(200, "GET", schedulers, "") // the password is remembered
	_, err := c.service.DB.ExecContext(t.Context(), "ALTER TABLE schedulers RENAME TO lost")
	require.NoError(t, err)
	got := c.wants(500, "GET", schedulers, "", "X-Request-Id", "mine")
	require.JSONEq(t, `[{"error_type":"backend","error_message":"the service failed; its log says why","error_point":null}]`, got.body)
	id := got.header.Get("X-Request-Id")
	require.Len(t, id, 26)
	require.Contains(t, c.log.String(), "request="+id)
	require.Contains(t, c.log.String(), "schedulers")
	require.NotContains(t, c.log.String(), "mine")
	require.NotContains(t, c.log.String(), c.password)
	require.NotEqual(t, id, c.wants(500, "GET", schedulers, "").header.Get("X-Request-Id"))
}

// TestConcurrentEdits changes and deletes the same schedulers and drives from many
// clients at once: none hears of a failure of the service.
func TestConcurrentEdits(t *testing.T) { onEach(t, testConcurrentEdits) }

func testConcurrentEdits(t *testing.T, c *client) {
	a, b := c.create(), c.create()
	drives := []string{c.addDrive(""), c.addDrive("")}
	var wg sync.WaitGroup
	statuses := make(chan reply, 200)
	for i := range cap(statuses) / 5 {
		one, other := a, b
		if i%2 == 0 {
			one, other = b, a
		}
		wg.Go(func() {
			statuses <- c.send("PUT", schedulers+one, `{"incremental_backup":{"hour":"`+string("123456789"[i%9])+`","minute":"0"}}`)
			statuses <- c.send("POST", "/api/2.0/drives/"+drives[i%2]+"/action/?do=set_scheduler", `{"backup_policy_uuid":"`+one+`"}`)
			statuses <- c.send("POST", "/api/2.0/drives/"+drives[1-i%2]+"/action/?do=set_scheduler", `{"backup_policy_uuid":"`+other+`"}`)
			statuses <- c.send("POST", "/api/2.0/drives/"+drives[i%2]+"/action/?do=take_snapshot", "")
			statuses <- c.send("DELETE", schedulers, deletion(one, other, "none"))
		})
	}
	wg.Wait()
	close(statuses)
	seen := map[int]int{}
	for got := range statuses {
		require.NotEqual(t, 500, got.status, got.body)
		seen[got.status]++
	}
	t.Log(seen)
	require.Empty(t, c.log.String())
}
