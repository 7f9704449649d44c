package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/longcase/longcase/service/internal/flock"
)

// lock makes this process the only one that serves a database of SQLite. The lock
// ends with the process, however it ends; the file says who has it.
func lock(database, listen string) (unlock func(), err error) {
	file, err := os.OpenFile(database+".lock", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	locked, err := flock.Try(file)
	if err == nil && !locked {
		holder, _ := os.ReadFile(file.Name())
		file.Close()
		return nil, fmt.Errorf("%s is served by %s: SQLite takes one daemon; PostgreSQL takes several",
			database, strings.TrimSpace(string(holder)))
	}
	if err == nil {
		err = file.Truncate(0)
	}
	if err == nil {
		_, err = fmt.Fprintf(file, "process %d on %s\n", os.Getpid(), listen)
	}
	if err != nil {
		file.Close()
		return nil, err
	}
	return func() { file.Close() }, nil
}
