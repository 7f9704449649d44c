// Package flock takes advisory locks on files. The kernel drops a lock when its
// process dies, so that no lock is left behind.
package flock

import (
	"context"
	"errors"
	"os"
	"syscall"
	"time"
)

// Try locks a file if nobody else has it locked, and reports whether it did. The
// lock lasts until the file is closed.
func Try(file *os.File) (bool, error) {
	err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return false, nil
	}
	return err == nil, os.NewSyscallError("flock "+file.Name(), err)
}

// Wait locks a file as [Try] does, as soon as nobody else has it locked.
func Wait(ctx context.Context, file *os.File) error {
	for {
		locked, err := Try(file)
		if locked || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}
