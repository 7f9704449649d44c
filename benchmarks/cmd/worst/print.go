//go:build unix

package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// The marks of a Markdown file that the table is put between.
const (
	begin = "<!-- worst cases: go run ./cmd/worst -into -->"
	end   = "<!-- end of worst cases -->"
)

// putInto replaces what stands between the marks in a file.
func putInto(path string, results []result) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	before, rest, found := strings.Cut(string(text), begin)
	_, after, ended := strings.Cut(rest, end)
	if !found || !ended {
		return fmt.Errorf("%s: want lines %q and %q", path, begin, end)
	}
	var table strings.Builder
	printTable(&table, results)
	return os.WriteFile(path, []byte(before+begin+"\n\n"+table.String()+"\n"+end+after), 0o644)
}

func printTable(w io.Writer, results []result) {
	missed := 0
	for _, r := range results {
		if r.misses() != "" {
			missed++
		}
	}
	fmt.Fprintf(w, "date: %s, go: %s, goos: %s, goarch: %s, rows: %d, bold: %d\n\n",
		time.Now().Format(time.DateOnly), runtime.Version(), runtime.GOOS, runtime.GOARCH, len(results), missed)
	fmt.Fprintln(w, "| case | input | time | memory | answer | why it misses its bound |")
	fmt.Fprintln(w, "|---|--:|--:|--:|--:|---|")
	for _, r := range results {
		fmt.Fprintln(w, r.row())
	}
}

// row returns a row of the table.
func (r result) row() string {
	reason := r.misses()
	cells := []string{r.name, bytesText(int64(r.bytes)), r.timeText(), bytesText(r.memory), bytesText(int64(r.Answer)), reason}
	if reason != "" {
		for i, cell := range cells[:5] {
			cells[i] = "**" + cell + "**"
		}
	}
	return "| " + strings.Join(cells, " | ") + " |"
}

// misses returns why a result misses its bounds, "" if it does not.
func (r result) misses() string {
	bound := r.bound()
	var reasons []string
	add := func(misses bool, format string, args ...any) {
		if misses {
			reasons = append(reasons, fmt.Sprintf(format, args...))
		}
	}
	add(r.cut, "was cut")
	add(r.Wrong != "", "%s", r.Wrong)
	add(r.Time > bound.time, "more than %v", bound.time)
	add(r.memory > bound.memory, "more than %s of memory", bytesText(bound.memory))
	add(r.Answer > bound.answer && !r.asked, "an answer of more than %s", bytesText(int64(bound.answer)))
	if len(reasons) > 0 && r.cause != "" {
		reasons = append(reasons, r.cause)
	}
	return strings.Join(reasons, "; ")
}

// timeText writes the processor time in milliseconds or seconds.
func (r result) timeText() string {
	text := strconv.FormatFloat(r.Time.Seconds()*1000, 'f', 1, 64) + " ms"
	if r.Time >= time.Second {
		text = strconv.FormatFloat(r.Time.Seconds(), 'f', 1, 64) + " s"
	}
	if r.cut {
		return "> " + text
	}
	return text
}

// bytesText writes a size as people do.
func bytesText(n int64) string {
	switch {
	case n == 0:
		return "-"
	case n < 10_000:
		return strconv.FormatInt(n, 10) + " B"
	case n < 10_000_000:
		return strconv.FormatInt(n/1000, 10) + " kB"
	}
	return strconv.FormatInt(n/1_000_000, 10) + " MB"
}
