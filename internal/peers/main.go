// Command peers runs restic and borg on real repositories, and compares the snapshots
// that they would delete with those that longcase would. It prints a table, and fails
// if any answers differ without a reason that it knows and has checked.
//
//	go run ./internal/peers
//
// It needs both tools, and works in a temporary directory.
package main

import (
	"bytes"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// main builds the command, and compares each tool in a zone without clock changes and in
// one with them.
func main() {
	log.SetFlags(0)
	log.SetPrefix("peers: ")
	directory, err := os.MkdirTemp("", "peers")
	check(err)
	defer os.RemoveAll(directory)
	longcase := filepath.Join(directory, "longcase")
	_, err = run("UTC", nil, "go", "build", "-o", longcase, "./cmd/longcase")
	check(err)
	fmt.Printf("With restic %s and borg %s:\n\n", version("restic", "version"), version("borg", "--version"))
	fmt.Print("| tool | zone | options | backups | deleted | by longcase | |\n|---|---|---|---|---|---|---|\n")
	different := 0
	for _, zone := range []string{"UTC", "Europe/Berlin"} {
		for _, t := range []tool{newRestic(directory, zone), newBorg(directory, zone)} {
			backups := t.create(directory, times(zone))
			for _, options := range t.policies() {
				different += compare(t, longcase, zone, options, backups)
			}
		}
	}
	if different > 0 {
		os.RemoveAll(directory)
		log.Fatalf("%d differ", different)
	}
}

// version returns the version of a tool, which stands after its name.
func version(tool, flag string) string {
	output, err := run("UTC", nil, tool, flag)
	check(err)
	return strings.Fields(string(output))[1]
}

// tool is a tool with a repository.
type tool interface {
	name() string
	// create makes a backup at each time, and returns their number.
	create(source string, times []time.Time) int
	// policies returns options to compare, as presets of longcase write them.
	policies() []string
	// list returns the list of backups, as longcase reads it.
	list() []byte
	// deleted returns the names of the backups that the tool would delete.
	deleted(options []string) []string
	// taken returns when each backup was made.
	taken() map[string]time.Time
	// keepsOldest reports whether the tool keeps the oldest backup while a number is
	// not reached, or never does so by our preset either.
	keepsOldest() bool
}

// compare prints a row of the table. It returns 1 if the answers differ.
func compare(t tool, longcase, zone, options string, backups int) int {
	theirs := t.deleted(flagsOf(options))
	// The guards would refuse some of the plans, and the minimum would keep more than the
	// tools do.
	output, err := run("UTC", t.list(), longcase, "keep", "-list", t.name(), "-preset", t.name()+":"+options,
		"-zone", zone, "-minimum", "0", "-at-most", "100%", "-o", "names")
	check(err)
	ours := strings.Fields(string(output))
	slices.Sort(ours)
	slices.Sort(theirs)
	verdict, different := "same", 0
	if !slices.Equal(ours, theirs) {
		verdict = difference{t, zone, options, theirs, ours}.reasons()
	}
	if verdict == "" {
		verdict, different = "**differs**", 1
		log.Printf("%s, %s, %s\n  theirs: %v\n  ours:   %v", t.name(), zone, options, theirs, ours)
	}
	fmt.Printf("| %s | %s | %s | %d | %d | %d | %s |\n", t.name(), zone,
		strings.ReplaceAll(options, ",", ", "), backups, len(theirs), len(ours), verdict)
	return different
}

// flagsOf returns options as flags.
func flagsOf(options string) (flags []string) {
	for option := range strings.SplitSeq(options, ",") {
		flags = append(flags, "--"+option)
	}
	return flags
}

// times returns when the backups are made: thinly through two years, daily through a
// month, and often on two days of clock changes, both passes of the repeated hour of
// 26 October 2025 in Berlin included.
func times(zone string) (list []time.Time) {
	location, err := time.LoadLocation(zone)
	check(err)
	// Days, minutes and months all differ, so that no two periods begin alike by chance.
	for month := range 12 {
		list = append(list, time.Date(2024, time.Month(1+2*month), 3+2*month, 4, 15, month, 0, location))
	}
	for day := range 12 {
		list = append(list, time.Date(2026, time.January, 20+day, 23, 40, 0, 0, location))
	}
	for _, hours := range []int{-26, -2, -1, 0, 1, 2, 3, 23, 24} {
		list = append(list, time.Date(2025, time.October, 26, 0, 30, 0, 0, time.UTC).Add(time.Duration(hours)*time.Hour))
	}
	for _, hours := range []int{-24, -1, 0, 1, 24} {
		list = append(list, time.Date(2026, time.March, 29, 0, 30, 0, 0, time.UTC).Add(time.Duration(hours)*time.Hour))
	}
	return list
}

// run runs a command in a time zone, and returns its standard output.
func run(zone string, stdin []byte, name string, args ...string) ([]byte, error) {
	command := exec.Command(name, args...)
	command.Env = append(os.Environ(), "TZ="+zone)
	command.Stdin = bytes.NewReader(stdin)
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	if err := command.Run(); err != nil {
		return nil, fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, &stderr)
	}
	return stdout.Bytes(), nil
}

// runBoth is run with standard error, where borg prints its lists.
func runBoth(zone, name string, args ...string) []byte {
	command := exec.Command(name, args...)
	command.Env = append(os.Environ(), "TZ="+zone)
	output, err := command.CombinedOutput()
	if err != nil {
		log.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, output)
	}
	return output
}

// check ends the program at the first error: half a comparison is none.
func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
