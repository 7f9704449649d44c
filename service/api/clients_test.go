package api_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/service"
	"github.com/longcase/longcase/service/api"
)

// minimal is a scheduler of the required keys alone, which leaves room for findings.
const minimal = `{"name":"n","type":"snapshot","is_enabled":true,"is_default":false,` +
	`"manual_incremental_backup":"","incremental_backup":{}}`

const schedulers = "/api/2.0/backupschedulers/"

// addDrive adds a drive with a uuid of the service's form, and returns the uuid.
func (c *client) addDrive(document string) string {
	c.t.Helper()
	d := service.Drive{UUID: uuid.NewString(), Owner: c.user.UUID, Name: "drive", Document: document}
	require.NoError(c.t, c.service.AddDrive(c.t.Context(), d))
	return d.UUID
}

// addSnapshot adds a snapshot of a drive, and returns its uuid.
func (c *client) addSnapshot(drive string, remote bool) string {
	c.t.Helper()
	id := uuid.NewString()
	_, err := c.service.DB.ExecContext(c.t.Context(), "INSERT INTO snapshots (uuid, drive, owner, name, scheduler, remote,"+
		" nominal, created, failed, held, held_until, keep, reason, until, judged, ended, why)"+
		" VALUES ($1, $2, $3, $4, '', $5, 0, $6, 0, 0, 0, 0, '', 0, 0, 0, '')",
		id, drive, c.user.UUID, drive+"@"+id, map[bool]int{true: 1}[remote],
		time.Date(2025, 6, 1, 1, 0, 5, 250_000_000, time.UTC).UnixMicro())
	require.NoError(c.t, err)
	return id
}

// uuids returns the uuids of a list's objects, sorted.
func uuids(t *testing.T, body string) []string {
	list := []string{}
	for _, o := range objects(t, body) {
		list = append(list, o["uuid"].(string))
	}
	slices.Sort(list)
	return list
}

func sorted(list ...string) []string {
	slices.Sort(list)
	return list
}

// deletion returns the body that deletes objects.
func deletion(uuids ...string) string {
	return `{"objects":[{"uuid":"` + strings.Join(uuids, `"},{"uuid":"`) + `"}]}`
}

// TestManyFindings wants the headers of an answer to stay short, however many
// findings there are: Python's client reads lines of up to 64 kilobytes.
func TestManyFindings(t *testing.T) {
	c := newClient(t)
	const n = 500
	got := c.wants(201, "POST", schedulers, `{"objects":[`+strings.Repeat(minimal+",", n-1)+minimal+`]}`)
	require.Len(t, objects(t, got.body), n)
	findings := got.header.Get("Longcase-Findings")
	require.NotEmpty(t, findings)
	require.Less(t, len(findings), 1000)
	one := c.wants(201, "POST", schedulers, minimal)
	require.Equal(t, one.header.Get("Longcase-Findings"), findings)
}

// TestPythonClient sends what the vendor's Python client sends: lists without a
// limit, one object without a slash at the end, creations in {"objects": ...}, "null"
// as the body of an action, and a whole object, read-only keys too, to change it.
func TestPythonClient(t *testing.T) {
	c := newClient(t)
	created := c.wants(201, "POST", schedulers, `{"objects":[`+minimal+`]}`)
	id := uuids(t, created.body)[0]
	require.Equal(t, []string{id}, uuids(t, c.wants(200, "GET", schedulers+"?limit=0", "").body))
	require.Equal(t, []string{id}, uuids(t, c.wants(200, "GET", schedulers+"detail/?limit=0", "").body))

	for range 2 { // the same change twice is one
		var whole map[string]any
		require.NoError(t, json.Unmarshal([]byte(c.wants(200, "GET", schedulers+id, "").body), &whole))
		whole["name"] = "edited"
		body, err := json.Marshal(whole)
		require.NoError(t, err)
		require.JSONEq(t, string(body), c.wants(200, "PUT", schedulers+id+"/", string(body)).body)
	}
	// An object of the short list may be sent back as well.
	short, err := json.Marshal(objects(t, c.wants(200, "GET", schedulers, "").body)[0])
	require.NoError(t, err)
	c.wants(200, "PUT", schedulers+id+"/", string(short))

	drive := c.addDrive("")
	c.wants(202, "POST", "/api/2.0/drives/"+drive+"/action/?do=take_snapshot", "null")
	c.wants(204, "DELETE", schedulers+id, "")
	c.wants(404, "DELETE", schedulers+id, "")
}

// TestBareList creates schedulers from a list without {"objects": ...}, which the
// vendor takes too.
func TestBareList(t *testing.T) {
	c := newClient(t)
	require.Len(t, objects(t, c.wants(201, "POST", schedulers, "\n ["+minimal+","+minimal+"]\n").body), 2)
	for body, want := range map[string]string{
		"[]":                 "/objects: []: want an array of at least one",
		"[" + minimal:        "want",
		"[{}]":               "/objects/0/name: want a string",
		"[" + minimal + "]]": "want",
		"[]],\"name\":\"n\"": "want",
	} {
		require.Contains(t, c.wants(400, "POST", schedulers, body).body, want, body)
	}
	require.Len(t, objects(t, c.wants(200, "GET", schedulers, "").body), 2)
}

// TestFormat wants JSON to be chosen by the parameter before the header, and refused
// in other formats by every path.
func TestFormat(t *testing.T) {
	c := newClient(t)
	id, drive := c.create(), c.addDrive("")
	snapshot := c.addSnapshot(drive, false)
	for _, path := range []string{
		schedulers, schedulers + "detail", schedulers + "schema", schedulers + id, "/api/2.0/timezones",
		"/api/2.0/drives", "/api/2.0/drives/" + drive, "/api/2.0/snapshots", "/api/2.0/snapshots/" + snapshot,
	} {
		c.wants(200, "GET", path+"?format=json", "", "Accept", "application/xml")
		c.wants(200, "GET", path+"?format=xml&format=json", "")
		c.wants(400, "GET", path+"?format=json&format=xml", "")
		c.wants(400, "GET", path+"?format=", "")
		c.wants(406, "GET", path, "", "Accept", "application/xml")
		// A query that cannot be read is no query without filters.
		c.wants(400, "GET", path+"?name=%zz", "")
		c.wants(400, "GET", path+"?name=a;b", "")
	}
	c.wants(201, "POST", schedulers+"?format=json", minimal)
	c.wants(201, "POST", schedulers, minimal, "Content-Type", "application/json; charset=utf-8")
}

// TestCapitals wants a uuid in capitals to be the same uuid.
func TestCapitals(t *testing.T) {
	c := newClient(t)
	id, drive := c.create(), c.addDrive("")
	snapshot := c.addSnapshot(drive, false)
	big := strings.ToUpper
	c.wants(200, "GET", schedulers+big(id), "")
	c.wants(200, "PUT", schedulers+big(id), "{}")
	c.wants(200, "GET", "/api/2.0/drives/"+big(drive), "")
	c.wants(200, "GET", "/api/2.0/snapshots/"+big(snapshot), "")
	linked := c.wants(202, "POST", "/api/2.0/drives/"+big(drive)+"/action/?do=set_scheduler", `{"backup_policy_uuid":"`+big(id)+`"}`)
	require.Contains(t, linked.body, `"backup_scheduler":{"resource_uri":"/api/2.0/backupschedulers/`+id+`/"`)
	c.wants(204, "DELETE", schedulers, deletion(big(id)))
	// A drive whose uuid has capitals is found by them alone.
	require.NoError(t, c.service.AddDrive(t.Context(), service.Drive{UUID: "Disk-A", Owner: c.user.UUID}))
	c.wants(200, "GET", "/api/2.0/drives/Disk-A", "")
	c.wants(404, "GET", "/api/2.0/drives/disk-a", "")
}

// TestUnknownPaths wants errors in JSON also where a page answers all other paths.
func TestUnknownPaths(t *testing.T) {
	c := newClient(t)
	page := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte("page of " + api.UserOf(r.Context()).Name))
	})
	handler, err := api.New(c.service, api.Config{Fallback: page})
	require.NoError(t, err)
	server := httptest.NewServer(handler)
	defer server.Close()
	c.server = server
	require.Equal(t, "page of alice", c.wants(200, "GET", "/", "").body)
	require.Equal(t, "page of alice", c.wants(200, "GET", "/apis/", "").body)
	for _, path := range []string{
		"/api", "/api/", "/api/2.0", "/api/2.0/", "/api/1.0/drives/", "/api/2.0/servers/", "/api/2.0/accounts/action/?do=login",
		"/api/2.0/backupschedulers/a/b/c", "/v3", "/v3/snapshots/policies/status/", "/v3/snapshots/policies/status/1/2",
	} {
		for _, method := range []string{"GET", "POST", "DELETE", "OPTIONS"} {
			got := c.wants(404, method, path, "")
			require.Equal(t, "application/json; charset=utf-8", got.header.Get("Content-Type"))
			require.Contains(t, got.body, `"error_type":"notexist"`)
		}
	}
}

// TestSnapshots lists, gets and deletes snapshots, local and remote ones apart.
func TestSnapshots(t *testing.T) {
	c := newClient(t)
	drive, other := c.addDrive(""), c.addDrive("")
	a, b, d := c.addSnapshot(drive, false), c.addSnapshot(drive, false), c.addSnapshot(other, false)
	remote := c.addSnapshot(drive, true)
	const local, far = "/api/2.0/snapshots/", "/api/2.0/remotesnapshots/"
	for path, want := range map[string][]string{
		local:                                   sorted(a, b, d),
		local + "detail/?drive=" + drive:        sorted(a, b),
		local + "?drive=" + drive + "," + other: sorted(a, b, d),
		local + "?status=available&limit=0":     sorted(a, b, d),
		local + "?status=unavailable":           {},
		local + "?tag=" + a:                     {},
		far:                                     {remote},
		far + "detail?drive=" + other:           {},
	} {
		require.Equal(t, want, uuids(t, c.wants(200, "GET", path, "").body), path)
	}
	one := c.wants(200, "GET", local+a+"/", "").body
	require.JSONEq(t, `{"allocated_size":0,"drive":{"resource_uri":"/api/2.0/drives/`+drive+`/","uuid":"`+drive+`"},
		"grantees":[],"meta":{},"name":"`+drive+`@`+a+`","owner":{"resource_uri":"/api/2.0/user/`+c.user.UUID+`/",
		"uuid":"`+c.user.UUID+`"},"permissions":[],"resource_uri":"/api/2.0/snapshots/`+a+`/","retention":null,
		"status":"available","tags":[],"timestamp":"2025-06-01 01:00:05.250000+00:00","uuid":"`+a+`"}`, one)
	require.JSONEq(t, `{"uuid":"`+a+`","status":"available"}`, c.wants(200, "GET", local+a+"/?fields=uuid,status", "").body)
	require.JSONEq(t, `{"uuid":"`+drive+`"}`, c.wants(200, "GET", "/api/2.0/drives/"+drive+"/?fields=uuid", "").body)
	c.wants(404, "GET", far+a, "")
	c.wants(404, "GET", local+remote, "")

	// While deletions are paused, as at first, the client hears that it is too early.
	paused := c.wants(503, "DELETE", local+a, "")
	require.Contains(t, paused.body, `"error_type":"concurrency"`)
	require.NotEmpty(t, paused.header.Get("Retry-After"))
	require.NoError(t, c.service.PauseDeletions(t.Context(), "", false))
	c.wants(404, "DELETE", local, deletion(a, remote)) // all or none
	c.wants(202, "POST", local+b+"/action/?do=hold", `{"until":"2999-01-31T00:00:00Z"}`)
	require.Contains(t, c.wants(403, "DELETE", local, deletion(a, b)).body, `"error_type":"permission"`)
	c.wants(202, "POST", local+b+"/action/?do=release", "null")
	require.Empty(t, c.deletions())
	c.wants(204, "DELETE", local, deletion(a, b, a))
	c.wants(204, "DELETE", far+remote+"/", "")
	require.Len(t, c.deletions(), 3)
}

// deletions returns the names of the snapshots whose deletion has started.
func (c *client) deletions() (names []string) {
	rows, err := c.service.DB.QueryContext(c.t.Context(), "SELECT name FROM runs WHERE kind = 'delete' AND state = 'pending'")
	require.NoError(c.t, err)
	defer rows.Close()
	for rows.Next() {
		var name string
		require.NoError(c.t, rows.Scan(&name))
		names = append(names, name)
	}
	return names
}

// TestHold wants a misspelt hold to be refused, and not to hold without end.
func TestHold(t *testing.T) {
	c := newClient(t)
	action := "/api/2.0/snapshots/" + c.addSnapshot(c.addDrive(""), false) + "/action/?do="
	for _, body := range []string{
		`[]`, `7`, `{"unti":"2027-01-31T00:00:00Z"}`, `{"until":"2027-01-31"}`, `{"until":7}`,
		`{"until":"2020-01-31T00:00:00Z"}`, `{"until":"0001-01-01T00:00:00Z"}`, `{"until":"9999-12-31T23:59:59-01:00"}`, `{"until":`, `{"until":null,"x":1}`,
	} {
		got := c.wants(400, "POST", action+"hold", body)
		require.NotContains(t, got.body, "struct", "the program's own words")
	}
	for _, body := range []string{"", "null", "{}", `{"until":null}`, ` {"until":"2999-01-31T00:00:00+01:00"} `} {
		require.Contains(t, c.wants(202, "POST", action+"hold", body).body, `"held":true`, body)
	}
	require.Contains(t, c.wants(200, "GET", strings.TrimSuffix(action, "/action/?do="), "").body, `"held_until":"2999-01-30T23:00:00Z"`)
	c.wants(202, "POST", action+"release", "")
}

// TestRemoveDrives ends the care for drives by their uuids, all or none.
func TestRemoveDrives(t *testing.T) {
	c := newClient(t)
	a, b, d := c.addDrive(""), c.addDrive(""), c.addDrive("")
	snapshot := c.addSnapshot(a, false)
	const drives = "/api/2.0/drives/"
	c.wants(404, "DELETE", drives, deletion(a, "none"))
	c.wants(200, "GET", drives+a, "")
	c.wants(204, "DELETE", drives, deletion(a, b))
	c.wants(404, "GET", drives+a, "")
	c.wants(404, "GET", "/api/2.0/snapshots/"+snapshot, "")
	c.wants(204, "DELETE", drives+d+"/", "")
	require.Empty(t, objects(t, c.wants(200, "GET", drives, "").body))
}

// TestDocuments wants documents of drives that no list could print to be refused.
func TestDocuments(t *testing.T) {
	c := newClient(t)
	for _, document := range []string{"{", "[]", "null", "7", `"{}"`, `{"size":}`, "{}{}", `{"a":1} x`} {
		err := c.service.AddDrive(t.Context(), service.Drive{UUID: "d", Owner: c.user.UUID, Document: document})
		require.ErrorContains(t, err, "want a JSON object", document)
	}
	for _, document := range []string{"", "{}", ` {"uuid":"x","owner":null,"backup_scheduler":7} `} {
		id := c.addDrive(document)
		require.Contains(t, c.wants(200, "GET", "/api/2.0/drives/"+id, "").body, `"backup_scheduler":null`)
	}
	require.Len(t, objects(t, c.wants(200, "GET", "/api/2.0/drives/", "").body), 3)
}

// TestTags filters drives by tag, as the vendor's Go client asks.
func TestTags(t *testing.T) {
	c := newClient(t)
	one := c.addDrive(`{"tags":[{"resource_uri":"/api/2.0/tags/t1/","uuid":"t1"},"/api/2.0/tags/t2/"]}`)
	two := c.addDrive(`{"tags":["t2"]}`)
	c.addDrive("")
	for query, want := range map[string][]string{
		"t1": {one}, "t2": sorted(one, two), "t1,t2": sorted(one, two), "t1&tag=t2": {one}, "t3": {}, "": {},
	} {
		require.Equal(t, want, uuids(t, c.wants(200, "GET", "/api/2.0/drives/detail/?limit=0&tag="+query, "").body), query)
	}
}

// TestBurst wants the requests of a client that begins with many at once to cost one
// check of the password, and none to fail.
func TestBurst(t *testing.T) {
	c := newClient(t)
	hash, err := api.HashPassword("a third password")
	require.NoError(t, err)
	_, err = c.service.AddUser(t.Context(), "carol", hash)
	require.NoError(t, err)
	c.name, c.password = "carol", "a third password"
	statuses := make(chan int, 100)
	start := time.Now()
	for range cap(statuses) {
		go func() { statuses <- c.send("GET", schedulers, "").status }()
	}
	for range cap(statuses) {
		require.Equal(t, 200, <-statuses)
	}
	burst := time.Since(start)
	start = time.Now()
	c.wants(401, "GET", schedulers, "", "Authorization", "Basic "+"bm9ib2R5Om5vYm9keQ==")
	require.Less(t, burst, 25*time.Since(start), "25 checks, where 100 would take 50 by two at once")
}

// TestTimeLimit wants a request whose time is over to be told so.
func TestTimeLimit(t *testing.T) {
	c := newClient(t)
	handler, err := api.New(c.service, api.Config{})
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), time.Nanosecond)
	defer cancel()
	r := httptest.NewRequestWithContext(ctx, "GET", schedulers, nil)
	r.SetBasicAuth(c.name, c.password)
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	require.Equal(t, 503, w.Code)
	require.Contains(t, w.Body.String(), `"error_type":"concurrency"`)
	require.NotEmpty(t, w.Header().Get("Retry-After"))
}

// TestSnapshotsOfDrives lists sixty drives in pages and all at once: each has the same
// snapshots, by uuid, in both.
func TestSnapshotsOfDrives(t *testing.T) {
	c := newClient(t)
	for i := range 60 {
		drive := c.addDrive("")
		for j := range i % 3 {
			c.addSnapshot(drive, j == 1)
			c.addSnapshot(drive, false)
		}
	}
	list := func(query string) (objects []map[string]any) {
		var answer struct{ Objects []map[string]any }
		require.NoError(t, json.Unmarshal([]byte(c.wants(200, "GET", "/api/2.0/drives/"+query, "").body), &answer))
		return answer.Objects
	}
	all := list("?limit=0")
	require.Len(t, all, 60)
	var paged []map[string]any
	snapshots := 0
	for offset := 0; offset < 60; offset += 20 {
		paged = append(paged, list("?offset="+strconv.Itoa(offset))...)
	}
	require.Equal(t, all, paged)
	for _, drive := range all {
		snapshots += len(drive["snapshots"].([]any)) + len(drive["remote_snapshots"].([]any))
	}
	require.Equal(t, 20*2+20*4, snapshots)
}
