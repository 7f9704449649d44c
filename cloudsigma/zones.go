package cloudsigma

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// Zones returns the 429 names under "Allowed timezones" in the vendor's
// documentation of user_timezone, in the vendor's order: roughly from west to
// east. The slice belongs to the caller.
//
// [Parse] accepts other names that load, too, with a finding: the vendor's own
// examples use Etc/UTC, which the list lacks.
func Zones() []string { return slices.Clone(zones()) }

// Allowed reports whether name is one of [Zones]. Case matters.
func Allowed(name string) bool {
	_, found := slices.BinarySearch(sortedZones(), name)
	return found
}

// The names are split on first use, and once more sorted in byte order, since few
// programs ask. Nobody writes to either list.
var (
	zones       = sync.OnceValue(func() []string { return strings.Fields(zoneLines) })
	sortedZones = sync.OnceValue(func() []string { return slices.Sorted(slices.Values(zones())) })
)

// zoneLines is the vendor's list, a name on each line, to be compared with the
// vendor's page. It is never written.
//
//go:embed zones.txt
var zoneLines string
