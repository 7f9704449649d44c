package api_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/crypto/bcrypt"

	"github.com/longcase/longcase/inventory"
	"github.com/longcase/longcase/qumulo"
	"github.com/longcase/longcase/service"
	"github.com/longcase/longcase/service/api"
	"github.com/longcase/longcase/service/driver"
)

// idle is a driver without snapshots.
type idle struct{}

func (idle) Create(context.Context, driver.Drive, string) error { return nil }
func (idle) Delete(context.Context, driver.Drive, string) error { return nil }
func (idle) List(context.Context, driver.Drive) ([]inventory.Item, error) {
	return nil, nil
}

// client sends requests to a server as a user.
type client struct {
	t              *testing.T
	server         *httptest.Server
	service        *service.Service
	user           service.User
	name, password string
	log            *bytes.Buffer
}

// quick is how long a body may take in tests.
const quick = 5 * time.Second

// newClient starts a server on a new database of SQLite, with a user.
func newClient(t *testing.T) *client { return newClientOn(t, filepath.Join(t.TempDir(), "test.db")) }

// newClientOn starts a server on a new database, with a user.
func newClientOn(t *testing.T, database string) *client {
	db, dialect, err := service.Open(database)
	require.NoError(t, err)
	t.Cleanup(func() { db.Close() })
	s, err := service.New(t.Context(), service.Config{DB: db, Dialect: dialect, Driver: idle{}})
	require.NoError(t, err)
	log := new(bytes.Buffer)
	policies, err := os.ReadFile("../../qumulo/testdata/daily.json")
	require.NoError(t, err)
	document, err := qumulo.Parse(policies)
	require.NoError(t, err)
	handler, err := api.New(s, api.Config{Policies: document, BodyTime: quick, Log: slog.New(slog.NewTextHandler(log, nil))})
	require.NoError(t, err)
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	c := &client{t: t, server: server, service: s, log: log}
	return c.as("alice", "a long password")
}

// as adds a user, and returns a client of theirs.
func (c *client) as(name, password string) *client {
	hash, err := bcrypt.GenerateFromPassword([]byte(password), bcrypt.MinCost)
	require.NoError(c.t, err)
	other := *c
	other.user, err = c.service.AddUser(c.t.Context(), name, string(hash))
	require.NoError(c.t, err)
	other.name, other.password = name, password
	return &other
}

// reply is an answer that has been read.
type reply struct {
	status int
	header http.Header
	body   string
}

// send sends a request with a body, and headers as name and value by turns.
func (c *client) send(method, path, body string, headers ...string) reply {
	c.t.Helper()
	r, err := http.NewRequest(method, c.server.URL+path, strings.NewReader(body))
	require.NoError(c.t, err)
	r.Header.Set("Content-Type", "application/json")
	r.SetBasicAuth(c.name, c.password)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	answer, err := http.DefaultTransport.RoundTrip(r)
	require.NoError(c.t, err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	require.NoError(c.t, err)
	return reply{answer.StatusCode, answer.Header, string(text)}
}

// wants sends a request, and wants an answer with a status.
func (c *client) wants(status int, method, path, body string, headers ...string) reply {
	c.t.Helper()
	got := c.send(method, path, body, headers...)
	require.Equal(c.t, status, got.status, "%s %s: %s", method, path, got.body)
	return got
}

// create creates the vendor's son-father-grandfather scheduler, and returns its
// uuid.
func (c *client) create() string {
	c.t.Helper()
	body := fixture(c.t, "create_answer.json")
	created := c.wants(201, "POST", "/api/2.0/backupschedulers/", body)
	return objects(c.t, created.body)[0]["uuid"].(string)
}

// fixture returns a document of the vendor's page.
func fixture(t *testing.T, name string) string {
	text, err := os.ReadFile(filepath.Join("../../cloudsigma/testdata", name))
	require.NoError(t, err)
	return string(text)
}

func objects(t *testing.T, body string) []map[string]any {
	var list struct{ Objects []map[string]any }
	require.NoError(t, json.Unmarshal([]byte(body), &list))
	return list.Objects
}

func TestCreateAnswersWithLocation(t *testing.T) {
	c := newClient(t)
	body := fixture(t, "create_answer.json")
	got := c.wants(201, "POST", "/api/2.0/backupschedulers/", body)
	uuid := objects(t, got.body)[0]["uuid"].(string)
	require.Equal(t, "/api/2.0/backupschedulers/"+uuid+"/", got.header.Get("Location"))
	require.Equal(t, "application/json; charset=utf-8", got.header.Get("Content-Type"))
	c.wants(200, "GET", "/api/2.0/backupschedulers/"+uuid, "")
	c.wants(200, "HEAD", "/api/2.0/backupschedulers/"+uuid+"/", "")
	c.wants(204, "DELETE", "/api/2.0/backupschedulers/"+uuid, "")
	c.wants(404, "GET", "/api/2.0/backupschedulers/"+uuid, "")
}

// TestErrors wants errors as the vendor prints them, for requests that fail in
// every way.
func TestErrors(t *testing.T) {
	c := newClient(t)
	uuid := c.create()
	scheduler := "/api/2.0/backupschedulers/" + uuid + "/"
	for _, test := range []struct {
		method, path, body string
		status             int
		kind, point        string
	}{
		{"GET", "/api/2.0/backupschedulers/none/", "", 404, "notexist", ""},
		{"GET", "/api/2.0/nothing/", "", 404, "notexist", ""},
		{"GET", "/v3/snapshots/policies/status/999", "", 404, "notexist", ""},
		{"PATCH", scheduler, "{}", 405, "validation", ""},
		{"POST", "/api/2.0/backupschedulers/detail/", "{}", 405, "validation", ""},
		{"GET", "/api/2.0/backupschedulers/?limit=-1", "", 400, "validation", ""},
		{"GET", "/api/2.0/backupschedulers/?format=xml", "", 400, "validation", ""},
		{"GET", "/api/2.0/drives/?type=disk", "", 400, "validation", ""},
		{"GET", "/api/2.0/snapshots/?driver=x", "", 400, "validation", ""},
		{"POST", "/api/2.0/backupschedulers/", `{"name":`, 400, "validation", ""},
		{"POST", "/api/2.0/backupschedulers/", strings.Repeat("[", 1000), 400, "validation", ""},
		{"POST", "/api/2.0/backupschedulers/", `"` + strings.Repeat("x", 10<<20) + `"`, 413, "validation", ""},
		{"PUT", scheduler, `{"is_default":"yes"}`, 400, "validation", "is_default"},
		{"PUT", scheduler, `{"uuid":"another"}`, 400, "validation", "uuid"},
		{"DELETE", "/api/2.0/backupschedulers/", `{"objects":[{"uuid":"` + uuid + `"},{"uuid":"none"}]}`, 404, "notexist", ""},
		{"POST", "/api/2.0/drives/none/action/?do=set_scheduler", `{"backup_policy_uuid":null}`, 404, "notexist", ""},
		{"POST", "/api/2.0/drives/none/action/?do=explode", "", 400, "validation", ""},
		{"POST", "/api/2.0/drives/none/action/?do=set_scheduler", `{}`, 400, "validation", "backup_policy_uuid"},
	} {
		got := c.wants(test.status, test.method, test.path, test.body)
		var list []struct {
			Type    string  `json:"error_type"`
			Message string  `json:"error_message"`
			Point   *string `json:"error_point"`
		}
		require.NoError(t, json.Unmarshal([]byte(got.body), &list), got.body)
		require.NotEmpty(t, list)
		require.Equal(t, test.kind, list[0].Type, test.path)
		require.NotEmpty(t, list[0].Message)
		if test.point != "" {
			require.NotNil(t, list[0].Point, got.body)
			require.Equal(t, test.point, *list[0].Point)
		}
	}
	// All or none: the deletion with an unknown uuid deleted nothing.
	c.wants(200, "GET", scheduler, "")
	require.Empty(t, c.log.String())
}

func TestHabits(t *testing.T) {
	c := newClient(t)
	c.create()
	const list = "/api/2.0/backupschedulers/"
	options := c.wants(200, "OPTIONS", list, "")
	require.Equal(t, "DELETE, GET, HEAD, OPTIONS, POST", options.header.Get("Allow"))
	require.Equal(t, options.header.Get("Allow"), options.body)
	require.Equal(t, "GET, HEAD, OPTIONS", c.wants(405, "POST", list+"schema/", "").header.Get("Allow"))
	c.wants(406, "GET", list, "", "Accept", "application/xml")
	c.wants(200, "GET", list, "", "Accept", "text/html, */*;q=0.1")
	c.wants(200, "GET", list+"?format=json", "")

	plain := c.wants(200, "GET", list+"schema", "")
	packed := c.wants(200, "GET", list+"schema", "", "Accept-Encoding", "gzip")
	require.Equal(t, "gzip", packed.header.Get("Content-Encoding"))
	z, err := gzip.NewReader(strings.NewReader(packed.body))
	require.NoError(t, err)
	unpacked, err := io.ReadAll(z)
	require.NoError(t, err)
	require.Equal(t, plain.body, string(unpacked))
	require.Empty(t, c.wants(200, "GET", list+"schema", "", "Accept-Encoding", "gzip;q=0").header.Get("Content-Encoding"))

	// A page of another site cannot use a browser's password.
	refused := c.wants(403, "POST", list, "{}", "Sec-Fetch-Site", "cross-site")
	require.Contains(t, refused.body, `"error_type":"permission"`)
}

func TestAuthentication(t *testing.T) {
	c := newClient(t)
	const list = "/api/2.0/backupschedulers/"
	for _, credentials := range []string{"", "Basic", "Basic !!!", "Bearer x", "Basic YWxpY2U6d3Jvbmc=", "Basic Ym9iOmEgbG9uZyBwYXNzd29yZA=="} {
		got := c.wants(401, "GET", list, "", "Authorization", credentials)
		require.Contains(t, got.header.Get("WWW-Authenticate"), "Basic realm=")
	}
	c.wants(401, "GET", "/metrics", "", "Authorization", "")
	c.wants(200, "GET", "/healthz", "", "Authorization", "")
	// Remembered, the password is checked again once it is changed.
	c.wants(200, "GET", list, "")
	hash, err := api.HashPassword("another password")
	require.NoError(t, err)
	_, err = c.service.DB.ExecContext(t.Context(), "UPDATE users SET password = '"+hash+"'")
	require.NoError(t, err)
	c.wants(401, "GET", list, "")
	_, err = api.HashPassword("short")
	require.Error(t, err)
	_, err = api.HashPassword(strings.Repeat("x", 73))
	require.Error(t, err)
	require.NotContains(t, c.log.String(), "password")
}

// TestDrives lists drives by every parameter.
func TestDrives(t *testing.T) {
	c := newClient(t)
	for uuid, name := range map[string]string{"d1": "Beta", "d2": "alpha", "d3": "Alphabet, old"} {
		require.NoError(t, c.service.AddDrive(t.Context(), service.Drive{
			UUID: uuid, Owner: c.user.UUID, Name: name, Document: `{"size":1073741824,"custom":[1.50]}`,
		}))
	}
	for query, want := range map[string]string{
		"":                              "d1 d2 d3",
		"?order_by=-uuid":               "d3 d2 d1",
		"?order_by=name":                "d3 d1 d2",
		"?limit=1&offset=1":             "d2",
		"?limit=0":                      "d1 d2 d3",
		"?offset=9":                     "",
		"?name=Beta":                    "d1",
		"?name=Beta,alpha":              "d1 d2",
		`?name=Alphabet%5C, old`:        "d3",
		"?name__contains=ALPHA":         "d2 d3",
		"?uuid=d1,d3&name__contains=et": "d1 d3",
		"?status=unmounted":             "d1 d2 d3",
		"?status=mounted":               "",
	} {
		var got []string
		for _, o := range objects(t, c.wants(200, "GET", "/api/2.0/drives/"+strings.ReplaceAll(query, " ", "%20"), "").body) {
			got = append(got, o["uuid"].(string))
		}
		require.Equal(t, want, strings.Join(got, " "), query)
	}
	one := c.wants(200, "GET", "/api/2.0/drives/?fields=uuid,custom&limit=1", "")
	require.Equal(t, `{"meta":{"limit":1,"offset":0,"total_count":3},"objects":[{"custom":[1.50],"uuid":"d1"}]}`, one.body)
}

func TestQumuloStatus(t *testing.T) {
	c := newClient(t)
	want, err := os.ReadFile("../../qumulo/testdata/daily.json")
	require.NoError(t, err)
	var id struct{ ID json.Number }
	require.NoError(t, json.Unmarshal(want, &id))
	got := c.wants(200, "GET", "/v3/snapshots/policies/status/"+id.ID.String(), "")
	require.JSONEq(t, string(want), got.body)
}

func TestMetrics(t *testing.T) {
	c := newClient(t)
	c.wants(404, "GET", "/api/2.0/backupschedulers/none", "")
	require.NoError(t, c.service.AddDrive(t.Context(), service.Drive{UUID: "d1", Owner: c.user.UUID}))
	c.wants(202, "POST", "/api/2.0/drives/d1/action/?do=take_snapshot", "")
	got := c.wants(200, "GET", "/metrics", "")
	require.Contains(t, got.body, "longcase_oldest_overdue_run_seconds ")
	require.Contains(t, got.body, `longcase_runs{kind="now",state="pending"} 1`)
	require.NotContains(t, got.body, "d1")
	require.Contains(t, got.body, `longcase_http_requests_total{code="404"} 1`)
}
