package longcase_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const modulePath = "github.com/longcase/longcase"

// floors lists the packages from the bottom up. A package imports only packages
// of lower floors, or its own parent: DESIGN.md draws this picture.
var floors = [][]string{
	{"internal/civil", "internal/english", "internal/enum", "internal/instant", "internal/jsondoc", "internal/nearest", "internal/safe"},
	{"calendar"},
	{"internal/problem"},
	{"timezone"},
	{"internal/stamp"},
	{"schedule", "retention"},
	{"schedule/fleet", "internal/exact", "internal/expression", "internal/oracle", "retention/preset"},
	{"schedule/crontab", "schedule/ical", "schedule/oncalendar"},
	{""}, // the root: a policy
	{"internal/reader", "internal/writer"},
	{"cloudsigma", "qumulo", "inventory"},
	{"document", "audit"},
	{"draw"},
	{"fuzz", "internal/conformance", "internal/golden", "internal/mutate", "internal/peers"},
	{"cmd/longcase"},
}

// core is the packages that import the standard library alone, and little of it.
var core = []string{"calendar", "timezone", "schedule", "retention"}

// heavy is what the core does without, directly and through what it imports:
// formatting and reflection make a program larger and slower to start.
var heavy = []string{"fmt", "reflect", "encoding"}

// TestLayers holds every import between packages of the module against floors.
func TestLayers(t *testing.T) {
	floor := map[string]int{}
	for i, packages := range floors {
		for _, name := range packages {
			floor[name] = i
		}
	}
	for _, line := range goList(t, "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./...") {
		fields := strings.Fields(line)
		importer, _ := inModule(fields[0])
		require.Contains(t, floor, importer, "a package without a floor")
		for _, path := range fields[1:] {
			if imported, ok := inModule(path); ok && floor[imported] >= floor[importer] {
				t.Errorf("%q imports %q, which is on the same floor or above", importer, imported)
			}
		}
	}
}

// TestCoreImportsLittle checks that the core depends on nothing outside the
// standard library, and on nothing heavy in it.
func TestCoreImportsLittle(t *testing.T) {
	for _, name := range core {
		for _, path := range goList(t, "-deps", "./"+name) {
			_, ours := inModule(path)
			first, _, _ := strings.Cut(path, "/")
			if !ours && strings.Contains(first, ".") || slices.Contains(heavy, first) {
				t.Errorf("%s depends on %s", name, path)
			}
		}
	}
}

// inModule returns the path of a package within the module.
func inModule(path string) (name string, ok bool) {
	name, ok = strings.CutPrefix(path, modulePath)
	return strings.TrimPrefix(name, "/"), ok
}

// goList returns the lines that go list prints.
func goList(t *testing.T, args ...string) []string {
	t.Helper()
	output, err := exec.Command("go", append([]string{"list"}, args...)...).Output()
	require.NoError(t, err)
	return strings.Split(strings.TrimSpace(string(output)), "\n")
}
