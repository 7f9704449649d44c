package directory

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/longcase/longcase/inventory"
	"github.com/longcase/longcase/service/driver"
	"github.com/longcase/longcase/service/driver/internal/valid"
	"github.com/longcase/longcase/service/internal/step"
)

// Driver is a [driver.Driver] of copies. The zero value is of no use.
type Driver struct{ root string }

var _ driver.Driver = (*Driver)(nil)

// New returns a driver that keeps its copies below a directory. The directory need
// not exist yet, but must when the driver is used.
func New(root string) *Driver { return &Driver{root} }

// Create copies the drive's source; see the package documentation.
func (d *Driver) Create(ctx context.Context, drive driver.Drive, name string) error {
	if err := valid.Name(name); err != nil {
		return err
	}
	home, err := d.home(drive)
	if err != nil {
		return err
	}
	source, err := d.source(drive)
	if err != nil {
		return err
	}
	if err := home.make(); err != nil {
		return err
	}
	if err := home.clean(); err != nil {
		return err
	}
	switch exists, err := home.has(name); {
	case err != nil:
		return err
	case exists: // its process may have died before the name was on the disk
		return syncDirectory(home.path)
	}
	return home.take(ctx, source, name)
}

// Delete removes a copy. What does not look like a name of Create is no copy.
func (d *Driver) Delete(ctx context.Context, drive driver.Drive, name string) error {
	home, err := d.home(drive)
	if err != nil {
		return err
	}
	if exists, err := exists(home.path); !exists || err != nil {
		return err
	}
	if valid.IsName(name) {
		if err := home.discard(ctx, name); err != nil {
			return err
		}
	}
	return home.clean()
}

// List returns the copies of a drive, sorted by time. A file or directory that is no
// copy, and whose name has no leading dot, is an error: it may have been one.
func (d *Driver) List(ctx context.Context, drive driver.Drive) ([]inventory.Item, error) {
	home, err := d.home(drive)
	if err != nil {
		return nil, err
	}
	items, err := home.list(ctx)
	slices.SortFunc(items, func(a, b inventory.Item) int {
		return cmp.Or(a.Snapshot.Created.Compare(b.Snapshot.Created), cmp.Compare(a.Name, b.Name))
	})
	return items, err
}

// home returns the place of a drive's copies. A missing root is an error.
func (d *Driver) home(drive driver.Drive) (home, error) {
	if err := valid.Drive(drive); err != nil {
		return home{}, err
	}
	switch info, err := os.Stat(d.root); {
	case err != nil:
		return home{}, fmt.Errorf("root of the copies: %w", err)
	case !info.IsDir():
		return home{}, fmt.Errorf("root of the copies: %q: want a directory", d.root)
	}
	return home{path: filepath.Join(d.root, drive.UUID), drive: drive}, nil
}

// source returns the path of a drive's source without symbolic links. Source and
// root may not lie within each other: a copy would hold all copies before it.
func (d *Driver) source(drive driver.Drive) (string, error) {
	if !filepath.IsAbs(drive.Source) {
		return "", fmt.Errorf("source %q: want an absolute path", drive.Source)
	}
	source, err := filepath.EvalSymlinks(drive.Source)
	if err != nil {
		return "", fmt.Errorf("source: %w", err)
	}
	root, err := filepath.Abs(d.root)
	if err != nil {
		return "", err
	}
	if root, err = filepath.EvalSymlinks(root); err != nil {
		return "", err
	}
	if within(source, root) || within(root, source) {
		return "", fmt.Errorf("source %q: want a path apart from the copies in %q", drive.Source, d.root)
	}
	return source, nil
}

// within reports whether a clean path is a directory or lies in it.
func within(path, directory string) bool {
	return path == directory || strings.HasPrefix(path, strings.TrimSuffix(directory, "/")+"/")
}

// take makes a copy beside the others, and renames it.
func (h home) take(ctx context.Context, source, name string) error {
	p, err := h.begin()
	if err != nil {
		return err
	}
	defer p.abandon()
	m := manifest{Name: name, Source: h.drive.Source, Created: time.Now().UTC()}
	c := copier{manifest: &m}
	step.At(ctx, "copy begun")
	if err := c.copyAll(ctx, source, p.path); err != nil {
		return fmt.Errorf("copying %q: %w", source, err)
	}
	step.At(ctx, "copy made")
	if m.Skipped > 0 {
		slog.WarnContext(ctx, "sockets, pipes or devices are not in a snapshot",
			"drive", h.drive.UUID, "name", name, "count", m.Skipped, "paths", m.Paths)
	}
	return p.publish(ctx, m, filepath.Join(h.path, name))
}
