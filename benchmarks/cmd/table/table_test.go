package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const output = `date: 2026-11-22
go: go1.26.8
tzdata: fat
goos: linux
goarch: amd64
cpu: some
BenchmarkNext/schedule=a/by=floor-2 100 1 ns/op 60.0 cpu-ns/op 0 B/op 0 allocs/op
BenchmarkNext/schedule=a/by=longcase-2 100 1 ns/op 30.0 cpu-ns/op 0 B/op 0 allocs/op
BenchmarkNext/schedule=a/by=robfig-2 100 1 ns/op 900.0 cpu-ns/op 0 B/op 0 allocs/op
BenchmarkNext/schedule=a/by=cronexpr-2 100 1 ns/op 3600 cpu-ns/op 320 B/op 6 allocs/op
PASS
tzdata: fat
BenchmarkNext/schedule=a/by=longcase-2 100 1 ns/op 90.0 cpu-ns/op 0 B/op 0 allocs/op
BenchmarkNext/schedule=a/by=longcase-2 100 1 ns/op 36.0 cpu-ns/op 0 B/op 0 allocs/op
PASS
tzdata: slim
BenchmarkNext/schedule=a/by=longcase-2 100 1 ns/op 72.0 cpu-ns/op 0 B/op 0 allocs/op
PASS
`

const want = `date: 2026-11-22, go: go1.26.8, goos: linux, goarch: amd64, cpu: some

Goals: the worst row of each

| | goal | fat | slim |
|---|--:|--:|--:|
| ` + "`Next` and `Prev`" + `, of the floor | <= 1 | 0.6 (Next a) | **1.2** (Next a) |
| allocations | <= 0 | 0 (Next a) | 0 (Next a) |
| the best peer, as a multiple of ours | >= 5 | 25 (Next a) | - |

Next, fat tzdata, ns (allocations)

|  | floor | longcase | robfig | cronexpr | ours / floor | best peer / ours |
|---|--:|--:|--:|--:|--:|--:|
| a | 60 | 36 | 900 | 3,600 (6) | 0.60 | 25 |

Next, slim tzdata, ns (allocations)

|  | longcase | ours / floor | best peer / ours |
|---|--:|--:|--:|
| a | 72 | 1.20 | - |
`

func TestPutInto(t *testing.T) {
	directory := t.TempDir()
	results, page := filepath.Join(directory, "results.txt"), filepath.Join(directory, "page.md")
	write(t, results, output)
	write(t, page, "before\n"+begin+"old\n"+end+"after\n")
	if err := run(options{into: page}, []string{results}); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if text := "before\n" + begin + "\n" + want + "\n" + end + "after\n"; withoutUnmeasured(string(got)) != text {
		t.Errorf("got\n%s\nwant\n%s", got, text)
	}
}

// withoutUnmeasured leaves out the goals that the output says nothing about.
func withoutUnmeasured(text string) string {
	var kept strings.Builder
	for line := range strings.Lines(text) {
		if !strings.HasSuffix(line, "| - | - |\n") {
			kept.WriteString(line)
		}
	}
	return kept.String()
}

func TestPutIntoWantsMarks(t *testing.T) {
	page := filepath.Join(t.TempDir(), "page.md")
	write(t, page, "no marks\n")
	if err := (&results{}).putInto(page); err == nil {
		t.Error("no error for a file without marks")
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
