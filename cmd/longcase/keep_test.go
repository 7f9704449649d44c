package main

import (
	"strings"
	"testing"
)

// FuzzKeep checks that keep prints a verdict on every line of standard input, or no
// verdict at all.
func FuzzKeep(f *testing.F) {
	for _, seed := range []string{
		"", "\n", "2025-01-10T01:30:00Z", "2020-01-10T01:30:00+01:00\tid\r\n2025-01-10T01:30:00.5Z\n",
		"2025-01-10T01:30:00Z\n\n", "2025-02-29T00:00:00Z\n", "0000-01-01T00:00:00+23:59\n", "9999-12-31T23:59:59Z\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, input string) {
		var stdout, stderr strings.Builder
		status := run([]string{"keep", "testdata/in/nightly.json"}, now, strings.NewReader(input), &stdout, &stderr)
		lines := 0
		for range strings.Lines(input) {
			lines++
		}
		said := strings.Count(stdout.String(), "\n")
		if status == statusDone && said != lines || status == statusInput && said != 0 || status == statusUsage {
			t.Errorf("status %d, %d lines for %d: %q, %q", status, said, lines, stdout.String(), stderr.String())
		}
	})
}
