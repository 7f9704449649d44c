package page_test

import (
	"context"
	"encoding/base64"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
	"golang.org/x/crypto/bcrypt"

	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/service"
	"github.com/longcase/longcase/service/api"
	"github.com/longcase/longcase/service/driver/directory"
	"github.com/longcase/longcase/service/page"
)

// site is a running service with pages, a user, and a drive of theirs.
type site struct {
	*httptest.Server
	service *service.Service
	owner   string
	drive   string
}

const (
	user, password = "demo", "a long password"
	hostile        = "</title></script><svg onload=document.title=1>"
)

func newSite(t *testing.T) *site {
	folder := t.TempDir()
	db, dialect, err := service.Open(filepath.Join(folder, "test.db"))
	require.NoError(t, err)
	t.Cleanup(func() { db.Close() })
	copies, source := filepath.Join(folder, "copies"), filepath.Join(folder, "source")
	require.NoError(t, os.Mkdir(copies, 0o700))
	require.NoError(t, os.Mkdir(source, 0o700))
	s, err := service.New(t.Context(), service.Config{DB: db, Dialect: dialect, Driver: directory.New(copies), Poll: 50 * time.Millisecond})
	require.NoError(t, err)
	hash, err := bcrypt.GenerateFromPassword([]byte(password), bcrypt.MinCost)
	require.NoError(t, err)
	u, err := s.AddUser(t.Context(), user, string(hash))
	require.NoError(t, err)
	require.NoError(t, s.AddDrive(t.Context(), service.Drive{UUID: "drive-1", Owner: u.UUID, Name: "home " + hostile, Source: source}))
	handler, err := api.New(s, api.Config{Fallback: page.New(s, page.Config{})})
	require.NoError(t, err)
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		<-done
	})
	return &site{server, s, u.UUID, "drive-1"}
}

// send sends a request as the user.
func (s *site) send(t *testing.T, method, path string, form url.Values, headers ...string) (int, string) {
	t.Helper()
	r, err := http.NewRequest(method, s.URL+path, strings.NewReader(form.Encode()))
	require.NoError(t, err)
	r.SetBasicAuth(user, password)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	answer, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer answer.Body.Close()
	var b strings.Builder
	_, err = io.Copy(&b, answer.Body)
	require.NoError(t, err)
	return answer.StatusCode, b.String()
}

// TestForms creates, edits and refuses schedulers as a browser without scripts
// does.
func TestForms(t *testing.T) {
	s := newSite(t)
	example := cloudsigma.Examples()[10]
	body := strings.Replace(example.Body, `"name":"`, `"name":"`+strings.ReplaceAll(hostile, `"`, ""), 1)
	body = strings.Replace(body, `"name": "`, `"name": "`+hostile, 1)

	status, text := s.send(t, "POST", "/schedulers/new", url.Values{"document": {body}, "do": {"preview"}})
	require.Equal(t, 200, status, text)
	require.Contains(t, text, "Next snapshots")
	require.NotContains(t, text, "<svg onload")
	list, err := s.service.Schedulers(t.Context(), s.owner)
	require.NoError(t, err)
	require.Empty(t, list, "a preview saves nothing")

	status, text = s.send(t, "POST", "/schedulers/new", url.Values{"document": {`{"is_default":"yes"}`}, "do": {"save"}})
	require.Equal(t, 400, status)
	require.Contains(t, text, "<code>/is_default</code>")

	status, text = s.send(t, "POST", "/schedulers/new", url.Values{"document": {body}, "do": {"save"}})
	require.Equal(t, 200, status, text)
	require.NotContains(t, text, "<svg onload")
	list, err = s.service.Schedulers(t.Context(), s.owner)
	require.NoError(t, err)
	require.Len(t, list, 1)
	place := "/schedulers/" + list[0].UUID()

	status, text = s.send(t, "POST", place, url.Values{"document": {`{"name":"renamed"}`}, "do": {"preview"}})
	require.Equal(t, 200, status)
	require.Contains(t, text, "renamed")
	status, _ = s.send(t, "POST", place, url.Values{"document": {`{"name":"renamed"}`}, "do": {"save"}})
	require.Equal(t, 200, status)
	status, text = s.send(t, "GET", "/", nil)
	require.Equal(t, 200, status)
	require.Contains(t, text, "renamed")
	require.NotContains(t, text, "<svg onload")

	// A form that is cut is none, whatever its beginning says.
	status, text = s.send(t, "POST", place, url.Values{"name": {"cut"}, "tail": {strings.Repeat("x", 2<<20)}})
	require.Equal(t, 400, status)
	require.Contains(t, text, "did not arrive in full")

	// Another site's form is not the user's wish.
	status, _ = s.send(t, "POST", place, url.Values{"do": {"delete"}}, "Sec-Fetch-Site", "cross-site")
	require.Equal(t, 403, status)
	status, _ = s.send(t, "POST", place, url.Values{"do": {"delete"}})
	require.Equal(t, 200, status)
	for _, path := range []string{"/schedulers/none", "/drives/none", "/nothing", "/static/none.css"} {
		status, _ = s.send(t, "GET", path, nil)
		require.Equal(t, 404, status, path)
	}

	// What was deleted, and by whom, can still be seen.
	status, text = s.send(t, "GET", "/", nil)
	require.Equal(t, 200, status)
	require.Contains(t, text, `<a href="`+place+`">renamed</a>`)
	status, text = s.send(t, "GET", place, nil)
	require.Equal(t, 410, status)
	require.Contains(t, text, "renamed (deleted)")
	require.Contains(t, text, "<td>deleted</td>")
	require.NotContains(t, text, "<svg onload")
	_, err = s.service.Trail(t.Context(), "somebody", strings.TrimPrefix(place, "/schedulers/"), 0, 1)
	require.ErrorIs(t, err, service.ErrNotExist)
	for path, allowed := range map[string]string{
		"/": "GET, HEAD", place: "GET, HEAD, POST", "/snapshots/x": "POST", "/static/style.css": "GET, HEAD",
		"/healthz": "GET, HEAD, OPTIONS", "/metrics": "GET, HEAD, OPTIONS",
	} {
		r, err := http.NewRequest("PUT", s.URL+path, nil)
		require.NoError(t, err)
		r.SetBasicAuth(user, password)
		answer, err := http.DefaultClient.Do(r)
		require.NoError(t, err)
		answer.Body.Close()
		require.Equal(t, 405, answer.StatusCode, path)
		require.Equal(t, allowed, answer.Header.Get("Allow"), path)
	}
}

// entries are those of a form that is accepted.
func entries(changes ...string) url.Values {
	form := url.Values{
		"mode": {"fields"}, "do": {"save"}, "name": {"nightly"}, "type": {"snapshot"}, "zone": {"Europe/Berlin"},
		"enabled": {"yes"}, "taken": {"yes"}, "times": {"02:00"}, "unit": {"hour"}, "location": {""},
		"quantity": {"7", "4", ""}, "period": {"days", "weeks", "days"}, "on": {"", "mon", ""},
	}
	for i := 0; i < len(changes); i += 2 {
		form[changes[i]] = strings.Split(changes[i+1], "|")
	}
	return form
}

// TestFields sends the form with single fields: what the API refuses is refused
// here, beside the field, with the entry kept.
func TestFields(t *testing.T) {
	s := newSite(t)
	for _, test := range []struct{ key, value, place, want string }{
		{"type", "floppy", "type", `&#34;floppy&#34;: want `},
		{"zone", "Mars/Base", "zone", "Mars/Base"},
		{"times", "25:00", "times", `&#34;25:00&#34;: want times`},
		{"times", "02:00, 14", "times", `want times`},
		{"every", "x", "every", `not both`},
		{"from", "noon", "from", `&#34;noon&#34;: want`},
		{"to", "24:00", "to", `&#34;24&#34;: want`},
		{"weekday", "mon|someday", "weekday", `someday`},
		{"days", "1, 32", "days", `&#34;1, 32&#34;: want days 1 to 31`},
		{"month", "13", "month", `&#34;13&#34;: want months`},
		{"quantity", "7|0", "rule1", `0: want`},
		{"quantity", "7|many", "rule1", `&#34;many&#34;: want`},
		{"period", "years|weeks", "rule0", `&#34;years&#34;: want`},
		{"on", "mon|mon", "rule0", `want no time_option`},
		{"on", "|day 3", "rule1", `&#34;day 3&#34;: want a weekday`},
		{"period", "days|months", "rule1", `&#34;mon&#34;: want a day of the month`},
		{"surprise", "1", "", `&#34;surprise&#34;: want an entry of this form, once`},
		{"name", "a|b", "", `&#34;name&#34;: want an entry of this form, once`},
	} {
		status, text := s.send(t, "POST", "/schedulers/new", entries(test.key, test.value))
		require.Equal(t, 400, status, test)
		part := text
		if test.place != "" {
			_, after, found := strings.Cut(text, `id="`+test.place+`-problem"`)
			require.True(t, found, "%v: %s", test, text)
			part, _, _ = strings.Cut(after, "</ul>")
			require.Contains(t, text, `aria-describedby="`+test.place+`-problem"`)
		}
		require.Contains(t, part, test.want, test)
		require.Contains(t, text, `value="Europe/Berlin"`, "entries are kept")
		for value := range strings.SplitSeq(test.value, "|") {
			if test.place != "" && test.key != "weekday" && test.key != "month" {
				require.Contains(t, text, `value="`+value+`"`, "also wrong ones")
			}
		}
	}
	list, err := s.service.Schedulers(t.Context(), s.owner)
	require.NoError(t, err)
	require.Empty(t, list)
}

// TestFieldsOfOthers edits schedulers that were made by the API: what the fields do
// not say stays, and what they cannot say is edited as a document.
func TestFieldsOfOthers(t *testing.T) {
	s := newSite(t)
	create := func(body string) string {
		t.Helper()
		created, _, err := s.service.CreateSchedulers(t.Context(), s.owner, []byte(body))
		require.NoError(t, err)
		return "/schedulers/" + created[0].UUID()
	}
	const head = `{"name":"n","type":"migration","is_enabled":true,"is_default":true,"manual_incremental_backup":"",
		"user_timezone":"Etc/UTC","meta":{"a":1},"initial_backup":{"day_of_week":["mon"]},`
	place := create(head + `"incremental_backup":{"hour":"2","minute":"30"},
		"retention_policy":{"name":"kept","rules":[{"period":"weeks","quantity":4},{"time_option":1}]}}`)
	status, text := s.send(t, "GET", place, nil)
	require.Equal(t, 200, status)
	require.Contains(t, text, `name="times" value="02:30"`)
	status, text = s.send(t, "POST", place, entries("times", "02:30, 14:00", "type", "migration"))
	require.Equal(t, 200, status, text)
	list, err := s.service.Schedulers(t.Context(), s.owner)
	require.NoError(t, err)
	answer := string(list[0].Answer())
	for _, want := range []string{
		`"is_default":true`, `"meta":{"a":1}`, `"initial_backup":{"day_of_week":["mon"]}`, `"name":"kept"`,
		`"manual_incremental_backup":"02:30, 14:00"`, `"user_timezone":"Europe/Berlin"`, `{"period":"weeks","quantity":4,"time_option":1}`,
	} {
		require.Contains(t, answer, want)
	}
	for _, body := range []string{
		`"incremental_backup":{"hour":"2","minute":"30","note":"of mine"}}`,
		`"incremental_backup":{"hour":"2"},"retention_policy":{"rules":[{"period":"days","quantity":1,"note":2}]}}`,
		`"incremental_backup":{"hour":"2"},"retention_policy":{"note":1}}`,
		`"incremental_backup":{"hour":"2","repeat":{"note":1}}}`,
	} {
		place := create(head + body)
		status, text := s.send(t, "GET", place, nil)
		require.Equal(t, 200, status)
		require.Contains(t, text, "more than the fields can", body)
		require.Contains(t, text, `name="document"`)
	}
}

// TestTrail shows who changed what, in pages of twenty, and refused plans.
func TestTrail(t *testing.T) {
	s := newSite(t)
	const body = `{"name":"first","type":"snapshot","is_enabled":true,"is_default":false,"manual_incremental_backup":"",
		"user_timezone":"Etc/UTC","incremental_backup":{"hour":"2","minute":"30"},"meta":{"a/b":1}}`
	created, _, err := s.service.CreateSchedulers(t.Context(), s.owner, []byte(body))
	require.NoError(t, err)
	uuid := created[0].UUID()
	for _, edit := range []string{`{"incremental_backup":{"hour":"3","minute":"30"}}`, `{"meta":{"a/b":2}}`, `{"name":"` + hostile + `"}`} {
		_, err := s.service.UpdateScheduler(t.Context(), s.owner, uuid, []byte(edit))
		require.NoError(t, err)
	}
	status, text := s.send(t, "GET", "/schedulers/"+uuid, nil)
	require.Equal(t, 200, status)
	for _, want := range []string{
		`<code>/incremental_backup/hour</code></dt>` + "\n" + `<dd>from <del>&#34;2&#34;</del> to <ins>&#34;3&#34;</ins>`,
		`<code>/meta/a~1b</code></dt>` + "\n" + `<dd>from <del>1</del> to <ins>2</ins>`,
		`from <del>&#34;first&#34;</del>`, `<td>` + user + `</td>`, `created`,
	} {
		require.Contains(t, text, want)
	}
	require.NotContains(t, text, "<svg onload")
	require.NotContains(t, text, "Older")

	for i := range 21 {
		_, err := s.service.UpdateScheduler(t.Context(), s.owner, uuid, []byte(`{"name":"n`+strconv.Itoa(i)+`"}`))
		require.NoError(t, err)
	}
	pages := 0
	seen := ""
	for path := "/schedulers/" + uuid; path != ""; pages++ {
		status, text := s.send(t, "GET", path, nil)
		require.Equal(t, 200, status)
		_, text, _ = strings.Cut(text, `id="trail"`)
		seen += text
		path = ""
		if older := regexp.MustCompile(`href="(\?before=\d+)#trail">Older`).FindStringSubmatch(text); older != nil {
			path = "/schedulers/" + uuid + older[1]
		}
	}
	require.Equal(t, 2, pages)
	require.Equal(t, 25, strings.Count(seen, "<tr>\n<td>"), "each change once")
	for _, path := range []string{"?before=x", "?before=-1", "?before=0"} {
		status, _ = s.send(t, "GET", "/schedulers/"+uuid+path, nil)
		require.Equal(t, 404, status)
	}

	_, err = s.service.Link(t.Context(), s.owner, s.drive, uuid)
	require.NoError(t, err)
	_, text = s.send(t, "GET", "/drives/"+s.drive, nil)
	require.Contains(t, text, "linked a scheduler")
	require.Contains(t, text, "<ins>n20</ins>")

	// No plan is made of a drive without a scheduler, so that this one stays.
	require.NoError(t, s.service.AddDrive(t.Context(), service.Drive{UUID: "drive-2", Owner: s.owner}))
	_, err = s.service.DB.ExecContext(t.Context(), "UPDATE drives SET plan = '9 of 10 would go', planned = 1000 WHERE uuid = 'drive-2'")
	require.NoError(t, err)
	_, text = s.send(t, "GET", "/drives/drive-2", nil)
	require.Contains(t, text, "The last plan deleted nothing: 9 of 10 would go")
	_, text = s.send(t, "GET", "/", nil)
	require.Contains(t, text, "<td>9 of 10 would go</td>")
	// The plan that a page showed is confirmed, and no other.
	confirm := func(planned string) bool {
		status, _ := s.send(t, "POST", "/drives/drive-2", url.Values{"do": {"confirm"}, "planned": {planned}})
		require.Equal(t, 200, status)
		runs, err := s.service.Runs(t.Context(), s.owner, "drive-2", 10)
		require.NoError(t, err)
		return len(runs) > 0
	}
	require.False(t, confirm(""))
	require.False(t, confirm("1"))
	_, text = s.send(t, "GET", "/drives/drive-2", nil)
	require.Contains(t, text, `name="planned" value="1000"`)
	require.True(t, confirm("1000"))
	_, err = s.service.Trail(t.Context(), "somebody", s.drive, 0, 1)
	require.ErrorIs(t, err, service.ErrNotExist)
	_, err = s.service.Trail(t.Context(), "somebody", uuid, 0, 1)
	require.ErrorIs(t, err, service.ErrNotExist)
}

// browser opens Chromium, as a user with a password; it skips the test where there
// is none.
func browser(t *testing.T, s *site, width, height int64, options ...chromedp.EmulateViewportOption) context.Context {
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("SKIPPED: no chromium")
	}
	flags := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true))
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), flags...)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	credentials := base64.StdEncoding.EncodeToString([]byte(user + ":" + password))
	require.NoError(t, chromedp.Do(ctx, chromedp.EmulateViewport(width, height, options...)))
	call(t, ctx, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{
		Headers: network.Headers{"Authorization": "Basic " + credentials},
	})
	return ctx
}

// call calls a command of the browser's protocol.
func call[P any](t *testing.T, ctx context.Context, command cdp.Command[P, cdp.Empty], parameters P) {
	_, err := chromedp.Call(ctx, command, parameters)
	require.NoError(t, err)
}

// get returns the value of an action.
func get[T any](t *testing.T, ctx context.Context, action chromedp.Action[T]) T {
	t.Helper()
	value, err := chromedp.Run(ctx, action)
	require.NoError(t, err)
	return value
}

// do runs actions, and wants the page to be no wider than the window after them.
func do(t *testing.T, ctx context.Context, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	require.NoError(t, chromedp.Do(ctx, actions...))
	require.False(t, get(t, ctx, chromedp.Evaluate[bool](
		`document.documentElement.scrollWidth > document.documentElement.clientWidth`)), "the page scrolls sideways")
}

// press presses a button, and waits for the page that follows.
func press(t *testing.T, ctx context.Context, selector string) {
	t.Helper()
	get(t, ctx, chromedp.Evaluate[bool](`document.body.id = "before", true`))
	do(t, ctx, chromedp.Click(chromedp.CSS(selector)), chromedp.WaitVisible(chromedp.CSS("body:not(#before)")))
}

// shot keeps a picture of the page in the folder that the variable
// LONGCASE_SCREENSHOTS names, for people to look at.
func shot(t *testing.T, ctx context.Context, name string) {
	folder := os.Getenv("LONGCASE_SCREENSHOTS")
	if folder == "" {
		return
	}
	png := get(t, ctx, chromedp.FullScreenshot(100))
	require.NoError(t, os.WriteFile(filepath.Join(folder, name+".png"), png, 0o600))
}

// TestBrowser does in Chromium what a newcomer does: begins from an example, saves
// it, links it to a drive, takes a snapshot, and holds it.
func TestBrowser(t *testing.T) {
	s := newSite(t)
	ctx := browser(t, s, 1280, 900)
	const main = chromedp.CSS("main")
	css := func(selector string) chromedp.CSS { return chromedp.CSS(selector) }
	text := func() string { return get(t, ctx, chromedp.Text(main)) }

	do(t, ctx, chromedp.Navigate(s.URL+"/"))
	require.Contains(t, text(), "No scheduler yet")
	shot(t, ctx, "empty")

	do(t, ctx, chromedp.SetValue(css("#example"), "sfg"),
		chromedp.Click(css("form[action='/schedulers/new'] button")), chromedp.WaitVisible(css("#meaning")))
	require.Contains(t, text(), "Next snapshots")
	shot(t, ctx, "new")

	// The next snapshots and the findings are those of the entries, before they are saved.
	do(t, ctx, chromedp.Clear(css("#times")), chromedp.SetValue(css("#every"), "45"),
		chromedp.SetValue(css("[name=unit]"), "minute"), chromedp.Clear(css("#from")), chromedp.Clear(css("#to")))
	press(t, ctx, "button[value=preview]")
	require.Contains(t, text(), "every 45 minutes")
	require.Contains(t, text(), "cron would take")
	require.Equal(t, "45", get(t, ctx, chromedp.Value(css("#every"))))
	shot(t, ctx, "preview")

	do(t, ctx, chromedp.SetValue(css("#zone"), "Europe/Atlantis"), chromedp.SetValue(css("#times"), "02:00"),
		chromedp.SetValue(css("#from"), "7 o'clock"), chromedp.SetValue(css("[name=quantity]"), "many"),
		chromedp.Click(css("button[value=save]")), chromedp.WaitVisible(css("#problems")))
	for id, want := range map[string]string{
		"zone": "Atlantis", "every": "not both", "from": "7 o'clock", "rule0": "many",
	} {
		require.Contains(t, get(t, ctx, chromedp.Text(css("#"+id+"-problem"))), want)
	}
	require.Equal(t, "7 o'clock", get(t, ctx, chromedp.Value(css("#from"))))
	require.Equal(t, "many", get(t, ctx, chromedp.Value(css("[name=quantity]"))))
	shot(t, ctx, "refused")

	do(t, ctx, chromedp.Navigate(s.URL+"/schedulers/new?example=sfg"), chromedp.WaitVisible(css("#zone")),
		chromedp.Click(css("button[value=document]")), chromedp.WaitVisible(css("#document")),
		chromedp.SetValue(css("#document"), `{"name": 7}`),
		chromedp.Click(css("button[value=preview]")), chromedp.WaitVisible(css("#problems")))
	require.Contains(t, text(), "/name")
	shot(t, ctx, "document")

	do(t, ctx, chromedp.SetValue(css("#document"), cloudsigma.Examples()[10].Body),
		chromedp.Click(css("button[value=save]")), chromedp.WaitVisible(css(".danger")))
	require.Contains(t, get(t, ctx, chromedp.Title()), "Son, Father")

	do(t, ctx, chromedp.Navigate(s.URL+"/drives/"+s.drive))
	require.Contains(t, get(t, ctx, chromedp.Text(css("h1"))), hostile, "a name is text")
	require.NotEqual(t, "1", get(t, ctx, chromedp.Title()))

	list, err := s.service.Schedulers(t.Context(), s.owner)
	require.NoError(t, err)
	do(t, ctx, chromedp.SetValue(css("#scheduler"), list[0].UUID()),
		chromedp.Click(css("button[value=link]")), chromedp.WaitVisible(css("figure")))
	press(t, ctx, "button[value=take]")
	require.Eventually(t, func() bool {
		do(t, ctx, chromedp.Reload(), chromedp.WaitVisible(css("#runs")))
		return strings.Contains(text(), "days") && strings.Contains(text(), "Hold")
	}, time.Minute, 200*time.Millisecond, "no snapshot is judged")
	do(t, ctx, chromedp.Click(css("button[value=hold]")), chromedp.WaitVisible(css("button[value=release]")))
	require.Contains(t, text(), "\nheld")
	require.Regexp(t, "(?s)pending.*pending.*snapshot, asked for.*done", text(), "the runs to come are above")
	shot(t, ctx, "drive")

	do(t, ctx, chromedp.Navigate(s.URL+"/"), chromedp.WaitVisible(css("table")))
	shot(t, ctx, "overview")
	call(t, ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}},
	})
	do(t, ctx, chromedp.Navigate(s.URL+"/schedulers/"+list[0].UUID()), chromedp.WaitVisible(css("figure")))
	shot(t, ctx, "dark")
	do(t, ctx, chromedp.EmulateViewport(400, 844, chromedp.EmulateMobile), chromedp.Reload(), chromedp.WaitVisible(css("figure")))
	shot(t, ctx, "phone")
}

// TestExamples saves each of the vendor's examples from the fields, which say all of
// it: what is stored means the same.
func TestExamples(t *testing.T) {
	s := newSite(t)
	ctx := browser(t, s, 1280, 900)
	for _, e := range cloudsigma.Examples() {
		do(t, ctx, chromedp.Navigate(s.URL+"/schedulers/new?example="+url.QueryEscape(e.Name)),
			chromedp.WaitVisible(chromedp.CSS("#zone")), chromedp.Click(chromedp.CSS("button[value=save]")),
			chromedp.WaitVisible(chromedp.CSS(".danger")))
		place, _ := strings.CutPrefix(get(t, ctx, chromedp.Location()), s.URL+"/schedulers/")
		saved, err := s.service.Scheduler(t.Context(), s.owner, place)
		require.NoError(t, err, e.Name)
		document, err := cloudsigma.ParseCreate([]byte(e.Body))
		require.NoError(t, err)
		example := document.Schedulers()[0]
		is, want := saved.Policy(), example.Policy()
		require.Equal(t, want.String(), is.String(), e.Name)
		require.Equal(t, want.Schedule.Fingerprint(time.Unix(0, 0)), is.Schedule.Fingerprint(time.Unix(0, 0)), e.Name)
		require.Equal(t, example.RetentionRules(), saved.RetentionRules(), e.Name)
		require.Equal(t, example.Type(), saved.Type(), e.Name)
		require.Equal(t, example.RemoteLocation(), saved.RemoteLocation(), e.Name)
	}
}
