package notice_test

import (
	"bufio"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/service"
	"github.com/longcase/longcase/service/notice"
)

var created = service.Notice{
	ID: "5f3c", Owner: "alice", Scheduler: "nightly", Drive: "d1", Name: "backup_scheduler_creation",
	Snapshot: "d1@2025-06-01T01:00:00Z",
	At:       time.Date(2025, 6, 1, 1, 0, 5, 0, time.UTC), Created: time.Date(2025, 6, 1, 1, 0, 5, 0, time.UTC),
}

func TestWebhook(t *testing.T) {
	secret := []byte("secret")
	var got *http.Request
	var body []byte
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		got = r
		body, _ = io.ReadAll(r.Body)
	}))
	defer server.Close()
	require.NoError(t, notice.Webhook{URL: server.URL, Secret: secret, Private: true}.Send(t.Context(), created))

	require.JSONEq(t, `{
		"id": "5f3c", "event": "backup_scheduler_creation", "owner": "alice", "scheduler": "nightly", "drive": "d1",
		"snapshot": "d1@2025-06-01T01:00:00Z", "created": "2025-06-01T01:00:05Z", "at": "2025-06-01T01:00:05Z"
	}`, string(body))
	require.Equal(t, "5f3c", got.Header.Get("Idempotency-Key"))
	stamp, signature, ok := strings.Cut(strings.TrimPrefix(got.Header.Get("Longcase-Signature"), "t="), ",v1=")
	require.True(t, ok)
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(stamp + "." + string(body)))
	require.Equal(t, hex.EncodeToString(mac.Sum(nil)), signature)
}

// TestWebhookRefuses wants no request to addresses of this machine or its network,
// under any name, and none to where a redirect leads.
func TestWebhookRefuses(t *testing.T) {
	reached := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		reached++
		http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
	}))
	defer server.Close()
	port := server.URL[strings.LastIndex(server.URL, ":"):]
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433", "[64:ff9b::7f00:1]"} {
		require.Error(t, notice.Webhook{URL: "http://" + host + port}.Send(t.Context(), created), host)
	}
	require.Zero(t, reached)
	err := notice.Webhook{URL: server.URL, Private: true}.Send(t.Context(), created)
	require.ErrorContains(t, err, "307")
	require.Equal(t, 1, reached)
}

// TestMail sends mails to a server that records what it is told.
func TestMail(t *testing.T) {
	host, port, lines := mailServer(t)
	m := notice.Mail{
		Host: host, Port: port, Plain: true, From: "backup@example.org",
		Address: func(_ context.Context, owner string) (string, error) { return owner + "@example.org", nil },
	}
	n := created
	n.Snapshot = "evil\r\nBcc: all@example.org\r\n.\r\n"
	require.NoError(t, m.Send(t.Context(), n))
	said := lines()
	require.Contains(t, said, "RCPT TO:<alice@example.org>")
	require.Contains(t, said, "Message-ID: <5f3c@longcase>")
	require.Contains(t, said, "Subject: Snapshot created")
	for line := range strings.SplitSeq(said, "\n") {
		require.False(t, strings.HasPrefix(line, "Bcc:"), said)
	}

	m.Address = func(context.Context, string) (string, error) { return "", nil }
	require.NoError(t, m.Send(t.Context(), n))
	m.Address = func(context.Context, string) (string, error) { return "a@example.org\r\nRCPT TO:<b@example.org>", nil }
	require.Error(t, m.Send(t.Context(), n))
	m.Address = func(context.Context, string) (string, error) { return "", errors.New("no database") }
	require.Error(t, m.Send(t.Context(), n))
}

// mailServer starts a server that takes a mail; lines waits for it, and returns
// what the client said.
func mailServer(t *testing.T) (host string, port int, lines func() string) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { listener.Close() })
	said := make(chan string, 1)
	go func() {
		connection, err := listener.Accept()
		if err != nil {
			return
		}
		defer connection.Close()
		said <- converse(connection)
	}()
	address := listener.Addr().(*net.TCPAddr)
	return "127.0.0.1", address.Port, func() string {
		select {
		case text := <-said:
			return text
		case <-time.After(time.Minute):
			return ""
		}
	}
}

// converse plays the server's part of SMTP (RFC 5321) until the client quits.
func converse(connection net.Conn) string {
	var said strings.Builder
	reply := func(line string) { _, _ = io.WriteString(connection, line+"\r\n") }
	reply("220 test")
	data := false
	for scanner := bufio.NewScanner(connection); scanner.Scan(); {
		line := strings.TrimSuffix(scanner.Text(), "\r")
		said.WriteString(line + "\n")
		switch {
		case data && line == ".":
			data = false
			reply("250 taken")
		case data:
		case strings.HasPrefix(line, "DATA"):
			data = true
			reply("354 go on")
		case strings.HasPrefix(line, "QUIT"):
			reply("221 bye")
			return said.String()
		default:
			reply("250 ok")
		}
	}
	return said.String()
}
