package cloudsigma_test

import (
	"slices"
	"testing"

	"github.com/longcase/longcase/cloudsigma"
)

func TestZones(t *testing.T) {
	names := cloudsigma.Zones()
	if len(names) != 429 || len(slices.Compact(slices.Sorted(slices.Values(names)))) != 429 {
		t.Errorf("got %d names, want 429, all different", len(names))
	}
	for _, name := range names {
		if !cloudsigma.Allowed(name) {
			t.Errorf("%s is not allowed", name)
		}
	}
	names[0] = "Mars/Utopia"
	if cloudsigma.Zones()[0] != "Etc/GMT+12" || cloudsigma.Allowed("Mars/Utopia") {
		t.Error("the slice of names is not the caller's own")
	}
}

func TestAllowed(t *testing.T) {
	for _, name := range []string{
		"", "UTC", "Local", "Mars/Utopia", "europe/berlin", " Europe/Berlin", "Zulu",
		"Etc/UTC",                    // although it is in the documentation's examples
		"Europe/Kyiv", "Asia/Yangon", // today's names; the old ones are allowed
	} {
		if cloudsigma.Allowed(name) {
			t.Errorf("%q is allowed", name)
		}
	}
}
