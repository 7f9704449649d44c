//go:build !linux

package directory

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// reflink reports false: files are copied.
func reflink(_, _ *os.File) bool { return false }

// nextData returns the rest of a file.
func nextData(file *os.File, offset int64) (start, stop int64, err error) {
	info, err := file.Stat()
	if err == nil && offset >= info.Size() {
		err = io.EOF
	}
	if err != nil {
		return 0, 0, err
	}
	return offset, info.Size(), nil
}

// linkTime does nothing: a link keeps the time of the copy.
func linkTime(*os.Root, string, time.Time) error { return nil }

// copyAttributes does nothing.
func copyAttributes(_, _ *os.File) error { return nil }

// syncTree flushes each file and directory of a copy to the disk.
func syncTree(path string) error {
	return filepath.WalkDir(path, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() && !entry.Type().IsRegular() {
			return err
		}
		return syncDirectory(path)
	})
}
