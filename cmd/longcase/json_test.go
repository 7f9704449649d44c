package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestJSONIsDocumented holds the fields that each verb prints with -json against
// docs/json.md.
func TestJSONIsDocumented(t *testing.T) {
	common, verbs, _ := strings.Cut(readFile(t, "../../docs/json.md"), "\n## simulate\n")
	verbs = "\n## simulate\n" + verbs
	for verb, command := range map[string]string{
		"simulate": `longcase simulate -json testdata/in/nightly.json`,
		"next":     `longcase next -json ../../cloudsigma/testdata/detail.json`,
		"keep":     `longcase keep -json testdata/in/nightly.json < testdata/in/snapshots.txt`,
		"check":    `longcase check -json testdata/in/nightly.json`,
		"convert":  `longcase convert -json -to qumulo testdata/in/nightly.json`,
		"explain":  `longcase explain -json testdata/in/nightly.json now`,
		"examples": `longcase examples -json`,
		"version":  `longcase version -json`,
	} {
		_, section, found := strings.Cut(verbs, "\n## "+verb+"\n")
		require.True(t, found, verb)
		section, _, _ = strings.Cut(section, "\n## ")
		output, _, _ := strings.Cut(execute(t, command), "exit status")
		var object any
		require.NoError(t, json.NewDecoder(bytes.NewReader([]byte(output))).Decode(&object), verb)
		for name := range fields(object) {
			documented := strings.Contains(section, name+"`") || strings.Contains(common, name+"`")
			require.True(t, documented, "%s: %s", verb, name)
		}
	}
}

// fields returns the names of the fields of an object and the objects inside it.
func fields(value any) map[string]bool {
	names := map[string]bool{}
	switch value := value.(type) {
	case map[string]any:
		for name, inner := range value {
			names[name] = true
			for name := range fields(inner) {
				names[name] = true
			}
		}
	case []any:
		for _, inner := range value {
			for name := range fields(inner) {
				names[name] = true
			}
		}
	}
	return names
}
