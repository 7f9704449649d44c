package main_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

func TestOpens(t *testing.T) {
	s, ctx := serve(t), browse(t)
	do(t, ctx, open(s.URL), until(complete))
	require.Equal(t, 3, value[int](t, ctx, `document.querySelectorAll("figure svg").length`))
	require.Equal(t, 11, value[int](t, ctx, `document.querySelectorAll("#examples option").length - 1`))
	require.Equal(t, "Son, Father, Grandfather (SFG) Retention Strategy", value[string](t, ctx, `document.querySelector("#examples").selectedOptions[0].textContent`))
	require.Equal(t, 10, value[int](t, ctx, `document.querySelectorAll("#next li").length`))
	require.Contains(t, text(t, ctx, "#words"), "Takes a snapshot")
	require.NotEqual(t, "None.", text(t, ctx, "#findings"))
	picture(t, ctx, "light")
	do(t, ctx, scheme("dark"))
	picture(t, ctx, "dark")
	do(t, ctx, scheme("light"), chromedp.Evaluate[chromedp.Void](`document.querySelector("#population").scrollIntoView()`))
	picture(t, ctx, "below")
}

// TestSuperseded edits faster than the engine answers: the last edit is shown, and the
// page answers meanwhile.
func TestSuperseded(t *testing.T) {
	s, ctx := serve(t), browse(t)
	do(t, ctx, open(s.URL))
	for range 5 {
		do(t, ctx, write("text", "* * * * *\nwithin 10 years"), write("text", "*/2 * * * *\nlast 9000"))
	}
	do(t, ctx, write("text", "15 4 * * *\ndaily 9"), until(`document.querySelector("#words").textContent.includes("04:15")`), until(complete))
	require.Contains(t, text(t, ctx, "#population"), "How many there are")
	require.Contains(t, text(t, ctx, "#population"), "At most 9 alive")
}

func TestSlides(t *testing.T) {
	s, ctx := serve(t), browse(t)
	do(t, ctx, open(s.URL), until(complete))
	before, calendar := text(t, ctx, "#retention desc"), text(t, ctx, "#calendar desc")
	do(t, ctx, chromedp.Focus(chromedp.CSS("#day")), chromedp.KeyEvent(strings.Repeat(kb.ArrowRight, 30)),
		until(`document.querySelector("#retention desc").textContent !== `+quote(before)))
	require.Contains(t, text(t, ctx, "#now"), "in 30 days")
	require.Equal(t, calendar, text(t, ctx, "#calendar desc"), "the calendar stays")
	do(t, ctx, chromedp.KeyEvent(kb.End))
	require.Contains(t, text(t, ctx, "#now"), "in 365 days")
}

// TestBroken pastes a broken document: the place is marked, a button leads there, and the
// outcome before it stays, faint.
func TestBroken(t *testing.T) {
	s, ctx := serve(t), browse(t)
	const document = "{\n  \"longcase\": 1,\n  \"zone\": \"Europe/Berlinn\",\n  \"retention\": {\"rules\": [\"daily 7\", \"dayly 7\"]}\n}"
	do(t, ctx, open(s.URL), write("text", document), until(`document.querySelectorAll("#text-marks li").length === 2`))
	require.Equal(t, "The policy has 2 problems. Below is the outcome before that.", text(t, ctx, "#status"))
	require.Equal(t, `"Europe/Berlinn"`, text(t, ctx, "#text-editor mark"))
	require.True(t, value[bool](t, ctx, `document.querySelector("#outcome").classList.contains("stale")`))
	do(t, ctx, chromedp.Click(chromedp.CSS("#text-marks li:last-child button")))
	require.Equal(t, `"dayly 7"`, value[string](t, ctx, `{const a = document.querySelector("#text"); a.value.slice(a.selectionStart, a.selectionEnd)}`))
	picture(t, ctx, "broken")
	do(t, ctx, write("text", "{"), until(`document.querySelectorAll("#text-marks li").length === 1`))
	do(t, ctx, write("text", ""), until(`document.querySelector("#outcome").hidden`))
	require.Contains(t, text(t, ctx, "#status"), "choose an example")
	picture(t, ctx, "empty")
	do(t, ctx, write("text", "0 3 * * *\nweekly 4"), until(drawn))
	require.False(t, value[bool](t, ctx, `document.querySelector("#outcome").classList.contains("stale")`))
}

func TestLists(t *testing.T) {
	s, ctx := serve(t), browse(t)
	do(t, ctx, open(s.URL),
		chromedp.Click(chromedp.CSS("#list-field summary")), chromedp.Click(chromedp.CSS("#sample")),
		until(`document.querySelectorAll("#group option").length === 2`))
	do(t, ctx, until(`document.querySelectorAll("#verdicts tr").length === 108`))
	require.Contains(t, text(t, ctx, "#counts"), "Of 108 snapshots of the list")
	picture(t, ctx, "list")
	do(t, ctx, chromedp.SetValue(chromedp.CSS("#group"), "www"),
		chromedp.Evaluate[chromedp.Void](`document.querySelector("#group").dispatchEvent(new Event("change"))`),
		until(`document.querySelectorAll("#verdicts tr").length === 36`))
	do(t, ctx, write("list", "2025-01-01T00:00:00Z\ta\nyesterday\tb\n"), until(`document.querySelectorAll("#list-marks li").length > 0`))
	require.Contains(t, text(t, ctx, "#list-marks"), "line 2")
	require.True(t, value[bool](t, ctx, `document.querySelector("#retention").hidden`))
}

func TestShared(t *testing.T) {
	s, ctx := serve(t), browse(t)
	do(t, ctx, open(s.URL), write("text", "45 5 * * *\nmonthly 7 # é"), write("text", "45 5 * * *\nmonthly 7"),
		chromedp.Focus(chromedp.CSS("#day")), chromedp.KeyEvent(strings.Repeat(kb.ArrowRight, 3)),
		until(drawn), until(`location.hash.length > 10`))
	do(t, ctx, chromedp.Click(chromedp.CSS("#share")), until(`document.querySelector("#share").textContent !== "Copy link"`))
	link := value[string](t, ctx, `location.href`)
	colleague := browse(t)
	do(t, colleague, open(link))
	require.Equal(t, text(t, ctx, "#words"), text(t, colleague, "#words"))
	require.Equal(t, text(t, ctx, "#now"), text(t, colleague, "#now"))
	require.Equal(t, "45 5 * * *\nmonthly 7", value[string](t, colleague, `document.querySelector("#text").value`))
	for _, wrong := range []string{"#1", "#1!!", "#1AAAA", "#2abc", "#" + strings.Repeat("x", 5000)} {
		do(t, colleague, chromedp.Navigate("about:blank"), open(s.URL+"/"+wrong))
		require.Contains(t, text(t, colleague, "#name"), "Father", wrong)
	}
}

// TestKeyboard reaches every control with the tabulator key, sees where the focus is, and
// works the page without a pointer.
func TestKeyboard(t *testing.T) {
	s, ctx := serve(t), browse(t)
	do(t, ctx, open(s.URL), until(complete))
	for _, id := range []string{"examples", "share", "text", "", "day", "retention", "calendar", "population"} {
		do(t, ctx, chromedp.KeyEvent(kb.Tab))
		require.Equal(t, id, value[string](t, ctx, `document.activeElement.id`))
		require.NotEqual(t, "none", value[string](t, ctx, `getComputedStyle(document.activeElement).outlineStyle`), id)
	}
	do(t, ctx, chromedp.Focus(chromedp.CSS("#examples")), chromedp.KeyEvent(kb.ArrowUp),
		until(`document.querySelector("#examples").selectedIndex === 10`),
		until(`!document.querySelector("#name").textContent.includes("Father")`))
	do(t, ctx, chromedp.KeyEvent(kb.Tab+kb.Tab), chromedp.KeyEvent("a", chromedp.KeyModifiers(chromedp.ModifierCtrl)),
		chromedp.KeyEvent("20 6 * * *"), until(`document.querySelector("#words").textContent.includes("06:20")`))
}

// TestOffline opens the page again after the server is gone.
func TestOffline(t *testing.T) {
	s, ctx := serve(t), browse(t)
	do(t, ctx, open(s.URL))
	value[bool](t, ctx, `navigator.serviceWorker.ready.then((r) => r.active !== null)`)
	do(t, ctx, until(`navigator.serviceWorker.controller !== null`))
	t.Logf("over the wire: %d bytes, with the service worker", s.sent.Load())
	require.LessOrEqual(t, s.sent.Load(), int64(2_000_000))
	s.CloseClientConnections()
	s.Close()
	do(t, ctx, chromedp.Navigate("about:blank"), open(s.URL), until(complete))
	require.Contains(t, text(t, ctx, "#words"), "Takes a snapshot")
}

func TestPhone(t *testing.T) {
	s, ctx := serve(t), browse(t)
	do(t, ctx, size(390, 844), open(s.URL), until(complete))
	require.LessOrEqual(t, value[int](t, ctx, `document.documentElement.scrollWidth`), 390)
	picture(t, ctx, "phone")
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`document.querySelector(".output").scrollIntoView()`))
	picture(t, ctx, "phone-below")
}

// TestInjection shows a name that is markup as text, in the page and its pictures.
func TestInjection(t *testing.T) {
	s, ctx := serve(t), browse(t)
	const name = `</script><svg onload=globalThis.hit=1><img src=x onerror=globalThis.hit=1>`
	document := `{"longcase":1,"name":` + quote(name) + `,"schedule":{"rules":[{"at":["02:00"]}]},"retention":{"rules":["daily 7"]}}`
	do(t, ctx, open(s.URL), write("text", document), until(`document.querySelector("#name").textContent.includes("script")`),
		write("list", "2025-01-01T00:00:00Z\t"+name+"\tgroup=a"+name+"\n"),
		until(`document.querySelectorAll("#verdicts tr").length === 1`), until(complete))
	require.Equal(t, name, text(t, ctx, "#name"))
	require.Contains(t, text(t, ctx, "#retention title"), "onload")
	require.Equal(t, name, text(t, ctx, "#verdicts td"))
	require.False(t, value[bool](t, ctx, `"hit" in globalThis || document.querySelector("[onload],[onerror],img,body script") !== null`))
	picture(t, ctx, "injection")
}
