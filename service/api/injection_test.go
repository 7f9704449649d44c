package api_test

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/service"
	"github.com/longcase/longcase/service/internal/postgres"
)

// hostile are texts that other layers would obey: SQL, HTML, a shell, a header, a
// terminal, a path.
var hostile = []string{
	`'; DROP TABLE schedulers; --`,
	`" OR 1=1 --`,
	`$1`,
	`</script><svg onload=alert(1)>`,
	"$(touch /tmp/longcase-was-here)`id`",
	"a\r\nSet-Cookie: owner=1",
	"\x1b[2J\x1b]0;title\x07",
	"../../../etc/passwd",
	"%00",
	"\u202ethgir\u2066",
}

// onEach runs a test on a database of each kind.
func onEach(t *testing.T, test func(*testing.T, *client)) {
	t.Run("sqlite", func(t *testing.T) { test(t, newClient(t)) })
	t.Run("postgres", func(t *testing.T) {
		if testing.Short() {
			t.Skip("a server takes seconds to start")
		}
		address, err := postgres.ForTest(t).Database("api")
		require.NoError(t, err)
		test(t, newClientOn(t, address))
	})
}

// TestHostileTexts stores texts as names and meta, asks for them, and wants each
// back as it was given, and nothing else to have happened.
func TestHostileTexts(t *testing.T) { onEach(t, testHostileTexts) }

func testHostileTexts(t *testing.T, c *client) {
	const list = "/api/2.0/backupschedulers/"
	var body map[string]any
	require.NoError(t, json.Unmarshal([]byte(strings.Trim(compactObjects(t, fixture(t, "create_answer.json")), "[]")), &body))
	texts := append([]string{"a\x00b"}, hostile...)
	for _, text := range texts {
		body["name"], body["meta"] = text, map[string]string{text: text}
		request, err := json.Marshal(body)
		require.NoError(t, err)
		created := c.wants(201, "POST", list, string(request))
		require.Empty(t, created.header.Get("Set-Cookie"))

		found := objects(t, c.wants(200, "GET", list+"?name="+url.QueryEscape(strings.NewReplacer(`\`, `\\`, ",", `\,`).Replace(text)), "").body)
		require.Len(t, found, 1, "%q", text)
		require.Equal(t, text, found[0]["name"])
		require.Equal(t, map[string]any{text: text}, found[0]["meta"])
	}
	require.Len(t, objects(t, c.wants(200, "GET", list+"?limit=0", "").body), len(texts))
	require.Empty(t, c.log.String())
}

// unnameable are texts that cannot be the name of a row: PostgreSQL fails where it is
// asked for one, since its texts hold no NUL and are UTF-8.
var unnameable = []string{"\x00", "d1\x00", "\xff", "d1\xc3", strings.Repeat("a", 10_000)}

// TestHostilePaths wants texts in the place of a uuid to name nothing.
func TestHostilePaths(t *testing.T) { onEach(t, testHostilePaths) }

func testHostilePaths(t *testing.T, c *client) {
	require.NoError(t, c.service.AddDrive(t.Context(), service.Drive{UUID: "d1", Owner: c.user.UUID}))
	require.NoError(t, c.service.PauseDeletions(t.Context(), "", false))
	const base = "/api/2.0/"
	for _, text := range slices.Concat(hostile, unnameable) {
		for _, collection := range []string{"backupschedulers", "drives", "snapshots", "remotesnapshots"} {
			c.wants(404, "GET", base+collection+"/"+url.PathEscape(text)+"/", "")
			c.wants(404, "DELETE", base+collection+"/"+url.PathEscape(text)+"/", "")
			if utf8.ValidString(text) {
				c.wants(404, "DELETE", base+collection+"/", `{"objects":[{"uuid":`+quote(t, text)+`}]}`)
			}
			require.Empty(t, objects(t, c.wants(200, "GET", base+collection+"/?uuid="+url.QueryEscape(text), "").body))
		}
		c.wants(404, "PUT", base+"backupschedulers/"+url.PathEscape(text), "{}")
		if utf8.ValidString(text) {
			c.wants(404, "POST", base+"drives/d1/action/?do=set_scheduler", `{"backup_policy_uuid":`+quote(t, text)+`}`)
		}
		c.wants(400, "POST", base+"drives/d1/action/?do="+url.QueryEscape(text), "")
		c.wants(404, "GET", "/v3/snapshots/policies/status/"+url.PathEscape(text), "")
		require.Error(t, c.service.AddDrive(t.Context(), service.Drive{UUID: text, Owner: c.user.UUID}), "%q", text)
	}
	require.Empty(t, c.log.String())
}

// TestHostileNames wants texts in the place of a user's name to be nobody's.
func TestHostileNames(t *testing.T) { onEach(t, testHostileNames) }

func testHostileNames(t *testing.T, c *client) {
	for _, name := range []string{"alice\x00", "\x00alice", "alice\xff", "alice' --", "alice\r\nX: y", "ALICE", "", "alice:a long password"} {
		credentials := base64.StdEncoding.EncodeToString([]byte(name + ":a long password"))
		got := c.wants(401, "GET", "/api/2.0/drives/", "", "Authorization", "Basic "+credentials)
		require.Empty(t, got.header.Get("X"))
	}
	for _, password := range []string{"a long password\x00", "\x00a long password", "a long passwor", ""} {
		credentials := base64.StdEncoding.EncodeToString([]byte("alice:" + password))
		c.wants(401, "GET", "/api/2.0/drives/", "", "Authorization", "Basic "+credentials)
	}
	require.Empty(t, c.log.String())
}

func quote(t *testing.T, text string) string {
	quoted, err := json.Marshal(text)
	require.NoError(t, err)
	return string(quoted)
}
