package store

import (
	"errors"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
)

// Contended reports whether a transaction failed since another held what it needed. It
// is undone, and may succeed if it is tried again.
func Contended(err error) bool {
	var (
		postgres *pgconn.PgError
		lite     *sqlite.Error
	)
	switch {
	case errors.As(err, &postgres):
		switch postgres.Code {
		case "40001", "40P01", "55P03": // serialization failure, deadlock, lock not available
			return true
		}
	case errors.As(err, &lite):
		const busy = 5 // SQLITE_BUSY, the low byte of several codes
		return lite.Code()&0xff == busy
	}
	return false
}
