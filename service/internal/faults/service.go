package faults

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/longcase/longcase/inventory"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule/fleet"
	"github.com/longcase/longcase/service"
	"github.com/longcase/longcase/service/driver"
	"github.com/longcase/longcase/service/driver/directory"
)

// stamped is a driver whose snapshots were created, by the clock of the processes,
// a second after their nominal instant.
type stamped struct{ driver.Driver }

func storage(root string) driver.Driver {
	return stamped{directory.New(filepath.Join(root, "storage"))}
}

func (s stamped) List(ctx context.Context, drive driver.Drive) ([]inventory.Item, error) {
	items, err := s.Driver.List(ctx, drive)
	for i := range items {
		var o fleet.Occurrence
		if err := o.UnmarshalText([]byte(items[i].Name)); err != nil {
			return nil, err
		}
		items[i].Snapshot.Created = o.Nominal.Add(time.Second)
	}
	return items, err
}

// newService returns a service that is in a hurry, with the harness's clock.
func newService(ctx context.Context, root, database, name string) (*service.Service, error) {
	db, dialect, err := service.Open(database)
	if err != nil {
		return nil, err
	}
	return service.New(ctx, service.Config{
		DB: db, Dialect: dialect, Driver: storage(root), Name: name,
		Guard: retention.Guard{Percent: 100}, Workers: 4,
		Lease: 2 * time.Second, Poll: 50 * time.Millisecond,
		Clock:  func() time.Time { return now(root) },
		Notify: func(_ context.Context, n service.Notice) error { return send(root, n) },
		Log:    slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})),
	})
}

// send "sends" a notice: each sending is a byte in a file.
func send(root string, n service.Notice) error {
	path := filepath.Join(root, "sent")
	if err := os.MkdirAll(path, 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(filepath.Join(path, n.ID), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = f.Write([]byte("."))
	return err
}
