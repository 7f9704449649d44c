package inventory_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/longcase/longcase/inventory"
)

// FuzzRead checks laws of lists in every format: no panic, no items beside an
// error, no name twice, no instant outside UTC or at Unix time 0. A recognised
// list reads as with its format.
func FuzzRead(f *testing.F) {
	for name, format := range fixtures {
		f.Add(uint8(format), fixture(f, name))
	}
	f.Add(uint8(inventory.Plain), instant+"\ta\tgroup=b\tnominal="+instant+"\theld="+instant+"\tlocked\tfailed\n\n")
	f.Add(uint8(inventory.Auto), `[{"time":"0001-01-01T00:00:00Z","paths":null,"id":"\u0000"}]`)
	f.Fuzz(func(t *testing.T, number uint8, text string) {
		format := inventory.Format(number)
		items, err := read(format, text)
		if err != nil {
			if items != nil {
				t.Errorf("%d items beside %v", len(items), err)
			}
			return
		}
		if format == inventory.Auto {
			requireDetected(t, text, items)
		}
		seen := map[string]bool{}
		for _, item := range items {
			requireSound(t, item)
			if item.Name != "" && seen[item.Name] {
				t.Errorf("%q twice", item.Name)
			}
			seen[item.Name] = true
		}
		if end := strings.TrimRight(text, "\n"); format == inventory.Plain && end != "" {
			if lines := strings.Count(end, "\n") + 1; lines != len(items) {
				t.Errorf("%d items of %d lines", len(items), lines)
			}
		}
	})
}

// requireSound checks an item by itself.
func requireSound(t *testing.T, item inventory.Item) {
	t.Helper()
	created := item.Snapshot.Created
	day := created.Format(time.DateOnly)
	if created.Location() != time.UTC || day == "1970-01-01" || day == "1969-12-31" {
		t.Errorf("%q is of %v", item.Name, created)
	}
	if nominal := item.Snapshot.Nominal; nominal.Location() != time.UTC {
		t.Errorf("%q is for %v", item.Name, nominal)
	}
	if !item.Snapshot.Held && !item.Snapshot.HeldUntil.IsZero() {
		t.Errorf("%q ends a hold that it does not have", item.Name)
	}
}

// requireDetected checks that a list has a format by which it reads the same.
func requireDetected(t *testing.T, text string, items []inventory.Item) {
	t.Helper()
	format, err := inventory.Detect([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	again, err := read(format, text)
	if err != nil || !slices.Equal(items, again) {
		t.Errorf("%v: %v", format, err)
	}
}
