package drivertest

import (
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Tree returns a description of all that is in a directory, or of a file: for each
// entry its path, mode, time of modification, and contents or target. Two equal
// trees have equal descriptions.
func Tree(t *testing.T, root string) string {
	t.Helper()
	var b strings.Builder
	require.NoError(t, filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		contents, err := contents(path, info)
		fmt.Fprintf(&b, "%s %v %d %s\n", relative, info.Mode(), info.ModTime().UnixNano(), contents)
		return err
	}))
	return b.String()
}

func contents(path string, info fs.FileInfo) (string, error) {
	switch info.Mode().Type() {
	case fs.ModeSymlink:
		return os.Readlink(path)
	case 0:
		file, err := os.Open(path)
		if err != nil {
			return "", err
		}
		defer file.Close()
		sum := sha256.New()
		_, err = io.Copy(sum, file)
		return fmt.Sprintf("%x", sum.Sum(nil)), err
	}
	return "", nil
}
