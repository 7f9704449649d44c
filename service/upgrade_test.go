package service_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/service"
	"github.com/longcase/longcase/service/driver/directory"
)

// TestNewerDatabase opens a database that a newer program has changed. Opened again
// by this one, a database is as it was.
func TestNewerDatabase(t *testing.T) {
	db, dialect, err := service.Open(filepath.Join(t.TempDir(), "test.db"))
	require.NoError(t, err)
	defer db.Close()
	config := service.Config{DB: db, Dialect: dialect, Driver: directory.New("/copies")}
	for range 2 {
		_, err = service.New(t.Context(), config)
		require.NoError(t, err)
	}
	_, err = db.ExecContext(t.Context(), "INSERT INTO migrations (version) VALUES (1000)")
	require.NoError(t, err)
	_, err = service.New(t.Context(), config)
	require.ErrorContains(t, err, "the database has version 1000: this program knows versions up to")
}
