package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestMutationsApply says which mutations must follow a change of the source.
func TestMutationsApply(t *testing.T) {
	for _, m := range mutations {
		source, err := os.ReadFile(filepath.Join("../..", m.file))
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(source), m.old); n != 1 {
			t.Errorf("%s: %s: the text is there %d times, want once", m.file, m.what, n)
		}
	}
}
