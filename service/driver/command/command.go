package command

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/longcase/longcase/internal/safe"
	"github.com/longcase/longcase/inventory"
	"github.com/longcase/longcase/service/driver"
	"github.com/longcase/longcase/service/driver/internal/program"
	"github.com/longcase/longcase/service/driver/internal/valid"
	"github.com/longcase/longcase/service/internal/flock"
)

// Driver is a [driver.Driver] of other programs. The zero value is of no use.
type Driver struct{ config Config }

var _ driver.Driver = (*Driver)(nil)

// New returns a driver. The error names the field that cannot be.
func New(config Config) (*Driver, error) {
	config.Snapshot = cmp.Or(config.Snapshot, "{name}")
	if err := config.check(); err != nil {
		return nil, fmt.Errorf("command driver: %w", err)
	}
	return &Driver{config}, nil
}

// Create runs the program of Create unless the list has the name.
func (d *Driver) Create(ctx context.Context, drive driver.Drive, name string) error {
	if err := valid.Name(name); err != nil {
		return err
	}
	c, err := d.begin(ctx, drive)
	if err != nil {
		return err
	}
	defer c.end()
	found, err := c.find(ctx, name)
	if err != nil {
		return err
	}
	if found == nil {
		if err := d.config.checkLocation(drive); err != nil {
			return err
		}
		v := c.values.with("{name}", d.config.escape(name))
		_, failure := c.run(ctx, v.with("{snapshot}", v.fill(d.config.Snapshot)), d.config.Create)
		found, err = c.find(ctx, name)
		if err != nil || found == nil {
			return cmp.Or(failure, err, fmt.Errorf("%s: succeeded, but the list has no snapshot %q",
				safe.Text(d.config.Create[0]), name))
		}
	}
	if found.Snapshot.Failed {
		return fmt.Errorf("snapshot %q exists, but by the list it is failed or pending", name)
	}
	return nil
}

// Delete runs the program of Delete if the list has the name.
func (d *Driver) Delete(ctx context.Context, drive driver.Drive, name string) error {
	c, err := d.begin(ctx, drive)
	if err != nil {
		return err
	}
	defer c.end()
	found, err := c.find(ctx, name)
	if found == nil || err != nil {
		return err
	}
	_, failure := c.run(ctx, c.values.with("{snapshot}", found.stored), d.config.Delete)
	if failure == nil {
		return nil
	}
	if found, err := c.find(ctx, name); found == nil && err == nil {
		return nil // an overlapping call was faster
	}
	return failure
}

// List runs the program of List.
func (d *Driver) List(ctx context.Context, drive driver.Drive) ([]inventory.Item, error) {
	c, err := d.begin(ctx, drive)
	if err != nil {
		return nil, err
	}
	defer c.end()
	listed, err := c.list(ctx)
	items := make([]inventory.Item, len(listed))
	for i := range listed {
		items[i] = listed[i].Item
	}
	return items, err
}

// call is a call of the driver for a drive.
type call struct {
	Config
	drive  driver.Drive
	values values
	lock   *os.File
}

// begin checks a drive, and locks its source if so configured.
func (d *Driver) begin(ctx context.Context, drive driver.Drive) (*call, error) {
	if err := valid.Drive(drive); err != nil {
		return nil, err
	}
	if allowed := d.config.Sources; allowed != nil && !allowed.MatchString(drive.Source) {
		return nil, fmt.Errorf("drive %s: source %q: want a match of %v", drive.UUID, drive.Source, allowed)
	}
	c := &call{Config: d.config, drive: drive, values: valuesOf(drive)}
	if !c.Lock {
		return c, nil
	}
	lock, err := os.Open(drive.Source)
	if err != nil {
		return nil, fmt.Errorf("drive %s: source: %w", drive.UUID, err)
	}
	if err := flock.Wait(ctx, lock); err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	c.lock = lock
	return c, nil
}

func (c *call) end() {
	if c.lock != nil {
		_ = c.lock.Close()
	}
}

// run runs a command and returns its output.
func (c *call) run(ctx context.Context, v values, command []string) ([]byte, error) {
	arguments, err := v.arguments(command)
	if err != nil {
		return nil, err
	}
	output, err := program.Run(ctx, program.Command{Arguments: arguments, Lock: c.lock})
	return output.Text, err
}

// item is a snapshot of the list, and the storage's name of it.
type item struct {
	inventory.Item
	stored string
}

// find returns the snapshot with a name, or nil.
func (c *call) find(ctx context.Context, name string) (*item, error) {
	items, err := c.list(ctx)
	i := slices.IndexFunc(items, func(it item) bool { return it.Name == name })
	if i < 0 || err != nil {
		return nil, err
	}
	return &items[i], nil
}

// list lists the snapshots of a drive under the names given to Create.
func (c *call) list(ctx context.Context) (items []item, err error) {
	listed, err := c.listStored(ctx)
	if err != nil {
		return nil, err
	}
	seen := make(map[string]bool, len(listed))
	for _, one := range listed {
		stored := one.Name
		name, ours := c.nameOf(c.drive, stored)
		switch {
		case ours:
			one.Name = name
		case c.Shared:
			continue
		}
		if one.Name == "" || seen[one.Name] {
			return nil, fmt.Errorf("%s: snapshot %q: want names, each once", safe.Text(c.List[0]), one.Name)
		}
		seen[one.Name] = true
		items = append(items, item{one, stored})
	}
	return items, nil
}

// listStored lists the snapshots under the storage's names.
func (c *call) listStored(ctx context.Context) (items []inventory.Item, err error) {
	text, err := c.run(ctx, c.values, c.Config.List)
	if err != nil {
		return nil, err
	}
	if c.Read != nil {
		items, err = c.Read(bytes.NewReader(text))
	} else {
		items, err = inventory.Read(c.Format, bytes.NewReader(text))
	}
	if err != nil {
		return nil, fmt.Errorf("list of %s: %w", safe.Text(c.List[0]), err)
	}
	return items, nil
}
