package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/google/uuid"

	"github.com/longcase/longcase/service"
)

// administer does what the arguments ask for. A daemon may be running.
func (d *daemon) administer(ctx context.Context, args []string, out io.Writer) error {
	switch {
	case len(args) == 3 && args[0] == "user" && args[1] == "add":
		u, password, err := d.addUser(ctx, args[2])
		if err == nil {
			fmt.Fprintf(out, "user:     %q, %s\npassword: %s (not shown again)\n", u.Name, u.UUID, password)
		}
		return err
	case len(args) == 4 && args[0] == "drive" && args[1] == "add":
		return d.addDrive(ctx, args[2], args[3], out)
	case len(args) == 2 && args[0] == "deletions" && (args[1] == "on" || args[1] == "off"):
		return d.service.PauseDeletions(ctx, "", args[1] == "off")
	}
	return fmt.Errorf("%q: want %s", args, commands)
}

// commands lists what administer does.
const commands = "user add NAME, drive add USER SOURCE, or deletions on|off"

// addDrive puts a drive of a user under the service's care. Paths are made
// absolute, since the daemon may run elsewhere.
func (d *daemon) addDrive(ctx context.Context, user, source string, out io.Writer) error {
	u, err := d.service.User(ctx, user)
	if errors.Is(err, service.ErrNotExist) {
		return fmt.Errorf("user %q: nobody has this name", user)
	}
	if err != nil {
		return err
	}
	if d.driver != "zfs" && d.driver != "lvm" {
		if source, err = filepath.Abs(source); err != nil {
			return err
		}
	}
	if err := d.checkSource(ctx, source); err != nil {
		return err
	}
	drive := service.Drive{UUID: uuid.NewString(), Owner: u.UUID, Name: filepath.Base(source), Source: source}
	if err := d.service.AddDrive(ctx, drive); err != nil {
		return err
	}
	fmt.Fprintf(out, "drive: %s\n", drive.UUID)
	return nil
}

// checkSource refuses a second drive of one source where the storage lists all
// snapshots of a source: each drive's rules would delete the other's.
func (d *daemon) checkSource(ctx context.Context, source string) error {
	if d.driver != "zfs" && d.driver != "lvm" && d.driver != "qemu-img" {
		return nil
	}
	drives, err := d.service.Drives(ctx, "")
	for _, other := range drives {
		if other.Source == source {
			return fmt.Errorf("source %q: drive %s has it: want another, since both would see all its snapshots",
				source, other.UUID)
		}
	}
	return err
}
