package api_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/service"
)

// exchange is a request of the vendor's page, and the answer printed below it.
type exchange struct {
	method, path, body string
	headers            []string
	status             string
	answerHeaders      []string
	answer             string // "" if none is printed
}

var (
	requestLine = regexp.MustCompile(`^(GET|POST|PUT|DELETE) (/\S+) HTTP/1.1$`)
	statusLine  = regexp.MustCompile(`^HTTP/1.[01] (\d+)`)
	headerLine  = regexp.MustCompile(`^([A-Z][A-Za-z-]+): (.+)$`)
)

// exchanges returns the requests of the vendor's page that are printed with their
// request line, as they stand.
func exchanges(page string) (list []exchange) {
	lines := strings.Split(page, "\n")
	for i := 0; i < len(lines); i++ {
		m := requestLine.FindStringSubmatch(strings.TrimSpace(lines[i]))
		if m == nil {
			continue
		}
		e := exchange{method: m[1], path: m[2]}
		for i++; i < len(lines) && headerLine.MatchString(lines[i]); i++ {
			e.headers = append(e.headers, headerLine.FindStringSubmatch(lines[i])[1:]...)
		}
		e.body, i = value(lines, i)
		for ; i < len(lines) && statusLine.FindStringSubmatch(lines[i]) == nil; i++ {
			if requestLine.MatchString(lines[i]) {
				break
			}
			// The answer to PUT is printed without its status.
			if strings.HasPrefix(lines[i], "{") {
				break
			}
		}
		if m := statusLine.FindStringSubmatch(lines[i]); m != nil {
			e.status = m[1]
			for i++; headerLine.MatchString(lines[i]); i++ {
				e.answerHeaders = append(e.answerHeaders, headerLine.FindStringSubmatch(lines[i])[1:]...)
			}
		}
		e.answer, i = value(lines, i)
		list = append(list, e)
		i--
	}
	return list
}

// value returns the JSON object that begins on a line, if one does, and the line
// after it.
func value(lines []string, from int) (string, int) {
	if from >= len(lines) || !strings.HasPrefix(strings.TrimSpace(lines[from]), "{") {
		return "", from
	}
	rest := strings.Join(lines[from:], "\n")
	var object json.RawMessage
	decoder := json.NewDecoder(strings.NewReader(rest))
	if err := decoder.Decode(&object); err != nil {
		return "", from
	}
	return string(object), from + strings.Count(rest[:decoder.InputOffset()], "\n") + 1
}

// TestVendorsPage sends the requests of the vendor's page as they stand, to a
// service with the schedulers of its listings, and wants the answers printed, up
// to white space and identity.
func TestVendorsPage(t *testing.T) { onEach(t, testVendorsPage) }

func testVendorsPage(t *testing.T, c *client) {
	page, err := os.ReadFile(filepath.FromSlash("../../../shared/seeds/000_afabae750203f2f9.txt"))
	if err != nil {
		t.Skip("the vendor's page is not there")
	}
	// The name and password in the page's requests.
	c = c.as("If you found this, have a cookie, you deserve it ", ")")

	body := fixture(t, "detail.json")
	seeded := objects(t, body)
	created := objects(t, c.wants(201, "POST", "/api/2.0/backupschedulers/", `{"objects":`+compactObjects(t, body)+`}`).body)
	identity := map[string]string{"6a02f732-4dae-47d6-ac18-f4ddb6fc4b31": c.user.UUID, "18f6256b-90a2-4908-b671-c28c6b79c020": c.user.UUID}
	for i, s := range seeded {
		identity[s["uuid"].(string)] = created[i]["uuid"].(string)
	}
	const (
		edited, deleted = "1c232887-aa47-45a8-96e6-3293f3b220cb", "09be1ca1-6a17-4686-95ad-fd36dfcf99f9"
		linked, drive   = "103de42c-17a1-40ea-bc0f-521789168bbf", "34f9c721-ec23-4f5c-86ab-2839f687f14e"
	)
	require.NoError(t, c.service.AddDrive(t.Context(), service.Drive{
		UUID: drive, Owner: c.user.UUID, Name: "test_drive_remote_snapshot_1", Document: fixture(t, "drive.json"),
	}))

	seen := 0
	for _, e := range exchanges(string(page)) {
		if e.method != "GET" && identity[edited] == "" {
			for _, uuid := range []string{edited, deleted, linked} {
				identity[uuid] = c.create()
			}
		}
		seen++
		got := c.send(e.method, rename(e.path, identity), rename(e.body, identity), e.headers...)
		if e.status != "" {
			require.Equal(t, e.status, strconv.Itoa(got.status), "%s %s: %s", e.method, e.path, got.body)
		}
		for i := 0; i < len(e.answerHeaders); i += 2 {
			require.Equal(t, e.answerHeaders[i+1], got.header.Get(e.answerHeaders[i]), "%s %s", e.method, e.path)
		}
		if e.answer == "" {
			continue
		}
		// The page's answer to PUT has another uuid than its URL.
		if e.method == "PUT" {
			var answer struct{ UUID string }
			require.NoError(t, json.Unmarshal([]byte(e.answer), &answer))
			identity[answer.UUID] = identity[edited]
		}
		require.Equal(t, byName(t, rename(e.answer, identity)), byName(t, got.body), "%s %s", e.method, e.path)
	}
	require.Equal(t, 8, seen)
	c.wants(200, "GET", "/api/2.0/backupschedulers/"+identity[linked]+"/", "")
	c.wants(404, "GET", "/api/2.0/backupschedulers/"+identity[deleted]+"/", "")
}

// TestVendorsExamples creates the vendor's examples as they stand, and wants back what
// they say, at the same keys.
func TestVendorsExamples(t *testing.T) {
	c := newClient(t)
	for _, e := range cloudsigma.Examples() {
		created := c.wants(201, "POST", "/api/2.0/backupschedulers/", e.Body)
		var sent map[string]any
		require.NoError(t, json.Unmarshal([]byte(e.Body), &sent))
		for key, value := range sent {
			require.Equal(t, value, objects(t, created.body)[0][key], "%s: %s", e.Name, key)
		}
	}
	require.Len(t, objects(t, c.wants(200, "GET", "/api/2.0/backupschedulers/detail/", "").body), 11)
}

// TestVendorsDeletion deletes several schedulers by the page's body, whose commas
// before braces are no JSON.
func TestVendorsDeletion(t *testing.T) {
	c := newClient(t)
	body := fixture(t, "delete_body.json")
	uuids := regexp.MustCompile(`[0-9a-f-]{36}`).FindAllString(body, -1)
	c.wants(404, "DELETE", "/api/2.0/backupschedulers/", body)
	for _, uuid := range uuids {
		body = strings.ReplaceAll(body, uuid, c.create())
	}
	c.wants(204, "DELETE", "/api/2.0/backupschedulers/", body)
	require.Empty(t, objects(t, c.wants(200, "GET", "/api/2.0/backupschedulers/", "").body))
}

// TestVendorsZones wants the page's list of zones and its schema.
func TestVendorsZones(t *testing.T) {
	c := newClient(t)
	require.JSONEq(t, fixture(t, "zones.json"), c.wants(200, "GET", "/api/2.0/timezones/", "").body)
	require.JSONEq(t, fixture(t, "schema.json"), c.wants(200, "GET", "/api/2.0/backupschedulers/schema", "").body)
}

// rename replaces the identities of the page by those of the service.
func rename(text string, identity map[string]string) string {
	for from, to := range identity {
		text = strings.ReplaceAll(text, from, to)
	}
	return text
}

// compactObjects returns the objects of a list.
func compactObjects(t *testing.T, body string) string {
	var list struct{ Objects json.RawMessage }
	require.NoError(t, json.Unmarshal([]byte(body), &list))
	return string(list.Objects)
}

// byName returns JSON without white space, a list's objects by name: the page's
// order is that of its uuids.
func byName(t *testing.T, text string) string {
	var list struct {
		Meta    json.RawMessage   `json:"meta"`
		Objects []json.RawMessage `json:"objects"`
	}
	require.NoError(t, json.Unmarshal([]byte(text), &list), text)
	if list.Objects == nil {
		return compact(t, text)
	}
	name := func(object json.RawMessage) string {
		var o struct{ Name string }
		require.NoError(t, json.Unmarshal(object, &o))
		return o.Name
	}
	slices.SortFunc(list.Objects, func(a, b json.RawMessage) int { return strings.Compare(name(a), name(b)) })
	sorted, err := json.Marshal(list)
	require.NoError(t, err)
	return compact(t, string(sorted))
}

// compact returns JSON without white space, and with whole retention rules: the
// page splits those that it was sent in one.
func compact(t *testing.T, text string) string {
	var b bytes.Buffer
	require.NoError(t, json.Compact(&b, []byte(text)))
	return strings.ReplaceAll(b.String(), `},{"time_option"`, `,"time_option"`)
}
