package api_test

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestSlowBody sends bodies that arrive a byte at a time, for ever, on many
// connections at once. Others are answered meanwhile; each slow one is refused when
// its time is over, and its connection is closed.
func TestSlowBody(t *testing.T) {
	c := newClient(t)
	const connections = 50
	begin := time.Now()
	ends := make(chan error, connections)
	for range connections {
		connection := c.slow("POST", "/api/2.0/backupschedulers/")
		go func() { ends <- refused(connection, 408) }()
	}
	c.wants(200, "GET", "/api/2.0/backupschedulers/", "")
	require.Less(t, time.Since(begin), quick, "the machine is too slow for this test")
	for range connections {
		require.NoError(t, <-ends)
	}
	require.GreaterOrEqual(t, time.Since(begin), quick)
	require.Less(t, time.Since(begin), 10*quick)
	c.wants(200, "GET", "/api/2.0/backupschedulers/", "")
}

// TestSlowStranger refuses a body without a password before it arrives.
func TestSlowStranger(t *testing.T) {
	c := newClient(t)
	c.password = "a guess"
	begin := time.Now()
	require.NoError(t, refused(c.slow("POST", "/api/2.0/backupschedulers/"), 401))
	require.Less(t, time.Since(begin), 10*quick)
}

// slow begins a request whose body never ends.
func (c *client) slow(method, path string) net.Conn {
	c.t.Helper()
	connection, err := net.Dial("tcp", c.server.Listener.Addr().String())
	require.NoError(c.t, err)
	c.t.Cleanup(func() { connection.Close() })
	credentials := base64.StdEncoding.EncodeToString([]byte(c.name + ":" + c.password))
	_, err = fmt.Fprintf(connection, "%s %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic %s\r\n"+
		"Content-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{", method, path, credentials)
	require.NoError(c.t, err)
	go func() {
		for {
			if _, err := connection.Write([]byte(" ")); err != nil {
				return
			}
			time.Sleep(20 * time.Millisecond)
		}
	}()
	return connection
}

// refused reads an answer up to the end of the connection, and wants its status.
func refused(connection net.Conn, status int) error {
	if err := connection.SetReadDeadline(time.Now().Add(10 * quick)); err != nil {
		return err
	}
	reader := bufio.NewReader(connection)
	answer, err := http.ReadResponse(reader, nil)
	if err != nil {
		return err
	}
	if _, err := io.Copy(io.Discard, answer.Body); err != nil {
		return err
	}
	if answer.StatusCode != status {
		return fmt.Errorf("status %s: want %d", answer.Status, status)
	}
	// A connection that is reset has ended as well.
	if n, _ := io.Copy(io.Discard, reader); n > 0 {
		return fmt.Errorf("%d bytes after the answer", n)
	}
	return nil
}
