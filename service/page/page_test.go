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

	// Another site's form is not the user's wish.
	status, _ = s.send(t, "POST", place, url.Values{"do": {"delete"}}, "Sec-Fetch-Site", "cross-site")
	require.Equal(t, 403, status)
	status, _ = s.send(t, "POST", place, url.Values{"do": {"delete"}})
	require.Equal(t, 200, status)
	for _, path := range []string{place, "/drives/none", "/nothing", "/static/none.css"} {
		status, _ = s.send(t, "GET", path, nil)
		require.Equal(t, 404, status, path)
	}
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

	do(t, ctx, chromedp.SetValue(css("#document"), `{"name": 7}`),
		chromedp.Click(css("button[value=preview]")), chromedp.WaitVisible(css("#problems")))
	require.Contains(t, text(), "/name")
	shot(t, ctx, "refused")

	do(t, ctx, chromedp.SetValue(css("#document"), cloudsigma.Examples()[10].Body),
		chromedp.Click(css("button[value=save]")), chromedp.WaitVisible(css(".danger")))
	require.Contains(t, get(t, ctx, chromedp.Title()), "Son, Father")

	do(t, ctx, chromedp.Navigate(s.URL+"/drives/"+s.drive))
	require.Contains(t, get(t, ctx, chromedp.Text(css("h1"))), hostile, "a name is text")
	require.NotEqual(t, "1", get(t, ctx, chromedp.Title()))

	list, err := s.service.Schedulers(t.Context(), s.owner)
	require.NoError(t, err)
	do(t, ctx, chromedp.SetValue(css("#scheduler"), list[0].UUID()),
		chromedp.Click(css("button[value=link]")), chromedp.WaitVisible(css("figure")),
		chromedp.Click(css("button[value=take]")), chromedp.WaitVisible(css("#runs")))
	require.Eventually(t, func() bool {
		do(t, ctx, chromedp.Reload(), chromedp.WaitVisible(css("#runs")))
		return strings.Contains(text(), "days") && strings.Contains(text(), "Hold")
	}, time.Minute, 200*time.Millisecond, "no snapshot is judged")
	do(t, ctx, chromedp.Click(css("button[value=hold]")), chromedp.WaitVisible(css("button[value=release]")))
	shot(t, ctx, "drive")

	do(t, ctx, chromedp.Navigate(s.URL+"/"), chromedp.WaitVisible(css("table")))
	shot(t, ctx, "overview")
	call(t, ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}},
	})
	do(t, ctx, chromedp.Navigate(s.URL+"/schedulers/"+list[0].UUID()), chromedp.WaitVisible(css("figure")))
	shot(t, ctx, "dark")
	do(t, ctx, chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile), chromedp.Reload(), chromedp.WaitVisible(css("figure")))
	shot(t, ctx, "phone")
}
