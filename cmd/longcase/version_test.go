package main

import (
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestVersion(t *testing.T) {
	r := runOn("", "version")
	require.Equal(t, statusDone, r.status)
	require.Contains(t, r.stdout, "longcase  ")
	require.Contains(t, r.stdout, "go        "+runtime.Version()+"\n")
	require.Contains(t, r.stdout, "zones     ")
	require.Equal(t, r, runOn("", "-version"))
	require.Equal(t, r, runOn("", "--version"))
}

func TestVersionOf(t *testing.T) {
	setting := func(key, value string) debug.BuildSetting { return debug.BuildSetting{Key: key, Value: value} }
	released := debug.Module{Version: "v0.1.0"}
	for _, row := range []struct {
		build              *debug.BuildInfo
		longcase, revision string
	}{
		{nil, "unknown", ""},
		{&debug.BuildInfo{Main: released}, "v0.1.0", ""},
		{&debug.BuildInfo{Main: released, Settings: []debug.BuildSetting{setting("vcs.revision", "0f1e2d")}}, "v0.1.0", "0f1e2d"},
		{&debug.BuildInfo{Main: debug.Module{Version: "(devel)"}, Settings: []debug.BuildSetting{
			setting("vcs.revision", "0f1e2d"), setting("vcs.modified", "true"),
		}}, "(devel)", "0f1e2d, modified"},
	} {
		v := versionOf(row.build)
		require.Equal(t, row.longcase, v.Longcase)
		require.Equal(t, row.revision, v.Revision)
	}
}

// TestZonesVersion reads the release of the database in folders as distributions
// lay them out.
func TestZonesVersion(t *testing.T) {
	folder := func(files map[string]string) string {
		dir := t.TempDir()
		require.NoError(t, os.MkdirAll(filepath.Join(dir, "Europe"), 0o755))
		for name, text := range files {
			require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
		}
		return dir
	}
	const zone = "Europe/Berlin"
	for _, row := range []struct {
		files map[string]string
		want  string
	}{
		{map[string]string{zone: "", "+VERSION": "2025b\n"}, "2025b, "},
		{map[string]string{zone: "", "tzdata.zi": "# version 2025b\n# This zic input" + strings.Repeat(".", 100)}, "2025b, "},
		{map[string]string{zone: "", "+VERSION": "", "tzdata.zi": "# version 2024a-dirty"}, "2024a-dirty, "},
		{map[string]string{zone: ""}, "unknown version, "},
		{map[string]string{"+VERSION": "2025b\n"}, "embedded, those of " + runtime.Version()}, // no zones
	} {
		dir := folder(row.files)
		want := row.want
		if strings.HasSuffix(want, ", ") {
			want += dir
		}
		require.Equal(t, want, zonesVersion([]string{"/nowhere", dir}))
	}
	require.Equal(t, "embedded, those of "+runtime.Version(), zonesVersion(nil))
}
