package service_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
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

// version1 is a database as the first version made it, with schedulers of two
// owners. The first migration never changes.
func version1(t *testing.T, db *sql.DB, dialect service.Dialect) {
	script, err := os.ReadFile("internal/store/migrations/001.sql")
	require.NoError(t, err)
	key := "INTEGER PRIMARY KEY AUTOINCREMENT"
	if dialect == service.PostgreSQL {
		key = "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
	}
	statements := strings.Split(strings.ReplaceAll(string(script), "SERIAL_KEY", key), ";\n")
	statements = append(statements[:len(statements)-1],
		"CREATE TABLE migrations (version BIGINT PRIMARY KEY)", "INSERT INTO migrations (version) VALUES (1)")
	for _, scheduler := range []string{"'1', 'a'", "'2', 'b'", "'3', 'a'"} {
		statements = append(statements, "INSERT INTO schedulers (uuid, owner, document, revision, created)"+
			" VALUES ("+scheduler+", '"+hourly+"', 1, 1000)")
	}
	for _, statement := range statements {
		_, err := db.ExecContext(t.Context(), statement)
		require.NoError(t, err, statement)
	}
}

// TestUpgrade brings a database of the first version up to date. The schedulers in
// it are counted as those made since.
func TestUpgrade(t *testing.T) {
	onEmpty(t, func(t *testing.T, db *sql.DB, dialect service.Dialect) {
		version1(t, db, dialect)
		s := newService(t, db, dialect)
		require.Equal(t, []string{"1", "3"}, wantsPages(t, s, "a"))
		require.Equal(t, []string{"2"}, wantsPages(t, s, "b"))
		require.Empty(t, wantsPages(t, s, "c"))
		_, _, err := s.CreateSchedulers(t.Context(), "b", []byte(hourly))
		require.NoError(t, err)
		require.NoError(t, s.DeleteSchedulers(t.Context(), "a", "1"))
		require.Equal(t, []string{"3"}, wantsPages(t, s, "a"))
		require.Len(t, wantsPages(t, s, "b"), 2)
		require.Len(t, wantsPages(t, s, ""), 3)
	})
}
