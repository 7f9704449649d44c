package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
)

const versionHelp = `Prints the version of the command, of Go, and of the zone database that decides
when clocks change. -json prints an object with the keys longcase, revision, go
and zones.
`

// versionJSON is the versions as JSON.
type versionJSON struct {
	Longcase string `json:"longcase"`
	Revision string `json:"revision,omitempty"`
	Go       string `json:"go"`
	Zones    string `json:"zones"`
}

// version prints the versions that decide about an answer: with another zone database, the
// same policy may be due at other instants.
func (e *env) version(flags *flag.FlagSet) func([]string) error {
	asJSON := defineJSON(flags)
	return func(args []string) error {
		if len(args) > 0 {
			return usagef("version: %q: want no arguments", args[0])
		}
		build, _ := debug.ReadBuildInfo()
		v := versionOf(build)
		if *asJSON {
			return e.printJSON(v)
		}
		for _, line := range [][2]string{
			{"longcase", v.Longcase}, {"revision", v.Revision}, {"go", v.Go}, {"zones", v.Zones},
		} {
			if line[1] != "" {
				fmt.Fprintf(e.stdout, "%-10s%s\n", line[0], line[1])
			}
		}
		return nil
	}
}

// versionOf returns the versions of a build; nil is one without information, as of
// a program that Go's tools did not link.
func versionOf(build *debug.BuildInfo) versionJSON {
	v := versionJSON{Longcase: "unknown", Go: runtime.Version(), Zones: zonesVersion(zoneFolders())}
	if build == nil {
		return v
	}
	// "(devel)" for a build from a checkout, which the revision then tells apart.
	v.Longcase = build.Main.Version
	settings := map[string]string{}
	for _, setting := range build.Settings {
		settings[setting.Key] = setting.Value
	}
	v.Revision = settings["vcs.revision"]
	if settings["vcs.modified"] == "true" {
		v.Revision += ", modified"
	}
	return v
}

// zoneFolders returns the folders in which package time looks for zones, in order.
func zoneFolders() (folders []string) {
	if folder := os.Getenv("ZONEINFO"); folder != "" {
		folders = []string{folder}
	}
	if runtime.GOOS != "windows" {
		folders = append(folders,
			"/usr/share/zoneinfo", "/usr/share/lib/zoneinfo", "/usr/lib/locale/TZ", "/etc/zoneinfo")
	}
	return folders
}

// zonesVersion returns the version of the zone database in the first of the folders
// that has zones, such as "2025b, /usr/share/zoneinfo". Without any, the zones are
// those of Go's release, which does not say their version.
func zonesVersion(folders []string) string {
	for _, folder := range folders {
		if _, err := os.Stat(filepath.Join(folder, "Europe", "Berlin")); err == nil {
			return releaseIn(folder) + ", " + folder
		}
	}
	return "embedded, those of " + runtime.Version()
}

// releaseIn returns the release of the zone database in a folder. The file +VERSION
// holds it, and so does the first line of tzdata.zi, "# version 2025b"; many Linux
// distributions have only one of them.
func releaseIn(folder string) string {
	for _, name := range []string{"+VERSION", "tzdata.zi"} {
		text, _ := startOf(filepath.Join(folder, name))
		first, _, _ := bytes.Cut(text, []byte("\n"))
		if release := strings.TrimPrefix(string(bytes.TrimSpace(first)), "# version "); release != "" {
			return release
		}
	}
	return "unknown version"
}

// startOf returns the first bytes of a file.
func startOf(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	start := make([]byte, 64)
	n, err := file.Read(start)
	return start[:n], err
}
