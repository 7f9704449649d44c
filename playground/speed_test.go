package main_test

import (
	"context"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// edits measures, in milliseconds, how long the engine takes for edits, and how long it is
// from an edit to its pictures in the page.
const edits = `(async (text, rounds) => {
	const area = document.getElementById("text"), result = [];
	const measured = () => new Promise((resolve) => new PerformanceObserver((list, self) => {
		self.disconnect();
		resolve(list.getEntriesByName("answer").at(-1));
	}).observe({ entryTypes: ["measure"] }));
	for (let i = 0; i < rounds; i++) {
		area.value = text + " ".repeat(i);
		const next = measured();
		area.dispatchEvent(new Event("input", { bubbles: true }));
		const { duration, detail } = await next;
		result.push([detail.engine, duration]);
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
	return result;
})`

// TestSpeed logs how fast the page is. A loaded machine has no say in whether it passes.
func TestSpeed(t *testing.T) {
	s, ctx := serve(t), browse(t)
	do(t, ctx, open(s.URL))
	first := value[float64](t, ctx, `(({ startTime, duration }) => startTime + duration)(performance.getEntriesByName("answer")[0])`)
	t.Logf("first picture after a cold load: %.0f ms", first)
	texts := value[[]string](t, ctx, `import("./page.js").then(() => {
		const menu = document.getElementById("examples"), area = document.getElementById("text");
		return Array.from(menu.options).slice(1).map((option) => {
			menu.value = option.value;
			menu.dispatchEvent(new Event("change"));
			return area.value;
		});
	})`)
	require.Len(t, texts, 11)
	var all, best [][2]float64
	for _, text := range texts {
		list := measure(t, ctx, text, 9)
		all = append(all, list...)
		best = append(best, least(list))
	}
	report(t, "edit of an example", all)
	report(t, "the least of an example's edits", best)
	report(t, "edit of a one-minute grid", measure(t, ctx, "* * * * *", 9))
	report(t, "edit of a one-minute grid that keeps a week", measure(t, ctx, "* * * * *\nwithin 7 days", 9))
}

// measure edits a text a number of times.
func measure(t *testing.T, ctx context.Context, text string, rounds int) [][2]float64 {
	t.Helper()
	list, err := chromedp.Run(ctx, chromedp.Evaluate[[][2]float64](
		edits+"("+quote(text)+", "+string(rune('0'+rounds))+")", chromedp.EvalAwaitPromise))
	require.NoError(t, err)
	return list
}

// least returns the least time of each part: what a machine without other work takes.
func least(list [][2]float64) [2]float64 {
	best := list[0]
	for _, each := range list[1:] {
		best[0], best[1] = min(best[0], each[0]), min(best[1], each[1])
	}
	return best
}

// report logs the medians and the least.
func report(t *testing.T, what string, list [][2]float64) {
	t.Helper()
	for i, part := range []string{"engine", "edit to page"} {
		var times []float64
		for _, each := range list {
			times = append(times, each[i])
		}
		slices.Sort(times)
		t.Logf("%s, %s: median %.1f ms, least %.1f ms, most %.1f ms", what, part, times[len(times)/2], times[0], times[len(times)-1])
	}
}
