package main

import (
	"archive/zip"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// database is a copy of the IANA time zone database. A fat one lists the clock
// changes up to 2037; a slim one ends with the last that was irregular, and
// leaves the rest to a rule.
type database struct {
	kind string // "fat" or "slim"
	path string // a directory, or a zip file
	skip string // what need not run on it
}

// env has the standard library read this database.
func (d database) env() []string { return []string{"ZONEINFO=" + d.path} }

// witness is a zone whose file tells fat from slim by its length: 3,552 bytes
// and 1,744 in release 2025b.
const (
	witness = "America/New_York"
	fatSize = 2500
)

// databases returns the fat database of the system and the slim one of the Go
// distribution, and makes sure that they are what they are called.
func databases() ([]database, error) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, err
	}
	fat := database{kind: "fat", path: "/usr/share/zoneinfo", skip: "^$"}
	file, err := os.Stat(filepath.Join(fat.path, witness))
	if err != nil {
		return nil, err
	}
	if file.Size() < fatSize {
		return nil, fmt.Errorf("%s is slim: %s has %d bytes", fat.path, witness, file.Size())
	}
	slim := database{
		kind: "slim",
		path: filepath.Join(strings.TrimSpace(string(root)), "lib/time/zoneinfo.zip"),
		skip: "^Benchmark(Compile|Parse|Open|Keep|Plan|Timeline|Ledger)$",
	}
	archive, err := zip.OpenReader(slim.path)
	if err != nil {
		return nil, err
	}
	defer archive.Close()
	entry, err := archive.Open(witness)
	if err != nil {
		return nil, err
	}
	defer entry.Close()
	if file, err = entry.Stat(); err != nil {
		return nil, err
	}
	if file.Size() >= fatSize {
		return nil, fmt.Errorf("%s is fat: %s has %d bytes", slim.path, witness, file.Size())
	}
	return []database{fat, slim}, nil
}
