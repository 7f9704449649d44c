package main

import (
	"os"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/longcase/longcase/fuzz"
)

// TestOfAYear draws instants of the year that matters to a user, and finds nothing
// wrong in a zone without clock changes. Of New York the failure prints the
// change of March, whatever instant was drawn first.
func TestOfAYear(t *testing.T) {
	zone := fuzz.MustLoad("Asia/Tokyo")
	year := func(n int) time.Time { return time.Date(n, 1, 1, 0, 0, 0, 0, zone) }
	rapid.Check(t, func(t *rapid.T) {
		around := fuzz.InstantsBetween(zone, year(2025), year(2026)).Draw(t, "around")
		fuzz.CheckSchedule(t, workdays("Asia/Tokyo"), around)
	})
}

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
