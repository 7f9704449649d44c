// Package valid checks drives and names before they become paths or arguments.
package valid

import (
	"fmt"
	"strings"

	"github.com/longcase/longcase/service/driver"
)

const (
	digits  = "0123456789"
	letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

	wantUUID  = "want 1 to 36 letters, digits and hyphens, the first no hyphen"
	wantPlace = "want 1 to 40 letters, digits, hyphens and underscores, the first a letter or digit"
	wantName  = "want 1 to 200 letters, digits and -._~%@:, the first a letter or digit"
)

// Drive returns an error for a drive without a usable UUID or source.
func Drive(drive driver.Drive) error {
	switch {
	case !consists(drive.UUID, 36, "-"):
		return fmt.Errorf("drive's uuid %q: %s", drive.UUID, wantUUID)
	case drive.Source == "" || strings.Contains(drive.Source, "\x00"):
		return fmt.Errorf("drive %s: source %q: want a text without NUL", drive.UUID, drive.Source)
	}
	return nil
}

// Location returns an error for a location that is not plain. The zero value is
// no location.
func Location(drive driver.Drive) error {
	if drive.Location != "" && !consists(drive.Location, 40, "-_") {
		return fmt.Errorf("drive %s: location %q: %s", drive.UUID, drive.Location, wantPlace)
	}
	return nil
}

// Name returns an error for a text that [IsName] refuses.
func Name(name string) error {
	if !IsName(name) {
		return fmt.Errorf("snapshot %q: %s", name, wantName)
	}
	return nil
}

// IsName reports whether a text may name a snapshot. A name neither leaves its
// directory nor hides in it nor looks like an option, since it begins with a letter
// or digit. File systems take 255 bytes; 55 are left for what drivers add.
func IsName(name string) bool { return consists(name, 200, "-._~%@:") }

// consists reports whether a text is 1 to limit letters, digits and others, and
// begins with a letter or digit.
func consists(text string, limit int, others string) bool {
	return text != "" && len(text) <= limit && strings.Contains(letters+digits, text[:1]) &&
		strings.Trim(text, letters+digits+others) == ""
}
