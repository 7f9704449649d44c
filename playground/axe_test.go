package main_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// axeVersion is the release of axe-core whose rules the page passes.
const axeVersion = "axe-core@4"

// axe returns the script of axe-core, from npm.
func axe(t *testing.T) string {
	t.Helper()
	npm, err := exec.LookPath("npm")
	if err != nil {
		t.Skip("SKIPPED: no npm, so the page's accessibility is not tested")
	}
	directory := t.TempDir()
	install := exec.Command(npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", directory, axeVersion)
	output, err := install.CombinedOutput()
	require.NoError(t, err, "%s", output)
	script, err := os.ReadFile(filepath.Join(directory, "node_modules", "axe-core", "axe.min.js"))
	require.NoError(t, err)
	return string(script)
}

// TestAccessible checks the page in each state by the rules of axe-core.
func TestAccessible(t *testing.T) {
	s, ctx := serve(t), browse(t)
	script := axe(t)
	const problems = `axe.run().then((found) => found.violations.flatMap((v) =>
		v.nodes.map((n) => v.id + ": " + n.target.join(" ") + ": " + n.failureSummary)))`
	do(t, ctx, open(s.URL), until(complete), chromedp.Evaluate[chromedp.Void](script+";0"))
	for _, state := range []struct {
		name  string
		steps action
	}{
		{"light", scheme("light")},
		{"dark", scheme("dark")},
		{"list", chromedp.Steps(
			chromedp.Click(chromedp.CSS("#list-field summary")), chromedp.Click(chromedp.CSS("#sample")),
			until(`document.querySelectorAll("#verdicts tr").length === 108`), until(complete))},
		{"phone", size(390, 844)},
		{"broken", chromedp.Steps(write("text", `{"longcase": 2}`), until(`document.querySelectorAll("#text-marks li").length > 0`))},
		{"empty", chromedp.Steps(write("text", ""), until(`document.querySelector("#outcome").hidden`), scheme("light"))},
	} {
		do(t, ctx, state.steps)
		require.Empty(t, value[[]string](t, ctx, problems), state.name)
	}
}
