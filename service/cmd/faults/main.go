// Command faults kills processes of the service at random moments and checks what
// the survivors make of it, on SQLite and on PostgreSQL.
//
//	go run ./cmd/faults -seed 1 -kills 1000
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/longcase/longcase/service/internal/faults"
	"github.com/longcase/longcase/service/internal/postgres"
)

func main() {
	faults.Main()
	seed := flag.Uint64("seed", 1, "`seed` of the moments")
	kills := flag.Int("kills", 1000, "`number` of processes to kill for each database")
	flag.Parse()
	if err := run(context.Background(), *seed, *kills); err != nil {
		fmt.Fprintln(os.Stderr, "faults:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, seed uint64, kills int) error {
	directory, err := os.MkdirTemp("", "faults")
	if err != nil {
		return err
	}
	defer os.RemoveAll(directory)
	if err := kill(ctx, "SQLite", filepath.Join(directory, "longcase.db"), 1, seed, kills); err != nil {
		return err
	}
	cluster, err := postgres.Start()
	if err != nil {
		return err
	}
	address, err := cluster.Database("longcase")
	if err == nil {
		err = kill(ctx, "PostgreSQL", address, 3, seed, kills)
	}
	return errors.Join(err, cluster.Remove())
}

// kill kills processes on a database, up to most of which work at once.
func kill(ctx context.Context, name, database string, most int, seed uint64, kills int) error {
	directory, err := os.MkdirTemp("", "faults")
	if err != nil {
		return err
	}
	defer os.RemoveAll(directory)
	h, err := faults.New(ctx, directory, database, 2, seed)
	if err != nil {
		return err
	}
	for i := range kills {
		if err = h.AtRandom(ctx, i%most); err != nil {
			err = fmt.Errorf("%s: seed %d, kill %d: %w", name, seed, i, err)
			break
		}
	}
	fmt.Printf("%s: seed %d: %d processes killed, %d occurrences\n", name, seed, h.Kills, h.Occurrences)
	return errors.Join(err, h.Close())
}
