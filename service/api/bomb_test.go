package api_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
)

const megabyte = 1 << 20

// filled returns a text of at most a megabyte: a unit as often as fits between two
// others.
func filled(begin, unit, end string) string {
	n := (megabyte - len(begin) - len(end)) / len(unit)
	return begin + strings.Repeat(unit, n) + end
}

// TestBodyBombs wants bodies that are made to cost much to be refused, in an answer
// that is no bomb itself.
func TestBodyBombs(t *testing.T) {
	c := newClient(t)
	drive := c.addDrive("")
	link := "/api/2.0/drives/" + drive + "/action/?do=set_scheduler"
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, err := io.CopyN(z, endless(' '), 100*megabyte)
	require.NoError(t, err)
	require.NoError(t, z.Close())
	var keys strings.Builder
	for i := range 90_000 {
		fmt.Fprintf(&keys, `"k%d":1,`, i)
	}
	for name, test := range map[string]struct {
		method, path, body string
		status             int
	}{
		"long":            {"POST", schedulers, `"` + strings.Repeat("x", 10*megabyte) + `"`, 413},
		"deep arrays":     {"POST", schedulers, strings.Repeat("[", megabyte), 400},
		"deep objects":    {"POST", schedulers, filled("", `{"a":`, ""), 400},
		"deep meta":       {"POST", schedulers, minimal[:len(minimal)-1] + `,"meta":` + strings.Repeat(`{"a":`, 100_000) + "1" + strings.Repeat("}", 100_001), 400},
		"many nothings":   {"POST", schedulers, filled(`{"objects":[`, "1,", "1]}"), 400},
		"many empty":      {"POST", schedulers, filled(`{"objects":[`, "{},", "{}]}"), 400},
		"many keys":       {"POST", schedulers, "{" + keys.String() + `"z":1}`, 400},
		"one key often":   {"POST", schedulers, filled("{", `"name":1,`, `"name":1}`), 400},
		"a long number":   {"POST", schedulers, filled(`{"is_default":`, "9", "}"), 400},
		"exponent":        {"POST", schedulers, `{"is_default":1e999999999}`, 400},
		"escapes":         {"POST", schedulers, filled(`{"name":"`, `\ud83d`, `"}`), 400},
		"packed":          {"POST", schedulers, packed.String(), 400},
		"deletion":        {"DELETE", schedulers, filled(`{"objects":[`, `{"a":1},`, `{}]}`), 400},
		"loose commas":    {"DELETE", schedulers, filled(`{"objects":[`, ",", `]}`), 400},
		"link":            {"POST", link, "{" + keys.String() + `"z":1}`, 400},
		"change":          {"PUT", schedulers + uuid.NewString(), filled("{", `"name":1,`, `"name":1}`), 404},
		"schedule":        {"POST", schedulers, `{"incremental_backup":{"hour":"` + strings.Repeat("1,", 500_000) + `1"}}`, 400},
		"retention":       {"POST", schedulers, filled(`{"retention_policy":{"rules":[`, "{},", "{}]}}"), 400},
		"hold":            {"POST", "/api/2.0/snapshots/" + c.addSnapshot(drive, false) + "/action/?do=hold", "{" + keys.String() + `"z":1}`, 400},
		"unknown objects": {"DELETE", "/api/2.0/snapshots/", filled(`{"objects":[`, `{"uuid":"x"},`, `{"uuid":"y"}]}`), 404},
	} {
		start := time.Now()
		got := c.wantsNamed(name, test.status, test.method, test.path, test.body)
		require.Less(t, len(got.body), megabyte/2, name)
		require.Less(t, time.Since(start), 30*time.Second, name)
	}
	require.Empty(t, objects(t, c.wants(200, "GET", schedulers, "").body))
}

// wantsNamed is wants for bodies too long to print.
func (c *client) wantsNamed(name string, status int, method, path, body string) reply {
	c.t.Helper()
	got := c.send(method, path, body)
	require.Equal(c.t, status, got.status, "%s: %.300s", name, got.body)
	return got
}

// endless is a reader of one byte again and again.
type endless byte

func (e endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(e)
	}
	return len(p), nil
}

// TestURLBombs wants long URLs to be refused, and others to cost what a list costs.
func TestURLBombs(t *testing.T) {
	c := newClient(t)
	c.wants(201, "POST", schedulers, "["+strings.Repeat(minimal+",", 300)+minimal+"]")
	c.addDrive("")
	for _, list := range []string{"backupschedulers/", "backupschedulers/detail/", "drives/", "snapshots/"} {
		path := "/api/2.0/" + list
		c.wantsNamed(list, 414, "GET", path+"?name="+strings.Repeat("a", 20_000), "")
		c.wantsNamed(list, 414, "GET", path+strings.Repeat("a", 20_000), "")
		for _, query := range []string{
			"name__contains=" + strings.Repeat("z,", 8000) + "z",
			"name=" + strings.Repeat("z,", 8000) + "z",
			"name__contains=" + strings.Repeat("%5C", 5000) + "z",
			"name__contains=(a%2B)%2B$",
			strings.Repeat("name=z&", 2000) + "uuid=z",
			"limit=999999999&offset=999999999",
		} {
			require.Empty(t, objects(t, c.wantsNamed(list+query[:10], 200, "GET", path+"?"+query, "").body))
		}
		c.wantsNamed(list, 200, "GET", path+"?limit=0&fields="+strings.Repeat("uuid,", 3000)+"uuid", "")
		for _, query := range []string{
			"limit=1000000000", "limit=99999999999999999999999", "offset=-1", "limit=1e3", "limit=0x10", "limit=%2B1", "limit=",
		} {
			c.wants(400, "GET", path+"?"+query, "")
		}
		var many strings.Builder
		for i := range 1500 {
			fmt.Fprintf(&many, "k%d=1&", i)
		}
		require.Less(t, len(c.wantsNamed(list, 400, "GET", path+"?"+many.String(), "").body), megabyte/2)
	}
}

// TestManyDeletions deletes thousands of schedulers by one request.
func TestManyDeletions(t *testing.T) {
	c := newClient(t)
	const n = 2000
	created := c.wants(201, "POST", schedulers, "["+strings.Repeat(minimal+",", n-1)+minimal+"]")
	all := uuids(t, created.body)
	require.Len(t, all, n)
	c.wantsNamed("and an unknown one", 404, "DELETE", schedulers, deletion(append(all, uuid.NewString())...))
	require.Len(t, objects(t, c.wants(200, "GET", schedulers+"?limit=0", "").body), n)
	c.wantsNamed("all", 204, "DELETE", schedulers, deletion(all...))
	require.Empty(t, objects(t, c.wants(200, "GET", schedulers, "").body))
}

// TestDeclaredLength wants a body to be refused for the length that is announced,
// before it arrives.
func TestDeclaredLength(t *testing.T) {
	c := newClient(t)
	connection, err := net.Dial("tcp", c.server.Listener.Addr().String())
	require.NoError(t, err)
	defer connection.Close()
	require.NoError(t, connection.SetDeadline(time.Now().Add(10*time.Second)))
	_, err = io.WriteString(connection, "POST "+schedulers+" HTTP/1.1\r\nHost: x\r\nContent-Length: 10485760\r\n"+
		"Authorization: Basic YWxpY2U6YSBsb25nIHBhc3N3b3Jk\r\n\r\n")
	require.NoError(t, err)
	line := make([]byte, len("HTTP/1.1 413"))
	_, err = io.ReadFull(connection, line)
	require.NoError(t, err)
	require.Equal(t, "HTTP/1.1 413", string(line))
}

// TestEndlessBody wants a body that never ends to be cut off by its length, and the
// handler to answer others meanwhile.
func TestEndlessBody(t *testing.T) {
	c := newClient(t)
	var sent atomic.Int64
	endless, writer := io.Pipe()
	go func() {
		for {
			n, err := writer.Write(bytes.Repeat([]byte(" "), 1<<16))
			sent.Add(int64(n))
			if err != nil {
				return
			}
		}
	}()
	r, err := http.NewRequest("POST", c.server.URL+"/api/2.0/backupschedulers/", endless)
	require.NoError(t, err)
	r.SetBasicAuth(c.name, c.password)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	answer, err := http.DefaultTransport.RoundTrip(r.WithContext(ctx))
	require.NoError(t, err)
	answer.Body.Close()
	endless.Close()
	require.Equal(t, 413, answer.StatusCode)
	require.Less(t, sent.Load(), int64(8<<20))
	c.wants(200, "GET", "/api/2.0/backupschedulers/", "")
}
