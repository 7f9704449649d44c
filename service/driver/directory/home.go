package directory

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/longcase/longcase/inventory"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/service/driver"
	"github.com/longcase/longcase/service/driver/internal/valid"
	"github.com/longcase/longcase/service/internal/flock"
	"github.com/longcase/longcase/service/internal/step"
)

// The names in the directory of a drive. The leading dot keeps partial copies apart
// from snapshots, whose names have none.
const (
	partials     = ".partial"
	dataName     = "data"
	manifestName = "manifest.json"
)

// home is the directory of a drive's copies.
type home struct {
	path  string
	drive driver.Drive
}

// manifest describes a copy.
type manifest struct {
	Name    string    `json:"name"`
	Source  string    `json:"source"`
	Created time.Time `json:"created"` // when the copy began: what is older is in it
	Files   int64     `json:"files"`   // regular files
	Bytes   int64     `json:"bytes"`   // their sizes together
	Skipped int64     `json:"skipped"` // sockets, pipes, devices
	Paths   []string  `json:"skipped_paths,omitempty"`
}

// errGone is the error for a copy that does not exist, or no longer.
var errGone = errors.New("no such copy")

// make makes the directories of a drive. Only their owner may enter: an old copy of
// a setuid program is still setuid.
func (h home) make() error {
	if err := os.MkdirAll(filepath.Join(h.path, partials), 0o700); err != nil {
		return err
	}
	return errors.Join(syncDirectory(h.path), syncDirectory(filepath.Dir(h.path)))
}

// list lists the copies. One that is deleted meanwhile is left out.
func (h home) list(ctx context.Context) (items []inventory.Item, err error) {
	entries, err := os.ReadDir(h.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	for _, entry := range entries {
		name := entry.Name()
		if err := ctx.Err(); err != nil {
			return nil, context.Cause(ctx)
		}
		if strings.HasPrefix(name, ".") {
			continue
		}
		m, err := h.manifest(name)
		if errors.Is(err, errGone) {
			continue
		}
		if err != nil {
			return nil, err
		}
		items = append(items, inventory.Item{
			Name: name, Group: h.drive.UUID, Snapshot: retention.Snapshot{Created: m.Created},
		})
	}
	return items, nil
}

// has reports whether a whole copy has a name.
func (h home) has(name string) (bool, error) {
	_, err := h.manifest(name)
	if errors.Is(err, errGone) {
		return false, nil
	}
	return err == nil, err
}

// manifest reads the manifest of a copy.
func (h home) manifest(name string) (m manifest, err error) {
	path := filepath.Join(h.path, name, manifestName)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		if exists, err := exists(filepath.Join(h.path, name)); !exists {
			return m, errors.Join(errGone, err)
		}
	}
	if err != nil {
		return m, fmt.Errorf("%w: want a copy with its manifest, or nothing", err)
	}
	if err := json.Unmarshal(text, &m); err != nil {
		return m, fmt.Errorf("%q: %w", path, err)
	}
	if m.Name != name || m.Created.IsZero() {
		return m, fmt.Errorf("%q: name %q, created %q: want name %q, and a time",
			path, m.Name, m.Created.Format(time.RFC3339), name)
	}
	return m, valid.Name(name)
}

// exists reports whether a path exists, be it a broken link.
func exists(path string) (bool, error) {
	_, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// partial is a copy under way. Its manifest is empty and locked until the copy is
// whole.
type partial struct {
	home home
	path string
	lock *os.File
}

// begin makes an empty partial copy. It tries again if cleaning by another process
// took the new directory for an abandoned one, before it was locked.
func (h home) begin() (partial, error) {
	for range 100 {
		p := partial{home: h, path: h.partial()}
		if err := os.Mkdir(p.path, 0o700); err != nil {
			return partial{}, err
		}
		lock, err := os.OpenFile(filepath.Join(p.path, manifestName), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return partial{}, err
		}
		p.lock = lock
		if locked, err := flock.Try(lock); locked && p.isLinked() {
			return p, nil
		} else if err != nil {
			p.abandon()
			return partial{}, err
		}
		p.abandon()
	}
	return partial{}, fmt.Errorf("%q: directories in it vanish", filepath.Join(h.path, partials))
}

// partial returns a path that nothing has had.
func (h home) partial() string { return filepath.Join(h.path, partials, rand.Text()) }

// isLinked reports whether the locked file is still the one at its path.
func (p partial) isLinked() bool {
	there, err := os.Lstat(p.lock.Name())
	if err != nil {
		return false
	}
	open, err := p.lock.Stat()
	return err == nil && os.SameFile(there, open)
}

// publish writes the manifest, flushes all to the disk, and gives the copy its name,
// unless an overlapping call was faster. The order matters after a loss of power:
// contents, then the name.
func (p partial) publish(ctx context.Context, m manifest, path string) error {
	text, err := json.MarshalIndent(m, "", "\t")
	if err != nil {
		return err
	}
	if _, err := p.lock.Write(append(text, '\n')); err != nil {
		return err
	}
	if err := syncTree(p.path); err != nil {
		return fmt.Errorf("flushing to the disk: %w", err)
	}
	step.At(ctx, "copy synced")
	err = os.Rename(p.path, path)
	step.At(ctx, "copy renamed")
	// Two errors, by POSIX, say that a directory with something in it is there.
	if errors.Is(err, syscall.ENOTEMPTY) || errors.Is(err, syscall.EEXIST) {
		if _, err := p.home.manifest(filepath.Base(path)); err != nil {
			return err
		}
		return syncDirectory(p.home.path)
	}
	if err != nil {
		return err
	}
	return syncRename(p.path, path)
}

// abandon removes what was not published, and unlocks it. Errors are left to the
// next cleaning.
func (p partial) abandon() {
	_ = remove(p.path)
	_ = p.lock.Close()
}

// discard deletes a copy: first its name, for good, and then its contents.
func (h home) discard(ctx context.Context, name string) error {
	path, trash := filepath.Join(h.path, name), h.partial()
	if err := os.MkdirAll(filepath.Dir(trash), 0o700); err != nil {
		return err
	}
	err := os.Rename(path, trash)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := syncRename(path, trash); err != nil {
		return err
	}
	step.At(ctx, "remove renamed")
	return remove(trash)
}

// clean removes the partial and deleted copies that no process has locked.
func (h home) clean() error {
	entries, err := os.ReadDir(filepath.Join(h.path, partials))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, entry := range entries {
		err = errors.Join(err, cleanOne(filepath.Join(h.path, partials, entry.Name())))
	}
	return err
}

// cleanOne removes a partial copy, unless it is locked.
func cleanOne(path string) error {
	lock, err := os.OpenFile(filepath.Join(path, manifestName), os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return cleanUnlocked(path)
	}
	if err != nil {
		return err
	}
	defer lock.Close()
	locked, err := flock.Try(lock)
	if !locked {
		return err
	}
	return remove(path)
}

// cleanUnlocked removes a partial copy in which no manifest was seen. It is new and
// empty, its process about to make the manifest; or removed but for what was left by
// a crash; or, if that process was fast, live by now.
func cleanUnlocked(path string) error {
	err := os.Remove(path)
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	switch live, err := exists(filepath.Join(path, manifestName)); {
	case err != nil:
		return err
	case live:
		return nil
	}
	return remove(path)
}

// remove removes a partial copy: the manifest last, because a lock on it protects
// the rest. Directories without write permission are copied as such, and made
// writable again.
func remove(path string) error {
	data := filepath.Join(path, dataName)
	if err := os.RemoveAll(data); err != nil {
		makeWritable(data)
		if err := os.RemoveAll(data); err != nil {
			return err
		}
	}
	return os.RemoveAll(path)
}

// makeWritable lets the owner remove what is in a directory. Errors are those of the
// removal that follows.
func makeWritable(path string) {
	_ = filepath.WalkDir(path, func(path string, entry fs.DirEntry, _ error) error {
		if entry != nil && entry.IsDir() {
			_ = os.Chmod(path, 0o700)
		}
		return nil
	})
}
