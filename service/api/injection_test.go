package api_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/service"
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

// TestHostileTexts stores texts as names and meta, asks for them, and wants each
// back as it was given, and nothing else to have happened.
func TestHostileTexts(t *testing.T) {
	c := newClient(t)
	const list = "/api/2.0/backupschedulers/"
	var body map[string]any
	require.NoError(t, json.Unmarshal([]byte(strings.Trim(compactObjects(t, fixture(t, "create_answer.json")), "[]")), &body))
	for _, text := range hostile {
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
	require.Len(t, objects(t, c.wants(200, "GET", list+"?limit=0", "").body), len(hostile))
}

// TestHostilePaths wants texts in the place of a uuid to name nothing.
func TestHostilePaths(t *testing.T) {
	c := newClient(t)
	require.NoError(t, c.service.AddDrive(t.Context(), service.Drive{UUID: "d1", Owner: c.user.UUID}))
	for _, text := range hostile {
		for _, collection := range []string{"backupschedulers", "drives", "snapshots", "remotesnapshots"} {
			c.wants(404, "GET", "/api/2.0/"+collection+"/"+url.PathEscape(text)+"/", "")
		}
		c.wants(404, "POST", "/api/2.0/drives/d1/action/?do=set_scheduler", `{"backup_policy_uuid":`+quote(t, text)+`}`)
		c.wants(400, "POST", "/api/2.0/drives/d1/action/?do="+url.QueryEscape(text), "")
		require.Error(t, c.service.AddDrive(t.Context(), service.Drive{UUID: text, Owner: c.user.UUID}), "%q", text)
	}
}

func quote(t *testing.T, text string) string {
	quoted, err := json.Marshal(text)
	require.NoError(t, err)
	return string(quoted)
}
