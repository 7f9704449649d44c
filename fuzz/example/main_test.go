package main

import (
	"os"
	"strings"
	"testing"
)

// TestReadme checks that the README shows what the laws say.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var output strings.Builder
	report(&output)
	if !strings.Contains(string(readme), strings.TrimSpace(output.String())) {
		t.Errorf("../README.md does not hold this:\n%s", output.String())
	}
}
