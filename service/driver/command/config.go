package command

import (
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/longcase/longcase/inventory"
	"github.com/longcase/longcase/service/driver"
	"github.com/longcase/longcase/service/driver/internal/valid"
)

// Config configures a [Driver]. Create, Delete and List are required. In JSON, Format
// and Sources are texts.
type Config struct {
	// Create takes a snapshot. The first element is a program, found as in a shell;
	// the others are its arguments.
	Create []string
	// Delete deletes a snapshot.
	Delete []string
	// List lists the snapshots of a drive, and possibly others.
	List []string
	// Format is the form of the list. The zero value, [inventory.Auto], recognises
	// it.
	Format inventory.Format
	// Read reads the list in place of Format. It may be nil.
	Read func(io.Reader) ([]inventory.Item, error) `json:"-"`
	// Snapshot is the storage's name of a snapshot, with {name} once, as printed by
	// the list. "" is "{name}".
	Snapshot string
	// Escape lists the characters of names that the storage refuses. "" writes names
	// as they are.
	Escape string
	// Shared says that the list has snapshots of other drives too, whose names are of
	// another form.
	Shared bool
	// Lock has calls for one Source, which is a file, wait for each other, by flock,
	// also those of other processes.
	Lock bool
	// Sources matches the Sources that are allowed; nil allows any.
	Sources *regexp.Regexp
}

// placeholder matches what looks like a placeholder. Other braces stand for
// themselves.
var placeholder = regexp.MustCompile(`\{[a-z]+\}`)

// check returns the first problem of a configuration.
func (c Config) check() error {
	for _, part := range []struct {
		name    string
		command []string
		allowed string
	}{
		{"Create", c.Create, "{source} {dir} {base} {uuid} {location} {name} {snapshot}"},
		{"Delete", c.Delete, "{source} {dir} {base} {uuid} {snapshot}"},
		{"List", c.List, "{source} {dir} {base} {uuid}"},
	} {
		if len(part.command) == 0 || placeholder.MatchString(part.command[0]) || part.command[0] == "" {
			return fmt.Errorf("field %s: %q: want a program, without placeholders, and its arguments", part.name, part.command)
		}
		for _, argument := range part.command[1:] {
			if err := checkPlaceholders(argument, part.allowed); err != nil {
				return fmt.Errorf("field %s: %w", part.name, err)
			}
		}
	}
	if strings.Count(c.Snapshot, "{name}") != 1 {
		return fmt.Errorf("field Snapshot: %q: want {name} in it, once", c.Snapshot)
	}
	if err := checkPlaceholders(c.Snapshot, "{source} {dir} {base} {uuid} {name}"); err != nil {
		return fmt.Errorf("field Snapshot: %w", err)
	}
	if strings.Trim(c.Escape, "-.~%@:") != "" {
		return fmt.Errorf("field Escape: %q: want some of -.~%%@: alone", c.Escape)
	}
	return nil
}

// checkLocation returns an error for a location that the program of Create would get,
// and that is not plain: it comes from a user's document.
func (c Config) checkLocation(drive driver.Drive) error {
	if !strings.Contains(strings.Join(c.Create, " "), "{location}") {
		return nil
	}
	return valid.Location(drive)
}

func checkPlaceholders(text, allowed string) error {
	for _, name := range placeholder.FindAllString(text, -1) {
		if !strings.Contains(allowed, name) {
			return fmt.Errorf("%q: placeholder %s: want %s", text, name, allowed)
		}
	}
	return nil
}

// values are the texts of placeholders, each after its name.
type values []string

func valuesOf(drive driver.Drive) values {
	dir, base := "", drive.Source
	if slash := strings.LastIndexByte(base, '/'); slash >= 0 {
		dir, base = base[:slash], base[slash+1:]
	}
	return values{"{source}", drive.Source, "{dir}", dir, "{base}", base, "{uuid}", drive.UUID, "{location}", drive.Location}
}

// with returns the values and another.
func (v values) with(name, text string) values {
	return append(v[:len(v):len(v)], name, text)
}

// fill returns a text with the values in place of the placeholders. A value that
// looks like a placeholder stays as it is.
func (v values) fill(text string) string { return strings.NewReplacer(v...).Replace(text) }

// arguments returns a command with the values in place of the placeholders.
func (v values) arguments(command []string) ([]string, error) {
	filled := []string{command[0]}
	for _, argument := range command[1:] {
		text := v.fill(argument)
		if strings.HasPrefix(text, "-") && !strings.HasPrefix(argument, "-") {
			return nil, fmt.Errorf("%s: argument %q, from %q: want no leading hyphen", command[0], text, argument)
		}
		filled = append(filled, text)
	}
	return filled, nil
}
