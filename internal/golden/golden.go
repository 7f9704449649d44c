// Package golden compares the output of tests with files that hold the expected
// output, and rewrites these files when a test runs with -update. Only tests
// import it: it defines the flag.
package golden

import (
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files instead of comparing with them")

// Updating reports whether the tests run with -update.
func Updating() bool { return *update }

// Compare fails t at the first line in which got differs from the file at
// path, which is relative to the directory of the test. With -update it writes
// got to the file.
func Compare(t testing.TB, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v\n(-update creates it)", err)
	}
	if got != string(want) {
		t.Fatalf("%s:%s\n(-update rewrites the file)", path, difference(got, string(want)))
	}
}

// difference describes the first line in which two different texts differ.
func difference(got, want string) string {
	gotLines, wantLines := strings.Split(got, "\n"), strings.Split(want, "\n")
	// A whole diff of a golden file of a thousand lines hides the first cause. git shows the
	// diff after -update.
	i := 0
	for i < min(len(gotLines), len(wantLines)) && gotLines[i] == wantLines[i] {
		i++
	}
	return fmt.Sprintf("%d: got %s, want %s", i+1, line(gotLines, i), line(wantLines, i))
}

// line quotes a line of a text, so that a difference in blanks at its end is seen.
func line(lines []string, i int) string {
	if i == len(lines) {
		return "no more lines"
	}
	return strconv.Quote(lines[i])
}
