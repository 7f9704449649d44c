package directory

import (
	"bytes"
	"errors"
	"io"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// reflink makes an empty file share the blocks of another, and reports whether the
// file system could.
func reflink(target, source *os.File) bool {
	return unix.IoctlFileClone(int(target.Fd()), int(source.Fd())) == nil
}

// nextData returns the first stretch of data from an offset on, and io.EOF if only a
// hole follows. A file system without holes says that all is data.
func nextData(file *os.File, offset int64) (start, stop int64, err error) {
	start, err = unix.Seek(int(file.Fd()), offset, unix.SEEK_DATA)
	if errors.Is(err, unix.ENXIO) {
		return 0, 0, io.EOF
	}
	if err == nil {
		stop, err = unix.Seek(int(file.Fd()), start, unix.SEEK_HOLE)
	}
	return start, stop, os.NewSyscallError("lseek", err)
}

// linkTime sets the time of a symbolic link itself.
func linkTime(root *os.Root, name string, modified time.Time) error {
	directory, err := root.Open(".")
	if err != nil {
		return err
	}
	defer directory.Close()
	times := []unix.Timespec{{Nsec: unix.UTIME_OMIT}, unix.NsecToTimespec(modified.UnixNano())}
	return os.NewSyscallError("utimensat",
		unix.UtimesNanoAt(int(directory.Fd()), name, times, unix.AT_SYMLINK_NOFOLLOW))
}

// copyAttributes copies the extended attributes of a file. Attributes deleted
// meanwhile, those that the process may not set, and all where the storage of the
// copies has none, are left out.
func copyAttributes(target, source *os.File) error {
	names, err := sized(func(buffer []byte) (int, error) { return unix.Flistxattr(int(source.Fd()), buffer) })
	if err != nil {
		return denied(err)
	}
	for name := range bytes.SplitSeq(bytes.TrimSuffix(names, []byte{0}), []byte{0}) {
		if len(name) == 0 {
			continue
		}
		value, err := sized(func(buffer []byte) (int, error) {
			return unix.Fgetxattr(int(source.Fd()), string(name), buffer)
		})
		if err == nil {
			err = unix.Fsetxattr(int(target.Fd()), string(name), value, 0)
		}
		if err != nil && !errors.Is(err, unix.ENODATA) && denied(err) != nil {
			return err
		}
	}
	return nil
}

// sized calls a function that fills a buffer, with a larger one as long as the buffer
// is too small: attributes may grow between two calls.
func sized(fill func([]byte) (int, error)) ([]byte, error) {
	for size := 1 << 10; ; size *= 8 {
		buffer := make([]byte, size)
		n, err := fill(buffer)
		if errors.Is(err, unix.ERANGE) && size < 1<<20 {
			continue
		}
		return buffer[:max(n, 0)], err
	}
}

// syncTree flushes a copy to the disk, with all else on its file system: a call for
// each of a million files would take hours. Since Linux 5.8 it reports failed writes.
func syncTree(path string) error {
	directory, err := os.Open(path)
	if err != nil {
		return err
	}
	defer directory.Close()
	return os.NewSyscallError("syncfs", unix.Syncfs(int(directory.Fd())))
}
