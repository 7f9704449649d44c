package directory

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

const (
	chunk    = 16 << 20 // copied between two looks at the context
	maxPaths = 100      // skipped paths in a manifest
	setID    = fs.ModeSetuid | fs.ModeSetgid
)

// errVanished is the error for an entry deleted, or replaced by another, since its
// directory was read.
var errVanished = errors.New("deleted or replaced during the copy")

// copier copies a tree. All access is through os.Root, a directory at a time: whoever
// owns a part of the source could otherwise put a symbolic link in place of a
// directory, and have the process, perhaps root's, read any file into the copy.
type copier struct{ manifest *manifest }

// copyAll copies the source, a directory or a regular file, to "data" in a
// directory. A source that is another in the end, as after an unmount, is an error,
// for then its entries vanished together.
func (c *copier) copyAll(ctx context.Context, source, target string) error {
	before, err := os.Lstat(source)
	if err != nil {
		return err
	}
	if !before.IsDir() && !before.Mode().IsRegular() {
		return errors.New("want a directory or a regular file")
	}
	from, err := os.OpenRoot(filepath.Dir(source))
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := os.OpenRoot(target)
	if err != nil {
		return err
	}
	defer to.Close()
	pair := pair{from: from, to: to, name: filepath.Base(source), target: dataName}
	if err := c.entry(ctx, pair, before); err != nil {
		return err
	}
	after, err := os.Lstat(source)
	if err == nil && !os.SameFile(before, after) {
		err = errVanished
	}
	return err
}

// pair is an entry of the source and its place in the copy.
type pair struct {
	from, to     *os.Root
	name, target string // the entry's name in from, and in to
	path         string // from the source, for messages
}

// entry copies what a name stands for.
func (c *copier) entry(ctx context.Context, p pair, info fs.FileInfo) error {
	if err := ctx.Err(); err != nil {
		return context.Cause(ctx)
	}
	switch info.Mode().Type() {
	case 0:
		return c.file(ctx, p, info)
	case fs.ModeDir:
		return c.directory(ctx, p, info)
	case fs.ModeSymlink:
		return link(p, info)
	}
	c.manifest.Skipped++
	if len(c.manifest.Paths) < maxPaths {
		c.manifest.Paths = append(c.manifest.Paths, p.path)
	}
	return nil
}

// directory copies a directory. Its own mode and times come last, since a directory
// may be read-only, and filling it changes its time.
func (c *copier) directory(ctx context.Context, p pair, info fs.FileInfo) error {
	from, err := p.from.OpenRoot(p.name)
	if err != nil {
		return p.replaced(info, err)
	}
	defer from.Close()
	source, err := from.Open(".")
	if err != nil {
		return p.replaced(info, err)
	}
	defer source.Close()
	if !isStill(source, info) {
		return errVanished
	}
	if err := p.to.Mkdir(p.target, 0o700); err != nil {
		return err
	}
	to, err := p.to.OpenRoot(p.target)
	if err != nil {
		return err
	}
	defer to.Close()
	if err := c.entries(ctx, pair{from: from, to: to, path: p.path}, source); err != nil {
		return err
	}
	target, err := to.Open(".")
	if err != nil {
		return err
	}
	defer target.Close()
	return dress(p, info, source, target)
}

// entries copies the entries of an open directory. Names are read in portions: a
// directory may have millions.
func (c *copier) entries(ctx context.Context, p pair, source *os.File) error {
	for {
		names, err := source.Readdirnames(1024)
		if errors.Is(err, io.EOF) || errors.Is(err, fs.ErrNotExist) {
			return nil // at the end, or of a deleted directory
		}
		if err != nil {
			return err
		}
		for _, name := range names {
			one := pair{from: p.from, to: p.to, name: name, target: name, path: path.Join(p.path, name)}
			if err := c.patiently(ctx, one); err != nil {
				return err
			}
		}
	}
}

// patiently copies an entry unless it is deleted. Programs replace a file by renaming
// another over it, so that a file once listed may be another when opened; then
// it is listed again.
func (c *copier) patiently(ctx context.Context, p pair) error {
	for range 100 {
		info, err := p.from.Lstat(p.name)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil {
			err = c.entry(ctx, p, info)
		}
		if !errors.Is(err, errVanished) {
			return err
		}
	}
	return fmt.Errorf("%s: replaced faster than it can be opened", p.path)
}

// replaced returns errVanished in place of an error about an entry that is no longer
// what was listed.
func (p pair) replaced(listed fs.FileInfo, err error) error {
	if err == nil {
		return nil
	}
	now, gone := p.from.Lstat(p.name)
	if errors.Is(gone, fs.ErrNotExist) || gone == nil && !os.SameFile(now, listed) || wasLink(err) {
		return errVanished
	}
	return err
}

// wasLink reports whether an entry could not be opened because it was a symbolic
// link at that moment. It was none when it was listed, and may be none again: the
// owner of the source swaps them. Package os has no name for the second error.
func wasLink(err error) bool {
	return errors.Is(err, syscall.ELOOP) || strings.HasSuffix(err.Error(), "path escapes from parent")
}

// isStill reports whether an open file is the one that was listed.
func isStill(file *os.File, listed fs.FileInfo) bool {
	info, err := file.Stat()
	return err == nil && os.SameFile(info, listed)
}

// file copies a regular file. O_NONBLOCK keeps a pipe put in its place from making
// the open wait for ever.
func (c *copier) file(ctx context.Context, p pair, info fs.FileInfo) (err error) {
	source, err := p.from.OpenFile(p.name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return p.replaced(info, err)
	}
	defer source.Close()
	if !isStill(source, info) {
		return errVanished
	}
	target, err := p.to.OpenFile(p.target, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, target.Close()) }()
	if !reflink(target, source) {
		if err := copyContents(ctx, target, source); err != nil {
			return fmt.Errorf("%s: %w", p.path, err)
		}
	}
	c.manifest.Files++
	if info, err := target.Stat(); err == nil {
		c.manifest.Bytes += info.Size()
	}
	return dress(p, info, source, target)
}

// copyContents copies the bytes of a file and leaves holes as holes.
func copyContents(ctx context.Context, target, source *os.File) error {
	end := int64(0)
	for {
		start, stop, err := nextData(source, end)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if end, err = copyRange(ctx, target, source, start, stop); err != nil {
			return err
		}
		if end < stop {
			break // the file became shorter
		}
	}
	info, err := source.Stat()
	if err != nil {
		return err
	}
	return target.Truncate(max(end, info.Size()))
}

// copyRange copies bytes from start to stop, or to the end of the file, and returns
// how far it came.
func copyRange(ctx context.Context, target, source *os.File, start, stop int64) (int64, error) {
	for _, file := range []*os.File{target, source} {
		if _, err := file.Seek(start, io.SeekStart); err != nil {
			return start, err
		}
	}
	for start < stop {
		if err := ctx.Err(); err != nil {
			return start, context.Cause(ctx)
		}
		// CopyN has the kernel copy, where it can.
		n, err := io.CopyN(target, source, min(chunk, stop-start))
		start += n
		if errors.Is(err, io.EOF) {
			return start, nil
		}
		if err != nil {
			return start, err
		}
	}
	return start, nil
}

// link copies a symbolic link. Its target is text, and is not followed.
func link(p pair, info fs.FileInfo) error {
	text, err := p.from.Readlink(p.name)
	if err != nil {
		return p.replaced(info, err)
	}
	if err := p.to.Symlink(text, p.target); err != nil {
		return err
	}
	if uid, gid, ok := owner(info); ok {
		if err := denied(p.to.Lchown(p.target, uid, gid)); err != nil {
			return err
		}
	}
	return linkTime(p.to, p.target, info.ModTime())
}

// dress gives a copy the owner, mode, attributes and times of its source. The mode
// follows the owner, whose change clears setuid; without the owner, a setuid program
// would run as somebody else, and the bit is left out.
func dress(p pair, info fs.FileInfo, source, target *os.File) error {
	mode := info.Mode() & (fs.ModePerm | fs.ModeSticky | setID)
	if uid, gid, ok := owner(info); ok {
		err := target.Chown(uid, gid)
		if err != nil {
			mode &^= setID
		}
		if err := denied(err); err != nil {
			return err
		}
	}
	if err := copyAttributes(target, source); err != nil {
		return fmt.Errorf("%s: extended attributes: %w", p.path, err)
	}
	if err := target.Chmod(mode); err != nil {
		return err
	}
	return p.to.Chtimes(p.target, time.Time{}, info.ModTime())
}

// denied returns nil in place of an error about rights.
func denied(err error) error {
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		return nil
	}
	return err
}

// owner returns the owner and group of a file.
func owner(info fs.FileInfo) (uid, gid int, ok bool) {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, 0, false
	}
	return int(stat.Uid), int(stat.Gid), true
}

// syncDirectory flushes the names in a directory to the disk.
func syncDirectory(path string) error {
	directory, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(directory.Sync(), directory.Close())
}

// syncRename flushes a change of name from one directory to another.
func syncRename(from, to string) error {
	return errors.Join(syncDirectory(filepath.Dir(to)), syncDirectory(filepath.Dir(from)))
}
