package main_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/playground/site"
)

// limit is how long a test may wait for the browser, on a machine with other work.
const limit = 90 * time.Second

// engine compiles the engine, once for all tests.
var engine = sync.OnceValues(func() (http.Handler, error) {
	compiled, err := site.BuildEngine(context.Background())
	if err != nil {
		return nil, err
	}
	return site.Handler(compiled)
})

// server serves the page, and counts the bytes it sends.
type server struct {
	*httptest.Server
	sent atomic.Int64
}

func serve(t *testing.T) *server {
	t.Helper()
	handler, err := engine()
	require.NoError(t, err)
	s := &server{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		handler.ServeHTTP(counter{w, &s.sent}, r)
	}))
	t.Cleanup(s.Close)
	return s
}

// counter counts the bytes of bodies.
type counter struct {
	http.ResponseWriter
	sent *atomic.Int64
}

func (c counter) Write(b []byte) (int, error) {
	c.sent.Add(int64(len(b)))
	return c.ResponseWriter.Write(b)
}

// action is a step of a test in the browser.
type action = chromedp.Action[chromedp.Void]

// browser is started once for all tests, and closed by TestMain.
var browser = sync.OnceValues(func() (context.Context, error) {
	path, err := exec.LookPath("chromium")
	if err != nil {
		return nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.NoSandbox,
		chromedp.DisableGPU,
		chromedp.WSURLReadTimeout(limit),
	)
	ctx, _ := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, _ = chromedp.NewContext(ctx)
	started = ctx
	return ctx, chromedp.Do(ctx)
})

// started is the browser's context, once it is started.
var started context.Context

func TestMain(m *testing.M) {
	code := m.Run()
	if started != nil {
		chromedp.Cancel(started) // waits until the browser has left its directory
	}
	os.Exit(code)
}

// browse opens a tab without history. It fails the test for a script's error, and for a
// request to another host.
func browse(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes long")
	}
	if _, err := exec.LookPath("chromium"); err != nil {
		t.Skip("SKIPPED: no chromium, so nothing of the page is tested")
	}
	parent, err := browser()
	require.NoError(t, err)
	ctx, stop := chromedp.NewContext(parent, chromedp.WithNewBrowserContext())
	t.Cleanup(stop)
	listen(t, ctx)
	do(t, ctx, size(1400, 1000), scheme("light"))
	return ctx
}

// call makes a step of a command of the browser's protocol.
func call[P, R any](command cdp.Command[P, R], params P) action {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, command, params)
		return err
	})
}

// size sets the size of the page, in pixels.
func size(width, height int64) action {
	return call(emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: width, Height: height, DeviceScaleFactor: 1, Mobile: width < 600,
	})
}

// scheme chooses "light" or "dark".
func scheme(name string) action {
	return call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}},
	})
}

// do takes steps, and fails the test for an error of any.
func do(t *testing.T, ctx context.Context, steps ...action) {
	t.Helper()
	ctx, stop := context.WithTimeout(ctx, limit)
	defer stop()
	require.NoError(t, chromedp.Do(ctx, steps...))
}

// until waits until an expression is true.
func until(expression string) action {
	return chromedp.Poll[chromedp.Void](expression,
		chromedp.WithPollingInterval(20*time.Millisecond), chromedp.WithPollingTimeout(limit))
}

// value returns the value of an expression.
func value[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	require.NoError(t, err)
	return v
}

// text returns the text of an element.
func text(t *testing.T, ctx context.Context, selector string) string {
	t.Helper()
	return value[string](t, ctx, "document.querySelector(`"+selector+"`).textContent")
}

// open opens an address, and waits for the pictures.
func open(address string) action {
	return chromedp.Steps(chromedp.Navigate(address), until(drawn))
}

// drawn is true once the pictures are there; complete, once the findings are.
const (
	drawn = `document.querySelector("#retention svg") !== null
		&& document.querySelector("#status").hidden`
	complete = drawn + ` && document.querySelector("#population svg") !== null
		&& !document.querySelector("#findings").hasAttribute("aria-busy")`
)

// write puts a text in a field, as if it were pasted.
func write(id, text string) action {
	return chromedp.Evaluate[chromedp.Void](`{
		const area = document.getElementById("` + id + `");
		area.value = ` + quote(text) + `;
		area.dispatchEvent(new Event("input", {bubbles: true}));
	}`)
}

// picture writes what the browser shows to a file of the directory named by the variable
// PICTURES, if any: for eyes, which judge it.
func picture(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	directory := os.Getenv("PICTURES")
	if directory == "" {
		return
	}
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(directory, name+".png"), png, 0o600))
}

// quote returns a text as JSON, which scripts read too.
func quote(text string) string {
	b, _ := json.Marshal(text) // a string has JSON
	return string(b)
}
