// Package driver holds the interface between the service and a storage, and
// drivers of several storages in packages below it.
package driver

import (
	"context"

	"github.com/longcase/longcase/inventory"
)

// Drive is a source of snapshots. Drives are comparable. The zero value is no
// drive.
type Drive struct {
	// UUID identifies the drive to the service. It is 1 to 36 letters, digits and
	// hyphens, so that it is safe in paths and arguments.
	UUID string
	// Source identifies the drive to its storage: a directory, a dataset, a
	// volume. It comes from whoever added the drive, and may hold any text.
	Source string
	// Location is where a remote snapshot is to be taken, such as "ZRH", from the
	// scheduler's document. Only Create gets it; "" is a local snapshot, or one of a
	// scheduler that names no location. An edit may change it from one snapshot to
	// the next, so that List and Delete find a snapshot by its name, wherever it is.
	// A storage of one location may ignore it.
	Location string
}

// Driver takes, deletes and lists the snapshots of drives. All three calls may
// last hours, may be cut off by their context or by the death of the process,
// and may be repeated; a call may even overlap another for the same name, if a
// process was taken for dead. All methods are safe for concurrent use.
//
// The name of a snapshot is the text of a fleet.Occurrence, such as
// "0f1e-22@2025-06-01T01:00:00Z": letters, digits, and -._~%@: alone. A storage
// that refuses some of these keeps the name elsewhere, as in a tag.
type Driver interface {
	// Create takes the snapshot of a drive with a name. If the drive has a whole
	// snapshot of that name, Create does nothing and returns nil. A snapshot cut
	// short is not listed, and not taken for a whole one; the next Create or
	// Delete of the name, or of the drive, removes it.
	Create(ctx context.Context, drive Drive, name string) error
	// Delete removes a snapshot of a drive by the Name in the list. If the list has
	// no such name, Delete does nothing and returns nil.
	Delete(ctx context.Context, drive Drive, name string) error
	// List returns all snapshots of a drive: those of Create under the names given
	// to it, and snapshots made by others under the storage's names. So two drives of
	// one source must not list each other's, whose rules are others. Created is
	// when the storage took the snapshot; the service fills in Nominal from the
	// name. An error is returned for a list that may lack a snapshot, since
	// retention would delete another in its place.
	List(ctx context.Context, drive Drive) ([]inventory.Item, error)
}
