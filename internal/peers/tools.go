package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// restic has a repository of restic's.
type restic struct{ repository, zone string }

// secret encrypts the repositories. restic has no repository without a password.
const secret = "peers"

// newRestic makes a repository for a zone: restic stores each time with its offset there.
func newRestic(directory, zone string) restic {
	r := restic{filepath.Join(directory, "restic-"+filepath.Base(zone)), zone}
	check(os.Setenv("RESTIC_PASSWORD", secret))
	r.run("init")
	return r
}

// run runs restic on the repository, in its zone.
func (r restic) run(args ...string) []byte {
	output, err := run(r.zone, nil, "restic", append([]string{"--repo", r.repository, "--no-cache", "--quiet"}, args...)...)
	check(err)
	return output
}

func (restic) name() string { return "restic" }

// create gives restic the wall time in its zone. It has none for the second pass of a
// repeated hour, where Go takes the first pass too.
func (r restic) create(source string, times []time.Time) int {
	file := writeFile(source)
	location, err := time.LoadLocation(r.zone)
	check(err)
	for _, t := range times {
		r.run("backup", "--time", t.In(location).Format(time.DateTime), file)
	}
	return len(times)
}

// policies has each option alone, options together, and those whose periods the presets
// convert.
func (restic) policies() []string {
	return []string{
		"keep-last=5", "keep-hourly=6", "keep-daily=7", "keep-weekly=5", "keep-monthly=12", "keep-yearly=2",
		"keep-daily=7,keep-weekly=4,keep-monthly=6", "keep-last=3,keep-hourly=24,keep-yearly=10",
		"keep-within=30d", "keep-within=1y2m3d4h", "keep-within-daily=3m,keep-within-monthly=2y",
		"keep-within-hourly=12h,keep-daily=2",
	}
}

func (r restic) list() []byte { return r.run("snapshots", "--json") }

// deleted asks restic, which groups backups by host and path, here in a single group.
func (r restic) deleted(options []string) (names []string) {
	output := r.run(append([]string{"forget", "--dry-run", "--json"}, options...)...)
	var groups []struct{ Remove []struct{ ID string } }
	check(json.Unmarshal(output, &groups))
	for _, group := range groups {
		for _, snapshot := range group.Remove {
			names = append(names, snapshot.ID)
		}
	}
	return names
}

// taken reads the list.
func (r restic) taken() map[string]time.Time {
	var snapshots []struct {
		ID   string
		Time time.Time
	}
	check(json.Unmarshal(r.list(), &snapshots))
	all := make(map[string]time.Time)
	for _, snapshot := range snapshots {
		all[snapshot.ID] = snapshot.Time
	}
	return all
}

// keepsOldest reports whether this is version 0.16 or a later one.
func (r restic) keepsOldest() bool {
	var minor int
	_, err := fmt.Sscanf(string(r.run("version")), "restic 0.%d", &minor)
	return err != nil || minor >= 16
}

// borg has a repository of borg's.
type borg struct{ repository, zone string }

// newBorg makes a repository for a zone. borg's own files stay in the directory, too.
func newBorg(directory, zone string) borg {
	b := borg{filepath.Join(directory, "borg-"+filepath.Base(zone)), zone}
	check(os.Setenv("BORG_BASE_DIR", directory))
	runBoth(zone, "borg", "init", "--encryption=none", b.repository)
	return b
}

func (borg) name() string { return "borg" }

// create gives borg instants in UTC.
func (b borg) create(source string, times []time.Time) int {
	file := writeFile(source)
	for i, t := range times {
		runBoth(b.zone, "borg", "create", "--timestamp", t.UTC().Format("2006-01-02T15:04:05"),
			fmt.Sprintf("%s::archive-%02d", b.repository, i), file)
	}
	return len(times)
}

// policies has each option alone, and options whose order matters: a backup that one keeps
// does not count for the next.
func (borg) policies() []string {
	return []string{
		"keep-last=5", "keep-hourly=6", "keep-daily=7", "keep-weekly=5", "keep-monthly=12", "keep-yearly=2",
		"keep-daily=7,keep-weekly=4,keep-monthly=6", "keep-hourly=24,keep-daily=3,keep-yearly=10",
		"keep-within=300d", "keep-within=10m,keep-monthly=6",
	}
}

// list asks in UTC, since borg prints times without their zone.
func (b borg) list() []byte {
	output, err := run("UTC", nil, "borg", "list", "--json", b.repository)
	check(err)
	return output
}

// taken reads the list, which is in UTC.
func (b borg) taken() map[string]time.Time {
	var list struct{ Archives []struct{ Name, Time string } }
	check(json.Unmarshal(b.list(), &list))
	all := make(map[string]time.Time)
	for _, archive := range list.Archives {
		t, err := time.Parse("2006-01-02T15:04:05.999999", archive.Time)
		check(err)
		all[archive.Name] = t
	}
	return all
}

func (borg) keepsOldest() bool { return true }

// deleted reads the lines "Would prune: NAME  DATE".
func (b borg) deleted(options []string) (names []string) {
	output := runBoth(b.zone, "borg", append([]string{"prune", "--dry-run", "--list"}, append(options, b.repository)...)...)
	for line := range strings.Lines(string(output)) {
		if rest, ok := strings.CutPrefix(line, "Would prune:"); ok {
			names = append(names, strings.Fields(rest)[0])
		}
	}
	return names
}

// writeFile writes the file to back up.
func writeFile(directory string) string {
	file := filepath.Join(directory, "file")
	check(os.WriteFile(file, []byte("content\n"), 0o600))
	return file
}
